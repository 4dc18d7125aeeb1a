#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/faces/FaceDetector.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

class Library;

/// What the last search of a photo found, before anybody decided about it, in pixels of the upright original. Without
/// landmarks.
struct EarlierSearch {
    QString detector;
    QList<DetectedFace> faces;
};

/// As it is stored: boxes and confidences in single precision.
[[nodiscard]] QByteArray packFound(const QList<DetectedFace>& faces);
/// Nothing for bytes that packFound() does not make.
[[nodiscard]] std::optional<QList<DetectedFace>> unpackFound(const QByteArray& bytes);

/// Keeps that a photo was searched and what was found. In the caller's transaction; library's thread.
[[nodiscard]] Result<void> storeSearch(Library& library, PhotoId photo, const EarlierSearch& search);
/// Absent where a photo was not searched or what was found is not known. Library's thread.
[[nodiscard]] Result<std::optional<EarlierSearch>> earlierSearch(Library& library, PhotoId photo);

} // namespace cloakroom
