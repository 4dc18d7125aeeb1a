#include "ui/photos/TimeDialog.h"

#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"

#include <QDateTimeEdit>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

const QDateTime kStart(QDate(2026, 6, 12), QTime(9, 0));

std::optional<QDateTime> timeOf(FilledSession& open, PhotoId photo)
{
    return need(open.run([photo](Library& library) { return Photos(library).details(photo); })).summary.takenAt;
}

QList<PhotoId> fillWithTimes(TestLibrary& library, int count)
{
    const QList<PhotoId> photos = importDrawn(library, count);
    for (int i = 0; i < count; ++i) {
        need(library.run(
            [&](Library& open) { return CaptureTimes(open).set({photos[i]}, kStart.addSecs(qint64{600} * i)); }));
    }
    return photos;
}

QString cell(const TimeDialog& dialog, int row, int column)
{
    const QTableWidgetItem* item = dialog.table().item(row, column);
    return item == nullptr ? QString() : item->text();
}

} // namespace

TEST_CASE("an offset is said in words", "[ui][times]")
{
    CHECK(offsetText(0) == QLatin1String("as it is"));
    CHECK(offsetText(3900).contains(QLatin1String("later")));
    CHECK(offsetText(-86'401).contains(QLatin1String("earlier")));
    CHECK(offsetText(3900).count(QLatin1Char(',')) == 1);
}

TEST_CASE("one photo's right time corrects all of them and every new time is shown before", "[ui][times]")
{
    QList<PhotoId> photos;
    FilledSession open([&](TestLibrary& library) { photos = fillWithTimes(library, 3); });
    QPointer<TimeDialog> dialog = new TimeDialog(open.session(), photos, nullptr);
    dialog->open();
    waitUntil("the times are read", [&] { return dialog->table().rowCount() == 3; });
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    dialog->table().selectRow(2);
    CHECK(dialog->rightTime().dateTime().time() == QTime(9, 20));
    dialog->rightTime().setDateTime(QDateTime(QDate(2026, 6, 13), QTime(10, 20), Qt::UTC));
    waitUntil("the preview follows", [&] { return cell(*dialog, 0, 2).contains(QLatin1String("13 Jun 2026, 10:00")); });
    CHECK(cell(*dialog, 0, 1).contains(QLatin1String("12 Jun 2026, 09:00")));
    CHECK(timeOf(open, photos[0]) == kStart); // nothing yet
    QSignalSpy shifted(dialog, &TimeDialog::shifted);
    REQUIRE(dialog->actionButton()->isEnabled());
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("it is stored", [&] { return !shifted.isEmpty(); });
    CHECK(shifted.first().first().toLongLong() == 25 * 3600);
    CHECK(timeOf(open, photos[0]) == kStart.addDays(1).addSecs(3600));
    waitUntil("it closes", [&] { return dialog.isNull(); });
}

TEST_CASE("what the camera wrote comes back", "[ui][times]")
{
    QList<PhotoId> photos;
    FilledSession open([&](TestLibrary& library) { photos = fillWithTimes(library, 2); });
    auto* dialog = new TimeDialog(open.session(), photos, nullptr);
    dialog->open();
    waitUntil("the times are read", [&] { return dialog->table().rowCount() == 2; });
    QSignalSpy reset(dialog, &TimeDialog::timesReset);
    QTest::mouseClick(buttonSaying(*dialog, QStringLiteral("camera wrote")), Qt::LeftButton);
    waitUntil("it is stored", [&] { return !reset.isEmpty(); });
    CHECK_FALSE(timeOf(open, photos[0]).has_value()); // drawn photos hold no time
}

TEST_CASE("photos without a time are given one", "[ui][times]")
{
    QList<PhotoId> photos;
    FilledSession open([&](TestLibrary& library) { photos = importDrawn(library, 2); });
    auto* dialog = new TimeDialog(open.session(), photos, nullptr);
    dialog->open();
    waitUntil("it is ready", [&] { return dialog->actionButton()->isEnabled(); });
    dialog->rightTime().setDateTime(QDateTime(kStart.date(), kStart.time(), Qt::UTC));
    QSignalSpy set(dialog, &TimeDialog::timeSet);
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("it is stored", [&] { return !set.isEmpty(); });
    CHECK(timeOf(open, photos[0]) == kStart);
    CHECK(timeOf(open, photos[1]) == kStart);
}

TEST_CASE("a correction that leaves all calendars is refused and can be mended", "[ui][times]")
{
    QList<PhotoId> photos;
    FilledSession open([&](TestLibrary& library) { photos = fillWithTimes(library, 1); });
    auto* dialog = new TimeDialog(open.session(), photos, nullptr);
    dialog->open();
    waitUntil("the times are read", [&] { return dialog->table().rowCount() == 1; });
    dialog->rightTime().setDateTime(QDateTime(QDate(1800, 1, 1), QTime(0, 0), Qt::UTC));
    auto* error = dialog->findChild<QLabel*>(QStringLiteral("formError"));
    waitUntil("it says why not", [&] { return error->isVisible(); });
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    dialog->rightTime().setDateTime(QDateTime(QDate(2026, 6, 12), QTime(9, 1), Qt::UTC));
    waitUntil("it can be mended", [&] { return dialog->actionButton()->isEnabled(); });
    dialog->reject();
    CHECK(timeOf(open, photos[0]) == kStart);
}
