#pragma once

#include "core/imaging/FaceRegions.h"
#include "core/imaging/PhotoFacts.h"

#include <QByteArray>

namespace cloakroom {

/// What Exiv2 finds in a still. Absent or broken metadata leaves the defaults: it never makes a photo unreadable.
struct StillMetadata {
    int orientation = 1;
    std::optional<QDateTime> takenAt;
    std::optional<int> offsetMinutes;
    QString camera;
    /// The pixels are Adobe RGB although no profile may be included (DCF's "R03").
    bool isAdobeRgb = false;
    /// Other programs' marks of faces, as they stand in the file.
    WrittenRegions regions;
};

/// Must have been called once, by one thread, before the first reading.
void prepareMetadataReader();

[[nodiscard]] StillMetadata readStillMetadata(const QByteArray& bytes);

/// EXIF's "2024:05:06 07:08:09" with fractional digits "12" as the camera's wall clock; nothing for zeros, blanks and
/// days that do not exist.
[[nodiscard]] std::optional<QDateTime> parseExifTime(const QString& text, const QString& subSeconds);
/// EXIF's "+01:00" in minutes.
[[nodiscard]] std::optional<int> parseExifOffset(const QString& text);
/// "Canon" and "Canon EOS 80D" as "Canon EOS 80D"; capital makers as names; at most 80 printable characters.
[[nodiscard]] QString tidyCamera(const QString& maker, const QString& model);

} // namespace cloakroom
