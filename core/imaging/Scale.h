#pragma once

#include <QImage>

namespace cloakroom {

/// The picture with its longer edge at most `maxEdge` pixels (area averaging; never enlarged; 0 = as it is), as
/// RGB888 with any alpha over white and without text, profile or resolution of the original. Null if memory is short.
[[nodiscard]] QImage scaled(const QImage& image, int maxEdge);

/// The same pixels as RGB888, alpha over white, carrying nothing else of the original.
[[nodiscard]] QImage plainRgb(const QImage& image);

} // namespace cloakroom
