#pragma once

#include <QRect>
#include <QSize>

namespace cloakroom {

/// The whole head (hair, ears, chin) around a face box: at least 1.6 times as wide and 1.9 times as tall, more of it
/// above than below since hair stands higher than a chin hangs low. The ellipse inside it holds the face box with its
/// corners. May reach beyond the picture. Empty for an empty box. Pure; any thread.
[[nodiscard]] QRect wholeHead(QRect face);

/// The same clipped to the picture: empty when it lies outside. To cover with an ellipse take wholeHead(): the ellipse
/// of a clipped box is smaller than the head.
[[nodiscard]] QRect headAround(QRect face, QSize picture);

} // namespace cloakroom
