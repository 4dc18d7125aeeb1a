#pragma once

#include "core/faces/FaceDetector.h"

#include <QList>
#include <QRect>
#include <QSize>

namespace cloakroom {

/// Intersection over union, 0-1.
[[nodiscard]] double overlap(const QRectF& a, const QRectF& b);

/// One box per face, highest confidence first: of boxes that overlap by more than `mostOverlap`, or of which one lies
/// mostly within another of similar size (a face cut by a tile's edge), the more confident stays.
[[nodiscard]] QList<DetectedFace> mergedFaces(QList<DetectedFace> faces, double mostOverlap);

/// The same, each box grown to hold all those for which it stays: searches that mark faces differently, some of them
/// narrowly, have then nothing of a face left outside.
[[nodiscard]] QList<DetectedFace> joinedFaces(QList<DetectedFace> faces, double mostOverlap);

/// Boxes clipped to the picture; those without a pixel inside are left out.
[[nodiscard]] QList<DetectedFace> clippedFaces(const QList<DetectedFace>& faces, const QSize& picture);

/// Equal tiles of at most `edge` pixels a side, as few as will do, that cover the picture and share at least `shared`
/// pixels with their neighbours.
[[nodiscard]] QList<QRect> tilesOf(const QSize& picture, int edge, int shared);

} // namespace cloakroom
