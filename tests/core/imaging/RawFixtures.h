#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QImage>
#include <QString>

namespace cloakroom::fixtures {

/// What a hand-made RAW file (DNG 1.4) holds besides its sensor's data.
struct RawContents {
    QByteArray preview = {}; ///< a JPEG, or none
    QSize previewSize = {};
    int orientation = 1; ///< of the sensor's picture, as EXIF counts
    QString camera = QStringLiteral("Canary R5");
    QDateTime takenAt = {}; ///< invalid = the camera wrote none
};

/// A DNG whose sensor, under a filter of one colour a pixel (red, green; green, blue), saw `scene`. 16 bits,
/// uncompressed; its colours are those of sRGB, linear. Sizes should be even.
[[nodiscard]] QByteArray dng(const QImage& scene, const RawContents& contents = {});

} // namespace cloakroom::fixtures
