#include "core/imaging/Orientation.h"

#include "core/imaging/PixelView.h"

#include <new>

namespace cloakroom {

QImage turnedUpright(const QImage& stored, int orientation)
{
    if (orientation < 2 || orientation > 8)
        return stored;
    // EXIF 2.3, tag 0112: 5-8 have rows and columns exchanged.
    const bool exchanged = orientation >= 5;
    QImage upright(exchanged ? stored.size().transposed() : stored.size(), QImage::Format_RGB888);
    if (upright.isNull())
        throw std::bad_alloc();
    cv::Mat target = viewOf(upright);
    if (exchanged)
        cv::transpose(viewOf(stored), target);
    else
        viewOf(stored).copyTo(target);
    constexpr int kUpDown = 0;
    constexpr int kLeftRight = 1;
    constexpr int kBoth = -1;
    constexpr int kNothing = 9;
    constexpr int kFlips[] = {kNothing, kNothing, kLeftRight, kBoth, kUpDown, kNothing, kLeftRight, kBoth, kUpDown};
    if (const int flip = kFlips[orientation]; flip != kNothing)
        cv::flip(target, target, flip);
    return upright;
}

} // namespace cloakroom
