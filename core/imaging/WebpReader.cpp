#include "core/imaging/ByteView.h"
#include "core/imaging/ColourConverter.h"
#include "core/imaging/Reading.h"

#include <webp/decode.h>

#include <memory>

namespace cloakroom {

namespace {

QByteArray profileOf(const QByteArray& bytes)
{
    const ByteView view(bytes, false);
    for (qsizetype at = 12; view.has(at, 8);) {
        const qsizetype length = view.number<quint32>(at + 4).value_or(0);
        if (view.is(at, "ICCP"))
            return view.part(at + 8, length).toByteArray();
        at += 8 + length + (length & 1);
    }
    return {};
}

void layOverWhite(uchar* rgba, uchar* rgb, int pixels)
{
    for (int i = 0; i < pixels; ++i) {
        const int alpha = rgba[4 * i + 3];
        for (int channel = 0; channel < 3; ++channel)
            rgb[3 * i + channel] =
                static_cast<uchar>((rgba[4 * i + channel] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}

bool decodeInto(const QByteArray& bytes, QImage& canvas, bool hasAlpha)
{
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.constData());
    const auto size = static_cast<size_t>(bytes.size());
    if (!hasAlpha)
        return WebPDecodeRGBInto(data, size, canvas.bits(), static_cast<size_t>(canvas.sizeInBytes()),
                                 static_cast<int>(canvas.bytesPerLine()));
    int width = 0;
    int height = 0;
    const std::unique_ptr<uint8_t, void (*)(void*)> rgba(WebPDecodeRGBA(data, size, &width, &height), WebPFree);
    if (!rgba || width != canvas.width() || height != canvas.height())
        return false;
    for (int y = 0; y < height; ++y)
        layOverWhite(rgba.get() + qsizetype{4} * width * y, canvas.scanLine(y), width);
    return true;
}

} // namespace

Decoded<StoredPicture> readWebp(const QByteArray& bytes)
{
    return guarded([&]() -> Decoded<StoredPicture> {
        WebPBitstreamFeatures features;
        if (WebPGetFeatures(reinterpret_cast<const uint8_t*>(bytes.constData()), static_cast<size_t>(bytes.size()),
                            &features)
            != VP8_STATUS_OK)
            return refuse(PhotoProblem::Damaged, QStringLiteral("WebP header"));
        if (features.has_animation)
            return tl::unexpected(PhotoRefusal{PhotoProblem::KindNotTaken, QStringLiteral("moving WebP"), {}});
        auto canvas = makeCanvas(features.width, features.height);
        if (!canvas)
            return tl::unexpected(canvas.error());
        if (!decodeInto(bytes, *canvas, features.has_alpha))
            return refuse(PhotoProblem::Damaged, QStringLiteral("WebP stream"));
        ColourConverter(PixelLayout::Rgb, profileOf(bytes)).convertImage(*canvas);
        return StoredPicture{*canvas, false};
    });
}

} // namespace cloakroom
