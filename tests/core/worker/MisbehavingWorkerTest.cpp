#include "core/worker/WorkerPool.h"

#include <QElapsedTimer>
#include <QFile>

#include <catch2/catch.hpp>

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
