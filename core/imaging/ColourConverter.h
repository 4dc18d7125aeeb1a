#pragma once

#include <QByteArray>
#include <QImage>

#include <memory>

namespace cloakroom {

/// How the bytes of one pixel are to be read.
enum class PixelLayout {
    Rgb,
    Grey,
    Cmyk, ///< 255 = full ink
    CmykInverted, ///< 0 = full ink, as Adobe writes
};

/// Turns rows of 8-bit pixels into sRGB by an ICC profile. Without one, or with one that is broken or belongs to other
/// channels, grey and RGB count as sRGB already and CMYK is mixed plainly.
class ColourConverter {
public:
    ColourConverter(PixelLayout layout, const QByteArray& iccProfile);
    ~ColourConverter();
    ColourConverter(const ColourConverter&) = delete;
    ColourConverter& operator=(const ColourConverter&) = delete;
    ColourConverter(ColourConverter&&) = delete;
    ColourConverter& operator=(ColourConverter&&) = delete;

    /// `out` gets 3 bytes a pixel; for RGB it may be `in`.
    void convertRow(const uchar* in, uchar* out, int pixels) const;
    /// Every row of an RGB888 picture in place; the layout must be Rgb.
    void convertImage(QImage& image) const;

private:
    class Transform;
    PixelLayout m_layout;
    std::unique_ptr<Transform> m_transform;
};

/// The profile of pixels that a camera calls Adobe RGB without including a profile.
[[nodiscard]] QByteArray adobeRgbProfile();

} // namespace cloakroom
