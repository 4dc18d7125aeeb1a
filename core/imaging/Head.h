#pragma once

#include <QRect>
#include <QSize>

namespace cloakroom {

/// The whole head (hair, ears, chin) around a face box: at least 1.6 times as wide and 1.9 times as tall, more of it
/// above than below since hair stands higher than a chin hangs low, clipped to the picture. Empty for an empty box or
/// one that lies outside. Pure; any thread.
[[nodiscard]] QRect headAround(QRect face, QSize picture);

} // namespace cloakroom
