#include "tests/core/publish/FormatFixtures.h"

#include <jpeglib.h>
#include <libheif/heif.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace cloakroom::fixtures {

namespace {

/// Inks of a colour, 255 = full, with as much black as there can be.
std::array<uchar, 4> inksOf(const uchar* rgb)
{
    const int most = std::max({rgb[0], rgb[1], rgb[2], uchar{1}});
    const auto ink = [most](int value) { return static_cast<uchar>(255 - (value * 255 + most / 2) / most); };
    return {ink(rgb[0]), ink(rgb[1]), ink(rgb[2]), static_cast<uchar>(255 - most)};
}

/// One row of the picture in 1, 3 or 4 channels.
std::vector<uchar> rowOf(const QImage& rgb, int y, int channels)
{
    std::vector<uchar> row;
    for (int x = 0; x < rgb.width(); ++x) {
        const uchar* pixel = rgb.constScanLine(y) + 3 * x;
        if (channels == 1) {
            row.push_back(static_cast<uchar>(qGray(pixel[0], pixel[1], pixel[2])));
        } else if (channels == 3) {
            row.insert(row.end(), pixel, pixel + 3);
        } else {
            const auto inks = inksOf(pixel);
            row.insert(row.end(), inks.begin(), inks.end());
        }
    }
    return row;
}

struct JpegMode {
    int channels;
    J_COLOR_SPACE in;
    J_COLOR_SPACE stored;
};

JpegMode modeOf(JpegColours colours)
{
    switch (colours) {
    case JpegColours::Grey:
        return {1, JCS_GRAYSCALE, JCS_GRAYSCALE};
    case JpegColours::Cmyk:
        return {4, JCS_CMYK, JCS_CMYK};
    case JpegColours::Ycck:
        return {4, JCS_CMYK, JCS_YCCK};
    case JpegColours::Rgb:
        break;
    }
    return {3, JCS_RGB, JCS_YCbCr};
}

struct TiffMemory {
    QByteArray bytes;
    toff_t at = 0;
};

tmsize_t readMemory(thandle_t handle, void* out, tmsize_t wanted)
{
    auto& memory = *static_cast<TiffMemory*>(handle);
    const auto size = static_cast<toff_t>(memory.bytes.size());
    const toff_t count = memory.at >= size ? 0 : std::min(static_cast<toff_t>(wanted), size - memory.at);
    std::memcpy(out, memory.bytes.constData() + memory.at, count);
    memory.at += count;
    return static_cast<tmsize_t>(count);
}

tmsize_t writeMemory(thandle_t handle, void* data, tmsize_t count)
{
    auto& memory = *static_cast<TiffMemory*>(handle);
    const auto end = static_cast<qsizetype>(memory.at) + count;
    if (memory.bytes.size() < end) {
        memory.bytes.append(end - memory.bytes.size(), '\0');
    }
    std::memcpy(memory.bytes.data() + memory.at, data, static_cast<size_t>(count));
    memory.at += static_cast<toff_t>(count);
    return count;
}

toff_t seekMemory(thandle_t handle, toff_t offset, int whence)
{
    auto& memory = *static_cast<TiffMemory*>(handle);
    memory.at = offset
        + (whence == SEEK_CUR       ? memory.at
               : whence == SEEK_END ? static_cast<toff_t>(memory.bytes.size())
                                    : 0);
    return memory.at;
}

toff_t memorySize(thandle_t handle)
{
    return static_cast<toff_t>(static_cast<TiffMemory*>(handle)->bytes.size());
}

int closeMemory(thandle_t)
{
    return 0;
}

heif_error keepBytes(heif_context*, const void* data, size_t size, void* target)
{
    static_cast<QByteArray*>(target)->append(static_cast<const char*>(data), static_cast<qsizetype>(size));
    return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

} // namespace

QByteArray jpegAs(const QImage& image, JpegColours colours, bool isProgressive)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const JpegMode mode = modeOf(colours);
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    uchar* data = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &data, &size);
    info.image_width = static_cast<JDIMENSION>(rgb.width());
    info.image_height = static_cast<JDIMENSION>(rgb.height());
    info.input_components = mode.channels;
    info.in_color_space = mode.in;
    jpeg_set_defaults(&info);
    jpeg_set_colorspace(&info, mode.stored);
    jpeg_set_quality(&info, 98, TRUE);
    for (int i = 0; i < info.num_components; ++i) {
        info.comp_info[i].h_samp_factor = 1;
        info.comp_info[i].v_samp_factor = 1;
    }
    if (isProgressive) {
        jpeg_simple_progression(&info);
    }
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        std::vector<uchar> row = rowOf(rgb, static_cast<int>(info.next_scanline), mode.channels);
        if (mode.channels == 4) { // as Adobe's programs write inks
            std::transform(row.begin(), row.end(), row.begin(),
                           [](uchar ink) { return static_cast<uchar>(255 - ink); });
        }
        JSAMPROW rows[] = {row.data()};
        jpeg_write_scanlines(&info, rows, 1);
    }
    jpeg_finish_compress(&info);
    QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    jpeg_destroy_compress(&info);
    std::free(data); // NOLINT(cppcoreguidelines-no-malloc): libjpeg allocated it
    return bytes;
}

