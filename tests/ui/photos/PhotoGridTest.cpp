#include "ui/photos/PhotoGrid.h"

#include "ui/common/Theme.h"
#include "ui/photos/MarkText.h"
#include "ui/photos/PhotoGridModel.h"
#include "ui/window/PictureLoader.h"
#include "ui/window/Session.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::ui;

namespace {

QList<PhotoId> photos(int count)
{
    QList<PhotoId> ids;
    for (int i = 1; i <= count; ++i) {
        ids.append(PhotoId{i});
    }
    return ids;
}

/// Ten photos a day, backwards from 12 June; every third may go.
GridRow rowFor(PhotoId photo)
{
    GridRow row;
    const QDate day = QDate(2026, 6, 12).addDays(-(photo.value - 1) / 10);
    row.takenAt = QDateTime(day, QTime(10, 0), Qt::UTC).toSecsSinceEpoch();
    row.hasMark = true;
    row.outcome = photo.value % 3 == 0 ? Outcome::Clear : Outcome::Blocked;
    row.waitsForReview = photo.value % 3 == 1;
    row.unidentified = row.waitsForReview ? 2 : 0;
    return row;
}

/// Answers when told to, as the library's thread would.
struct LateReader {
    std::vector<std::pair<QList<PhotoId>, PhotoGridModel::Answer>> waiting;

    PhotoGridModel::Reader reader()
    {
        return [this](const QList<PhotoId>& asked, const PhotoGridModel::Answer& answer) {
            waiting.emplace_back(asked, answer);
        };
    }
    void answerFirst()
    {
        const auto [asked, answer] = waiting.front();
        waiting.erase(waiting.begin());
        PhotoGridModel::Rows rows;
        for (const PhotoId photo : asked) {
            rows.append({photo, rowFor(photo)});
        }
        answer(asked, rows);
    }
};

PhotoGridModel::Reader atOnce()
{
    return [](const QList<PhotoId>& asked, const PhotoGridModel::Answer& answer) {
        PhotoGridModel::Rows rows;
        for (const PhotoId photo : asked) {
            rows.append({photo, rowFor(photo)});
        }
        answer(asked, rows);
    };
}

struct ShownGrid {
    Session session;
    PhotoGridModel model{atOnce()};
    PhotoGrid grid{model, session.pictures()};

    explicit ShownGrid(int count)
    {
        Theme::current();
        grid.resize(878, 600);
        grid.show();
        model.setPhotos(photos(count));
        QTest::qWait(1);
    }
    QPoint middleOf(int row) const { return grid.visualRect(model.index(row)).center(); }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(grid.viewport(), Qt::LeftButton, keys, middleOf(row));
    }
};

} // namespace

TEST_CASE("the grid's model keeps the rules of Qt's models", "[ui][grid]")
{
    LateReader late;
    PhotoGridModel model(late.reader());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPhotos(photos(1000));
    while (!late.waiting.empty()) {
        late.answerFirst();
    }
    CHECK(model.rowCount() == 1000);
    CHECK(model.counts().ok == 333);
    CHECK(model.counts().ask == 334);
    CHECK(model.counts().stop == 333);
    CHECK(model.counts().isComplete);
    model.setPhotos(photos(10));
    CHECK(model.rowCount() == 10);
    model.clear();
    CHECK(model.rowCount() == 0);
}

