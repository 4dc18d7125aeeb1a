#include "core/imaging/ColourConverter.h"

#include <QColorSpace>

#include <lcms2.h>

#include <array>
#include <cstring>

namespace cloakroom {

namespace {

using Profile = std::unique_ptr<void, int (*)(cmsHPROFILE)>;

Profile openProfile(const QByteArray& bytes)
{
    return {cmsOpenProfileFromMem(bytes.constData(), static_cast<cmsUInt32Number>(bytes.size())), cmsCloseProfile};
}

cmsUInt32Number lcmsType(PixelLayout layout)
{
    switch (layout) {
    case PixelLayout::Grey:
        return TYPE_GRAY_8;
    case PixelLayout::Cmyk:
        return TYPE_CMYK_8;
    case PixelLayout::CmykInverted:
        return TYPE_CMYK_8_REV;
    case PixelLayout::Rgb:
        break;
    }
    return TYPE_RGB_8;
}

cmsColorSpaceSignature lcmsSpace(PixelLayout layout)
{
    switch (layout) {
    case PixelLayout::Grey:
        return cmsSigGrayData;
    case PixelLayout::Cmyk:
    case PixelLayout::CmykInverted:
        return cmsSigCmykData;
    case PixelLayout::Rgb:
        break;
    }
    return cmsSigRgbData;
}

/// Most photos: leaving them untouched is exact and quicker than a transform that changes nothing.
bool isSrgb(cmsHPROFILE profile)
{
    std::array<char, 32> name{};
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name.data(), name.size());
    return std::strncmp(name.data(), "sRGB", 4) == 0;
}

void greyRow(const uchar* in, uchar* out, int pixels)
{
    for (int i = 0; i < pixels; ++i)
        std::memset(out + qsizetype{3} * i, in[i], 3);
}

void cmykRow(const uchar* in, uchar* out, int pixels, bool inverted)
{
    const int flip = inverted ? 0 : 255;
    for (int i = 0; i < pixels; ++i) {
        const int black = flip ^ in[4 * i + 3];
        for (int channel = 0; channel < 3; ++channel)
            out[3 * i + channel] = static_cast<uchar>(((flip ^ in[4 * i + channel]) * black + 127) / 255);
    }
}

} // namespace

class ColourConverter::Transform {
public:
    explicit Transform(cmsHTRANSFORM handle)
        : m_handle(handle, cmsDeleteTransform)
    {
    }
    void run(const uchar* in, uchar* out, int pixels) const
    {
        cmsDoTransform(m_handle.get(), in, out, static_cast<cmsUInt32Number>(pixels));
    }

private:
    std::unique_ptr<void, void (*)(cmsHTRANSFORM)> m_handle;
};

ColourConverter::ColourConverter(PixelLayout layout, const QByteArray& iccProfile)
    : m_layout(layout)
{
    if (iccProfile.isEmpty())
        return;
    const Profile source = openProfile(iccProfile);
    if (!source || cmsGetColorSpace(source.get()) != lcmsSpace(layout) || isSrgb(source.get()))
        return;
    const Profile target(cmsCreate_sRGBProfile(), cmsCloseProfile);
    cmsHTRANSFORM handle = cmsCreateTransform(source.get(), lcmsType(layout), target.get(), TYPE_RGB_8,
                                              INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
    if (handle)
        m_transform = std::make_unique<Transform>(handle);
}

ColourConverter::~ColourConverter() = default;

void ColourConverter::convertRow(const uchar* in, uchar* out, int pixels) const
{
    if (m_transform) {
        m_transform->run(in, out, pixels);
        return;
    }
    switch (m_layout) {
    case PixelLayout::Rgb:
        if (in != out)
            std::memcpy(out, in, 3 * static_cast<size_t>(pixels));
        break;
    case PixelLayout::Grey:
        greyRow(in, out, pixels);
        break;
    case PixelLayout::Cmyk:
    case PixelLayout::CmykInverted:
        cmykRow(in, out, pixels, m_layout == PixelLayout::CmykInverted);
        break;
    }
}

void ColourConverter::convertImage(QImage& image) const
{
    if (!m_transform)
        return;
    for (int y = 0; y < image.height(); ++y)
        convertRow(image.constScanLine(y), image.scanLine(y), image.width());
}

QByteArray adobeRgbProfile()
{
    return QColorSpace(QColorSpace::AdobeRgb).iccProfile();
}

} // namespace cloakroom
