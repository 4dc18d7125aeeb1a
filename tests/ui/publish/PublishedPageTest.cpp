#include "ui/publish/PublishedPage.h"

#include "core/publish/Register.h"
#include "support/FilledSession.h"
#include "support/PublishedSchool.h"
#include "ui/common/FormDialog.h"
#include "ui/publish/OriginDialog.h"
#include "ui/publish/RegisterModel.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Pages.h"

#include <QCryptographicHash>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QUrl>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

/// One to look at again, one that was replaced and is not known to be gone, one on a wall inside the school.
struct Entries {
    RegisterId toReview;
    RegisterId replaced;
    RegisterId inside;
    RegisterId replacement;
};

Entries addEntries(TestLibrary& library)
{
    return library.run([](Library& open) {
        const PhotoId photo = addDrawnPhoto(open);
        Entries entries;
        entries.toReview = addPublication(open, photo, "website", "one", QDate(2026, 1, 1));
        entries.replaced = addPublication(open, photo, "website", "two");
        entries.inside = addPublication(open, photo, "display", "three");
        entries.replacement = addPublication(open, photo, "website", "four");
        need(RegisterRepository(open.db()).setReplaced(entries.replaced, entries.replacement));
        return entries;
    });
}

RegisterEntry entryOf(FilledSession& filled, RegisterId id)
{
    return filled.run([id](Library& open) { return need(Register(open).get(id)); });
}

template <typename Widget>
Widget* named(const QWidget& root, const char* name)
{
    auto* widget = root.findChild<Widget*>(QLatin1String(name));
    REQUIRE(widget);
    return widget;
}

bool lists(const PublishedPage& page, const QList<RegisterId>& ids)
{
    QList<RegisterId> listed;
    for (int row = 0; row < page.model()->rowCount(); ++row) {
        listed += page.model()->entryAt(row).id;
    }
    return listed == ids;
}

} // namespace

TEST_CASE("what is to be done is worked off one by one", "[ui][publish][living]")
{
    Entries entries;
    FilledSession filled([&entries](TestLibrary& library) { entries = addEntries(library); });
    PublishedPage page(filled.session());
    page.resize(1200, 700);
    page.show();
    page.refresh();
    waitUntil("everything is listed", [&] { return page.model()->rowCount() == 4; });
    page.setView(PublishedPage::View::ToDo);
    waitUntil("the tasks are listed", [&] { return lists(page, {entries.replaced, entries.toReview}); });
    auto* gone = named<QPushButton>(page, "takenDown");
    REQUIRE(gone->isVisible());
    CHECK(gone->text() == QStringLiteral("The old picture is gone"));
    QTest::mouseClick(gone, Qt::LeftButton);
    waitUntil("it is gone", [&] { return lists(page, {entries.toReview}); });
    CHECK(entryOf(filled, entries.replaced).isGone);

    auto* reviewed = named<QPushButton>(page, "reviewed");
    REQUIRE(reviewed->isVisible());
    QTest::mouseClick(reviewed, Qt::LeftButton);
    auto* dialog = page.findChild<FormDialog*>();
    REQUIRE(dialog);
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("nothing is left to do", [&] { return page.model()->rowCount() == 0; });
    CHECK(entryOf(filled, entries.toReview).reviewOn > QDate::currentDate());
}

TEST_CASE("what is public is listed with its age and the address is kept", "[ui][publish][living]")
{
    Entries entries;
    FilledSession filled([&entries](TestLibrary& library) { entries = addEntries(library); });
    PublishedPage page(filled.session());
    page.resize(1200, 700);
    page.show();
    page.refresh();
    page.setView(PublishedPage::View::PublicNow);
    waitUntil("what is public is listed", [&] {
        return lists(page, {entries.toReview, entries.replaced, entries.replacement});
    });
    CHECK_FALSE(page.model()->index(0, RegisterModel::Age).data().toString().isEmpty());
    page.table()->selectRow(0);
    QTest::mouseClick(named<QPushButton>(page, "setPlace"), Qt::LeftButton);
    auto* dialog = page.findChild<FormDialog*>();
    REQUIRE(dialog);
    QTest::keyClicks(named<QLineEdit>(*dialog, "place"), QStringLiteral("News page"));
    QTest::keyClicks(named<QLineEdit>(*dialog, "link"), QStringLiteral("https://school.example/news"));
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("both are stored", [&] {
        const RegisterEntry entry = entryOf(filled, entries.toReview);
        return entry.link == QStringLiteral("https://school.example/news")
            && entry.place == QStringLiteral("News page");
    });
}

TEST_CASE("a file that is dropped on the window is looked up in the register", "[ui][publish][origin]")
{
    const QByteArray bytes = drawnJpeg(3);
    RegisterId id;
    FilledSession filled([&](TestLibrary& library) {
        id = library.run([&bytes](Library& open) {
            return addPublication(open, addDrawnPhoto(open), "website",
                                  QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
        });
    });
    const QString path = filled.files().scratch(QStringLiteral("from a phone.jpg"));
    writeFile(path, bytes);
    MainWindow window(filled.session());
    addPages(window, filled.session());
    window.resize(1200, 760);
    window.show();
    Q_EMIT filled.session().opened();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(600, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    REQUIRE(enter.isAccepted());
    QDropEvent drop(QPointF(600, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    CHECK(window.currentPage() == QStringLiteral("published"));
    waitUntil("the answer is there", [&] { return window.findChild<OriginDialog*>() != nullptr; });
    auto* dialog = window.findChild<OriginDialog*>();
    REQUIRE(dialog->list()->count() == 1);
    auto* show = buttonSaying(*dialog, QStringLiteral("Show in the register"));
    REQUIRE(show);
    QTest::mouseClick(show, Qt::LeftButton);
    auto* page = dynamic_cast<PublishedPage*>(window.page(QStringLiteral("published")));
    REQUIRE(page);
    waitUntil("it is shown", [&] { return page->model()->rowCount() == 1 && page->model()->entryAt(0).id == id; });
}

TEST_CASE("several files or a folder are no question", "[ui][publish][origin]")
{
    FilledSession filled;
    MainWindow window(filled.session());
    QMimeData folder;
    folder.setUrls({QUrl::fromLocalFile(filled.files().folder())});
    QDragEnterEvent enter(QPoint(600, 10), Qt::CopyAction, &folder, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(&window, &enter);
    CHECK_FALSE(enter.isAccepted());
}
