#include "core/worker/WorkerPool.h"
#include "core/worker/WorkerProcess.h"

#include <QElapsedTimer>
#include <QFile>

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <vector>

using namespace cloakroom;
using namespace std::chrono_literals;

namespace {

WorkerOptions misbehaving()
{
    WorkerOptions options;
    options.detector = DetectorChoice{};
    options.executable = QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/misbehaving-worker");
    options.limits.wallTime = 3s;
    options.limits.cpuTime = 1s;
    return options;
}

/// The same, said to have a detector.
WorkerOptions searching()
{
    WorkerOptions options = misbehaving();
    options.detector.kind = DetectorKind::YuNet;
    options.detector.path = QStringLiteral("/nowhere");
    options.detector.name = QStringLiteral("yunet");
    return options;
}

QString answerTo(WorkerPool& pool, const QByteArray& how)
{
    const auto inspection = pool.inspect(how);
    return inspection ? inspection->facts.camera : QStringLiteral("failed: ") + inspection.error().text;
}

bool isFiltered()
{
#if defined(CLOAKROOM_TEST_NO_FILTER) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    return true;
#endif
}

} // namespace

TEST_CASE("a worker that dies over a file costs that file only", "[worker][sandbox]")
{
    WorkerPool pool(1, misbehaving());
    const char* how = GENERATE("crash", "fault", "leave", "babble", "lie");
    CAPTURE(how);
    CHECK(answerTo(pool, "all is well") == QLatin1String("fine"));
    const auto failed = pool.inspect(how);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::Unreadable);
    CHECK(failed.error().text.contains(QLatin1String("stop")));
    CHECK(answerTo(pool, "all is well") == QLatin1String("fine"));
}

