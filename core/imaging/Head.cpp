#include "core/imaging/Head.h"

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

// Shares of the face box's own size. Design section 8 asks for about 1.6 x 1.9.
constexpr double kBeside = 0.3;
constexpr double kAbove = 0.5;
constexpr double kBelow = 0.4;

// Far beyond any picture, and far from where a rectangle's own sums overflow.
constexpr double kFarthest = 1 << 28;

int within(double value)
{
    return static_cast<int>(std::clamp(value, -kFarthest, kFarthest));
}

} // namespace

QRect wholeHead(QRect face)
{
    if (face.isEmpty()) {
        return {};
    }
    const double width = face.width();
    const double height = face.height();
    const int left = within(std::floor(face.x() - kBeside * width));
    const int top = within(std::floor(face.y() - kAbove * height));
    const int right = within(std::ceil(face.x() + (1 + kBeside) * width));
    const int bottom = within(std::ceil(face.y() + (1 + kBelow) * height));
    return {left, top, right - left, bottom - top};
}

QRect headAround(QRect face, QSize picture)
{
    return picture.isEmpty() ? QRect() : wholeHead(face) & QRect(QPoint(0, 0), picture);
}

} // namespace cloakroom
