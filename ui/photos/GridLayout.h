#pragma once

#include <QDate>
#include <QRect>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace cloakroom::ui {

/// Where the cells of a grid of squares under day headings are. Pure arithmetic over rows, in content pixels.
class GridLayout {
public:
    static constexpr int kGap = 8;
    static constexpr int kHeading = 32;

    struct Section {
        std::optional<QDate> day;
        int first = 0;
        int count = 0;
        int y = 0; ///< of its heading
        int height = 0; ///< with heading and the gap after it
    };

    /// The day of a row; absent = not known. Neighbouring rows of one day share a heading.
    using DayOf = std::function<std::optional<QDate>(int row)>;
    void arrange(int rows, int width, int wantedSize, const DayOf& dayOf);

    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int cellSize() const { return m_cell; }
    [[nodiscard]] int height() const;
    [[nodiscard]] const std::vector<Section>& sections() const { return m_sections; }
    [[nodiscard]] const Section* sectionOf(int row) const;

    [[nodiscard]] QRect cell(int row) const;
    /// -1 between cells.
    [[nodiscard]] int rowAt(QPoint point) const;
    /// First and last row that touch a band of the content; {0, -1} for none.
    [[nodiscard]] std::pair<int, int> rowsBetween(int top, int bottom) const;
    /// The row one line up or down from a row, in the same column where there is one.
    [[nodiscard]] int above(int row) const;
    [[nodiscard]] int below(int row) const;

private:
    [[nodiscard]] int lastInLine(const Section& section, int line, int column) const;

    int m_rows = 0;
    int m_columns = 1;
    int m_cell = 1;
    std::vector<Section> m_sections;
};

} // namespace cloakroom::ui
