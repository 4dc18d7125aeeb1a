#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QImage>

namespace cloakroom::demo {

/// A JPEG as a camera would write it, with its capture time (local) and the camera's name: for drawn pictures only.
[[nodiscard]] Result<QByteArray> datedJpeg(const QImage& picture, const QDateTime& takenAt, const QString& make,
                                           const QString& model);

} // namespace cloakroom::demo
