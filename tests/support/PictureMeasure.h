#pragma once

#include <QColor>
#include <QImage>
#include <QList>
#include <QRect>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace cloakroom::test {

struct Difference {
    double mean = 0; ///< of the largest difference of a channel, over all pixels
    double shareAbove = 0; ///< of pixels that differ by more than `limit`
    qsizetype pixels = 0;
};

inline int pixelDifference(QRgb one, QRgb other)
{
    return std::max({std::abs(qRed(one) - qRed(other)), std::abs(qGreen(one) - qGreen(other)),
                     std::abs(qBlue(one) - qBlue(other))});
}

/// Over the pixels of `area` that lie in none of `without`. Both pictures have the same size.
inline Difference differenceOf(const QImage& one, const QImage& other, QRect area, const QList<QRect>& without = {},
                               int limit = 24)
{
    Difference difference;
    double sum = 0;
    qsizetype above = 0;
    area &= one.rect() & other.rect();
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const bool isOut =
                std::any_of(without.begin(), without.end(), [x, y](const QRect& rect) { return rect.contains(x, y); });
            if (isOut) {
                continue;
            }
            const int apart = pixelDifference(one.pixel(x, y), other.pixel(x, y));
            sum += apart;
            above += apart > limit ? 1 : 0;
            ++difference.pixels;
        }
    }
    if (difference.pixels > 0) {
        difference.mean = sum / static_cast<double>(difference.pixels);
        difference.shareAbove = static_cast<double>(above) / static_cast<double>(difference.pixels);
    }
    return difference;
}

/// Standard deviation of the greyness inside a rectangle: how much picture there is.
inline double deviationIn(const QImage& picture, QRect area)
{
    area &= picture.rect();
    double sum = 0;
    double squares = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const double grey = qGray(picture.pixel(x, y));
            sum += grey;
            squares += grey * grey;
        }
    }
    const double count = static_cast<double>(area.width()) * area.height();
    const double mean = sum / count;
    return count < 1 ? 0 : std::sqrt(std::max(0.0, squares / count - mean * mean));
}

/// Correlation of the greyness of two pictures inside a rectangle: 1 = the same picture, whatever its colours' profile.
inline double correlationIn(const QImage& one, const QImage& other, QRect area)
{
    area &= one.rect() & other.rect();
    std::array<double, 5> sums{};
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            const double a = qGray(one.pixel(x, y));
            const double b = qGray(other.pixel(x, y));
            sums[0] += a;
            sums[1] += b;
            sums[2] += a * a;
            sums[3] += b * b;
            sums[4] += a * b;
        }
    }
    const double count = std::max(1.0, static_cast<double>(area.width()) * area.height());
    const double spreads =
        (sums[2] / count - sums[0] * sums[0] / count / count) * (sums[3] / count - sums[1] * sums[1] / count / count);
    return spreads <= 0 ? 0 : (sums[4] / count - sums[0] * sums[1] / count / count) / std::sqrt(spreads);
}

/// One cell of a grid of `count` x `count` over a rectangle.
inline QRect gridCell(QRect region, int column, int row, int count)
{
    const int left = region.x() + region.width() * column / count;
    const int top = region.y() + region.height() * row / count;
    const int right = region.x() + region.width() * (column + 1) / count;
    const int bottom = region.y() + region.height() * (row + 1) / count;
    return {left, top, right - left, bottom - top};
}

/// Whether a rectangle lies wholly in the ellipse inside another.
inline bool isInsideEllipse(QRect cell, QRect ellipse)
{
    const double centreX = ellipse.x() + ellipse.width() / 2.0;
    const double centreY = ellipse.y() + ellipse.height() / 2.0;
    const std::array corners{cell.topLeft(), cell.topRight(), cell.bottomLeft(), cell.bottomRight()};
    return std::all_of(corners.begin(), corners.end(), [&](QPoint corner) {
        const double x = (corner.x() - centreX) / (ellipse.width() / 2.0);
        const double y = (corner.y() - centreY) / (ellipse.height() / 2.0);
        return x * x + y * y < 1;
    });
}

} // namespace cloakroom::test
