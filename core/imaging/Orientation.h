#pragma once

#include <QImage>

namespace cloakroom {

/// The stored picture turned and mirrored as EXIF orientation 1-8 says, so that it stands upright. RGB888 in and out;
/// anything but 2-8 returns the picture as it is. Throws std::bad_alloc and what OpenCV throws.
[[nodiscard]] QImage turnedUpright(const QImage& stored, int orientation);

} // namespace cloakroom
