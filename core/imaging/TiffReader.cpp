#include "core/imaging/ColourConverter.h"
#include "core/imaging/PixelView.h"
#include "core/imaging/Reading.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>

namespace cloakroom {

namespace {

struct Source {
    const QByteArray* bytes = nullptr;
    toff_t at = 0;
};

tmsize_t readSource(thandle_t handle, void* out, tmsize_t wanted)
{
    auto& source = *static_cast<Source*>(handle);
    const auto size = static_cast<toff_t>(source.bytes->size());
    if (wanted <= 0 || source.at >= size)
        return 0;
    const auto count = std::min(static_cast<toff_t>(wanted), size - source.at);
    std::memcpy(out, source.bytes->constData() + source.at, count);
    source.at += count;
    return static_cast<tmsize_t>(count);
}

toff_t seekSource(thandle_t handle, toff_t offset, int whence)
{
    auto& source = *static_cast<Source*>(handle);
    const toff_t base = whence == SEEK_CUR ? source.at
        : whence == SEEK_END               ? static_cast<toff_t>(source.bytes->size())
                                           : 0;
    source.at = base + offset;
    return source.at;
}

toff_t sourceSize(thandle_t handle)
{
    return static_cast<toff_t>(static_cast<Source*>(handle)->bytes->size());
}

tmsize_t refuseWrite(thandle_t, void*, tmsize_t)
{
    return 0;
}

int closeSource(thandle_t)
{
    return 0;
}

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

Tiff openTiff(Source& source)
{
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    return {TIFFClientOpen("photo", "rm", &source, readSource, refuseWrite, seekSource, closeSource, sourceSize,
                           nullptr, nullptr),
            TIFFClose};
}

QByteArray profileOf(TIFF* tiff)
{
    uint32_t length = 0;
    const char* data = nullptr;
    if (!TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &data) || !data)
        return {};
    return {data, static_cast<qsizetype>(length)};
}

uint16_t storedOrientation(TIFF* tiff)
{
    uint16_t orientation = ORIENTATION_TOPLEFT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
    return orientation >= 1 && orientation <= 8 ? orientation : ORIENTATION_TOPLEFT;
}

/// libtiff gives premultiplied RGBA of any photometric kind and depth. It is asked for the orientation that the
/// file has, so that it turns nothing: turning is done once, for all formats alike.
Decoded<QImage> readRgba(TIFF* tiff, int width, int height)
{
    QImage rgba(width, height, QImage::Format_RGBA8888_Premultiplied);
    if (rgba.isNull())
        return refuse(PhotoProblem::OutOfMemory);
    std::array<char, 1024> reason{};
    if (!TIFFRGBAImageOK(tiff, reason.data()))
        return refuse(PhotoProblem::Damaged, tidyDetail(reason.data()));
    constexpr int kStopOnError = 1;
    if (!TIFFReadRGBAImageOriented(tiff, static_cast<uint32_t>(width), static_cast<uint32_t>(height),
                                   reinterpret_cast<uint32_t*>(rgba.bits()), storedOrientation(tiff), kStopOnError))
        return refuse(PhotoProblem::Damaged, QStringLiteral("TIFF strips"));
    return rgba;
}

Decoded<StoredPicture> readPixels(TIFF* tiff)
{
    uint32_t width = 0;
    uint32_t height = 0;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
    auto canvas = makeCanvas(width, height);
    if (!canvas)
        return tl::unexpected(canvas.error());
    const auto rgba = readRgba(tiff, canvas->width(), canvas->height());
    if (!rgba)
        return tl::unexpected(rgba.error());
    for (int y = 0; y < canvas->height(); ++y)
        flattenRow(rgba->constScanLine(y), canvas->scanLine(y), canvas->width());
    ColourConverter(PixelLayout::Rgb, profileOf(tiff)).convertImage(*canvas);
    return StoredPicture{*canvas, false};
}

} // namespace

Decoded<StoredPicture> readTiff(const QByteArray& bytes)
{
    return guarded([&]() -> Decoded<StoredPicture> {
        Source source{&bytes, 0};
        const Tiff tiff = openTiff(source);
        if (!tiff)
            return refuse(PhotoProblem::Damaged, QStringLiteral("TIFF directory"));
        return readPixels(tiff.get());
    });
}

} // namespace cloakroom
