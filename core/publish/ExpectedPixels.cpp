#include "core/publish/ExpectedPixels.h"

namespace cloakroom {

/// The part of the original that one row or column of the finished picture is made of, first and last included; where
/// the picture was scaled, with one more on each side.
struct DrawnCover::Footprint {
    int first = 0;
    int last = 0;

    static Footprint of(int at, int finished, int original)
    {
        if (finished == original) {
            return {at, at};
        }
        return {static_cast<int>(qint64{at} * original / finished) - 1,
                static_cast<int>(qint64{at + 1} * original / finished) + 1};
    }
    [[nodiscard]] std::array<int, 3> samples() const { return {first, (first + last) / 2, last}; }
};

DrawnCover::DrawnCover(int number, const Cover& cover, CoverStyle style, QSize original, QSize finished)
    : m_number(number)
    , m_shape(cover)
    , m_paint(makePaint(cover, style))
    , m_original(original)
    , m_finished(finished)
{
}

Span DrawnCover::addTo(std::vector<ExpectedPixel>& row, int y) const
{
    const QRect& reach = m_shape.reach();
    const Footprint down = Footprint::of(y, m_finished.height(), m_original.height());
    if (down.last < reach.top() || down.first > reach.bottom()) {
        return {};
    }
    const qint64 width = m_finished.width();
    const int from = static_cast<int>(std::max<qint64>(0, width * reach.left() / m_original.width() - 2));
    const int to = static_cast<int>(std::min(width - 1, width * reach.right() / m_original.width() + 2));
    if (from > to) {
        return {};
    }
    const int left = Footprint::of(from, m_finished.width(), m_original.width()).first;
    const int right = Footprint::of(to, m_finished.width(), m_original.width()).last;
    std::array<QList<CoverColour>, 3> drawn;
    const int rows = down.first == down.last ? 1 : 3;
    for (int i = 0; i < rows; ++i) {
        drawn[static_cast<size_t>(i)].resize(right - left + 1);
        m_paint->paint(down.samples()[static_cast<size_t>(i)], left, drawn[static_cast<size_t>(i)]);
    }
    const std::array inside{m_shape.row(down.first), m_shape.row(down.last)};
    for (int x = from; x <= to; ++x) {
        addTo(row[static_cast<size_t>(x)], Footprint::of(x, m_finished.width(), m_original.width()), inside,
              std::span(drawn).first(static_cast<size_t>(rows)), left);
    }
    return {from, to + 1};
}

void DrawnCover::addTo(ExpectedPixel& pixel, const Footprint& across, const std::array<CoverShape::Row, 2>& inside,
                       std::span<const QList<CoverColour>> drawn, int left) const
{
    pixel.isReached = true;
    int corners = 0;
    for (const CoverShape::Row& row : inside) {
        corners += row.contains(across.first) ? 1 : 0;
        corners += row.contains(across.last) ? 1 : 0;
    }
    if (corners == 0) {
        return;
    }
    for (const QList<CoverColour>& line : drawn) {
        pixel.add(line[across.first - left]);
        if (across.first != across.last) {
            pixel.add(line[(across.first + across.last) / 2 - left]);
            pixel.add(line[across.last - left]);
        }
    }
    // Convex: with its corners all of the footprint is inside.
    pixel.cover = corners == 4 && pixel.cover < 0 ? m_number : pixel.cover;
}

} // namespace cloakroom
