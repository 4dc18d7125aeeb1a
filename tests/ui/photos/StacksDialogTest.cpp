#include "ui/photos/StacksDialog.h"

#include "core/photos/CaptureTimes.h"
#include "core/photos/Photos.h"
#include "core/photos/Stacks.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/photos/FilterBar.h"
#include "ui/photos/PhotoGrid.h"
#include "ui/photos/PhotosPage.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

/// Two bursts of two, one a minute after the other, and a photo by itself.
QList<PhotoId> fillWithBursts(TestLibrary& library)
{
    const QString card = library.scratch(QStringLiteral("bursts"));
    const int scenes[] = {4, 4, 23, 23, 37};
    for (int i = 0; i < 5; ++i) {
        writeFile(QStringLiteral("%1/%2.jpg").arg(card).arg(i), need(toJpeg(drawnPicture(scenes[i]), 80 + i)));
    }
    WorkerPool workers(1, builtWorker());
    const QList<PhotoId> photos = importFrom(library, workers, importOf(card)).photos;
    for (int i = 0; i < photos.size(); ++i) {
        const QDateTime time = QDateTime(QDate(2026, 6, 12), QTime(9, 0)).addSecs(120 * (i / 2) + i % 2);
        need(library.run([&](Library& open) { return CaptureTimes(open).set({photos[i]}, time); }));
    }
    return photos;
}

} // namespace

TEST_CASE("bursts are offered with their pictures and kept together under the chosen one", "[ui][stacks]")
{
    QList<PhotoId> photos;
    FilledSession open([&](TestLibrary& library) { photos = fillWithBursts(library); });
    auto* dialog = new StacksDialog(open.session(), {}, nullptr);
    dialog->open();
    waitUntil("they are offered", [&] { return dialog->chosen().size() == 2; });
    const auto pictures = dialog->findChildren<QToolButton*>();
    REQUIRE(pictures.size() == 4);
    waitUntil("their pictures are shown", [&] {
        return std::all_of(pictures.cbegin(), pictures.cend(), [](QToolButton* one) { return !one->icon().isNull(); });
    });
    QTest::mouseClick(pictures[1], Qt::LeftButton);
    CHECK(dialog->chosen().first() == QList<PhotoId>{photos[1], photos[0]});
    const auto ticks = dialog->findChildren<QCheckBox*>();
    REQUIRE(ticks.size() == 2);
    ticks[1]->setFocus();
    QTest::keyClick(ticks[1], Qt::Key_Space);
    CHECK(dialog->chosen().size() == 1);
    QSignalSpy stacked(dialog, &StacksDialog::stacked);
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("they are kept together", [&] { return !stacked.isEmpty(); });
    const auto details = need(open.run([&](Library& library) { return Photos(library).details(photos[0]); }));
    CHECK(details.stack == photos[1]);
    CHECK_FALSE(need(open.run([&](Library& library) { return Photos(library).details(photos[2]); })).stack.isValid());
}

TEST_CASE("nothing to stack is said and cannot be done", "[ui][stacks]")
{
    FilledSession open;
    auto* dialog = new StacksDialog(open.session(), {}, nullptr);
    dialog->open();
    QTest::qWait(50);
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    dialog->reject();
}

TEST_CASE("the grid shows a stack as one photo and all of it when asked", "[ui][stacks]")
{
    QList<PhotoId> photos;
    FilledSession open([&](TestLibrary& library) {
        photos = fillWithBursts(library);
        need(library.run([&](Library& inside) { return Stacks(inside).stack({photos[1], photos[0]}); }));
    });
    PhotosPage page(open.session());
    page.resize(1100, 700);
    page.show();
    page.refresh();
    waitUntil("the grid is filled", [&] { return page.model().photos().size() == 4; });
    CHECK(page.model().photos().contains(photos[1]));
    CHECK_FALSE(page.model().photos().contains(photos[0]));
    const int row = page.model().rowOf(photos[1]);
    waitUntil("its row is read", [&] { return page.model().rowAt(row) != nullptr; });
    CHECK(page.model().rowAt(row)->inStack == 2);
    QTest::mouseClick(page.grid().viewport(), Qt::LeftButton, {},
                      page.grid().visualRect(page.model().index(row)).center());
    waitUntil("the details offer the stack", [&] { return buttonSaying(page, QStringLiteral("Show all")) != nullptr; });
    QObject::connect(&open.session(), &Session::photosRequested, &page,
                     [&page](const PhotoFilter& filter) { page.showFilter(filter); });
    QTest::mouseClick(buttonSaying(page, QStringLiteral("Show all")), Qt::LeftButton);
    waitUntil("the stack is shown", [&] { return page.model().photos().size() == 2; });
    CHECK(page.model().photos().contains(photos[0]));
    page.filters().setFilter({});
    waitUntil("all are shown", [&] { return page.model().photos().size() == 4; });
}
