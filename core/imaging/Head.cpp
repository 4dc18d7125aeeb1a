#include "core/imaging/Head.h"

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

// Shares of the face box's own size. Design section 8 asks for about 1.6 x 1.9.
constexpr double kBeside = 0.3;
// Detectors mark faces narrowly, the more so turned ones, but a head is about as wide as it is tall: in heights of the
// face box. Chosen with faces-bench, so that whoever is found is covered with ears and hair.
constexpr double kLeastWidth = 1.65;
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
    const double beside = std::max(kBeside * width, (kLeastWidth * height - width) / 2);
    const int left = within(std::floor(face.x() - beside));
    const int top = within(std::floor(face.y() - kAbove * height));
    const int right = within(std::ceil(face.x() + width + beside));
    const int bottom = within(std::ceil(face.y() + (1 + kBelow) * height));
    return {left, top, right - left, bottom - top};
}

QRect headAround(QRect face, QSize picture)
{
    return picture.isEmpty() ? QRect() : wholeHead(face) & QRect(QPoint(0, 0), picture);
}

} // namespace cloakroom
