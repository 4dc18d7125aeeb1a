#include "core/imaging/ColourConverter.h"
#include "core/imaging/Reading.h"

#include <jerror.h>
#include <jpeglib.h>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace cloakroom {

namespace {

struct ErrorState {
    jpeg_error_mgr manager; // first: libjpeg hands back its address
    std::jmp_buf jump;
    std::array<char, JMSG_LENGTH_MAX> message;
    bool damaged;
    bool outOfMemory;
};

ErrorState& stateOf(j_common_ptr info)
{
    return *reinterpret_cast<ErrorState*>(info->err);
}

void keepMessage(j_common_ptr info)
{
    ErrorState& state = stateOf(info);
    state.manager.format_message(info, state.message.data());
}

[[noreturn]] void onError(j_common_ptr info)
{
    keepMessage(info);
    stateOf(info).outOfMemory = info->err->msg_code == JERR_OUT_OF_MEMORY;
    std::longjmp(stateOf(info).jump, 1);
}

/// After most warnings libjpeg makes up pixels. These few (odd markers, spare bytes) leave the picture whole.
bool isHarmless(int code)
{
    switch (code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_BOGUS_ICC:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR:
        return true;
    default:
        return false;
    }
}

void onMessage(j_common_ptr info, int level)
{
    if (level >= 0 || isHarmless(info->err->msg_code) || stateOf(info).damaged)
        return;
    stateOf(info).damaged = true;
    keepMessage(info);
}

void onOutput(j_common_ptr) { }

/// libjpeg's errors jump over C++ frames, so each step that calls it is a function without objects to be destroyed.
class Decoder {
public:
    Decoder()
    {
        m_info.err = jpeg_std_error(&m_error.manager);
        m_error.manager.error_exit = onError;
        m_error.manager.emit_message = onMessage;
        m_error.manager.output_message = onOutput;
    }
    ~Decoder() { jpeg_destroy_decompress(&m_info); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    Decoder(Decoder&&) = delete;
    Decoder& operator=(Decoder&&) = delete;

    bool readHeader(const QByteArray& bytes)
    {
        if (setjmp(m_error.jump))
            return false;
        jpeg_create_decompress(&m_info);
        jpeg_mem_src(&m_info, reinterpret_cast<const uchar*>(bytes.constData()),
                     static_cast<unsigned long>(bytes.size()));
        jpeg_save_markers(&m_info, JPEG_APP0 + 2, 0xFFFF);
        return jpeg_read_header(&m_info, TRUE) == JPEG_HEADER_OK;
    }
    /// Sets the size that will be decoded to.
    bool prepare(int enoughEdge)
    {
        if (setjmp(m_error.jump))
            return false;
        m_info.out_color_space = outputSpace();
        const unsigned edge = qMax(m_info.image_width, m_info.image_height);
        m_info.scale_num = kScaleSteps;
        m_info.scale_denom = kScaleSteps;
        while (enoughEdge > 0 && m_info.scale_num > 1
               && edge * (m_info.scale_num / 2) / kScaleSteps >= static_cast<unsigned>(enoughEdge))
            m_info.scale_num /= 2;
        jpeg_calc_output_dimensions(&m_info);
        return true;
    }
    bool start()
    {
        if (setjmp(m_error.jump))
            return false;
        return jpeg_start_decompress(&m_info);
    }
    bool readRow(uchar* row)
    {
        if (setjmp(m_error.jump))
            return false;
        JSAMPROW rows[] = {row};
        return jpeg_read_scanlines(&m_info, rows, 1) == 1 && !m_error.damaged;
    }
    QByteArray profile()
    {
        if (setjmp(m_error.jump))
            return {};
        JOCTET* data = nullptr;
        unsigned length = 0;
        if (!jpeg_read_icc_profile(&m_info, &data, &length))
            return {};
        return takeProfile(data, length);
    }
    [[nodiscard]] PixelLayout layout() const
    {
        if (m_info.jpeg_color_space == JCS_GRAYSCALE)
            return PixelLayout::Grey;
        if (m_info.num_components != 4)
            return PixelLayout::Rgb;
        return m_info.saw_Adobe_marker ? PixelLayout::CmykInverted : PixelLayout::Cmyk;
    }
    [[nodiscard]] const jpeg_decompress_struct& info() const { return m_info; }
    [[nodiscard]] bool isDamaged() const { return m_error.damaged; }
    [[nodiscard]] PhotoRefusal refusal() const
    {
        return {m_error.outOfMemory ? PhotoProblem::OutOfMemory : PhotoProblem::Damaged,
                {},
                tidyDetail(m_error.message.data())};
    }

private:
    static constexpr unsigned kScaleSteps = 8;

    static QByteArray takeProfile(JOCTET* data, unsigned length)
    {
        QByteArray profile(reinterpret_cast<const char*>(data), length);
        std::free(data); // NOLINT(cppcoreguidelines-no-malloc): libjpeg allocated it
        return profile;
    }
    [[nodiscard]] J_COLOR_SPACE outputSpace() const
    {
        switch (layout()) {
        case PixelLayout::Grey:
            return JCS_GRAYSCALE;
        case PixelLayout::Cmyk:
        case PixelLayout::CmykInverted:
            return JCS_CMYK;
        case PixelLayout::Rgb:
            break;
        }
        return JCS_RGB;
    }

    jpeg_decompress_struct m_info{};
    ErrorState m_error{};
};

Decoded<StoredPicture> readPixels(Decoder& decoder, const QByteArray& fallbackProfile, int enoughEdge)
{
    const jpeg_decompress_struct& info = decoder.info();
    if (const auto checked = checkDimensions(info.image_width, info.image_height); !checked)
        return tl::unexpected(checked.error());
    if (!decoder.prepare(enoughEdge))
        return tl::unexpected(decoder.refusal());
    auto canvas = makeCanvas(info.output_width, info.output_height);
    if (!canvas)
        return tl::unexpected(canvas.error());
    const QByteArray own = decoder.profile();
    const PixelLayout layout = decoder.layout();
    const ColourConverter converter(layout, own.isEmpty() && layout == PixelLayout::Rgb ? fallbackProfile : own);
    if (!decoder.start())
        return tl::unexpected(decoder.refusal());
    std::vector<uchar> row(static_cast<size_t>(info.output_width) * static_cast<size_t>(info.output_components));
    for (int y = 0; y < canvas->height(); ++y) {
        if (!decoder.readRow(row.data()))
            return tl::unexpected(decoder.refusal());
        converter.convertRow(row.data(), canvas->scanLine(y), canvas->width());
    }
    return StoredPicture{*canvas, false,
                         QSize(static_cast<int>(info.image_width), static_cast<int>(info.image_height))};
}

} // namespace

Decoded<StoredPicture> readJpeg(const QByteArray& bytes, const QByteArray& fallbackProfile, int enoughEdge)
{
    return guarded([&]() -> Decoded<StoredPicture> {
        Decoder decoder;
        if (!decoder.readHeader(bytes))
            return tl::unexpected(decoder.refusal());
        return readPixels(decoder, fallbackProfile, enoughEdge);
    });
}

} // namespace cloakroom
