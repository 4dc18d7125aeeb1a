#include "core/imaging/VideoPoster.h"

#include "core/imaging/Orientation.h"
#include "core/imaging/Reading.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libswscale/swscale.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>

namespace cloakroom {

namespace {

constexpr int kBufferBytes = 64 * 1024;
constexpr int kMostPackets = 2000;
constexpr int kMostFrames = 90; // a clip may begin in the dark
constexpr double kDark = 24;

/// The file in memory, as libavformat reads it.
struct Memory {
    const QByteArray& bytes;
    qint64 at = 0;
};

int readMemory(void* opaque, uint8_t* buffer, int size)
{
    auto& memory = *static_cast<Memory*>(opaque);
    const qint64 count = std::min<qint64>(size, memory.bytes.size() - memory.at);
    if (count <= 0)
        return AVERROR_EOF;
    std::memcpy(buffer, memory.bytes.constData() + memory.at, static_cast<size_t>(count));
    memory.at += count;
    return static_cast<int>(count);
}

int64_t seekMemory(void* opaque, int64_t offset, int whence)
{
    auto& memory = *static_cast<Memory*>(opaque);
    if (whence == AVSEEK_SIZE)
        return memory.bytes.size();
    const qint64 from = whence == SEEK_CUR ? memory.at : whence == SEEK_END ? memory.bytes.size() : 0;
    const qint64 target = from + offset;
    if (target < 0 || target > memory.bytes.size())
        return AVERROR(EINVAL);
    memory.at = target;
    return target;
}

struct Closer {
    void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
    void operator()(AVIOContext* io) const
    {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }
};

template <typename T>
using Owned = std::unique_ptr<T, Closer>;

Owned<AVFormatContext> openFile(AVIOContext* io)
{
    AVFormatContext* format = avformat_alloc_context();
    if (!format)
        return {};
    format->pb = io;
    AVDictionary* options = nullptr;
    // Only what cameras write, and nothing that a file may ask to be fetched from elsewhere.
    av_dict_set(&options, "format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,avi,mpegts", 0);
    av_dict_set(&options, "protocol_whitelist", "none", 0);
    const int opened = avformat_open_input(&format, nullptr, nullptr, &options);
    av_dict_free(&options);
    if (opened < 0)
        return {}; // it has freed the context
    return Owned<AVFormatContext>(format);
}

Owned<AVCodecContext> openDecoder(const AVStream& stream)
{
    const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
    Owned<AVCodecContext> context(codec ? avcodec_alloc_context3(codec) : nullptr);
    if (!context || avcodec_parameters_to_context(context.get(), stream.codecpar) < 0)
        return {};
    context->thread_count = 1;
    if (!checkDimensions(context->width, context->height) || avcodec_open2(context.get(), codec, nullptr) < 0)
        return {};
    return context;
}

QImage imageOf(const AVFrame& frame)
{
    auto canvas = makeCanvas(frame.width, frame.height);
    const Owned<SwsContext> scaler(sws_getContext(frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
                                                  frame.width, frame.height, AV_PIX_FMT_RGB24, SWS_BILINEAR, nullptr,
                                                  nullptr, nullptr));
    if (!canvas || !scaler)
        return {};
    const std::array<uint8_t*, 4> rows{canvas->bits(), nullptr, nullptr, nullptr};
    const std::array<int, 4> strides{static_cast<int>(canvas->bytesPerLine()), 0, 0, 0};
    const int done =
        sws_scale(scaler.get(), &frame.data[0], &frame.linesize[0], 0, frame.height, rows.data(), strides.data());
    return done == frame.height ? *canvas : QImage();
}

bool isDark(const QImage& image)
{
    const QImage small = image.scaled(16, 16).convertToFormat(QImage::Format_Grayscale8);
    double sum = 0;
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x)
            sum += small.constScanLine(y)[x];
    }
    return sum < kDark * small.width() * small.height();
}

/// EXIF's number for the quarter turns that the file asks players for.
int orientationOf(const AVStream& stream)
{
    const auto* matrix =
        reinterpret_cast<const int32_t*>(av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr));
    const double angle = matrix ? av_display_rotation_get(matrix) : 0; // counter-clockwise
    if (std::isnan(angle))
        return 1;
    const int quarters = ((static_cast<int>(std::lround(angle / 90)) % 4) + 4) % 4;
    constexpr std::array kOrientations{1, 8, 3, 6};
    return kOrientations[static_cast<size_t>(quarters)];
}

/// The first frame that shows anything, else the last one seen.
class FrameSearch {
public:
    FrameSearch(AVFormatContext& format, AVCodecContext& decoder, int stream)
        : m_format(format)
        , m_decoder(decoder)
        , m_stream(stream)
        , m_packet(av_packet_alloc())
        , m_frame(av_frame_alloc())
    {
    }

    [[nodiscard]] QImage find()
    {
        if (!m_packet || !m_frame)
            return {};
        for (int packets = 0; packets < kMostPackets && !m_isFound; ++packets) {
            if (av_read_frame(&m_format, m_packet.get()) < 0)
                break;
            if (m_packet->stream_index == m_stream && avcodec_send_packet(&m_decoder, m_packet.get()) >= 0)
                takeFrames();
            av_packet_unref(m_packet.get());
        }
        if (!m_isFound && avcodec_send_packet(&m_decoder, nullptr) >= 0)
            takeFrames(); // what the decoder holds back
        return m_image;
    }

private:
    void takeFrames()
    {
        while (!m_isFound && avcodec_receive_frame(&m_decoder, m_frame.get()) >= 0) {
            m_image = imageOf(*m_frame);
            m_isFound = ++m_frames >= kMostFrames || (!m_image.isNull() && !isDark(m_image));
            av_frame_unref(m_frame.get());
        }
    }

    AVFormatContext& m_format;
    AVCodecContext& m_decoder;
    int m_stream;
    Owned<AVPacket> m_packet;
    Owned<AVFrame> m_frame;
    QImage m_image;
    int m_frames = 0;
    bool m_isFound = false;
};

} // namespace

QImage videoPoster(const QByteArray& bytes)
{
    av_log_set_level(AV_LOG_QUIET);
    Memory memory{bytes};
    auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
    const Owned<AVIOContext> io(
        buffer ? avio_alloc_context(buffer, kBufferBytes, 0, &memory, readMemory, nullptr, seekMemory) : nullptr);
    if (!io) {
        av_free(buffer);
        return {};
    }
    const Owned<AVFormatContext> format = openFile(io.get());
    if (!format || avformat_find_stream_info(format.get(), nullptr) < 0)
        return {};
    const int stream = av_find_best_stream(format.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (stream < 0)
        return {};
    const AVStream& video = *format->streams[stream];
    const Owned<AVCodecContext> decoder = openDecoder(video);
    if (!decoder)
        return {};
    const QImage frame = FrameSearch(*format, *decoder, stream).find();
    return frame.isNull() ? QImage() : turnedUpright(frame, orientationOf(video));
}

} // namespace cloakroom
