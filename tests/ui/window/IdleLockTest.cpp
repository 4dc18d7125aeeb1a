#include "ui/window/IdleLock.h"

#include "core/crypto/PasswordHash.h"
#include "core/retention/Retention.h"
#include "support/OpenSession.h"
#include "ui/admin/SettingsPage.h"
#include "ui/common/RecoveryPaper.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Pages.h"
#include "ui/window/Session.h"
#include "ui/window/SignInPage.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

TEST_CASE("the window locks when nobody uses it and when the computer goes to sleep", "[ui][lock]")
{
    OpenSession open;
    IdleLock idle(open.session());
    QSignalSpy locked(&open.session(), &Session::locked);
    SECTION("after the minutes that the school has set")
    {
        LibrarySettings settings;
        settings.idleMinutes = 3;
        REQUIRE(open.session().library().run(
            [&settings](Library& library) { return Retention(library).setSettings(settings); }));
        Q_EMIT open.session().settingsChanged();
        CHECK(QTest::qWaitFor([&] { return idle.minutes() == 3; }, 60'000));
        idle.lockIfQuiet();
        CHECK((!locked.isEmpty() || locked.wait(60'000)));
        CHECK_FALSE(open.session().isOpen());
    }
    SECTION("not while work is going on, and then as soon as it has ended")
    {
        std::atomic<bool> mayEnd = false;
        open.session().runJob(
            QStringLiteral("Work"), &idle,
            [&mayEnd](Progress&) {
                while (!mayEnd) {
                    QThread::msleep(5);
                }
                return 0;
            },
            [](int) {});
        idle.lockIfQuiet();
        CHECK(open.session().isOpen());
        mayEnd = true;
        CHECK(QTest::qWaitFor([&] { return open.session().jobs().isEmpty(); }, 60'000));
        idle.lockIfQuiet();
        CHECK_FALSE(open.session().isOpen());
    }
    SECTION("before sleep and not after it")
    {
        idle.prepareForSleep(false);
        CHECK(open.session().isOpen());
        idle.prepareForSleep(true);
        CHECK_FALSE(open.session().isOpen());
    }
    CHECK(QTest::qWaitFor([&] { return !locked.isEmpty(); }, 60'000));
}

TEST_CASE("the library gets a new key from the window and is open again afterwards", "[ui][change-key]")
{
    OpenSession open;
    QSignalSpy finished(&open.session(), &Session::keyChangeFinished);
    open.session().changeKey(Password::fromText(OpenSession::kPassword));
    REQUIRE((!finished.isEmpty() || finished.wait(30'000)));
    CHECK(finished.first().first().toString().isEmpty());
    CHECK(open.session().isOpen());
    CHECK(open.session().library().run([](Library& library) { return library.user().name; })
          == QStringLiteral("Admin"));
    QFile info(open.folder() + QStringLiteral("/library.json"));
    REQUIRE(info.open(QIODevice::ReadOnly));
    CHECK(info.readAll().contains("\"generation\": 2"));
}

TEST_CASE("the recovery key's page can be read by a camera and is never written over", "[ui][recovery]")
{
    const RecoveryPaper paper{QStringLiteral("Test School"), QStringLiteral("ABCDE-FGHJK-MNPQR-STVWX")};
    const QImage qr = qrPicture(paper.key, 4);
    REQUIRE_FALSE(qr.isNull());
    CHECK(qr.width() == qr.height());
    CHECK(qr.pixelColor(0, 0) == Qt::white);
    // The finder pattern in the corner: seven modules, black outside.
    CHECK(qr.pixelColor(4 * 4, 4 * 4) == Qt::black);
    CHECK(qr.pixelColor(5 * 4 + 1, 5 * 4 + 1) == Qt::white);
    CHECK(qr.pixelColor(7 * 4, 7 * 4) == Qt::black);
    CHECK(recoveryKeyInLines(QStringLiteral("A-B-C-D-E-F")) == QStringLiteral("A B C D E\nF"));
    const QTemporaryDir folder;
    const QString pdf = folder.filePath(QStringLiteral("key.pdf"));
    CHECK(saveRecoveryPaper(paper, pdf));
    CHECK_FALSE(saveRecoveryPaper(paper, pdf));
    CHECK(QFile(pdf).permissions().testFlag(QFile::ReadOther) == false);
}
