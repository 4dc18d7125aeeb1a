#include "ui/review/FaceWallDialog.h"

#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/review/FaceWallModel.h"
#include "ui/review/NameField.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QListView>
#include <QPointer>
#include <QTest>

using namespace cloakroom;
using namespace cloakroom::ui;
using namespace cloakroom::test;

namespace {

constexpr int kPhotos = 4;
constexpr int kFacesEach = 10;

struct Filled {
    QList<PhotoId> photos;
    QList<PersonId> people;
    EventId event;
};

void fill(TestLibrary& library, Filled& filled)
{
    filled.photos = importDrawn(library, kPhotos);
    need(library.run([&](Library& open) -> Result<void> {
        for (const char* given : {"Amelia", "Bashir"}) {
            Person person;
            person.givenName = QLatin1String(given);
            person.familyName = QStringLiteral("Archer");
            filled.people.append(need(People(open).add(person)));
        }
        filled.event = need(Photos(open).addEvent(QStringLiteral("Sports day"), {}));
        for (const PhotoId photo : filled.photos) {
            QList<DetectedFace> found;
            for (int i = 0; i < kFacesEach; ++i) {
                found.append({QRectF(10 + 60 * i, 100, 40, 50), 0.9});
            }
            if (auto done = Faces(open).reconcile(photo, found, QStringLiteral("yunet")); !done) {
                return done;
            }
        }
        return Photos(open).moveToEvent(filled.photos, filled.event);
    }));
}

struct ShownWall {
    explicit ShownWall(FilledSession& session, const FaceWallFilter& filter)
        : wall(new FaceWallDialog(session.session(), filter, QStringLiteral("Sports day"), nullptr))
    {
        wall->show();
        REQUIRE(QTest::qWaitForWindowExposed(wall, 60'000));
        wall->activateWindow();
        waitUntil("the faces are shown", [&] { return wall->model()->rowCount() > 0; });
    }
    ~ShownWall() { delete wall; }
    ShownWall(const ShownWall&) = delete;
    ShownWall& operator=(const ShownWall&) = delete;

    void choose(int row, Qt::KeyboardModifiers keys = {})
    {
        const QPoint at = wall->view()->visualRect(wall->model()->index(row)).center();
        QTest::mouseClick(wall->view()->viewport(), Qt::LeftButton, keys, at);
    }

    QPointer<FaceWallDialog> wall;
};

} // namespace

TEST_CASE("chosen faces on the wall are named and rejected at once and taken back", "[ui][wall]")
{
    Filled filled;
    FilledSession session([&](TestLibrary& library) { fill(library, filled); });
    FaceWallFilter filter;
    filter.event = filled.event;
    filter.onlyToName = true;
    ShownWall shown(session, filter);
    FaceWallDialog& wall = *shown.wall;
    const QAbstractItemModelTester tester(wall.model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto countOf = [&](auto is) {
        int count = 0;
        for (const PhotoId photo : filled.photos) {
            const auto faces = need(session.run([&](Library& open) { return Faces(open).list(photo); }));
            count += int(std::count_if(faces.cbegin(), faces.cend(), is));
        }
        return count;
    };
    const auto isAmelia = [&](const Face& face) { return face.person == filled.people[0]; };
    const auto isRejected = [](const Face& face) { return face.state == FaceState::Rejected; };
    REQUIRE(wall.model()->rowCount() == kPhotos * kFacesEach);

    // One of each photo: a person is in a photo once.
    shown.choose(0);
    shown.choose(kFacesEach, Qt::ControlModifier);
    shown.choose(2 * kFacesEach, Qt::ControlModifier);
    QTest::keyClick(wall.view(), Qt::Key_A); // goes to the name field, and so do the next ones
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_M);
    CHECK(wall.field()->text() == QStringLiteral("am"));
    QTest::keyClick(wall.field(), Qt::Key_Return);
    waitUntil("three are named", [&] { return countOf(isAmelia) == 3; });
    CHECK(wall.model()->rowCount() == kPhotos * kFacesEach - 3);

    shown.choose(0);
    shown.choose(3, Qt::ShiftModifier);
    QTest::keyClick(wall.view(), Qt::Key_Delete);
    waitUntil("four are no faces", [&] { return countOf(isRejected) == 4; });

    const auto takeBack = [&] {
        // Without a window manager nobody gives the window back what the list of names had for a moment.
        wall.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&wall, 2000));
        wall.view()->setFocus();
        QTest::keyClick(wall.view(), Qt::Key_Z, Qt::ControlModifier);
    };
    takeBack();
    waitUntil("they are faces again", [&] { return countOf(isRejected) == 0; });
    waitUntil("and on the wall", [&] { return wall.model()->rowCount() == kPhotos * kFacesEach - 3; });
    takeBack();
    waitUntil("nobody is named", [&] { return countOf(isAmelia) == 0; });
    waitUntil("all are on the wall", [&] { return wall.model()->rowCount() == kPhotos * kFacesEach; });
}

TEST_CASE("the wall of a person cuts out their faces and closes when the library is locked", "[ui][wall]")
{
    Filled filled;
    FilledSession session([&](TestLibrary& library) {
        fill(library, filled);
        need(library.run([&](Library& open) {
            return Faces(open).confirm(Faces(open).list(filled.photos[1])->at(2).id, filled.people[1]);
        }));
    });
    FaceWallFilter filter;
    filter.person = filled.people[1];
    ShownWall shown(session, filter);
    REQUIRE(shown.wall->model()->rowCount() == 1);
    const QModelIndex index = shown.wall->model()->index(0, 0);
    CHECK(index.data().toString() == QStringLiteral("Bashir Archer"));
    waitUntil("the face is cut out", [&] { return !index.data(Qt::DecorationRole).value<QPixmap>().isNull(); });
    session.session().lock();
    waitUntil("the wall is gone", [&] { return shown.wall.isNull() || !shown.wall->isVisible(); });
}
