#include "ui/photos/GridLayout.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using cloakroom::ui::GridLayout;

namespace {

/// `days.at(i)` photos on the i-th day, counted backwards.
GridLayout arranged(const std::vector<int>& days, int width, int wanted)
{
    std::vector<QDate> dates;
    for (size_t i = 0; i < days.size(); ++i) {
        dates.insert(dates.end(), static_cast<size_t>(days.at(i)), QDate(2026, 6, 12).addDays(-static_cast<qint64>(i)));
    }
    GridLayout layout;
    layout.arrange(static_cast<int>(dates.size()), width, wanted,
                   [&](int row) { return std::optional(dates.at(static_cast<size_t>(row))); });
    return layout;
}

} // namespace

TEST_CASE("photos of one day share a heading", "[ui][grid]")
{
    const GridLayout layout = arranged({10, 5}, 878, 168);
    REQUIRE(layout.columns() == 5);
    REQUIRE(layout.sections().size() == 2);
    CHECK(layout.sections().at(1).first == 10);
    CHECK(layout.cell(0).topLeft() == QPoint(0, GridLayout::kHeading));
    CHECK(layout.cell(10).x() == 0);
    CHECK(layout.cell(10).y() > layout.cell(9).bottom());
    CHECK(layout.cell(4).right() < 878);
}

TEST_CASE("up and down keep to the column and cross headings", "[ui][grid]")
{
    const GridLayout layout = arranged({7, 3}, 878, 168); // lines: 5, 2 and 3
    CHECK(layout.below(1) == 6);
    CHECK(layout.below(4) == 6);
    CHECK(layout.below(6) == 8);
    CHECK(layout.above(8) == 6);
    CHECK(layout.above(9) == 6);
    CHECK(layout.above(2) == 2);
    CHECK(layout.below(9) == 9);
}

TEST_CASE("every cell is found at its own middle and never between", "[ui][grid]")
{
    const bool holds = rc::check("a cell is found where it is", [] {
        const auto days = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 30)));
        const int width = *rc::gen::inRange(120, 2000);
        const int wanted = *rc::gen::inRange(64, 320);
        const GridLayout layout = arranged(days, width, wanted);
        int rows = 0;
        for (const int count : days) {
            rows += count;
        }
        for (int row = 0; row < rows; ++row) {
            const QRect cell = layout.cell(row);
            RC_ASSERT(layout.rowAt(cell.center()) == row);
            RC_ASSERT(layout.rowAt(cell.topLeft() - QPoint(1, 1)) == -1);
            const auto [first, last] = layout.rowsBetween(cell.top(), cell.bottom());
            RC_ASSERT(first <= row);
            RC_ASSERT(last >= row);
            RC_ASSERT(cell.bottom() < layout.height());
        }
    });
    CHECK(holds);
}

TEST_CASE("an empty grid has no cells and no height", "[ui][grid]")
{
    const GridLayout layout = arranged({}, 800, 168);
    CHECK(layout.height() == 0);
    CHECK(layout.rowAt({10, 10}) == -1);
    CHECK(layout.rowsBetween(0, 500) == std::pair{0, -1});
    CHECK(layout.cell(0).isNull());
}
