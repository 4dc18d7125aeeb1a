// Handing photos over and taking them in, as an administrator does both.

#include "ui/publish/HandoverDialog.h"

#include "support/DrawnPhotos.h"
#include "support/ExportFixture.h"
#include "support/FilledSession.h"
#include "ui/intake/HandoverInDialog.h"
#include "ui/photos/PhotoActions.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

const QString kGood = QStringLiteral("gravel otter lantern violin sherbet compass");
const QRect kLeft(120, 140, 60, 70);
const QRect kRight(400, 150, 60, 70);

/// A purpose that was made for it, a photo of Ann, who agreed to it, and a stranger, and a photo nobody looked at.
struct Filling {
    PhotoId ready;
    PhotoId unmarked;

    void operator()(TestLibrary& library)
    {
        const QString card = library.scratch(QStringLiteral("card"));
        writeFile(card + QStringLiteral("/IMG_1.JPG"), need(toJpeg(twoSquares({640, 400}, kLeft, kRight), 92)));
        writeFile(card + QStringLiteral("/IMG_2.JPG"), need(toJpeg(twoSquares({600, 400}, kLeft, kRight), 92)));
        WorkerPool workers(1, builtWorker(chooseDetector(modelFolders(), cascadeFolders())));
        const auto photos = importFrom(library, workers, importOf(card)).photos;
        REQUIRE(photos.size() == 2);
        ready = photos.first();
        unmarked = photos.last();
        library.run([this](Library& open) {
            Purpose purpose;
            purpose.key = QStringLiteral("transfer");
            purpose.name = QStringLiteral("Handing over to another school");
            Person ann;
            ann.givenName = QStringLiteral("Ann");
            ann.familyName = QStringLiteral("Example");
            ConsentDraft yes;
            yes.person = need(People(open).add(ann));
            yes.purpose = need(Purposes(open).add(purpose)).id;
            yes.decision = Decision::Granted;
            yes.on = open.today();
            need(ConsentLedger(open).record(yes));
            (void)need(Faces(open).add(ready, kLeft, yes.person));
            (void)need(Faces(open).add(ready, kRight, {}));
            need(SignOffs(open).signOffFaces(ready));
        });
    }
};

void typeInto(QWidget& dialog, const char* field, const QString& text)
{
    auto* edit = dialog.findChild<QLineEdit*>(QLatin1String(field));
    REQUIRE(edit);
    edit->setText(text);
}

/// Types both passwords and hands over; answers what came of it.
HandoverReport handOver(FilledSession& filled, const Filling& filling, const QString& path)
{
    QPointer<HandoverDialog> dialog = new HandoverDialog(filled.session(), {filling.ready, filling.unmarked}, nullptr);
    HandoverReport report;
    QObject::connect(dialog, &HandoverDialog::handedOver, dialog,
                     [&report](const HandoverReport& made) { report = made; });
    QSignalSpy planned(dialog, &HandoverDialog::planned);
    dialog->setPath(path);
    dialog->open();
    waitUntil("the plan is there", [&] { return !planned.isEmpty(); });
    CHECK(dialog->plan().leaving() == QList<PhotoId>{filling.ready});
    CHECK(dialog->plan().stayCount == 1);
    QPushButton* action = dialog->actionButton();
    CHECK_FALSE(action->isEnabled());
    typeInto(*dialog, "newPassword", QStringLiteral("hilltop"));
    typeInto(*dialog, "repeatPassword", QStringLiteral("hilltop"));
    CHECK_FALSE(action->isEnabled());
    typeInto(*dialog, "newPassword", kGood);
    CHECK_FALSE(action->isEnabled());
    typeInto(*dialog, "repeatPassword", kGood);
    REQUIRE(action->isEnabled());
    typeInto(*dialog, "handoverSchool", QStringLiteral("Hilltop School"));
    QTest::mouseClick(action, Qt::LeftButton);
    waitUntil("the hand-over is made", [&] {
        const auto* error = dialog->findChild<QLabel*>(QStringLiteral("formError"));
        if (error != nullptr && error->isVisible()) {
            FAIL(error->text().toStdString());
        }
        return !report.path.isEmpty();
    });
    CHECK_FALSE(action->isVisible());
    CHECK(dialog->findChild<QLineEdit*>(QStringLiteral("newPassword"))->text().isEmpty());
    dialog->close();
    waitUntil("the dialog is gone", [&] { return dialog.isNull(); });
    return report;
}

} // namespace

