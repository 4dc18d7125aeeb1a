// A worker that does, under the real restrictions, what a photo's bytes tell it to. For tests only.
#include "core/worker/Sandbox.h"
#include "core/worker/WorkerServer.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace cloakroom;

namespace {

WorkerAnswer saying(const std::string& word)
{
    WorkerAnswer answer;
    answer.reply.facts.kind = PhotoKind::Video;
    answer.reply.facts.format = QStringLiteral("mp4");
    answer.reply.facts.camera = QString::fromStdString(word);
    return answer;
}

[[noreturn]] void burnForever()
{
    volatile unsigned spins = 0;
    for (;;)
        spins = spins + 1;
}

WorkerAnswer takeMemory(qint64 bytes)
{
    std::vector<char*> taken;
    constexpr size_t kPiece = size_t{16} << 20;
    for (qint64 sum = 0; sum < bytes; sum += static_cast<qint64>(kPiece)) {
        taken.push_back(new char[kPiece]); // throws once the limit is reached
        std::memset(taken.back(), 1, kPiece);
    }
    return saying("took");
}

WorkerAnswer openFile()
{
    const int file = ::open("/etc/passwd", O_RDONLY);
    const int written = ::open("/tmp/cloakroom-misbehaves", O_WRONLY | O_CREAT, 0600);
    return saying(file < 0 && written < 0 ? "refused" : "opened");
}

WorkerAnswer startThread()
{
    int seen = 0;
    std::thread([&seen] { seen = 42; }).join();
    return saying(seen == 42 ? "ran" : "not");
}

WorkerAnswer makeCode()
{
    void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return saying(page == MAP_FAILED ? "refused" : "mapped");
}

WorkerAnswer startProgram()
{
    char* const arguments[] = {const_cast<char*>("true"), nullptr};
    ::execv("/bin/true", arguments);
    return saying("survived");
}

WorkerAnswer contradictItself()
{
    WorkerAnswer answer = saying("liar");
    answer.reply.facts.kind = PhotoKind::Still;
    answer.reply.facts.size = QSize(100, 100);
    answer.reply.faces += DetectedFace{QRectF(90, 90, 50, 50), 0.9, {}};
    return answer;
}

WorkerAnswer breakProtocol()
{
    constexpr char kNonsense[] = "this is no message of ours, and long enough for a header";
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, kNonsense, sizeof kNonsense);
    return saying("babbled");
}

WorkerAnswer showEnvironment()
{
    std::string all;
    for (char** variable = environ; *variable; ++variable)
        all += std::string(*variable).substr(0, std::string(*variable).find('=')) + ' ';
    return saying(all.substr(0, 80));
}

/// Whether a system call that no worker may make came back with an error; most end the process instead.
template <typename... Arguments>
WorkerAnswer calling(long number, Arguments... arguments)
{
    const long answer = ::syscall(number, arguments...);
    return saying(answer < 0 && (errno == EPERM || errno == ENOSYS) ? "refused" : "let through");
}

WorkerAnswer connectTo(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto* to = reinterpret_cast<const sockaddr*>(&address);
    return saying(::connect(socket, to, sizeof address) == 0 ? "connected" : "refused");
}

