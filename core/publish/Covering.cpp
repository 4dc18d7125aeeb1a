#include "core/publish/Covering.h"

#include "core/base/KeyTable.h"
#include "core/publish/CoverShape.h"
#include "core/publish/CoveredRows.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cloakroom {

namespace {

constexpr std::array kStyles{
    KeyName<CoverStyle>{CoverStyle::Solid, "solid"},
    KeyName<CoverStyle>{CoverStyle::Mosaic, "mosaic"},
    KeyName<CoverStyle>{CoverStyle::Soft, "soft"},
    KeyName<CoverStyle>{CoverStyle::Icon, "icon"},
};

constexpr double kRegionMargin = 0.02;

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
    QImage result(source.size(), QImage::Format_RGB888);
    if (source.isNull() || result.isNull()) {
        return {};
    }
    CoveredRows rows(source, covers, style);
    for (int y = 0; y < result.height(); ++y) {
        std::copy_n(rows.row(y), qsizetype{3} * result.width(), result.scanLine(y));
    }
    return result;
}

} // namespace cloakroom