TEST_CASE("photos are handed over and taken in with the dialogs alone", "[ui][handover]")
{
    Filling filling;
    FilledSession filled([&filling](TestLibrary& library) { filling(library); });
    if (filled.session().workers().detector().kind == DetectorKind::None) {
        WARN("skipped: no face detector is installed here");
        return;
    }
    const QString path = filled.files().scratch(QStringLiteral("to-hilltop.handover"));
    const HandoverReport made = handOver(filled, filling, path);
    CHECK(made.names == 1);
    CHECK(made.photos.exported.size() == 1);
    CHECK(made.photos.refused.size() == 1);
    const auto entries = need(filled.run([](Library& open) { return Register(open).list(); }));
    REQUIRE(entries.size() == 1);
    CHECK(entries.first().place == QStringLiteral("Hilltop School"));

    // A wrong password is asked for again; the right one brings the photo in.
    QPointer<HandoverInDialog> dialog = new HandoverInDialog(filled.session(), nullptr);
    QSignalSpy failed(dialog, &HandoverInDialog::failed);
    ImportReport taken;
    QObject::connect(dialog, &HandoverInDialog::taken, &filled.session(),
                     [&taken](const ImportReport& report) { taken = report; });
    dialog->open();
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    dialog->setPath(path);
    typeInto(*dialog, "handoverPassword", QStringLiteral("something else"));
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("it is refused", [&] { return failed.size() == 1; });
    CHECK(dialog->isVisible());
    typeInto(*dialog, "handoverPassword", kGood);
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("it is taken in", [&] { return !taken.photos.isEmpty(); });
    CHECK(taken.failed.isEmpty());
    waitUntil("the dialog is gone", [&] { return dialog.isNull(); });

    // Into a folder only after a warning.
    QPointer<HandoverInDialog> plain = new HandoverInDialog(filled.session(), nullptr);
    QSignalSpy unpacked(plain, &HandoverInDialog::unpacked);
    const QString folder = filled.files().scratch(QStringLiteral("plain"));
    plain->setPath(path);
    plain->open();
    plain->findChild<QRadioButton*>(QStringLiteral("handoverIntoFolder"))->setChecked(true);
    plain->setFolder(folder);
    typeInto(*plain, "handoverPassword", kGood);
    QTest::mouseClick(plain->actionButton(), Qt::LeftButton);
    waitUntil("it warns", [&] { return plain->findChild<QPushButton*>(QStringLiteral("unpackPlain")) != nullptr; });
    CHECK_FALSE(QFileInfo::exists(folder));
    QTest::mouseClick(plain->findChild<QPushButton*>(QStringLiteral("unpackPlain")), Qt::LeftButton);
    waitUntil("it is unpacked", [&] { return !unpacked.isEmpty(); });
    CHECK(QDir(folder).entryList(QDir::Files).size() == 1);
    plain->close();
}

TEST_CASE("without a purpose for it nothing can be handed over", "[ui][handover]")
{
    PhotoId photo;
    FilledSession filled([&photo](TestLibrary& library) { photo = importDrawn(library, 1).first(); });
    HandoverDialog dialog(filled.session(), {photo}, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy planned(&dialog, &HandoverDialog::planned);
    dialog.open();
    waitUntil("the purposes are read", [&] { return !planned.isEmpty(); });
    CHECK_FALSE(dialog.actionButton()->isVisible());
    CHECK_FALSE(dialog.findChild<QComboBox*>(QStringLiteral("handoverPurpose"))->isVisible());
    CHECK(dialog.findChild<QLabel*>(QStringLiteral("formIntroduction"))->text().contains(QStringLiteral("Nobody")));
    CHECK_FALSE(dialog.findChild<QLabel*>(QStringLiteral("formError"))->isVisible());
}

TEST_CASE("the photos' menu offers a hand-over to an administrator", "[ui][handover]")
{
    PhotoId photo;
    FilledSession filled([&photo](TestLibrary& library) { photo = importDrawn(library, 1).first(); });
    QWidget window;
    PhotoActions actions(filled.session(), &window);
    QMenu menu;
    actions.fillMenu(menu, {{photo}, photo, false, false});
    const auto offered = menu.actions();
    CHECK(std::any_of(offered.begin(), offered.end(),
                      [](const QAction* action) { return action->text().contains(QStringLiteral("another school")); }));
}
