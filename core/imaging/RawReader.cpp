#include "core/imaging/ColourConverter.h"
#include "core/imaging/Orientation.h"
#include "core/imaging/Reading.h"

#include <libraw/libraw.h>

#include <cstring>
#include <memory>

namespace cloakroom {

namespace {

using Processed = std::unique_ptr<libraw_processed_image_t, void (*)(libraw_processed_image_t*)>;

tl::unexpected<PhotoRefusal> refused(int error)
{
    const auto problem = error == LIBRAW_UNSUFFICIENT_MEMORY ? PhotoProblem::OutOfMemory
        : error == LIBRAW_FILE_UNSUPPORTED                   ? PhotoProblem::CannotDevelop
                                                             : PhotoProblem::Damaged;
    return refuse(problem, tidyDetail(libraw_strerror(error)));
}

/// LibRaw's flip as an EXIF orientation.
int orientationOf(int flip)
{
    switch (flip) {
    case 3:
        return 3;
    case 5:
        return 8;
    case 6:
        return 6;
    default:
        return 1;
    }
}

/// The camera's own rendering, where the file holds one of (nearly) the sensor's size: it looks as the
/// photographer saw it and costs a tenth of developing.
std::optional<QImage> fullSizePreview(LibRaw& raw)
{
    const auto& sizes = raw.imgdata.sizes;
    const auto& thumb = raw.imgdata.thumbnail;
    const bool isFull = thumb.twidth >= sizes.width * 95 / 100 && thumb.theight >= sizes.height * 95 / 100;
    if (!isFull || raw.unpack_thumb() != LIBRAW_SUCCESS || thumb.tformat != LIBRAW_THUMBNAIL_JPEG)
        return std::nullopt;
    const auto picture = readJpeg(QByteArray(thumb.thumb, static_cast<qsizetype>(thumb.tlength)), {});
    if (!picture)
        return std::nullopt;
    return turnedUpright(picture->image, orientationOf(sizes.flip));
}

Decoded<QImage> developed(LibRaw& raw)
{
    if (const int error = raw.unpack())
        return refused(error);
    raw.imgdata.params.use_camera_wb = 1;
    raw.imgdata.params.output_bps = 8;
    raw.imgdata.params.output_color = 1; // sRGB
    if (const int error = raw.dcraw_process())
        return refused(error);
    int error = 0;
    const Processed processed(raw.dcraw_make_mem_image(&error), LibRaw::dcraw_clear_mem);
    if (!processed || processed->colors != 3 || processed->bits != 8)
        return refused(error ? error : LIBRAW_FILE_UNSUPPORTED);
    auto canvas = makeCanvas(processed->width, processed->height);
    if (!canvas)
        return canvas;
    const size_t rowBytes = size_t{3} * processed->width;
    for (int y = 0; y < canvas->height(); ++y)
        std::memcpy(canvas->scanLine(y), processed->data + rowBytes * static_cast<size_t>(y), rowBytes);
    return canvas;
}

} // namespace

Decoded<StoredPicture> readRaw(const QByteArray& bytes)
{
    return guarded([&]() -> Decoded<StoredPicture> {
        const auto raw = std::make_unique<LibRaw>();
        if (const int error = raw->open_buffer(const_cast<char*>(bytes.constData()), static_cast<size_t>(bytes.size())))
            return refused(error);
        if (const auto checked = checkDimensions(raw->imgdata.sizes.width, raw->imgdata.sizes.height); !checked)
            return tl::unexpected(checked.error());
        if (const auto preview = fullSizePreview(*raw))
            return StoredPicture{*preview, true};
        const auto image = developed(*raw);
        if (!image)
            return tl::unexpected(image.error());
        return StoredPicture{*image, true};
    });
}

} // namespace cloakroom
