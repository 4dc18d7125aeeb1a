#pragma once

#include <QByteArray>
#include <QImage>

namespace cloakroom::fixtures {

enum class JpegColours { Grey, Rgb, Cmyk, Ycck };

/// A JPEG of the wanted colour mode, sharp (no chroma is left out), without a profile.
[[nodiscard]] QByteArray jpegAs(const QImage& image, JpegColours colours, bool isProgressive = false);

enum class TiffColours { Grey, Rgb, Cmyk };

/// An uncompressed TIFF with 8 or 16 bits a channel.
[[nodiscard]] QByteArray tiffAs(const QImage& image, TiffColours colours, int bits);

[[nodiscard]] QByteArray webpAs(const QImage& image, bool isLossless);

/// Empty where libheif has no encoder.
[[nodiscard]] QByteArray heicOf(const QImage& image);

} // namespace cloakroom::fixtures
