#pragma once

#include <QByteArray>
#include <QImage>

namespace cloakroom {

/// A frame from early in a video, upright, sRGB RGB888, of which one can tell what is filmed; null when none can be
/// decoded. `bytes` may be only the first part of the file. Decodes in memory and on one thread. Runs in the worker
/// process only.
[[nodiscard]] QImage videoPoster(const QByteArray& bytes);

} // namespace cloakroom
