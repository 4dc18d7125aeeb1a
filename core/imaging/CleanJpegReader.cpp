#include "core/imaging/CleanJpegReader.h"

#include <QCoreApplication>

#include <jpeglib.h>

#include <cmath>
#include <csetjmp>
#include <cstdio>

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

/// A warning means pixels that were made up or bytes that nobody needs: neither is ours.
void onMessage(j_common_ptr info, int level)
{
    if (level < 0)
        onError(info);
}

void onOutput(j_common_ptr) { }

tl::unexpected<Error> notOurs(const char* detail)
{
    return fail(ErrorCode::Damaged,
                QCoreApplication::translate("CleanJpegReader",
                                            "The finished picture cannot be read back as it was written, so it was not "
                                            "let out. Export the photo again."),
                QString::fromLatin1(detail));
}

} // namespace

/// Its functions that call libjpeg hold no objects, since errors jump out of them.
class CleanJpegReader::Private {
public:
    Private()
    {
        m_info.err = jpeg_std_error(&m_error.manager);
        m_error.manager.error_exit = onError;
        m_error.manager.emit_message = onMessage;
        m_error.manager.output_message = onOutput;
    }
    ~Private() { jpeg_destroy_decompress(&m_info); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;
    Private(Private&&) = delete;
    Private& operator=(Private&&) = delete;

    bool start(const QByteArray& bytes)
    {
        if (setjmp(m_error.jump))
            return false;
        jpeg_create_decompress(&m_info);
        jpeg_mem_src(&m_info, reinterpret_cast<const uchar*>(bytes.constData()),
                     static_cast<unsigned long>(bytes.size()));
        if (jpeg_read_header(&m_info, TRUE) != JPEG_HEADER_OK || m_info.num_components != 3)
            return false;
        m_info.out_color_space = JCS_RGB;
        m_step = stepOf(m_info.comp_info[0]);
        return jpeg_start_decompress(&m_info) != FALSE;
    }
    bool readRow(uchar* row)
    {
        if (setjmp(m_error.jump))
            return false;
        JSAMPROW rows[] = {row};
        return m_info.output_scanline < m_info.output_height && jpeg_read_scanlines(&m_info, rows, 1) == 1;
    }
    bool finish()
    {
        if (setjmp(m_error.jump))
            return false;
        return m_info.output_scanline == m_info.output_height && jpeg_finish_decompress(&m_info)
            && m_info.src->bytes_in_buffer == 0;
    }
    [[nodiscard]] QSize size() const
    {
        return {static_cast<int>(m_info.image_width), static_cast<int>(m_info.image_height)};
    }
    [[nodiscard]] double step() const { return m_step; }

private:
    [[nodiscard]] double stepOf(const jpeg_component_info& component) const
    {
        const JQUANT_TBL* table = m_info.quant_tbl_ptrs[component.quant_tbl_no];
        double sum = 0;
        for (int i = 0; table != nullptr && i < DCTSIZE2; ++i)
            sum += static_cast<double>(table->quantval[i]) * table->quantval[i];
        return std::sqrt(sum / DCTSIZE2);
    }

    jpeg_decompress_struct m_info{};
    ErrorState m_error{};
    double m_step = 0;
};

CleanJpegReader::CleanJpegReader(std::unique_ptr<Private> data)
    : m_private(std::move(data))
{
}

CleanJpegReader::~CleanJpegReader() = default;
CleanJpegReader::CleanJpegReader(CleanJpegReader&&) noexcept = default;
CleanJpegReader& CleanJpegReader::operator=(CleanJpegReader&&) noexcept = default;

Result<CleanJpegReader> CleanJpegReader::open(const QByteArray& bytes)
{
    auto data = std::make_unique<Private>();
    if (!data->start(bytes))
        return notOurs("header");
    return CleanJpegReader(std::move(data));
}

QSize CleanJpegReader::size() const
{
    return m_private->size();
}

double CleanJpegReader::greyStep() const
{
    return m_private->step();
}

Result<void> CleanJpegReader::readRow(uchar* rgb)
{
    if (!m_private->readRow(rgb))
        return notOurs("row");
    return {};
}

Result<void> CleanJpegReader::finish()
{
    if (!m_private->finish())
        return notOurs("end");
    return {};
}

} // namespace cloakroom