TEST_CASE("a worker that computes without end is ended by its processor time", "[worker][sandbox]")
{
    WorkerPool pool(1, misbehaving());
    QElapsedTimer timer;
    timer.start();
    const auto failed = pool.inspect("burn");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::Unreadable);
    CHECK(failed.error().text.contains(QLatin1String("sensible time")));
    CHECK(timer.elapsed() < 10'000);
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("a worker that waits without end is ended by the clock", "[worker][sandbox]")
{
    WorkerPool pool(1, misbehaving());
    QElapsedTimer timer;
    timer.start();
    const auto failed = pool.inspect("sleep");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().text.contains(QLatin1String("sensible time")));
    CHECK(timer.elapsed() >= 2'900);
    CHECK(timer.elapsed() < 10'000);
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("a worker that wants too much memory is told so and replaced", "[worker][sandbox]")
{
    if (!isFiltered()) {
        WARN("memory is not limited under a sanitizer");
        return;
    }
    WorkerPool pool(1, misbehaving());
    CHECK(answerTo(pool, "some memory") == QLatin1String("took"));
    const auto failed = pool.inspect("memory");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().text.contains(QLatin1String("memory")));
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("a worker may not open files or make code and lives on", "[worker][sandbox]")
{
    if (!isFiltered()) {
        WARN("system calls are not filtered in this build");
        return;
    }
    WorkerPool pool(1, misbehaving());
    CHECK(answerTo(pool, "open") == QLatin1String("refused"));
    CHECK_FALSE(QFile::exists(QStringLiteral("/tmp/cloakroom-misbehaves")));
    CHECK(answerTo(pool, "code") == QLatin1String("refused"));
}

TEST_CASE("a worker that starts a program or process or asks for the network is ended", "[worker][sandbox]")
{
    if (!isFiltered()) {
        WARN("system calls are not filtered in this build");
        return;
    }
    WorkerPool pool(1, misbehaving());
    const char* how = GENERATE("exec", "socket", "fork");
    CAPTURE(how);
    const QString answer = answerTo(pool, how);
    CHECK((answer.startsWith(QLatin1String("failed")) || answer == QLatin1String("refused")));
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("a worker cannot reach a socket that listens beside it", "[worker][sandbox]")
{
    if (!isFiltered()) {
        WARN("system calls are not filtered in this build");
        return;
    }
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    REQUIRE(::bind(listening, reinterpret_cast<sockaddr*>(&address), length) == 0);
    REQUIRE(::listen(listening, 1) == 0);
    REQUIRE(::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    WorkerPool pool(1, misbehaving());
    const QString answer = answerTo(pool, "connect " + QByteArray::number(ntohs(address.sin_port)));
    CHECK_FALSE(answer == QLatin1String("connected"));
    pollfd waiting{listening, POLLIN, 0};
    CHECK(::poll(&waiting, 1, 200) == 0); // nobody has come
    ::close(listening);
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("no system call beyond reading photos gets through from inside a worker", "[worker][sandbox]")
{
    if (!isFiltered()) {
        WARN("system calls are not filtered in this build");
        return;
    }
    WorkerPool pool(1, misbehaving());
    const char* how = GENERATE("unix socket", "socketpair", "reconnect", "bind", "sendmsg", "recvmsg", "openat",
                               "openat2", "stat", "rename", "memfd", "vfork", "raw fork", "clone3", "kill parent",
                               "ptrace", "seccomp off", "more memory");
    CAPTURE(how);
    const QString answer = answerTo(pool, how);
    CAPTURE(answer.toStdString());
    CHECK((answer == QLatin1String("refused") || answer.contains(QLatin1String("stop"))));
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("the worker that reads photos runs behind the filter", "[worker][sandbox]")
{
    if (!isFiltered()) {
        WARN("system calls are not filtered in this build");
        return;
    }
    const auto process =
        WorkerProcess::start(QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/cloakroom-worker"),
                             {QStringLiteral("--memory"), QStringLiteral("1073741824")}, WorkerLimits());
    REQUIRE(process);
    CHECK((*process)->hello().isSandboxed);
}

TEST_CASE("a photo is told at once and its faces later", "[worker][faces]")
{
    WorkerPool pool(1, searching());
    InspectOptions options;
    options.wantFaces = true;
    FaceSearch search;
    const auto inspection = pool.inspect("photo then faces", options, search);
    REQUIRE(inspection);
    CHECK_FALSE(inspection->previewJpeg.isEmpty());
    CHECK_FALSE(inspection->facesSearched);
    REQUIRE(search.isUnderWay());
    const auto faces = search.wait();
    REQUIRE(faces);
    CHECK(faces->size() == 1);
    CHECK_FALSE(search.isUnderWay());
    CHECK_FALSE(search.wait());
    const auto whole = pool.inspect("photo then faces", options);
    REQUIRE(whole);
    CHECK(whole->facesSearched);
    CHECK(whole->faces == *faces);
}

TEST_CASE("a search that fails leaves the photo and the next file alone", "[worker][faces]")
{
    WorkerPool pool(1, searching());
    InspectOptions options;
    options.wantFaces = true;
    const char* how = GENERATE("photo then crash", "photo then sleep", "photo then lie");
    CAPTURE(how);
    const auto inspection = pool.inspect(how, options);
    REQUIRE(inspection);
    CHECK_FALSE(inspection->facesSearched);
    CHECK(inspection->faces.isEmpty());
    CHECK(pool.inspect("photo then faces", options));
}

TEST_CASE("a search that is given up frees its worker for the next file", "[worker][faces]")
{
    WorkerPool pool(1, searching());
    InspectOptions options;
    options.wantFaces = true;
    {
        FaceSearch search;
        REQUIRE(pool.inspect("photo then sleep", options, search));
    }
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("a second answer that nobody asked for is not believed", "[worker][faces]")
{
    WorkerPool pool(1, searching());
    CHECK_FALSE(pool.inspect("photo then unasked"));
    CHECK(answerTo(pool, "next") == QLatin1String("fine"));
}

TEST_CASE("a worker may use threads", "[worker][sandbox]")
{
    WorkerPool pool(1, misbehaving());
    CHECK(answerTo(pool, "thread") == QLatin1String("ran"));
}

TEST_CASE("a worker sees none of our environment", "[worker][sandbox]")
{
    qputenv("CLOAKROOM_CANARY", "secret");
    WorkerPool pool(1, misbehaving());
    const QString seen = answerTo(pool, "environment");
    CHECK(seen.contains(QLatin1String("LC_ALL")));
    CHECK_FALSE(seen.contains(QLatin1String("CANARY")));
    CHECK_FALSE(seen.contains(QLatin1String("PATH")));
    CHECK_FALSE(seen.contains(QLatin1String("HOME")));
}

TEST_CASE("a missing worker program is an error and no crash", "[worker]")
{
    WorkerOptions options = misbehaving();
    options.executable = GENERATE(QStringLiteral("/nowhere/cloakroom-worker"), QStringLiteral("/bin/true"));
    WorkerPool pool(1, options);
    const auto failed = pool.inspect("anything");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == ErrorCode::Internal);
}

TEST_CASE("many threads share few workers while some of them die", "[worker]")
{
    WorkerPool pool(2, misbehaving());
    std::vector<std::thread> threads;
    std::atomic<int> fine = 0;
    std::atomic<int> failed = 0;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&pool, &fine, &failed, i] {
            for (int round = 0; round < 5; ++round)
                (pool.inspect((i + round) % 3 == 0 ? "crash" : "fine") ? fine : failed) += 1;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(fine == 20);
    CHECK(failed == 10);
}
