#include "ui/photos/CollectionMenu.h"

#include "core/consent/Purposes.h"
#include "core/photos/Collections.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/photos/FilterBar.h"
#include "ui/photos/PhotosPage.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

void fillWithThree(TestLibrary& library)
{
    const QString card = library.scratch(QStringLiteral("card"));
    for (int i = 0; i < 3; ++i) {
        writeFile(QStringLiteral("%1/%2.jpg").arg(card).arg(i), drawnJpeg(i, {320, 200}));
    }
    WorkerPool workers(1, builtWorker());
    REQUIRE(importFrom(library, workers, importOf(card)).imported == 3);
}

QAction* entry(const QMenu& menu, const QString& begins)
{
    for (QAction* action : menu.actions()) {
        if (action->text().startsWith(begins)) {
            return action;
        }
    }
    return nullptr;
}

/// Types into the question that comes up next.
void typeNext(const QString& text)
{
    QTimer::singleShot(50, qApp, [text] {
        auto* dialog = QApplication::activeModalWidget();
        REQUIRE(dialog != nullptr);
        auto* field = dialog->findChild<QLineEdit*>();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    });
}

QList<CollectionStatus> stored(FilledSession& open)
{
    return need(open.run([](Library& library) { return Collections(library).list(); }));
}

} // namespace

TEST_CASE("a collection is started and renamed and deleted and brought back in the window", "[ui][collections]")
{
    FilledSession open(fillWithThree);
    const QList<PhotoId> photos = need(open.run([](Library& library) { return Photos(library).find({}); }));
    REQUIRE(photos.size() == 3);
    QWidget window;
    CollectionMenu collections(open.session(), &window);
    QMenu menu;
    collections.fillMenu(menu, photos.mid(0, 2));
    QMenu* into = entry(menu, QStringLiteral("Put in a collection"))->menu();
    typeNext(QStringLiteral("June"));
    into->actions().first()->trigger();
    waitUntil("it is started", [&] { return collections.collections().size() == 1; });
    REQUIRE(stored(open).size() == 1);
    CHECK(stored(open).first().photos == 2);

    const QMenu& button = *collections.button()->menu();
    CHECK(entry(button, QStringLiteral("Rename")) == nullptr);
    collections.setShown(collections.collections().first().collection.id);
    REQUIRE(entry(button, QStringLiteral("Rename June")) != nullptr);
    typeNext(QStringLiteral("June & July"));
    entry(button, QStringLiteral("Rename June"))->trigger();
    waitUntil("it is renamed",
              [&] { return collections.collections().first().collection.name == QStringLiteral("June & July"); });

    std::function<void()> undo;
    QObject::connect(&collections, &CollectionMenu::done, &collections,
                     [&](const QString&, const std::function<void()>& action) { undo = action; });
    entry(button, QStringLiteral("Delete June && July"))->trigger();
    waitUntil("it is deleted", [&] { return static_cast<bool>(undo); });
    CHECK(stored(open).isEmpty());
    CHECK(need(open.run([](Library& library) { return Photos(library).find({}); })).size() == photos.size());
    undo();
    waitUntil("it is back", [&] { return stored(open).size() == 1; });
    CHECK(stored(open).first().collection.name == QStringLiteral("June & July"));
    CHECK(stored(open).first().photos == 2);
}

TEST_CASE("a name that another collection has is refused with a sentence", "[ui][collections]")
{
    FilledSession open;
    need(open.run([](Library& library) -> Result<void> {
        const PurposeId purpose = need(Purposes(library).list()).first().id;
        need(Collections(library).add(QStringLiteral("May"), purpose));
        need(Collections(library).add(QStringLiteral("June"), purpose));
        return {};
    }));
    QWidget window;
    CollectionMenu collections(open.session(), &window);
    collections.refresh();
    waitUntil("they are read", [&] { return collections.collections().size() == 2; });
    collections.setShown(collections.collections().first().collection.id);
    QString text;
    QObject::connect(&collections, &CollectionMenu::failed, &collections,
                     [&](const Error& error) { text = error.text; });
    const QString other = collections.collections().last().collection.name;
    typeNext(other.toUpper());
    entry(*collections.button()->menu(), QStringLiteral("Rename"))->trigger();
    waitUntil("it is refused", [&] { return !text.isEmpty(); });
    CHECK(text.contains(other));
    CHECK(stored(open).size() == 2);
}
