#include "core/imaging/ColourConverter.h"
#include "core/imaging/Reading.h"

#include <QColorSpace>

#include <libheif/heif.h>

#include <cstring>
#include <memory>

namespace cloakroom {

namespace {

using Context = std::unique_ptr<heif_context, void (*)(heif_context*)>;
using Handle = std::unique_ptr<heif_image_handle, void (*)(const heif_image_handle*)>;
using Image = std::unique_ptr<heif_image, void (*)(const heif_image*)>;
using Options = std::unique_ptr<heif_decoding_options, void (*)(heif_decoding_options*)>;
using Nclx = std::unique_ptr<heif_color_profile_nclx, void (*)(heif_color_profile_nclx*)>;

tl::unexpected<PhotoRefusal> refused(const heif_error& error)
{
    const bool memory =
        error.code == heif_error_Memory_allocation_error && error.subcode != heif_suberror_Security_limit_exceeded;
    return refuse(memory ? PhotoProblem::OutOfMemory : PhotoProblem::Damaged, tidyDetail(error.message));
}

QByteArray profileOf(const heif_image_handle* handle)
{
    const size_t length = heif_image_handle_get_raw_color_profile_size(handle);
    QByteArray profile(static_cast<qsizetype>(length), Qt::Uninitialized);
    if (length > 0 && heif_image_handle_get_raw_color_profile(handle, profile.data()).code == heif_error_Ok)
        return profile;
    heif_color_profile_nclx* found = nullptr;
    if (heif_image_handle_get_nclx_color_profile(handle, &found).code != heif_error_Ok)
        return {};
    const Nclx nclx(found, heif_nclx_color_profile_free);
    const bool isDisplayP3 = nclx->color_primaries == heif_color_primaries_SMPTE_EG_432_1;
    return isDisplayP3 ? QColorSpace(QColorSpace::DisplayP3).iccProfile() : QByteArray();
}

Decoded<Image> decodeRgba(const heif_image_handle* handle)
{
    const Options options(heif_decoding_options_alloc(), heif_decoding_options_free);
    options->convert_hdr_to_8bit = 1;
    heif_image* found = nullptr;
    const heif_error error =
        heif_decode_image(handle, &found, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, options.get());
    Image image(found, heif_image_release);
    if (error.code != heif_error_Ok)
        return refused(error);
    return image;
}

/// libheif hands out straight alpha; QImage lays it over white.
Decoded<QImage> toCanvas(const heif_image* image)
{
    int stride = 0;
    const uint8_t* plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride);
    auto canvas = makeCanvas(heif_image_get_width(image, heif_channel_interleaved),
                             heif_image_get_height(image, heif_channel_interleaved));
    if (!canvas || !plane)
        return canvas ? refuse(PhotoProblem::Damaged) : tl::unexpected(canvas.error());
    for (int y = 0; y < canvas->height(); ++y) {
        const uint8_t* from = plane + qsizetype{stride} * y;
        uchar* to = canvas->scanLine(y);
        for (int i = 0; i < canvas->width(); ++i) {
            const int alpha = from[4 * i + 3];
            for (int channel = 0; channel < 3; ++channel)
                to[3 * i + channel] =
                    static_cast<uchar>((from[4 * i + channel] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    return canvas;
}

Decoded<StoredPicture> readPrimary(heif_context* context)
{
    heif_image_handle* found = nullptr;
    const heif_error error = heif_context_get_primary_image_handle(context, &found);
    const Handle handle(found, heif_image_handle_release);
    if (error.code != heif_error_Ok)
        return refused(error);
    if (const auto checked = checkDimensions(heif_image_handle_get_width(found), heif_image_handle_get_height(found));
        !checked)
        return tl::unexpected(checked.error());
    const auto image = decodeRgba(found);
    if (!image)
        return tl::unexpected(image.error());
    auto canvas = toCanvas(image->get());
    if (!canvas)
        return tl::unexpected(canvas.error());
    ColourConverter(PixelLayout::Rgb, profileOf(found)).convertImage(*canvas);
    return StoredPicture{*canvas, true};
}

} // namespace

Decoded<StoredPicture> readHeif(const QByteArray& bytes)
{
    return guarded([&]() -> Decoded<StoredPicture> {
        const Context context(heif_context_alloc(), heif_context_free);
        heif_context_set_max_decoding_threads(context.get(), 1);
        const heif_error error = heif_context_read_from_memory_without_copy(context.get(), bytes.constData(),
                                                                            static_cast<size_t>(bytes.size()), nullptr);
        if (error.code != heif_error_Ok)
            return refused(error);
        return readPrimary(context.get());
    });
}

} // namespace cloakroom
