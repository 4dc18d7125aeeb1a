#include "core/worker/WorkerServer.h"

#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cerrno>
#include <utility>

namespace cloakroom {

namespace {

constexpr unsigned kLongestRequestSeconds = 120;
constexpr int kDone = 0;
constexpr int kBroken = 3;

bool readAll(char* to, quint64 count)
{
    while (count > 0) {
        const ssize_t got = ::read(STDIN_FILENO, to, count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        count -= static_cast<quint64>(got);
    }
    return true;
}

bool writeAll(const char* from, quint64 count)
{
    while (count > 0) {
        const ssize_t put = ::write(STDOUT_FILENO, from, count);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        from += put;
        count -= static_cast<quint64>(put);
    }
    return true;
}

bool writeAll(const QByteArray& bytes)
{
    return writeAll(bytes.constData(), static_cast<quint64>(bytes.size()));
}

bool readBytes(QByteArray& to, quint64 count)
{
    to.resize(static_cast<qsizetype>(count));
    return readAll(to.data(), count);
}

struct Incoming {
    WorkerRequest request;
    QByteArray body;
};

/// Nothing when the pool has closed the stream or says what it must not.
std::optional<Incoming> receive()
{
    QByteArray bytes;
    if (!readBytes(bytes, kFrameHeaderBytes))
        return std::nullopt;
    const auto header = unpackHeader(bytes);
    if (!header || header->kind != FrameKind::Request || !readBytes(bytes, header->descriptionBytes))
        return std::nullopt;
    const auto request = unpackRequest(bytes);
    Incoming incoming;
    if (!request || !readBytes(incoming.body, header->bodyBytes))
        return std::nullopt;
    incoming.request = *request;
    return incoming;
}

bool sendPicture(const QImage& picture)
{
    const quint64 rowBytes = quint64{3} * static_cast<quint64>(picture.width());
    // Rows without padding between them go in one piece: a call for each would cost more than copying does.
    if (static_cast<quint64>(picture.bytesPerLine()) == rowBytes)
        return writeAll(reinterpret_cast<const char*>(picture.constBits()), bodyBytesOf(picture.size()));
    for (int y = 0; y < picture.height(); ++y) {
        if (!writeAll(reinterpret_cast<const char*>(picture.constScanLine(y)), rowBytes))
            return false;
    }
    return true;
}

bool send(WorkerAnswer answer)
{
    answer.reply.pixels = answer.picture.size();
    const QByteArray description = pack(answer.reply);
    const FrameHeader header{FrameKind::Reply, static_cast<quint32>(description.size()),
                             bodyBytesOf(answer.reply.pixels)};
    return writeAll(packHeader(header)) && writeAll(description) && sendPicture(answer.picture);
}

WorkerAnswer refusedForMemory()
{
    WorkerAnswer answer;
    answer.reply.refusal = PhotoRefusal{PhotoProblem::OutOfMemory, {}, {}};
    return answer;
}

template <typename Make>
WorkerAnswer guarded(const Make& make)
{
    try {
        return make();
    } catch (const std::bad_alloc&) {
        return refusedForMemory();
    }
}

/// A search for faces takes a hundred times what it leaves behind; the library would keep it for the next one.
void giveMemoryBack()
{
#ifdef __GLIBC__
    (void)::malloc_trim(0);
#endif
}

/// False ends the conversation.
bool serveOne(const WorkerHandler& handler)
{
    const auto incoming = receive();
    if (!incoming)
        return false;
    ::alarm(kLongestRequestSeconds);
    WorkerAnswer answer = guarded([&] { return handler(incoming->request, incoming->body); });
    const auto then = std::exchange(answer.then, {});
    answer.reply.moreFollows = then != nullptr;
    bool sent = send(std::move(answer));
    if (sent && then) {
        sent = send(guarded(then));
        giveMemoryBack();
    }
    ::alarm(0);
    return sent;
}

} // namespace

int serveRequests(const WorkerHello& hello, const WorkerHandler& handler)
{
    const QByteArray description = pack(hello);
    if (!writeAll(packHeader({FrameKind::Hello, static_cast<quint32>(description.size()), 0}))
        || !writeAll(description))
        return kBroken;
    while (serveOne(handler)) { }
    return kDone;
}

} // namespace cloakroom
