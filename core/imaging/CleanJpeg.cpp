#include "core/imaging/CleanJpeg.h"

#include "core/imaging/ByteView.h"
#include "core/imaging/Scale.h"

#include <QCoreApplication>

#include <jpeglib.h>

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

namespace cloakroom {

namespace {

struct ErrorState {
    jpeg_error_mgr manager; // first: libjpeg hands back its address
    std::jmp_buf jump;
};

[[noreturn]] void onError(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<ErrorState*>(info->err)->jump, 1);
}

void onOutput(j_common_ptr) { }

/// Its functions that call libjpeg hold no objects, since errors jump out of them.
class Encoder {
public:
    Encoder()
    {
        m_info.err = jpeg_std_error(&m_error.manager);
        m_error.manager.error_exit = onError;
        m_error.manager.output_message = onOutput;
    }
    ~Encoder()
    {
        jpeg_destroy_compress(&m_info);
        std::free(m_data); // NOLINT(cppcoreguidelines-no-malloc): libjpeg allocated it
    }
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;
    Encoder(Encoder&&) = delete;
    Encoder& operator=(Encoder&&) = delete;

    bool encode(const RowSource& rows, int quality, ChromaSampling chroma)
    {
        if (setjmp(m_error.jump))
            return false;
        jpeg_create_compress(&m_info);
        jpeg_mem_dest(&m_info, &m_data, &m_size);
        configure(rows.size, quality, chroma);
        jpeg_start_compress(&m_info, TRUE);
        while (m_info.next_scanline < m_info.image_height) {
            JSAMPROW row = const_cast<uchar*>(rows.row(static_cast<int>(m_info.next_scanline)));
            jpeg_write_scanlines(&m_info, &row, 1);
        }
        jpeg_finish_compress(&m_info);
        return true;
    }
    [[nodiscard]] QByteArray bytes() const
    {
        return {reinterpret_cast<const char*>(m_data), static_cast<qsizetype>(m_size)};
    }

private:
    void configure(QSize size, int quality, ChromaSampling chroma)
    {
        m_info.image_width = static_cast<JDIMENSION>(size.width());
        m_info.image_height = static_cast<JDIMENSION>(size.height());
        m_info.input_components = 3;
        m_info.in_color_space = JCS_RGB;
        jpeg_set_defaults(&m_info);
        jpeg_set_quality(&m_info, quality, TRUE);
        // Tables of its own make a file a few hundredths smaller, but all of its coefficients have to be kept for it:
        // six bytes a pixel and a second pass.
        constexpr qint64 kLargePicture = 8'000'000;
        m_info.optimize_coding = qint64{size.width()} * size.height() < kLargePicture ? TRUE : FALSE;
        const int sampling = chroma == ChromaSampling::Full ? 1 : 2;
        m_info.comp_info[0].h_samp_factor = sampling;
        m_info.comp_info[0].v_samp_factor = sampling;
    }

