#pragma once

#include "core/catalogue/FaceRepository.h"
#include "core/faces/FaceDetector.h"

#include <QList>
#include <QSize>

namespace cloakroom {

/// Intersection over union, 0-1; 0 for empty boxes.
[[nodiscard]] double overlapOf(QRect first, QRect second);

/// The smallest whole-pixel box around a found one, clipped to the picture. Empty when it lies outside or is not a
/// number.
[[nodiscard]] QRect pixelBox(const QRectF& found, QSize picture);

/// What a fresh search changes. Pure. Found faces are paired with stored ones, best overlap first, each at most once:
/// settled faces (decided, moved or drawn by a user) stay as they are and use up what was found there; unsettled ones
/// move to what was found or, not found again, go; what is found and paired with nothing is new. Pairing one to one
/// keeps a second face that partly hides behind a settled one.
[[nodiscard]] FaceChanges reconciled(const QList<FaceRecord>& stored, const QList<DetectedFace>& found,
                                     const QString& detector, QSize picture);

} // namespace cloakroom