/// System calls by name, with arguments that would work outside.
std::optional<WorkerAnswer> callByName(const QByteArray& how)
{
    static const sockaddr_un nowhere{AF_UNIX, "/tmp/cloakroom-nowhere"};
    const std::map<QByteArray, std::function<WorkerAnswer()>> calls{
        {"unix socket", [] { return calling(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }},
        {"socketpair",
         [] {
             int ends[2];
             return calling(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, ends);
         }},
        {"reconnect", [] { return calling(SYS_connect, STDIN_FILENO, &nowhere, sizeof nowhere); }},
        {"bind", [] { return calling(SYS_bind, STDIN_FILENO, &nowhere, sizeof nowhere); }},
        {"sendmsg",
         [] {
             msghdr none{};
             return calling(SYS_sendmsg, STDIN_FILENO, &none, 0);
         }},
        {"recvmsg",
         [] {
             msghdr none{};
             return calling(SYS_recvmsg, STDIN_FILENO, &none, MSG_DONTWAIT);
         }},
        {"openat", [] { return calling(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }},
        {"openat2", [] { return calling(SYS_openat2, AT_FDCWD, "/etc/passwd", nullptr, 0); }},
        {"stat",
         [] {
             struct stat facts { };
             return calling(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &facts, 0);
         }},
        {"rename", [] { return calling(SYS_rename, "/tmp/cloakroom-a", "/tmp/cloakroom-b"); }},
        {"memfd", [] { return calling(SYS_memfd_create, "code", 0U); }},
        {"vfork", [] { return calling(SYS_vfork); }},
        {"raw fork", [] { return calling(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr); }},
        {"clone3", [] { return calling(SYS_clone3, nullptr, 0); }},
        {"kill parent", [] { return calling(SYS_kill, ::getppid(), 0); }},
        {"ptrace", [] { return calling(SYS_ptrace, 0, 0, nullptr, nullptr); }},
        {"seccomp off", [] { return calling(SYS_prctl, PR_SET_SECCOMP, 0, nullptr); }},
        {"more memory",
         [] {
             const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
             return calling(SYS_setrlimit, RLIMIT_DATA, &all);
         }},
    };
    const auto found = calls.find(how);
    return found == calls.end() ? std::nullopt : std::optional(found->second());
}

/// A photo whose faces come later, or not.
WorkerAnswer searchingThen(const QByteArray& how)
{
    WorkerAnswer answer;
    answer.reply.facts.format = QStringLiteral("jpeg");
    answer.reply.facts.size = QSize(64, 64);
    answer.picture = QImage(64, 64, QImage::Format_RGB888);
    answer.picture.fill(Qt::gray);
    answer.then = [how] {
        if (how.startsWith("photo then crash"))
            std::abort();
        if (how.startsWith("photo then sleep"))
            ::sleep(3600);
        WorkerAnswer more;
        more.reply.faces += DetectedFace{QRectF(how == "photo then lie" ? 60 : 10, 10, 20, 20), 0.9, {}};
        more.reply.facesSearched = true;
        ::usleep(300'000);
        return more;
    };
    return answer;
}

WorkerAnswer photoAnswer(const WorkerRequest& request, const QByteArray& how)
{
    WorkerAnswer answer = searchingThen(how);
    if (request.kind == RequestKind::DetectInFile) {
        WorkerAnswer faces = answer.then();
        faces.reply.facts.size = answer.reply.facts.size;
        return faces;
    }
    if (!request.wantFaces && how != "photo then unasked")
        answer.then = {};
    return answer;
}

WorkerAnswer misbehave(const WorkerRequest& request, const QByteArray& how)
{
    if (how.startsWith("photo then"))
        return photoAnswer(request, how);
    if (how.startsWith("connect "))
        return connectTo(how.mid(8).toInt());
    if (const auto called = callByName(how))
        return *called;
    if (how == "crash")
        std::abort();
    if (how == "fault")
        std::raise(SIGSEGV);
    if (how == "leave")
        std::_Exit(0);
    if (how == "burn")
        burnForever();
    if (how == "sleep")
        ::sleep(3600);
    if (how == "memory")
        return takeMemory(qint64{4} << 30);
    if (how == "some memory")
        return takeMemory(qint64{64} << 20);
    if (how == "open")
        return openFile();
    if (how == "thread")
        return startThread();
    if (how == "code")
        return makeCode();
    if (how == "exec")
        return startProgram();
    if (how == "fork")
        return saying(::fork() >= 0 ? "forked" : "refused");
    if (how == "socket")
        return saying(::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "connected" : "refused");
    if (how == "lie")
        return contradictItself();
    if (how == "babble")
        return breakProtocol();
    if (how == "environment")
        return showEnvironment();
    return saying("fine");
}

} // namespace

int main()
{
    constexpr qint64 kMemory = qint64{256} << 20;
    const auto filtered = dropRights(kMemory);
    if (!filtered)
        return 2;
    std::_Exit(serveRequests({QString(), *filtered}, [](const WorkerRequest& request, const QByteArray& body) {
        return misbehave(request, body);
    }));
}
