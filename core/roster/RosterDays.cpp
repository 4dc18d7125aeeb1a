#include "core/roster/RosterDays.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace cloakroom {

namespace {

QDate dayOf(const QRegularExpressionMatch& match, int year, int month, int day)
{
    return QDate(match.captured(year).toInt(), match.captured(month).toInt(), match.captured(day).toInt());
}

} // namespace

std::optional<QDate> dayInOrder(const QString& text, DayOrder order)
{
    static const QRegularExpression kIso(QStringLiteral("\\A([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.Z+]*)?\\z"));
    static const QRegularExpression kOther(
        QStringLiteral("\\A([0-9]{1,2})([/.-])([0-9]{1,2})\\2([0-9]{4})(?: [0-9:]*)?\\z"));
    const auto match = (order == DayOrder::YearMonthDay ? kIso : kOther).match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    QDate day;
    switch (order) {
    case DayOrder::YearMonthDay:
        day = dayOf(match, 1, 2, 3);
        break;
    case DayOrder::DayMonthYear:
        day = dayOf(match, 4, 3, 1);
        break;
    case DayOrder::MonthDayYear:
        day = dayOf(match, 4, 1, 3);
        break;
    }
    return day.isValid() ? std::optional(day) : std::nullopt;
}

std::optional<DayOrder> dayOrderOf(const QStringList& texts)
{
    constexpr std::array kOrders{DayOrder::YearMonthDay, DayOrder::DayMonthYear, DayOrder::MonthDayYear};
    std::optional<DayOrder> best;
    qsizetype most = 0;
    for (const DayOrder order : kOrders) {
        const qsizetype fitting = std::count_if(
            texts.begin(), texts.end(), [order](const QString& text) { return dayInOrder(text, order).has_value(); });
        if (fitting > most) {
            most = fitting;
            best = order;
        } else if (fitting == most) {
            best.reset();
        }
    }
    return best;
}

} // namespace cloakroom
