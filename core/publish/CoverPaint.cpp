#include "core/publish/CoverPaint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace cloakroom {

namespace {

constexpr CoverColour kFlat{118, 124, 132};
constexpr CoverColour kIconGround{196, 201, 207};
constexpr CoverColour kIconFigure{118, 124, 132};
/// A cell is never as small as the pixels that it hides.
constexpr int kLeastCellPixels = 4;
constexpr int kMostCellsPerEdge = 8;

/// Tones of tiles, and which of them each cell of the full grid has. Chosen by lot once, then fixed: every head gets
/// the same, so that a cover tells its place and size and nothing else.
constexpr std::array kTones{CoverColour{100, 106, 114}, CoverColour{120, 126, 134}, CoverColour{140, 146, 153},
                            CoverColour{160, 166, 172}, CoverColour{180, 185, 190}};
constexpr std::array<std::string_view, kMostCellsPerEdge> kTiles{"20314023", "41230314", "13042430", "30421203",
                                                                 "02314142", "24103420", "31420214", "10243031"};

/// Colours of a grid of cells over a region: all that is shown of it.
struct CellGrid {
    QRect region;
    int columns = 1;
    int rows = 1;

    [[nodiscard]] static const CoverColour& at(int column, int row)
    {
        return kTones[static_cast<size_t>(kTiles[static_cast<size_t>(row)][static_cast<size_t>(column)] - '0')];
    }
    /// First pixel of a cell; cell `count` begins where the region ends.
    [[nodiscard]] static int edge(int from, int length, int cell, int count)
    {
        return from + static_cast<int>(qint64{length} * cell / count);
    }
};

int cellOf(int pixel, int from, int length, int count)
{
    for (int cell = count - 1; cell > 0; --cell) {
        if (pixel >= CellGrid::edge(from, length, cell, count)) {
            return cell;
        }
    }
    return 0;
}

CellGrid gridOver(QRect region)
{
    return {region, std::clamp(region.width() / kLeastCellPixels, 1, kMostCellsPerEdge),
            std::clamp(region.height() / kLeastCellPixels, 1, kMostCellsPerEdge)};
}

class FlatPaint final : public CoverPaint {
public:
    void paint(int, int, QList<CoverColour>& row) const override { row.fill(kFlat); }
};

class MosaicPaint final : public CoverPaint {
public:
    explicit MosaicPaint(const CellGrid& grid)
        : m_grid(grid)
    {
    }
    void paint(int y, int left, QList<CoverColour>& row) const override
    {
        const QRect& region = m_grid.region;
        const int down = cellOf(y, region.y(), region.height(), m_grid.rows);
        const int end = left + static_cast<int>(row.size());
        CoverColour* colours = row.data();
        for (int column = 0; column < m_grid.columns; ++column) {
            const auto edge = [&](int cell) {
                return CellGrid::edge(region.x(), region.width(), cell, m_grid.columns);
            };
            const int from = column == 0 ? left : std::clamp(edge(column), left, end);
            const int to = column + 1 == m_grid.columns ? end : std::clamp(edge(column + 1), left, end);
            std::fill(colours + (from - left), colours + std::max(from, to) - left, CellGrid::at(column, down));
        }
    }

private:
    CellGrid m_grid;
};

/// Which four cells make a point's colour and how much of each: a uniform cubic B-spline through the cells' centres.
struct SplineTaps {
    std::array<int, 4> cells{};
    std::array<double, 4> weights{};
};

SplineTaps tapsAt(int pixel, int from, int length, int count)
{
    const double place = (pixel + 0.5 - from) * count / length - 0.5;
    const double base = std::floor(place);
    const double t = place - base;
    SplineTaps taps;
    taps.weights = {(1 - t) * (1 - t) * (1 - t) / 6, (3 * t * t * t - 6 * t * t + 4) / 6,
                    (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6, t * t * t / 6};
    for (int i = 0; i < 4; ++i) {
        taps.cells[static_cast<size_t>(i)] = std::clamp(static_cast<int>(base) - 1 + i, 0, count - 1);
    }
    return taps;
}

template <typename ColourOf>
CoverColour blended(const SplineTaps& taps, ColourOf colourOf)
{
    CoverColour sum;
    for (size_t i = 0; i < taps.cells.size(); ++i) {
        const CoverColour& colour = colourOf(taps.cells[i]);
        sum.red += taps.weights[i] * colour.red;
        sum.green += taps.weights[i] * colour.green;
        sum.blue += taps.weights[i] * colour.blue;
    }
    return sum;
}

class SoftPaint final : public CoverPaint {
public:
    explicit SoftPaint(const CellGrid& grid)
        : m_grid(grid)
    {
    }
    void paint(int y, int left, QList<CoverColour>& row) const override
    {
        const QRect& region = m_grid.region;
        const SplineTaps down = tapsAt(y, region.y(), region.height(), m_grid.rows);
        QList<CoverColour> line;
        for (int column = 0; column < m_grid.columns; ++column) {
            line += blended(down, [&](int cell) -> const CoverColour& { return CellGrid::at(column, cell); });
        }
        for (int x = 0; x < row.size(); ++x) {
            const SplineTaps across = tapsAt(left + x, region.x(), region.width(), m_grid.columns);
            row[x] = blended(across, [&line](int cell) -> const CoverColour& { return line[cell]; });
        }
    }

private:
    CellGrid m_grid;
};

bool isInEllipse(double x, double y, double centreX, double centreY, double radiusX, double radiusY)
{
    return std::hypot((x - centreX) / radiusX, (y - centreY) / radiusY) <= 1;
}

/// Head and shoulders in the unit square.
bool isFigure(double x, double y)
{
    return isInEllipse(x, y, 0.5, 0.4, 0.19, 0.21) || isInEllipse(x, y, 0.5, 1.02, 0.36, 0.34);
}

class IconPaint final : public CoverPaint {
public:
    explicit IconPaint(QRect region)
        : m_region(region)
    {
    }
    void paint(int y, int left, QList<CoverColour>& row) const override
    {
        for (int x = 0; x < row.size(); ++x) {
            row[x] = colourAt(left + x, y);
        }
    }

private:
    [[nodiscard]] CoverColour colourAt(int x, int y) const
    {
        constexpr int kSamples = 3;
        int hits = 0;
        for (int i = 0; i < kSamples * kSamples; ++i) {
            const int column = i % kSamples;
            const int row = i / kSamples;
            const double across = (x - m_region.x() + (column + 0.5) / kSamples) / m_region.width();
            const double down = (y - m_region.y() + (row + 0.5) / kSamples) / m_region.height();
            hits += isFigure(across, down) ? 1 : 0;
        }
        const double share = static_cast<double>(hits) / (kSamples * kSamples);
        const auto mix = [share](double ground, double figure) { return ground + share * (figure - ground); };
        return {mix(kIconGround.red, kIconFigure.red), mix(kIconGround.green, kIconFigure.green),
                mix(kIconGround.blue, kIconFigure.blue)};
    }

    QRect m_region;
};

} // namespace

std::unique_ptr<CoverPaint> makePaint(const Cover& cover, CoverStyle style)
{
    switch (cover.isPlain ? CoverStyle::Solid : style) {
    case CoverStyle::Mosaic:
        return std::make_unique<MosaicPaint>(gridOver(cover.rect));
    case CoverStyle::Soft:
        return std::make_unique<SoftPaint>(gridOver(cover.rect));
    case CoverStyle::Icon:
        return std::make_unique<IconPaint>(cover.rect);
    case CoverStyle::Solid:
        break;
    }
    return std::make_unique<FlatPaint>();
}

} // namespace cloakroom
