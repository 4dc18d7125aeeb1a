#pragma once

#include "core/base/Result.h"

#include <QImage>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>

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

/// Finds faces. Holds large state: make one per worker, use it from one thread.
class FaceDetector {
public:
    virtual ~FaceDetector() = default;
    /// Stored with each face: "yunet" or "cascade".
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual QString version() const = 0;
    /// Highest confidence first, boxes clipped to the picture. A search that failed is an error, never an empty list.
    [[nodiscard]] virtual Result<QList<DetectedFace>> detect(const QImage& upright, Thoroughness thoroughness) = 0;
};

} // namespace cloakroom
