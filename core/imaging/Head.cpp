#include "core/imaging/Head.h"

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

// Shares of the face box's own size. Design section 8 asks for about 1.6 x 1.9.
constexpr double kBeside = 0.3;
constexpr double kAbove = 0.5;
constexpr double kBelow = 0.4;

int clamped(double value, int most)
{
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
}

} // namespace

QRect headAround(QRect face, QSize picture)
{
    if (face.isEmpty() || picture.isEmpty()) {
        return {};
    }
    const double width = face.width();
    const double height = face.height();
    const double left = std::floor(face.x() - kBeside * width);
    const double top = std::floor(face.y() - kAbove * height);
    const double right = std::ceil(face.x() + (1 + kBeside) * width);
    const double bottom = std::ceil(face.y() + (1 + kBelow) * height);
    const QPoint from(clamped(left, picture.width()), clamped(top, picture.height()));
    const QPoint to(clamped(right, picture.width()), clamped(bottom, picture.height()));
    return {from, QSize(to.x() - from.x(), to.y() - from.y())};
}

} // namespace cloakroom
