// Getting a library back from the sign-in page: with the recovery key, and from a backup.
#include "core/backup/Backup.h"
#include "core/base/Progress.h"
#include "core/storage/LibraryFolder.h"
#include "support/OpenSession.h"
#include "ui/window/RecoverDialog.h"
#include "ui/window/RestoreDialog.h"
#include "ui/window/SignInPage.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

const QString kNewPassword = QStringLiteral("five painted stones under water");
constexpr int kWait = 30'000;

void type(const QWidget& dialog, const char* field, const QString& text)
{
    auto* edit = dialog.findChild<QLineEdit*>(QLatin1String(field));
    REQUIRE(edit != nullptr);
    edit->clear();
    QTest::keyClicks(edit, text);
}

void press(const FormDialog& dialog)
{
    REQUIRE(dialog.actionButton()->isEnabled());
    QTest::mouseClick(dialog.actionButton(), Qt::LeftButton);
}

QString errorOf(const FormDialog& dialog)
{
    const auto* error = dialog.findChild<QLabel*>(QStringLiteral("formError"));
    return error->isVisible() ? error->text() : QString();
}

void backUp(OpenSession& open)
{
    NoProgress progress;
    QDir().mkpath(open.scratch("stick"));
    REQUIRE(backupLibrary(open.session().library(), open.scratch("stick"), progress));
}

QPointer<RestoreDialog> restoreDialog(OpenSession& open)
{
    auto* dialog = new RestoreDialog(open.session(), nullptr);
    dialog->setBackup(open.scratch("stick"));
    dialog->setTarget(open.scratch("again"));
    dialog->open();
    return dialog;
}

} // namespace

TEST_CASE("the recovery key gives a new password, and signs in with it", "[ui][rescue]")
{
    OpenSession open;
    open.lock();
    QPointer<RecoverDialog> dialog = new RecoverDialog(open.session(), open.folder(), nullptr);
    dialog->open();
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    type(*dialog, "recoverUser", OpenSession::kUser);
    type(*dialog, "newPassword", kNewPassword);
    type(*dialog, "repeatPassword", kNewPassword);

    type(*dialog, "recoveryKey", open.recoveryKey().left(20));
    press(*dialog);
    CHECK_FALSE(errorOf(*dialog).isEmpty());
    CHECK_FALSE(open.session().isOpen());

    type(*dialog, "recoveryKey", open.recoveryKey().toLower());
    press(*dialog);
    REQUIRE(QTest::qWaitFor([&] { return open.session().isOpen(); }, kWait));
    REQUIRE(QTest::qWaitFor([&] { return dialog.isNull(); }, kWait));
    CHECK(open.session().user().name == OpenSession::kUser);
    open.lock();
    CHECK(Library::open(open.folder(), OpenSession::kUser, Password::fromText(kNewPassword)).has_value());
    CHECK_FALSE(
        Library::open(open.folder(), OpenSession::kUser, Password::fromText(OpenSession::kPassword)).has_value());
}

TEST_CASE("a backup is restored and opened with an administrator's password", "[ui][rescue]")
{
    OpenSession open;
    backUp(open);
    open.lock();
    const QPointer<RestoreDialog> dialog = restoreDialog(open);
    type(*dialog, "restoreUser", OpenSession::kUser);
    type(*dialog, "restorePassword", QStringLiteral("this is not the password"));
    press(*dialog);
    REQUIRE(QTest::qWaitFor([&] { return !errorOf(*dialog).isEmpty(); }, kWait));
    CHECK_FALSE(LibraryFolder::isLibrary(open.scratch("again")));

    type(*dialog, "restorePassword", OpenSession::kPassword);
    press(*dialog);
    REQUIRE(QTest::qWaitFor([&] { return LibraryFolder::isLibrary(open.scratch("again")); }, kWait));
    REQUIRE(QTest::qWaitFor([&] { return dialog->actionButton()->isEnabled(); }, kWait));
    CHECK_FALSE(open.session().isOpen()); // what came back is read first
    press(*dialog);
    REQUIRE(QTest::qWaitFor([&] { return open.session().isOpen(); }, kWait));
    REQUIRE(QTest::qWaitFor([&] { return dialog.isNull(); }, kWait));
    CHECK(open.session().folder() == open.scratch("again"));
    CHECK(open.session().schoolName() == QStringLiteral("Test School"));
}

TEST_CASE("a backup restored with the recovery key asks who gets a new password", "[ui][rescue]")
{
    OpenSession open;
    backUp(open);
    open.lock();
    const QPointer<RestoreDialog> dialog = restoreDialog(open);
    QString asked;
    QObject::connect(dialog, &RestoreDialog::passwordNeeded, &open.session(),
                     [&](const QString& folder, const QString& key) {
                         asked = folder;
                         CHECK(key == open.recoveryKey());
                     });
    dialog->findChild<QComboBox*>()->setCurrentIndex(1);
    CHECK_FALSE(dialog->findChild<QLineEdit*>(QStringLiteral("restorePassword"))->isVisible());
    type(*dialog, "restoreRecoveryKey", open.recoveryKey());
    press(*dialog);
    REQUIRE(QTest::qWaitFor([&] { return LibraryFolder::isLibrary(open.scratch("again")); }, kWait));
    REQUIRE(QTest::qWaitFor([&] { return dialog->actionButton()->isEnabled(); }, kWait));
    press(*dialog);
    REQUIRE(QTest::qWaitFor([&] { return dialog.isNull(); }, kWait));
    CHECK(asked == open.scratch("again"));
}

TEST_CASE("what was restored is said in a sentence, with what is missing", "[ui][rescue]")
{
    RestoreReport report;
    report.at = QDateTime(QDate(2026, 6, 3), QTime(12, 0), Qt::UTC);
    report.copied = 4;
    CHECK_FALSE(restoredSentence(report).contains(QStringLiteral("missing")));
    report.missing = {QStringLiteral("00")};
    report.erasedAgain = 2;
    CHECK(restoredSentence(report).contains(QStringLiteral("missing")));
    CHECK(restoredSentence(report).contains(QStringLiteral("erased again")));
}
