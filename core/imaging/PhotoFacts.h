#pragma once

#include "core/base/MarkedRegion.h"
#include "core/base/PhotoKind.h"

#include <QDateTime>
#include <QList>
#include <QSize>
#include <QString>

#include <optional>

namespace cloakroom {

/// What a photo's file says about the shot. Plain values; made in the worker, checked again by the pool.
struct PhotoFacts {
    /// Stored key of the real file kind, whatever the file's name claims: "jpeg", "png", "tiff", "webp", "heic",
    /// "avif", "bmp", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2", "dng", "mp4", "mov", "avi", "mts", "3gp".
    QString format;
    PhotoKind kind = PhotoKind::Still;
    /// Pixels of the upright picture, or of a video as it is shown; 0 x 0 where a video does not say.
    QSize size = {0, 0};
    /// EXIF orientation 1-8 that was applied to make the picture upright. 1 for HEIC and AVIF, whose own rotation
    /// is part of decoding.
    int orientation = 1;
    /// The camera's wall clock (Qt::LocalTime, to be read by its date and time only: the zone is not known).
    std::optional<QDateTime> takenAt;
    /// The camera's offset from UTC, where it wrote one.
    std::optional<int> offsetMinutes;
    /// Maker and model without repetition, for people: "Canon EOS 80D". Empty if unknown.
    QString camera;
    /// Where other programs wrote that a face is, inside the upright picture; at most kMostMarkedRegions.
    QList<MarkedRegion> regions;

    friend bool operator==(const PhotoFacts&, const PhotoFacts&) = default;
};

} // namespace cloakroom