TEST_CASE("what is in view is read before all the rest", "[ui][grid]")
{
    LateReader late;
    PhotoGridModel model(late.reader());
    model.setPhotos(photos(100'000));
    REQUIRE(late.waiting.size() == 1);
    model.setVisible(80'000, 80'030);
    late.answerFirst();
    REQUIRE(late.waiting.size() == 1);
    CHECK(late.waiting.front().first.contains(PhotoId{80'001}));
    CHECK(model.rowAt(80'000) == nullptr);
    late.answerFirst();
    REQUIRE(model.rowAt(80'000) != nullptr);
    CHECK_FALSE(model.counts().isComplete);
}

TEST_CASE("an answer to an older question changes nothing", "[ui][grid]")
{
    LateReader late;
    PhotoGridModel model(late.reader());
    model.setPhotos(photos(50));
    const auto old = late.waiting.front();
    late.waiting.clear();
    model.setPhotos({PhotoId{7}});
    old.second(old.first, {{PhotoId{1}, rowFor(PhotoId{1})}});
    CHECK(model.rowAt(0) == nullptr);
    late.answerFirst();
    CHECK(model.rowAt(0) != nullptr);
}

TEST_CASE("a photo that may not be seen any more loses its mark", "[ui][grid]")
{
    LateReader late;
    PhotoGridModel model(late.reader());
    model.setPhotos(photos(3));
    late.answerFirst();
    REQUIRE(model.counts().ok == 1);
    model.readAgain();
    const auto [asked, answer] = late.waiting.front();
    answer(asked, {});
    CHECK(model.counts().ok == 0);
    CHECK(model.rowAt(2) == nullptr);
}

TEST_CASE("clicks with Ctrl and Shift select as everywhere", "[ui][grid]")
{
    ShownGrid shown(30);
    QSignalSpy changed(&shown.grid, &PhotoGrid::selectedPhotosChanged);
    shown.click(1);
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{2}});
    shown.click(4, Qt::ShiftModifier);
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{2}, PhotoId{3}, PhotoId{4}, PhotoId{5}});
    shown.click(2, Qt::ControlModifier);
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{2}, PhotoId{4}, PhotoId{5}});
    shown.click(0);
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{1}});
    CHECK(changed.count() >= 4);
}

TEST_CASE("the keyboard reaches, selects and opens every photo", "[ui][grid]")
{
    ShownGrid shown(30);
    QSignalSpy opened(&shown.grid, &PhotoGrid::opened);
    shown.click(0);
    QTest::keyClick(&shown.grid, Qt::Key_Right);
    QTest::keyClick(&shown.grid, Qt::Key_Down);
    CHECK(shown.grid.currentPhoto() == PhotoId{7});
    QTest::keyClick(&shown.grid, Qt::Key_Right, Qt::ShiftModifier);
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{7}, PhotoId{8}});
    QTest::keyClick(&shown.grid, Qt::Key_Space);
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{7}});
    QTest::keyClick(&shown.grid, Qt::Key_A, Qt::ControlModifier);
    CHECK(shown.grid.selectedPhotos().size() == 30);
    QTest::keyClick(&shown.grid, Qt::Key_Escape);
    CHECK(shown.grid.selectedPhotos().isEmpty());
    QTest::keyClick(&shown.grid, Qt::Key_End);
    CHECK(shown.grid.currentPhoto() == PhotoId{30});
    CHECK(shown.grid.viewport()->rect().contains(shown.middleOf(29)));
    QTest::keyClick(&shown.grid, Qt::Key_Return);
    REQUIRE(opened.count() == 1);
    CHECK(opened.first().first().toInt() == 29);
}

TEST_CASE("a double click opens and a rubber band selects", "[ui][grid]")
{
    ShownGrid shown(10);
    QSignalSpy opened(&shown.grid, &PhotoGrid::opened);
    QTest::mouseDClick(shown.grid.viewport(), Qt::LeftButton, {}, shown.middleOf(3));
    REQUIRE(opened.count() == 1);
    CHECK(opened.first().first().toInt() == 3);
    QTest::mousePress(shown.grid.viewport(), Qt::LeftButton, {}, {2, 10});
    QTest::mouseMove(shown.grid.viewport(), shown.middleOf(1));
    QMouseEvent move(QEvent::MouseMove, shown.middleOf(1), shown.grid.viewport()->mapToGlobal(shown.middleOf(1)),
                     Qt::LeftButton, Qt::LeftButton, {});
    QApplication::sendEvent(shown.grid.viewport(), &move);
    QTest::mouseRelease(shown.grid.viewport(), Qt::LeftButton, {}, shown.middleOf(1));
    CHECK(shown.grid.selectedPhotos() == QList{PhotoId{1}, PhotoId{2}});
}

TEST_CASE("a hundred thousand photos are laid out at once", "[ui][grid]")
{
    LateReader late;
    PhotoGridModel model(late.reader());
    Session session;
    PhotoGrid grid(model, session.pictures());
    grid.resize(878, 600);
    grid.show();
    QElapsedTimer timer;
    timer.start();
    model.setPhotos(photos(100'000));
    grid.repaint();
    CHECK(timer.elapsed() < 2000);
}

TEST_CASE("a mark says what to do in words", "[ui][grid]")
{
    CHECK(markOf(rowFor(PhotoId{3})).mark == Mark::Ok);
    CHECK(markOf(rowFor(PhotoId{1})).mark == Mark::Ask);
    CHECK(markOf(rowFor(PhotoId{1})).text.contains(QLatin1Char('2')));
    CHECK(markOf(rowFor(PhotoId{2})).mark == Mark::Stop);
    CHECK_FALSE(markSentence(rowFor(PhotoId{2})).isEmpty());
    CHECK(markOf(GridRow{}).mark == Mark::Stop); // nothing known is no
}
