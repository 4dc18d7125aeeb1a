// The main job through the real window: a folder of photos in, a covered export out, a withdrawal and its takedown.

#include "core/demo/DrawnScene.h"
#include "core/imaging/CleanJpeg.h"
#include "core/photos/Photos.h"
#include "core/storage/Password.h"
#include "ui/common/FormDialog.h"
#include "ui/common/Theme.h"
#include "ui/consent/ConsentMatrixModel.h"
#include "ui/consent/ConsentMatrixView.h"
#include "ui/consent/ConsentPage.h"
#include "ui/intake/ImportPage.h"
#include "ui/publish/ExportChoices.h"
#include "ui/publish/ExportDialog.h"
#include "ui/publish/PublishedPage.h"
#include "ui/publish/RegisterModel.h"
#include "ui/review/FaceList.h"
#include "ui/review/NameField.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewPage.h"
#include "ui/window/CreateLibraryForm.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Pages.h"
#include "ui/window/Session.h"
#include "ui/window/SignInPage.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

constexpr int kPatience = 60'000; // ms
constexpr int kLook = 300; // ms; a sign-off at first sight is none, so the window takes it only after a look
const QString kPassword = QStringLiteral("seven quiet herons by the mill");

/// What the windows say at this moment, so that a wait in vain tells why.
std::string saidOnScreen()
{
    QStringList said;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        for (const QLabel* label : window->findChildren<QLabel*>()) {
            if (label->isVisible() && !label->text().isEmpty()) {
                said.append(label->text());
            }
        }
    }
    return said.join(QStringLiteral(" | ")).toStdString();
}

template <typename Condition>
void waitFor(const char* what, Condition condition)
{
    const bool isSo = QTest::qWaitFor(condition, kPatience);
    INFO(what << "; on the screen: " << (isSo ? std::string() : saidOnScreen()));
    REQUIRE(isSo);
}

/// A control by what a screen reader calls it or what stands on it; null until it is shown.
template <typename Widget>
Widget* lookFor(QWidget* root, const QString& name)
{
    for (Widget* widget : root->findChildren<Widget*>()) {
        bool isIt = widget->accessibleName() == name;
        if constexpr (std::is_base_of_v<QAbstractButton, Widget>) {
            isIt = isIt || widget->text() == name;
        }
        if (isIt && widget->isVisible()) {
            return widget;
        }
    }
    return nullptr;
}

template <typename Widget>
Widget* find(QWidget* root, const QString& name)
{
    INFO("no visible control is called " << name.toStdString());
    REQUIRE(QTest::qWaitFor([&] { return lookFor<Widget>(root, name) != nullptr; }, kPatience));
    return lookFor<Widget>(root, name);
}

void type(QWidget* root, const QString& field, const QString& text)
{
    auto* edit = find<QLineEdit>(root, field);
    edit->setFocus();
    edit->clear();
    QTest::keyClicks(edit, text);
}

void press(QWidget* root, const QString& button)
{
    auto* found = find<QPushButton>(root, button);
    REQUIRE(found->isEnabled());
    QTest::mouseClick(found, Qt::LeftButton);
}

