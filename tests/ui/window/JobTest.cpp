#include "ui/window/Job.h"

#include "ui/window/Session.h"
#include "ui/window/TaskBar.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QToolButton>

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("a paused job waits between two items until it may go on", "[ui][job]")
{
    Job job(QStringLiteral("Importing"));
    job.setPaused(true);
    std::atomic<bool> hasPassed = false;
    std::thread worker([&, progress = job.progress()] {
        static_cast<void>(progress->isCancelled());
        hasPassed = true;
    });
    QTest::qWait(50);
    CHECK_FALSE(hasPassed);
    job.setPaused(false);
    worker.join();
    CHECK(hasPassed);
    CHECK_FALSE(job.progress()->isCancelled());
}

TEST_CASE("cancelling wakes a paused job", "[ui][job]")
{
    Job job(QStringLiteral("Importing"));
    job.setPaused(true);
    std::atomic<bool> isCancelled = false;
    std::thread worker([&, progress = job.progress()] { isCancelled = progress->isCancelled(); });
    job.cancel();
    worker.join();
    CHECK(isCancelled);
}

TEST_CASE("nothing is promised about the time before something is known", "[ui][job]")
{
    Job job(QStringLiteral("Importing"));
    CHECK_FALSE(job.secondsLeft().has_value());
    job.progress()->report(5, 10, {});
    CHECK_FALSE(job.secondsLeft().has_value());
    CHECK(timeLeftText(3) != timeLeftText(45));
    CHECK(timeLeftText(180).contains(QLatin1Char('3')));
}

TEST_CASE("a job's answer arrives on the window's thread and only while somebody waits for it", "[ui][job]")
{
    Session session;
    QThread* const here = QThread::currentThread();
    QThread* answeredOn = nullptr;
    int answer = 0;
    QObject waiting;
    auto gone = std::make_unique<QObject>();
    bool wasGoneTold = false;
    session.runJob(
        QStringLiteral("Adding"), &waiting, [](Progress&) { return 42; },
        [&](int value) {
            answer = value;
            answeredOn = QThread::currentThread();
        });
    session.runJob(
        QStringLiteral("Adding"), gone.get(), [](Progress&) { return 1; }, [&](int) { wasGoneTold = true; });
    gone.reset();
    CHECK(QTest::qWaitFor([&] { return session.jobs().isEmpty(); }));
    CHECK(answer == 42);
    CHECK(answeredOn == here);
    CHECK_FALSE(wasGoneTold);
}

TEST_CASE("the bottom line shows running work and can stop it", "[ui][job]")
{
    Session session;
    TaskBar bar(session);
    bar.resize(1000, 40);
    bar.show();
    QObject waiting;
    int rounds = -1;
    session.runJob(
        QStringLiteral("Importing photos"), &waiting,
        [](Progress& progress) {
            int round = 0;
            while (!progress.isCancelled()) {
                progress.report(++round, 1000, {});
                QThread::msleep(1);
            }
            return round;
        },
        [&](int value) { rounds = value; });
    const auto titles = [&] {
        QStringList all;
        for (const QLabel* label : bar.findChildren<QLabel*>()) {
            all.append(label->text());
        }
        return all;
    };
    CHECK(titles().contains(QStringLiteral("Importing photos")));
    auto* stop = bar.findChild<QToolButton*>();
    REQUIRE(stop != nullptr);
    REQUIRE(stop->isVisible());
    CHECK_FALSE(stop->accessibleName().isEmpty());
    QTest::mouseClick(stop, Qt::LeftButton);
    CHECK(QTest::qWaitFor([&] { return session.jobs().isEmpty(); }));
    CHECK(rounds >= 0); // it has answered, however far it came
    CHECK_FALSE(titles().contains(QStringLiteral("Importing photos")));
    CHECK_FALSE(stop->isVisible());
}
