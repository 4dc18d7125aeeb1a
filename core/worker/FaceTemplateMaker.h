#pragma once

#include "core/faces/FaceDetector.h"
#include "core/faces/FaceTemplates.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QRect>

namespace cloakroom {

/// Templates of these faces of an upright picture, and of nobody else: around each box the detector looks for the face
/// that lies in it, whose eyes, nose and mouth align it. For each face one byte, 1 or 0, and after a 1 the numbers as
/// floats.
[[nodiscard]] QByteArray makeTemplates(FaceDetector& detector, FaceTemplates& templates, const QImage& upright,
                                       const QList<QRect>& faces);

} // namespace cloakroom
