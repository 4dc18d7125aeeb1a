#include "core/publish/Covering.h"

#include "core/base/KeyTable.h"
#include "core/publish/CoverPaint.h"
#include "core/publish/CoverShape.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cloakroom {

namespace {

constexpr std::array kStyles{
    KeyName<CoverStyle>{CoverStyle::Solid, "solid"},
    KeyName<CoverStyle>{CoverStyle::Mosaic, "mosaic"},
    KeyName<CoverStyle>{CoverStyle::Soft, "soft"},
    KeyName<CoverStyle>{CoverStyle::Icon, "icon"},
};

constexpr double kRegionMargin = 0.02;

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

uchar byteOf(double value)
{
    return static_cast<uchar>(std::clamp(std::lround(value), 0L, 255L));
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

/// The picture being covered, and which of its pixels some shape touches.
struct Canvas {
    QImage picture;
    QImage taken; ///< Grayscale8: 0 = free

    [[nodiscard]] bool isNull() const { return picture.isNull() || taken.isNull(); }
};

/// Calls `change(canvas pixel, taken, x, colour)` for the pixels of row `y` from `first` to `last` within the picture.
template <typename Change>
void forPixels(Canvas& canvas, int y, int first, int last, const CoverPaint& paint, QList<CoverColour>& row,
               Change change)
{
    first = std::max(first, 0);
    last = std::min(last, canvas.picture.width() - 1);
    if (first > last) {
        return;
    }
    row.resize(last - first + 1);
    paint.paint(y, first, row);
    const CoverColour* colour = row.constData();
    uchar* pixel = canvas.picture.scanLine(y) + qsizetype{3} * first;
    uchar* taken = canvas.taken.scanLine(y) + first;
    for (int x = first; x <= last; ++x, pixel += 3, ++taken, ++colour) {
        change(pixel, *taken, x, *colour);
    }
}

void paintInside(Canvas& canvas, const Cover& cover, const CoverPaint& paint)
{
    const CoverShape shape(cover);
    const QRect area = cover.rect & canvas.picture.rect();
    QList<CoverColour> colours;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const CoverShape::Row inside = shape.row(y);
        forPixels(canvas, y, inside.first, inside.last, paint, colours,
                  [](uchar* pixel, uchar& taken, int, const CoverColour& colour) {
                      if (taken == 0) {
                          set(pixel, colour);
                          taken = 1;
                      }
                  });
    }
}

void paintEdge(Canvas& canvas, const Cover& cover, const CoverPaint& paint)
{
    const CoverShape shape(cover);
    const QRect area = shape.reach() & canvas.picture.rect();
    QList<CoverColour> colours;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto mixIn = [&shape, y](uchar* pixel, const uchar& taken, int x, const CoverColour& colour) {
            if (taken == 0) {
                mix(pixel, colour, shape.weight(x, y));
            }
        };
        const CoverShape::Row inside = shape.row(y);
        if (inside.first > inside.last) {
            forPixels(canvas, y, area.left(), area.right(), paint, colours, mixIn);
        } else {
            forPixels(canvas, y, area.left(), inside.first - 1, paint, colours, mixIn);
            forPixels(canvas, y, inside.last + 1, area.right(), paint, colours, mixIn);
        }
    }
}

} // namespace

QString coverStyleKey(CoverStyle style)
{
    return keyOf(kStyles, style);
}

std::optional<CoverStyle> coverStyleFromKey(const QString& key)
{
    return valueOf(kStyles, key);
}

Cover coverOf(QRect face)
{
    return {wholeHead(face), RegionShape::Ellipse};
}

Cover coverOf(const CoverRegion& region)
{
    const int across = 1 + static_cast<int>(std::ceil(region.rect.width() * kRegionMargin));
    const int down = 1 + static_cast<int>(std::ceil(region.rect.height() * kRegionMargin));
    return {region.rect.isEmpty() ? QRect() : region.rect.adjusted(-across, -down, across, down), region.shape};
}

Cover enlarged(const Cover& cover, double times)
{
    const double more = (std::clamp(times, 1.0, CoverWish::kLargest) - 1) / 2; // false for what is no number
    if (!(more > 0)) {
        return cover;
    }
    const int across = static_cast<int>(std::ceil(cover.rect.width() * more));
    const int down = static_cast<int>(std::ceil(cover.rect.height() * more));
    return {cover.rect.adjusted(-across, -down, across, down), cover.shape, cover.isPlain};
}

Cover scaledCover(const Cover& cover, QSize from, QSize to)
{
    if (from == to || from.isEmpty()) {
        return cover;
    }
    const double across = static_cast<double>(to.width()) / from.width();
    const double down = static_cast<double>(to.height()) / from.height();
    const int left = static_cast<int>(std::floor(cover.rect.x() * across));
    const int top = static_cast<int>(std::floor(cover.rect.y() * down));
    const int right = static_cast<int>(std::ceil((cover.rect.x() + cover.rect.width()) * across));
    const int bottom = static_cast<int>(std::ceil((cover.rect.y() + cover.rect.height()) * down));
    return {QRect(left, top, right - left, bottom - top), cover.shape, cover.isPlain};
}

bool covers(const Cover& cover, QPoint pixel)
{
    return !cover.rect.isEmpty() && CoverShape(cover).contains(pixel.x(), pixel.y());
}

QRect reachOf(const Cover& cover)
{
    return cover.rect.isEmpty() ? QRect() : CoverShape(cover).reach();
}

QImage covered(const QImage& picture, const QList<Cover>& covers, CoverStyle style)
{
    const QImage source = picture.convertToFormat(QImage::Format_RGB888);
    Canvas canvas{source.copy(), QImage(picture.size(), QImage::Format_Grayscale8)};
    if (source.isNull() || canvas.isNull()) {
        return {};
    }
    canvas.taken.fill(0);
    const QList<Cover> painted = worthPainting(covers, source.rect());
    std::vector<std::unique_ptr<CoverPaint>> paints;
    for (int i = 0; i < painted.size(); ++i) {
        paints.push_back(makePaint(painted[i], style));
        paintInside(canvas, painted[i], *paints.back());
    }
    for (int i = 0; i < painted.size(); ++i) {
        paintEdge(canvas, painted[i], *paints[static_cast<size_t>(i)]);
    }
    return canvas.picture;
}

} // namespace cloakroom
