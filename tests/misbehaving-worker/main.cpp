// A worker that does, under the real restrictions, what a photo's bytes tell it to. For tests only.
#include "core/worker/Sandbox.h"
#include "core/worker/WorkerServer.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
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

WorkerAnswer misbehave(const QByteArray& how)
{
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
    std::_Exit(serveRequests({QString(), *filtered},
                             [](const WorkerRequest&, const QByteArray& body) { return misbehave(body); }));
}
