#include "core/roster/RosterDays.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

std::optional<DayOrder> orderOf(std::initializer_list<const char*> texts)
{
    QStringList list;
    for (const char* text : texts) {
        list += QString::fromLatin1(text);
    }
    return dayOrderOf(list);
}

} // namespace

TEST_CASE("the order of days is worked out from a whole column and never guessed", "[roster][days]")
{
    CHECK(orderOf({"2015-03-04", "", "2014-12-31"}) == DayOrder::YearMonthDay);
    CHECK(orderOf({"03/04/2015", "28/02/2015"}) == DayOrder::DayMonthYear);
    CHECK(orderOf({"3.4.2015", "02.28.2015"}) == DayOrder::MonthDayYear);
    CHECK_FALSE(orderOf({"03/04/2015", "11/12/2014"}).has_value());
    CHECK_FALSE(orderOf({"28/02/2015", "02/28/2015"}).has_value());
    CHECK_FALSE(orderOf({"", ""}).has_value());
    CHECK_FALSE(orderOf({"Tuesday"}).has_value());
}

TEST_CASE("a day that is none in its order is nothing", "[roster][days]")
{
    CHECK(dayInOrder(QStringLiteral("28/02/2015"), DayOrder::DayMonthYear) == QDate(2015, 2, 28));
    CHECK(dayInOrder(QStringLiteral("02-28-2015 00:00"), DayOrder::MonthDayYear) == QDate(2015, 2, 28));
    CHECK(dayInOrder(QStringLiteral("2015-02-28T00:00:00"), DayOrder::YearMonthDay) == QDate(2015, 2, 28));
    for (const char* text : {"29/02/2015", "28/02/15", "28/02-2015", "28 02 2015", "0/1/2015", ""}) {
        CAPTURE(text);
        CHECK_FALSE(dayInOrder(QString::fromLatin1(text), DayOrder::DayMonthYear).has_value());
    }
}