/// The window, with everything that one school day needs of it.
class Spine {
public:
    Spine()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().clear();
        Theme::current();
        addPages(m_window, m_session);
        m_window.resize(1366, 768);
        m_window.show();
        REQUIRE(QTest::qWaitForWindowExposed(&m_window, 60'000));
    }

    void makeLibrary()
    {
        press(&m_window, QStringLiteral("Make a new library…"));
        type(&m_window, QStringLiteral("Name of the school"), QStringLiteral("Test School"));
        type(&m_window, QStringLiteral("New folder for the library"), library());
        type(&m_window, QStringLiteral("Your user name (you become the administrator)"), QStringLiteral("Office"));
        type(&m_window, QStringLiteral("Password"), kPassword);
        type(&m_window, QStringLiteral("The same password again"), kPassword);
        press(&m_window, QStringLiteral("Make the library"));
        auto keyLabel = [this]() -> QLabel* {
            for (QLabel* label : m_window.findChildren<QLabel*>()) {
                if (label->isVisible() && label->accessibleName() == QStringLiteral("Recovery key")) {
                    return label;
                }
            }
            return nullptr;
        };
        waitFor("the recovery key is shown", [&] { return keyLabel() != nullptr; });
        const QStringList groups = keyLabel()->text().split(QRegularExpression(QStringLiteral("[\\s-]+")));
        type(&m_window, QStringLiteral("Type its last three groups from your paper"),
             groups.mid(groups.size() - 3).join(QLatin1Char(' ')));
        press(&m_window, QStringLiteral("Open the library"));
        waitFor("the library is open", [this] { return m_session.isOpen() && m_session.purpose().isValid(); });
    }

    void signInAgain()
    {
        QSignalSpy locked(&m_session, &Session::locked);
        m_session.lock();
        waitFor("the library is locked", [&] { return !locked.isEmpty(); });
        type(&m_window, QStringLiteral("User name"), QStringLiteral("Office"));
        type(&m_window, QStringLiteral("Password"), kPassword);
        press(&m_window, QStringLiteral("Sign in"));
        waitFor("signed in", [this] { return m_session.isOpen() && m_session.purpose().isValid(); });
    }

    template <typename PageType>
    PageType* show(const char* key)
    {
        m_window.showPage(QLatin1String(key));
        auto* page = qobject_cast<PageType*>(m_window.page(QLatin1String(key)));
        REQUIRE(page);
        return page;
    }

    void addPerson(const QString& first, const QString& last)
    {
        QWidget* page = show<Page>("people");
        press(page, QStringLiteral("Add a person"));
        auto* dialog = page->findChild<FormDialog*>();
        REQUIRE(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("givenName")), first);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("familyName")), last);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("groups")), QStringLiteral("3B"));
        QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
        waitFor("the person is stored", [page] { return page->findChild<FormDialog*>() == nullptr; });
    }

    void importFolder(const QString& folder)
    {
        auto* page = show<ImportPage>("import");
        page->setSources({folder});
        QPushButton* start = nullptr;
        for (QPushButton* button : page->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().startsWith(QStringLiteral("Import"))) {
                start = button;
            }
        }
        REQUIRE(start);
        QSignalSpy changed(&m_session, &Session::photosChanged);
        QTest::mouseClick(start, Qt::LeftButton);
        waitFor("the import is done", [&] { return !changed.isEmpty() && m_session.jobs().isEmpty(); });
    }

    [[nodiscard]] QString library() const { return m_dir.filePath(QStringLiteral("library")); }
    [[nodiscard]] QString path(const char* name) const { return m_dir.filePath(QLatin1String(name)); }
    [[nodiscard]] Session& session() { return m_session; }
    [[nodiscard]] MainWindow& window() { return m_window; }

private:
    QTemporaryDir m_dir;
    Session m_session;
    MainWindow m_window{m_session};
};

/// Rejects what the detector saw in a drawing, then draws and names each face by mouse and keyboard.
void nameFaces(ReviewPage& page, const QList<QRect>& faces, const QStringList& names)
{
    PhotoCanvas* canvas = page.canvas();
    waitFor("the photo is shown", [&] { return !canvas->geometryOfPhoto().photoSize().isEmpty(); });
    while (!canvas->items().isEmpty()) {
        const auto before = canvas->items().size();
        canvas->setFocus();
        canvas->setSelected(0);
        QTest::keyClick(canvas, Qt::Key_Delete);
        waitFor("a wrong find is gone", [&] { return canvas->items().size() < before; });
    }
    for (int i = 0; i < int(faces.size()); ++i) {
        press(&page, QStringLiteral("Add a face"));
        const CanvasGeometry& geometry = canvas->geometryOfPhoto();
        const QPoint from = geometry.toView(QPointF(faces[i].topLeft())).toPoint();
        const QPoint to =
            geometry.toView(QPointF(faces[i].topLeft() + QPoint(faces[i].width(), faces[i].height()))).toPoint();
        QTest::mousePress(canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas, (from + to) / 2);
        QTest::mouseMove(canvas, to);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, to);
        waitFor("the face is stored", [&] { return canvas->items().size() == i + 1; });
    }
    for (int i = 0; i < int(names.size()); ++i) {
        auto* field = find<NameField>(&page, QStringLiteral("Who is face %1?").arg(i + 1));
        field->setFocus();
        QTest::keyClicks(field, names[i]);
        QTest::keyClick(field, Qt::Key_Return);
        waitFor("the name is stored", [&] { return canvas->items().value(i).label == names[i]; });
    }
}

/// A key on one cell of the matrix, then the small bar's button.
void decide(ConsentPage& page, int row, const QString& purpose, Qt::Key key, const QString& expected)
{
    ConsentMatrixModel* model = page.model();
    int column = ConsentMatrixModel::kFirstPurposeColumn;
    while (column < model->columnCount() && model->purposeAt(column).key != purpose) {
        ++column;
    }
    REQUIRE(column < model->columnCount());
    page.table()->setFocus();
    page.table()->setCurrentIndex(model->index(row, column));
    QTest::keyClick(page.table(), key);
    press(&page, QStringLiteral("Record decision"));
    waitFor("the decision is shown", [&] { return model->index(row, column).data().toString() == expected; });
}

double meanDifference(const QImage& a, const QImage& b, const QRect& where)
{
    double sum = 0;
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x) {
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
        }
    }
    return sum / (where.width() * where.height());
}

} // namespace

