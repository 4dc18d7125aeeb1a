#include "ui/photos/GridLayout.h"

#include <algorithm>

namespace cloakroom::ui {

void GridLayout::arrange(int rows, int width, int wantedSize, const DayOf& dayOf)
{
    m_rows = rows;
    m_columns = std::max(1, (width + kGap + wantedSize / 3) / (wantedSize + kGap));
    m_cell = std::max(1, (width - kGap * (m_columns - 1)) / m_columns);
    m_sections.clear();
    int y = 0;
    for (int row = 0; row < rows;) {
        const std::optional<QDate> day = dayOf(row);
        int end = row + 1;
        while (end < rows && dayOf(end) == day) {
            ++end;
        }
        const int lines = (end - row + m_columns - 1) / m_columns;
        const int height = kHeading + lines * (m_cell + kGap) + kGap;
        m_sections.push_back({day, row, end - row, y, height});
        y += height;
        row = end;
    }
}

int GridLayout::height() const
{
    return m_sections.empty() ? 0 : m_sections.back().y + m_sections.back().height;
}

const GridLayout::Section* GridLayout::sectionOf(int row) const
{
    if (row < 0 || row >= m_rows) {
        return nullptr;
    }
    const auto next = std::upper_bound(m_sections.begin(), m_sections.end(), row,
                                       [](int value, const Section& section) { return value < section.first; });
    return &*(next - 1);
}

QRect GridLayout::cell(int row) const
{
    const Section* section = sectionOf(row);
    if (section == nullptr) {
        return {};
    }
    const int within = row - section->first;
    const int step = m_cell + kGap;
    return {within % m_columns * step, section->y + kHeading + within / m_columns * step, m_cell, m_cell};
}

int GridLayout::rowAt(QPoint point) const
{
    const auto next = std::upper_bound(m_sections.begin(), m_sections.end(), point.y(),
                                       [](int value, const Section& section) { return value < section.y; });
    if (next == m_sections.begin()) {
        return -1;
    }
    const Section& section = *(next - 1);
    const int y = point.y() - section.y - kHeading;
    const int step = m_cell + kGap;
    if (y < 0 || point.x() < 0 || y % step >= m_cell || point.x() % step >= m_cell || point.x() / step >= m_columns) {
        return -1;
    }
    const int within = y / step * m_columns + point.x() / step;
    return within < section.count ? section.first + within : -1;
}

std::pair<int, int> GridLayout::rowsBetween(int top, int bottom) const
{
    int first = m_rows;
    int last = -1;
    const int step = m_cell + kGap;
    for (const Section& section : m_sections) {
        if (section.y + section.height < top) {
            continue;
        }
        if (section.y > bottom) {
            break;
        }
        const int lines = (section.count + m_columns - 1) / m_columns;
        const int start = section.y + kHeading;
        const int from = std::max(0, (top - start) / step);
        const int to = std::min(lines - 1, (bottom - start) / step);
        if (bottom < start || from > to) {
            continue;
        }
        first = std::min(first, section.first + from * m_columns);
        last = std::max(last, section.first + std::min(section.count, (to + 1) * m_columns) - 1);
    }
    return last < 0 ? std::pair{0, -1} : std::pair{first, last};
}

int GridLayout::lastInLine(const Section& section, int line, int column) const
{
    return section.first + std::min(section.count - 1, line * m_columns + column);
}

int GridLayout::above(int row) const
{
    const Section* section = sectionOf(row);
    if (section == nullptr) {
        return row;
    }
    const int within = row - section->first;
    if (within >= m_columns) {
        return row - m_columns;
    }
    if (section->first == 0) {
        return row;
    }
    const Section& before = *sectionOf(section->first - 1);
    return lastInLine(before, (before.count - 1) / m_columns, within);
}

int GridLayout::below(int row) const
{
    const Section* section = sectionOf(row);
    if (section == nullptr) {
        return row;
    }
    const int within = row - section->first;
    const int line = within / m_columns;
    if (line < (section->count - 1) / m_columns) {
        return lastInLine(*section, line + 1, within % m_columns);
    }
    const Section* after = sectionOf(section->first + section->count);
    return after == nullptr ? row : lastInLine(*after, 0, within % m_columns);
}

} // namespace cloakroom::ui
