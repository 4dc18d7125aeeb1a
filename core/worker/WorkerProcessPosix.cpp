#include "core/base/Wipe.h"
#include "core/worker/WorkerProcess.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <vector>

namespace cloakroom {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

tl::unexpected<Error> cannotStart(const QString& detail)
{
    return fail(ErrorCode::Internal,
                QCoreApplication::translate("WorkerPool",
                                            "The photo reader (cloakroom-worker) cannot be started, so no photo was "
                                            "read. Install Cloakroom again."),
                detail);
}

/// To touch a large picture's memory page by page for the first time takes as long as to copy the picture.
void preferLargePages([[maybe_unused]] QImage& picture)
{
#ifdef MADV_HUGEPAGE
    constexpr quintptr kLarge = quintptr{2} << 20;
    const auto begin = reinterpret_cast<quintptr>(picture.bits());
    const quintptr first = (begin + kLarge - 1) / kLarge * kLarge;
    const quintptr end = (begin + static_cast<quintptr>(picture.sizeInBytes())) / kLarge * kLarge;
    if (end > first)
        ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE); // NOLINT(performance-no-int-to-ptr)
#endif
}

class Descriptor {
public:
    explicit Descriptor(int number = -1)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

/// A child that is killed and collected when this goes.
class Child {
public:
    explicit Child(pid_t pid)
        : m_pid(pid)
    {
    }
    ~Child()
    {
        if (isRunning())
            end();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child(Child&&) = delete;
    Child& operator=(Child&&) = delete;

    bool isRunning()
    {
        if (m_pid <= 0)
            return false;
        int status = 0;
        const pid_t ended = ::waitpid(m_pid, &status, WNOHANG);
        if (ended != 0)
            m_pid = -1;
        return ended == 0;
    }
    /// Processor time of all its threads since it started.
    [[nodiscard]] milliseconds cpuTime() const
    {
        clockid_t clock = 0;
        timespec used{};
        if (m_pid <= 0 || ::clock_getcpuclockid(m_pid, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
            return milliseconds(0);
        return milliseconds(used.tv_sec * 1000 + used.tv_nsec / 1'000'000);
    }

private:
    void end()
    {
        ::kill(m_pid, SIGKILL);
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
        m_pid = -1;
    }

    pid_t m_pid;
};

/// Only what libraries need: numbers and letters read alike everywhere, one thread for each worker, and glibc's word
/// for large pages, as in preferLargePages.
std::vector<std::string> environment()
{
    std::vector<std::string> variables{"LC_ALL=C.UTF-8", "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1",
                                       "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"};
    for (const char* sanitizer : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
        if (const QByteArray value = qgetenv(sanitizer); !value.isEmpty())
            variables.push_back(sanitizer + ("=" + value.toStdString()));
    }
    return variables;
}

std::vector<char*> pointersTo(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Standard input and output are the stream; nothing else that we have open goes along.
class SpawnActions {
public:
    explicit SpawnActions(int stream)
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawn_file_actions_adddup2(&m_actions, stream, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&m_actions, stream, STDOUT_FILENO);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        posix_spawn_file_actions_addopen(&m_actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#endif
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
        posix_spawn_file_actions_addclosefrom_np(&m_actions, STDERR_FILENO + 1);
#endif
    }
    ~SpawnActions()
    {
        posix_spawn_file_actions_destroy(&m_actions);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    SpawnActions(SpawnActions&&) = delete;
    SpawnActions& operator=(SpawnActions&&) = delete;
    [[nodiscard]] const posix_spawn_file_actions_t* get() const
    {
        return &m_actions;
    }

private:
    posix_spawn_file_actions_t m_actions{};
};

Result<pid_t> spawn(const QString& executable, const QStringList& arguments, int stream)
{
    std::vector<std::string> words{QFile::encodeName(executable).toStdString()};
    for (const QString& argument : arguments)
        words.push_back(QFile::encodeName(argument).toStdString());
    std::vector<std::string> variables = environment();
    const SpawnActions actions(stream);
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, words.front().c_str(), actions.get(), nullptr, pointersTo(words).data(),
                                    pointersTo(variables).data());
    if (error != 0)
        return cannotStart(QStringLiteral("posix_spawn: %1").arg(error));
    return pid;
}

class PosixWorkerProcess final : public WorkerProcess {
public:
    PosixWorkerProcess(pid_t pid, Descriptor stream, const WorkerLimits& limits)
        : m_stream(std::move(stream))
        , m_limits(limits)
        , m_child(pid)
    {
    }

    bool readHello()
    {
        beginWatch(m_limits.startTime, m_limits.startTime);
        QByteArray description;
        const auto header = receiveHeader(FrameKind::Hello, description);
        const auto hello = header && header->bodyBytes == 0 ? unpackHello(description) : std::nullopt;
        if (hello)
            m_hello = *hello;
        return hello.has_value();
    }

    bool isAlive() override { return m_child.isRunning(); }
    [[nodiscard]] const WorkerHello& hello() const override { return m_hello; }

    Decoded<Exchange> exchange(const WorkerRequest& request, quint64 bodyBytes, const Body& body) override
    {
        beginWatch(m_limits.wallTime, m_limits.cpuTime);
        const QByteArray description = pack(request);
        const FrameHeader header{FrameKind::Request, static_cast<quint32>(description.size()), bodyBytes};
        const bool sent = send(packHeader(header)) && send(description)
            && body([this](const char* from, qsizetype count) { return send(from, count); });
        if (!sent)
            return lost(QStringLiteral("while sending"));
        return receiveReply();
    }

    Decoded<Exchange> rest() override
    {
        beginWatch(m_limits.wallTime, m_limits.cpuTime);
        return receiveReply();
    }

private:
    Decoded<Exchange> receiveReply()
    {
        QByteArray description;
        const auto header = receiveHeader(FrameKind::Reply, description);
        if (!header)
            return lost(QStringLiteral("no answer"));
        const auto reply = unpackReply(description);
        if (reply && !reply->templates.isEmpty())
            wipe(description.data(), static_cast<size_t>(description.size()));
        if (!reply || bodyBytesOf(reply->pixels) != header->bodyBytes)
            return refuse(PhotoProblem::Crashed, QStringLiteral("answer breaks the protocol"));
        Exchange exchange{*reply, {}};
        if (header->bodyBytes > 0 && !receivePicture(exchange))
            return lost(QStringLiteral("picture cut short"));
        return exchange;
    }

    bool receivePicture(Exchange& exchange)
    {
        exchange.picture = QImage(exchange.reply.pixels, QImage::Format_RGB888);
        if (exchange.picture.isNull())
            return false;
        preferLargePages(exchange.picture);
        const qsizetype rowBytes = qsizetype{3} * exchange.picture.width();
        if (exchange.picture.bytesPerLine() == rowBytes)
            return receive(reinterpret_cast<char*>(exchange.picture.bits()), rowBytes * exchange.picture.height());
        for (int y = 0; y < exchange.picture.height(); ++y) {
            char* row = reinterpret_cast<char*>(exchange.picture.scanLine(y));
            if (!receive(row, rowBytes))
                return false;
        }
        return true;
    }

    std::optional<FrameHeader> receiveHeader(FrameKind kind, QByteArray& description)
    {
        QByteArray bytes(kFrameHeaderBytes, Qt::Uninitialized);
        if (!receive(bytes.data(), bytes.size()))
            return std::nullopt;
        const auto header = unpackHeader(bytes);
        if (!header || header->kind != kind)
            return std::nullopt;
        description.resize(header->descriptionBytes);
        return receive(description.data(), description.size()) ? header : std::nullopt;
    }

    [[nodiscard]] tl::unexpected<PhotoRefusal> lost(const QString& detail) const
    {
        return refuse(m_isLate ? PhotoProblem::Hung : PhotoProblem::Crashed, detail);
    }

    void beginWatch(milliseconds wall, milliseconds cpu)
    {
        m_isLate = false;
        m_wallEnd = SteadyClock::now() + wall;
        m_cpuEnd = m_child.cpuTime() + cpu;
    }

    /// Waits until the stream can be read or written. False when the worker took too long.
    bool waitFor(short events)
    {
        constexpr int kTickMilliseconds = 100;
        for (;;) {
            pollfd waiting{m_stream.number(), events, 0};
            const int ready = ::poll(&waiting, 1, kTickMilliseconds);
            if (ready > 0)
                return true;
            if (ready < 0 && errno != EINTR)
                return false;
            m_isLate = SteadyClock::now() >= m_wallEnd || m_child.cpuTime() >= m_cpuEnd;
            if (m_isLate)
                return false;
        }
    }

    bool send(const QByteArray& bytes) { return send(bytes.constData(), bytes.size()); }
    bool send(const char* from, qsizetype count)
    {
        while (count > 0) {
            const ssize_t put = ::send(m_stream.number(), from, static_cast<size_t>(count), MSG_NOSIGNAL);
            if (put < 0 && errno != EAGAIN && errno != EINTR)
                return false;
            if (put < 0 && !waitFor(POLLOUT))
                return false;
            from += qMax<ssize_t>(put, 0);
            count -= qMax<ssize_t>(put, 0);
        }
        return true;
    }

    bool receive(char* to, qsizetype count)
    {
        while (count > 0) {
            const ssize_t got = ::recv(m_stream.number(), to, static_cast<size_t>(count), 0);
            if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
                return false;
            if (got < 0 && !waitFor(POLLIN))
                return false;
            to += qMax<ssize_t>(got, 0);
            count -= qMax<ssize_t>(got, 0);
        }
        return true;
    }

    Descriptor m_stream;
    WorkerLimits m_limits;
    Child m_child;
    WorkerHello m_hello;
    SteadyClock::time_point m_wallEnd;
    milliseconds m_cpuEnd{0};
    bool m_isLate = false;
};

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const QString& executable, const QStringList& arguments,
                                                            const WorkerLimits& limits)
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return cannotStart(QStringLiteral("socketpair: %1").arg(errno));
    Descriptor ours(ends[0]);
    std::optional<Descriptor> theirs(std::in_place, ends[1]);
    ::fcntl(ours.number(), F_SETFL, O_NONBLOCK);
    const auto pid = spawn(executable, arguments, theirs->number());
    if (!pid)
        return propagate(pid);
    theirs.reset(); // so that its end shows as the end of the stream
    auto process = std::make_unique<PosixWorkerProcess>(*pid, std::move(ours), limits);
    if (!process->readHello())
        return cannotStart(QStringLiteral("no first message"));
    return process;
}

} // namespace cloakroom

#endif
