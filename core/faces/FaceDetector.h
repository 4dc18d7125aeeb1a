#pragma once

#include "core/base/Result.h"

#include <QImage>
#include <QList>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>
#include <QString>

#include <functional>

namespace cloakroom {

/// One found face. Coordinates are pixels of the upright picture that was searched.
struct DetectedFace {
    QRectF box;
    /// 0-1; comparable only between faces of the same detector.
    double confidence = 0;
    /// Right eye, left eye, nose, right and left corner of the mouth (as the person has them), or empty.
    QList<QPointF> landmarks = {};

    friend bool operator==(const DetectedFace&, const DetectedFace&) = default;
};

/// How much time a search may take.
enum class Thoroughness {
    Usual, ///< several scales; closer where the first looks find small faces
    Thorough, ///< always as close as helps, lower threshold: more faces, more false ones
};

/// A photo of which a smaller copy is at hand. Reading the whole of it costs as much as a look at it, so that is left
/// until it is asked for.
struct ReducedPhoto {
    /// A copy with this longer edge is enough to begin with.
    static constexpr int kEnoughEdge = 2048;

    QImage picture; ///< upright; the longer edge at least kEnoughEdge, or all of it
    QSize fullSize;
    std::function<QImage()> whole; ///< null image = cannot be read
};

/// Finds faces. Holds large state: make one per worker, use it from one thread.
class FaceDetector {
public:
    virtual ~FaceDetector() = default;
    /// Stored with each face: "yunet" or "cascade".
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString version() const = 0;
    /// Highest confidence first, boxes clipped to the picture. A search that failed is an error, never an empty list.
    [[nodiscard]] virtual Result<QList<DetectedFace>> detect(const QImage& upright, Thoroughness thoroughness) = 0;
    /// The same, in pixels of `fullSize`.
    [[nodiscard]] virtual Result<QList<DetectedFace>> detectReduced(const ReducedPhoto& photo,
                                                                    Thoroughness thoroughness)
    {
        return detect(photo.whole(), thoroughness);
    }
    /// Faces in and around these places, looked at closely, and large ones anywhere. For a picture that was searched
    /// before and changed there.
    [[nodiscard]] virtual Result<QList<DetectedFace>> detectNear(const QImage& upright,
                                                                 [[maybe_unused]] const QList<QRect>& places)
    {
        return detect(upright, Thoroughness::Usual);
    }
};

} // namespace cloakroom
