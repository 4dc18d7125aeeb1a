#pragma once

#include <QImage>

#include <opencv2/core.hpp>

namespace cloakroom {

// For sources that use OpenCV on our pictures; never included by a header of an interface.

/// The pixels of an RGB888 picture, shared, valid as long as the picture.
[[nodiscard]] cv::Mat viewOf(QImage& rgb);
/// As above, only to be read.
[[nodiscard]] cv::Mat viewOf(const QImage& rgb);

/// Lays premultiplied RGBA over white.
void flattenRow(const uchar* rgbaPremultiplied, uchar* rgb, int pixels);

} // namespace cloakroom