TEST_CASE("a folder of photos becomes a covered export and a withdrawal asks for its takedown", "[acceptance][window]")
{
    Spine spine;
    const QString newsletter = QStringLiteral("newsletter");
    spine.makeLibrary();
    spine.signInAgain();
    spine.addPerson(QStringLiteral("Ada"), QStringLiteral("Archer"));
    spine.addPerson(QStringLiteral("Ben"), QStringLiteral("Brook"));

    const demo::DrawnScene scene =
        demo::drawScene(QSize(1200, 800), demo::Place::Hall, {demo::lookOf(1), demo::lookOf(2)}, 7);
    REQUIRE(QDir().mkpath(spine.path("card")));
    REQUIRE(scene.picture.save(spine.path("card/picture.jpg"), "JPEG", 95));
    spine.importFolder(spine.path("card"));

    // Who may be shown: Ada yes, Ben no.
    auto* consents = spine.show<ConsentPage>("consent");
    waitFor("both people are in the matrix", [&] { return consents->model()->rowCount() == 2; });
    decide(*consents, 0, newsletter, Qt::Key_Y, QStringLiteral("Yes"));
    decide(*consents, 1, newsletter, Qt::Key_N, QStringLiteral("No"));

    // Who is who, and that this is everyone.
    auto* review = spine.show<ReviewPage>("review");
    waitFor("the photo waits for review", [&] { return review->photo().isValid(); });
    const PhotoId photo = review->photo();
    nameFaces(*review, scene.faces, {QStringLiteral("Ada Archer"), QStringLiteral("Ben Brook")});
    // A name shows at once; what becomes of the face when it has been stored.
    waitFor("Ada may be shown", [&] { return review->canvas()->items().value(0).mark == CanvasMark::Shown; });
    CHECK(review->canvas()->items()[1].mark == CanvasMark::Covered);
    QTest::qWait(kLook);
    QSignalSpy facesChanged(&spine.session(), &Session::facesChanged);
    review->canvas()->setFocus();
    review->canvas()->setSelected(-1);
    QTest::keyClick(review->canvas(), Qt::Key_Return);
    waitFor("the sign-off is stored", [&] { return !facesChanged.isEmpty(); });
    waitFor("nothing else waits for review", [&] { return !review->photo().isValid(); });

    // Out: one photo, Ben covered.
    Q_EMIT spine.session().exportRequested({photo}, spine.session().purpose());
    auto* dialog = spine.window().findChild<ExportDialog*>();
    REQUIRE(dialog);
    waitFor("the export is planned", [&] { return dialog->exportButton()->isEnabled(); });
    CHECK(dialog->plan().covered == QList<PhotoId>{photo});
    dialog->choices().setFolder(spine.path("out"));
    dialog->choices().setPlace(QStringLiteral("June issue"));
    ExportReport report;
    bool isDone = false;
    QObject::connect(dialog, &ExportDialog::exported, dialog, [&](const ExportReport& answer) {
        report = answer;
        isDone = true;
    });
    QTest::mouseClick(dialog->exportButton(), Qt::LeftButton);
    waitFor("the export is done", [&] { return isDone; });
    for (const RefusedPhoto& refused : report.refused) {
        for (const Reason& reason : refused.reasons) {
            UNSCOPED_INFO(reason.text.toStdString());
        }
    }
    REQUIRE(report.exported.size() == 1);
    CHECK(report.exported[0].covered.size() == 1);

    QFile file(report.exported[0].file);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    CHECK(stripCheck(bytes).has_value());
    const QImage written = QImage::fromData(bytes, "JPEG");
    REQUIRE(written.size() == scene.picture.size());
    CHECK(meanDifference(written, scene.picture, scene.faces[0]) < 6);
    CHECK(meanDifference(written, scene.picture, scene.faces[1]) > 6);
    press(dialog, QStringLiteral("Close"));

    // The register, then the withdrawal.
    auto* published = spine.show<PublishedPage>("published");
    waitFor("the register has the photo", [&] { return published->model()->rowCount() == 1; });
    CHECK(published->model()->entryAt(0).status == RegisterStatus::Published);
    CHECK(published->model()->entryAt(0).place == QStringLiteral("June issue"));

    consents = spine.show<ConsentPage>("consent");
    decide(*consents, 0, newsletter, Qt::Key_W, QStringLiteral("No"));
    spine.show<PublishedPage>("published");
    waitFor("the takedown is shown", [&] {
        return published->model()->rowCount() == 1 && published->model()->entryAt(0).status == RegisterStatus::Takedown;
    });
    CHECK_FALSE(published->model()->entryAt(0).reason.isEmpty());
    press(published, QStringLiteral("It is taken down"));
    waitFor("it is taken down", [&] { return published->model()->entryAt(0).status == RegisterStatus::TakenDown; });
}
