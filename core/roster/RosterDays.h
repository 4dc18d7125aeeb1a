#pragma once

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>

namespace cloakroom {

/// How a column writes its days.
enum class DayOrder {
    YearMonthDay, ///< 2026-11-22
    DayMonthYear, ///< 22/11/2026, with / . or - between
    MonthDayYear, ///< 11/22/2026
};

/// The order that most days of a column fit. Nothing when two orders fit equally many, for 3/4/2026 is two days in two
/// countries and an age hangs on it. Empty texts are no days. Pure.
[[nodiscard]] std::optional<DayOrder> dayOrderOf(const QStringList& texts);

/// The day, or nothing for what is no day in that order. A time after a day (2015-03-04T00:00:00, 04/03/2015 00:00) is
/// left out. Pure.
[[nodiscard]] std::optional<QDate> dayInOrder(const QString& text, DayOrder order);

} // namespace cloakroom
