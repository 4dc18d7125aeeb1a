#pragma once

#include <QByteArray>
#include <QString>

namespace cloakroom::fixtures {

/// A drawn video of a second, 320 x 240: black at first, then orange. `kind` is "avi" (Motion JPEG) or "mp4" (MPEG-4).
[[nodiscard]] QByteArray drawnVideo(const QString& kind);

} // namespace cloakroom::fixtures
