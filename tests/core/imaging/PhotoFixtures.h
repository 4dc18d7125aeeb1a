#pragma once

#include <QByteArray>
#include <QColor>
#include <QImage>
#include <QString>

#include <utility>

namespace cloakroom::fixtures {

/// A drawn picture whose four quarters are red, green, blue and yellow, clockwise from the top left, so that every
/// turn and mirroring shows.
[[nodiscard]] QImage quarters(int width = 320, int height = 200);

/// What stands in the middle of the quarters: "rgby" for the picture above.
[[nodiscard]] QString quarterLetters(const QImage& image);

/// The stored picture that EXIF orientation `orientation` turns into `upright`.
[[nodiscard]] QImage storedFor(const QImage& upright, int orientation);

/// As an encoder other than ours writes it. `format` as for OpenCV (".jpg", ".png", ".tiff", ".webp", ".bmp").
[[nodiscard]] QByteArray encoded(const QImage& image, const char* format);
/// Sixteen bits a channel (".png" or ".tiff").
[[nodiscard]] QByteArray encodedDeep(const QImage& image, const char* format);
/// With Qt's encoder, which writes the picture's colour profile.
[[nodiscard]] QByteArray encodedWithProfile(const QImage& image, const char* format);
/// Four channels; `inverted` as Adobe's programs write them (0 = full ink).
[[nodiscard]] QByteArray cmykJpeg(int cyan, int magenta, int yellow, int black, bool adobe);

/// The file with EXIF fields added by Exiv2: "Exif.Image.Orientation" and others.
struct ExifField {
    const char* key;
    QString value;
};
[[nodiscard]] QByteArray withExif(const QByteArray& file, const QList<ExifField>& fields);
/// The file with a list of face regions as the Metadata Working Group says, by Exiv2; paths and values as it names
/// them ("Xmp.mwg-rs.Regions/mwg-rs:RegionList[1]/mwg-rs:Name").
[[nodiscard]] QByteArray withRegions(const QByteArray& file, const QList<std::pair<QString, QString>>& properties);

/// Every channel within `tolerance`.
[[nodiscard]] bool isNear(const QColor& a, const QColor& b, int tolerance);

} // namespace cloakroom::fixtures