    jpeg_compress_struct m_info{};
    ErrorState m_error{};
    uchar* m_data = nullptr;
    unsigned long m_size = 0;
};

tl::unexpected<Error> unclean(const QString& detail)
{
    return fail(ErrorCode::Damaged,
                QCoreApplication::translate("CleanJpeg",
                                            "The finished picture holds more than pixels, so it was not let out. "
                                            "Please report this to the makers of Cloakroom."),
                detail);
}

/// JFIF 1.1 as our encoder writes it: no unit, square pixels, no thumbnail, not a bit to spare.
bool isPlainJfif(const ByteView& view, qsizetype at)
{
    return view.is(at, QByteArrayView("\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", 18));
}

/// Whether tables of the sizes that `sizeOf` gives, one after another, fill exactly what is between `at` and `end`.
template <typename SizeOf>
bool isFilled(qsizetype at, qsizetype end, SizeOf sizeOf)
{
    while (at < end) {
        at += sizeOf(at);
    }
    return at == end;
}

qsizetype sizeOfQuantisation(const ByteView& view, qsizetype at)
{
    return 1 + (view.number<quint8>(at).value_or(0) >> 4U == 0 ? 64 : 128);
}

qsizetype sizeOfHuffman(const ByteView& view, qsizetype at)
{
    qsizetype size = 17;
    for (int length = 1; length <= 16; ++length) {
        size += view.number<quint8>(at + length).value_or(0);
    }
    return size;
}

/// Whether a segment is one that pixels need, and holds what it must and nothing more (ITU T.81, B.2).
bool isPixelSegment(const ByteView& view, qsizetype at, qsizetype length)
{
    const qsizetype end = at + 2 + length;
    const qsizetype content = at + 4;
    const int components = view.number<quint8>(content).value_or(0);
    switch (view.number<quint8>(at + 1).value_or(0)) {
    case 0xDB:
        return isFilled(content, end, [&view](qsizetype table) { return sizeOfQuantisation(view, table); });
    case 0xC4:
        return isFilled(content, end, [&view](qsizetype table) { return sizeOfHuffman(view, table); });
    case 0xC0:
    case 0xC1:
    case 0xC2:
        return length == 8 + 3 * view.number<quint8>(content + 5).value_or(0);
    case 0xDD:
        return length == 4;
    case 0xDA:
        return length == 6 + 2 * components;
    default:
        return false;
    }
}

/// The place of the next marker after entropy-coded data that begins at `at`.
qsizetype skipScan(const QByteArray& jpeg, qsizetype at)
{
    for (at = jpeg.indexOf('\xFF', at); at >= 0 && at + 1 < jpeg.size(); at = jpeg.indexOf('\xFF', at + 1)) {
        const auto next = static_cast<quint8>(jpeg[at + 1]);
        const bool isData = next == 0 || (next >= 0xD0 && next <= 0xD7);
        if (!isData)
            return at;
    }
    return jpeg.size();
}

} // namespace

Result<QByteArray> toJpeg(const QImage& image, int quality, ChromaSampling chroma)
{
    const QImage rgb = plainRgb(image);
    return toJpeg(RowSource::of(rgb), quality, chroma);
}

Result<QByteArray> toJpeg(const RowSource& rows, int quality, ChromaSampling chroma)
{
    constexpr int kLongestJpegEdge = 65'500;
    if (rows.size.isEmpty() || qMax(rows.size.width(), rows.size.height()) > kLongestJpegEdge || quality < 1
        || quality > 100)
        return fail(ErrorCode::Invalid, QCoreApplication::translate("CleanJpeg", "There is no picture to write."));
    Encoder encoder;
    if (!encoder.encode(rows, quality, chroma))
        return fail(ErrorCode::Internal,
                    QCoreApplication::translate(
                        "CleanJpeg", "The picture could not be written. Memory may be short: close other programs."));
    return encoder.bytes();
}

Result<void> stripCheck(const QByteArray& jpeg)
{
    const ByteView view(jpeg);
    if (!view.is(0, "\xFF\xD8"))
        return unclean(QStringLiteral("no start of image"));
    bool sawJfif = false;
    for (qsizetype at = 2; at < view.size();) {
        const auto marker = view.number<quint16>(at).value_or(0);
        if (marker == 0xFFD9)
            return at + 2 == view.size() ? Result<void>() : unclean(QStringLiteral("bytes after the end of image"));
        const auto length = view.number<quint16>(at + 2).value_or(0);
        const bool isJfif = !sawJfif && isPlainJfif(view, at);
        if (marker < 0xFF00 || length < 2 || !(isJfif || isPixelSegment(view, at, length)))
            return unclean(QStringLiteral("segment %1 at %2").arg(marker, 4, 16, QLatin1Char('0')).arg(at));
        sawJfif = sawJfif || isJfif;
        at += 2 + length;
        if (marker == 0xFFDA)
            at = skipScan(jpeg, at);
    }
    return unclean(QStringLiteral("no end of image"));
}

} // namespace cloakroom
