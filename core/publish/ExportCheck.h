#pragma once

#include "core/base/Result.h"
#include "core/faces/FaceDetector.h"
#include "core/publish/ExportPlan.h"

#include <QImage>
#include <QList>
#include <QSet>

namespace cloakroom {

class WorkerPool;

/// What a search of the finished picture says against letting it out.
struct CheckFindings {
    /// Numbers of covers (in the plan) in which the detector still sees a face.
    QSet<int> leakingCovers;
    /// Faces that nobody has marked, in pixels of the picture that the plan is of.
    QList<DetectedFace> unknownFaces;

    [[nodiscard]] bool isClean() const { return leakingCovers.isEmpty() && unknownFaces.isEmpty(); }
};

/// Pure: judges what the detector found in the finished picture, whose size is `size`. A found face that is one of the
/// photo's own and may be seen, or is marked as no face, is right. One that is a covered face or lies mostly under
/// covers is a leak, however unsure the detector is, unless the cover is flat. Anything else, and a face under a flat
/// cover, counts when the detector is confident.
[[nodiscard]] CheckFindings judgeFaces(const QList<DetectedFace>& found, const QString& detector,
                                       const ExportPlan& plan, QSize size);

/// Whether the finished picture has to be searched for faces all over. Not where the same detector searched all of what
/// leaves (see exportSource()): what is not covered is proved to be the original, and what was found in it is known.
/// Pure.
[[nodiscard]] bool needsWholeSearch(const ExportPlan& plan, const QString& detector);

/// What the detector confidently found in all of what leaves, nobody has marked and no cover hides: a box was moved
/// away from a face. In pixels of the picture that the plan is of. Pure.
[[nodiscard]] QList<DetectedFace> unmarkedFaces(const ExportPlan& plan);

/// Proves of a finished file what it is: a plain JPEG to its last byte (stripCheck), which shows `source`, the photo at
/// the finished size, with the plan's covers over it and nothing else (comparePixels), and searches it for faces: all
/// over, or around the covers and at a glance where needsWholeSearch() says that this will do.
/// Damaged when it is not that; whatever the pool's errors are when it could not be searched. Job thread.
[[nodiscard]] Result<CheckFindings> checkFinished(WorkerPool& workers, const QByteArray& jpeg, const QImage& source,
                                                  const ExportPlan& plan, CoverStyle style);

} // namespace cloakroom
