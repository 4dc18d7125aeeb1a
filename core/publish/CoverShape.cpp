#include "core/publish/CoverShape.h"

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

constexpr double kFadeShare = 0.12;
constexpr double kLeastFadePixels = 1.5;

QRect grown(QRect rect, double fade)
{
    const int across = static_cast<int>(std::ceil(rect.width() / 2.0 * fade)) + 1;
    const int down = static_cast<int>(std::ceil(rect.height() / 2.0 * fade)) + 1;
    return rect.adjusted(-across, -down, across, down);
}

/// From a pixel's nearest point to the centre, so that a pixel that the shape only touches counts as inside.
double nearest(int pixel, double centre)
{
    return std::max(0.0, std::abs(pixel + 0.5 - centre) - 0.5);
}

} // namespace

CoverShape::CoverShape(const Cover& cover)
    : m_rect(cover.rect)
    , m_isEllipse(cover.shape == RegionShape::Ellipse)
    , m_centreX(cover.rect.x() + cover.rect.width() / 2.0)
    , m_centreY(cover.rect.y() + cover.rect.height() / 2.0)
    , m_radiusX(cover.rect.width() / 2.0)
    , m_radiusY(cover.rect.height() / 2.0)
    , m_fade(std::max(kFadeShare, kLeastFadePixels / std::max(0.5, std::min(m_radiusX, m_radiusY))))
{
    m_reach = m_isEllipse ? grown(m_rect, m_fade) : m_rect;
}

double CoverShape::distance(int x, int y) const
{
    const double across = nearest(x, m_centreX) / m_radiusX;
    const double down = nearest(y, m_centreY) / m_radiusY;
    return std::sqrt(across * across + down * down);
}

bool CoverShape::contains(int x, int y) const
{
    return m_rect.contains(x, y) && (!m_isEllipse || distance(x, y) < 1);
}

CoverShape::Row CoverShape::row(int y) const
{
    if (y < m_rect.top() || y > m_rect.bottom()) {
        return {};
    }
    Row row{m_rect.left(), m_rect.right()};
    if (!m_isEllipse) {
        return row;
    }
    const double down = nearest(y, m_centreY) / m_radiusY;
    const double half = down < 1 ? m_radiusX * std::sqrt(1 - down * down) : 0;
    row.first = std::max(row.first, static_cast<int>(std::floor(m_centreX - half - 1)));
    row.last = std::min(row.last, static_cast<int>(std::ceil(m_centreX + half)));
    // To the pixel what contains() says: the root may be off by one.
    while (row.first <= row.last && !contains(row.first, y)) {
        ++row.first;
    }
    while (row.first <= row.last && !contains(row.last, y)) {
        --row.last;
    }
    return row;
}

double CoverShape::weight(int x, int y) const
{
    if (!m_isEllipse) {
        return m_rect.contains(x, y) ? 1 : 0;
    }
    const double left = std::clamp(1 - (distance(x, y) - 1) / m_fade, 0.0, 1.0);
    return left * left * (3 - 2 * left);
}

} // namespace cloakroom
