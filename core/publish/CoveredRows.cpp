#include "core/publish/CoveredRows.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kBytes = 3; // of a pixel

uchar byteOf(double value)
{
    return static_cast<uchar>(std::clamp(value, 0.0, 255.0) + 0.5);
}

void set(uchar* pixel, const CoverColour& colour)
{
    pixel[0] = byteOf(colour.red);
    pixel[1] = byteOf(colour.green);
    pixel[2] = byteOf(colour.blue);
}

void mix(uchar* pixel, const CoverColour& colour, double weight)
{
    pixel[0] = byteOf(pixel[0] + weight * (colour.red - pixel[0]));
    pixel[1] = byteOf(pixel[1] + weight * (colour.green - pixel[1]));
    pixel[2] = byteOf(pixel[2] + weight * (colour.blue - pixel[2]));
}

/// Covers that touch the picture, each once.
QList<Cover> worthPainting(const QList<Cover>& covers, QRect picture)
{
    QList<Cover> result;
    for (const Cover& cover : covers) {
        if (!cover.rect.isEmpty() && cover.rect.intersects(picture) && !result.contains(cover)) {
            result += cover;
        }
    }
    return result;
}

} // namespace

CoveredRows::CoveredRows(const QImage& picture, const QList<Cover>& covers, CoverStyle style)
    : m_picture(picture)
    , m_row(static_cast<size_t>(kBytes) * static_cast<size_t>(picture.width()))
    , m_taken(static_cast<size_t>(picture.width()))
{
    for (const Cover& cover : worthPainting(covers, picture.rect())) {
        m_covers.push_back({CoverShape(cover), makePaint(cover, style)});
    }
}

const uchar* CoveredRows::row(int y)
{
    const uchar* plain = m_picture.constScanLine(y);
    const auto isFree = [y](const Painted& cover) {
        return y < cover.shape.reach().top() || y > cover.shape.reach().bottom();
    };
    if (std::all_of(m_covers.begin(), m_covers.end(), isFree)) {
        return plain;
    }
    std::copy_n(plain, m_row.size(), m_row.begin());
    std::fill(m_taken.begin(), m_taken.end(), false);
    for (const Painted& cover : m_covers) {
        paintInside(cover, y);
    }
    for (const Painted& cover : m_covers) {
        paintEdge(cover, y);
    }
    return m_row.data();
}

RowSource CoveredRows::source()
{
    return {m_picture.size(), [this](int y) { return row(y); }};
}

/// Calls `change(pixel, x, colour)` for the pixels from `first` to `last` within the picture.
template <typename Change>
void CoveredRows::forPixels(const Painted& cover, int y, int first, int last, Change change)
{
    first = std::max(first, 0);
    last = std::min(last, m_picture.width() - 1);
    if (first > last) {
        return;
    }
    m_colours.resize(last - first + 1);
    cover.paint->paint(y, first, m_colours);
    for (int x = first; x <= last; ++x) {
        change(m_row.data() + qsizetype{kBytes} * x, x, m_colours[x - first]);
    }
}

void CoveredRows::paintInside(const Painted& cover, int y)
{
    const CoverShape::Row inside = cover.shape.row(y);
    forPixels(cover, y, inside.first, inside.last, [this](uchar* pixel, int x, const CoverColour& colour) {
        if (!m_taken[static_cast<size_t>(x)]) {
            set(pixel, colour);
            m_taken[static_cast<size_t>(x)] = true;
        }
    });
}

void CoveredRows::paintEdge(const Painted& cover, int y)
{
    const QRect& reach = cover.shape.reach();
    if (y < reach.top() || y > reach.bottom()) {
        return;
    }
    const auto mixIn = [this, &cover, y](uchar* pixel, int x, const CoverColour& colour) {
        if (!m_taken[static_cast<size_t>(x)]) {
            mix(pixel, colour, cover.shape.weight(x, y));
        }
    };
    const CoverShape::Row inside = cover.shape.row(y);
    if (inside.first > inside.last) {
        forPixels(cover, y, reach.left(), reach.right(), mixIn);
    } else {
        forPixels(cover, y, reach.left(), inside.first - 1, mixIn);
        forPixels(cover, y, inside.last + 1, reach.right(), mixIn);
    }
}

} // namespace cloakroom