QByteArray tiffAs(const QImage& image, TiffColours colours, int bits)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const int channels = colours == TiffColours::Grey ? 1 : colours == TiffColours::Rgb ? 3 : 4;
    TiffMemory memory;
    const std::unique_ptr<TIFF, void (*)(TIFF*)> tiff(TIFFClientOpen("test", "w", &memory, readMemory, writeMemory,
                                                                     seekMemory, closeMemory, memorySize, nullptr,
                                                                     nullptr),
                                                      TIFFClose);
    TIFFSetField(tiff.get(), TIFFTAG_IMAGEWIDTH, static_cast<uint32_t>(rgb.width()));
    TIFFSetField(tiff.get(), TIFFTAG_IMAGELENGTH, static_cast<uint32_t>(rgb.height()));
    TIFFSetField(tiff.get(), TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, channels);
    TIFFSetField(tiff.get(), TIFFTAG_PHOTOMETRIC,
                 channels == 1       ? PHOTOMETRIC_MINISBLACK
                     : channels == 3 ? PHOTOMETRIC_RGB
                                     : PHOTOMETRIC_SEPARATED);
    TIFFSetField(tiff.get(), TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff.get(), TIFFTAG_ROWSPERSTRIP, static_cast<uint32_t>(rgb.height()));
    for (int y = 0; y < rgb.height(); ++y) {
        std::vector<uchar> row = rowOf(rgb, y, channels);
        std::vector<quint16> deep;
        std::transform(row.begin(), row.end(), std::back_inserter(deep),
                       [](uchar value) { return static_cast<quint16>(257 * value); });
        void* data = bits == 16 ? static_cast<void*>(deep.data()) : static_cast<void*>(row.data());
        TIFFWriteScanline(tiff.get(), data, static_cast<uint32_t>(y), 0);
    }
    TIFFFlush(tiff.get());
    return memory.bytes;
}

QByteArray webpAs(const QImage& image, bool isLossless)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const cv::Mat view(rgb.height(), rgb.width(), CV_8UC3, const_cast<uchar*>(rgb.constBits()),
                       static_cast<size_t>(rgb.bytesPerLine()));
    cv::Mat bgr;
    cv::cvtColor(view, bgr, cv::COLOR_RGB2BGR);
    constexpr int kBest = 100; // above it OpenCV writes without loss
    std::vector<uchar> bytes;
    cv::imencode(".webp", bgr, bytes, {cv::IMWRITE_WEBP_QUALITY, isLossless ? kBest + 1 : kBest - 10});
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray heicOf(const QImage& image)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    const std::unique_ptr<heif_context, void (*)(heif_context*)> context(heif_context_alloc(), heif_context_free);
    heif_encoder* encoder = nullptr;
    if (heif_context_get_encoder_for_format(context.get(), heif_compression_HEVC, &encoder).code != heif_error_Ok) {
        return {};
    }
    heif_encoder_set_lossy_quality(encoder, 95);
    heif_image* picture = nullptr;
    heif_image_create(rgb.width(), rgb.height(), heif_colorspace_RGB, heif_chroma_interleaved_RGB, &picture);
    heif_image_add_plane(picture, heif_channel_interleaved, rgb.width(), rgb.height(), 8);
    int stride = 0;
    uint8_t* plane = heif_image_get_plane(picture, heif_channel_interleaved, &stride);
    for (int y = 0; y < rgb.height(); ++y) {
        std::memcpy(plane + static_cast<ptrdiff_t>(stride) * y, rgb.constScanLine(y),
                    3 * static_cast<size_t>(rgb.width()));
    }
    heif_image_handle* handle = nullptr;
    heif_context_encode_image(context.get(), picture, encoder, nullptr, &handle);
    heif_image_handle_release(handle);
    heif_image_release(picture);
    heif_encoder_release(encoder);
    QByteArray bytes;
    heif_writer writer{1, keepBytes};
    heif_context_write(context.get(), &writer, &bytes);
    return bytes;
}

} // namespace cloakroom::fixtures
