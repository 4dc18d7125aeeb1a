// Suggestions and stacks by likeness, on the real page and wall over a real library. Looks are drawn: no network runs.

#include "ui/review/LookAlikes.h"

#include "core/faces/QuietFaces.h"
#include "support/FilledSession.h"
#include "support/RecognitionSchool.h"
#include "ui/review/FaceList.h"
#include "ui/review/FaceWallDialog.h"
#include "ui/review/FaceWallModel.h"
#include "ui/review/NameField.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewPage.h"
#include "ui/review/ReviewPane.h"

#include <QApplication>
#include <QListView>
#include <QPointer>
#include <QPushButton>

#include <atomic>

using namespace cloakroom;
using namespace cloakroom::ui;
using namespace cloakroom::test;

namespace {

constexpr int kPhotos = 3;

/// "Ann Apple" of class 3A, named in the first photo, is in the two others as well; so is somebody unknown.
struct School {
    QList<PhotoId> photos;
    EventId event;
    PersonId ann;
};

void fill(TestLibrary& library, School& school, bool isOn)
{
    school.photos = importDrawn(library, kPhotos);
    need(library.run([&](Library& open) -> Result<void> {
        Person ann;
        ann.givenName = QStringLiteral("Ann");
        ann.familyName = QStringLiteral("Apple");
        ann.groups = {QStringLiteral("3A")};
        school.ann = need(People(open).add(ann));
        const GroupId group = need(People(open).findGroup(QStringLiteral("3A"))).id;
        need(runSql(open.db(), QStringLiteral("UPDATE photo SET group_id = ?"), group));
        if (isOn) {
            switchRecognitionOn(open, group);
            recordBiometric(open, school.ann, Decision::Granted);
        }
        for (int i = 0; i < kPhotos; ++i) {
            need(Faces(open).add(school.photos[i], DrawnLooks::faceOf(1, i), i == 0 ? school.ann : PersonId{}));
            need(Faces(open).add(school.photos[i], DrawnLooks::faceOf(2, i)));
        }
        school.event = need(Photos(open).addEvent(QStringLiteral("Sports day"), {}));
        return Photos(open).moveToEvent(school.photos, school.event);
    }));
}

struct Filled {
    explicit Filled(bool isOn = true)
        : session([this, isOn](TestLibrary& library) { fill(library, school, isOn); })
    {
        session.session().setTemplateSource([made = made]() -> Result<std::unique_ptr<TemplateSource>> {
            ++*made;
            return std::make_unique<DrawnLooks>();
        });
    }
    [[nodiscard]] int namedAnn()
    {
        int named = 0;
        for (const PhotoId photo : school.photos) {
            const auto faces = need(session.run([photo](Library& open) { return Faces(open).list(photo); }));
            named += int(std::count_if(faces.cbegin(), faces.cend(),
                                       [this](const Face& face) { return face.person == school.ann; }));
        }
        return named;
    }
    [[nodiscard]] int templates()
    {
        return need(session.run([](Library& open) { return TemplateRepository(open.db()).count(); }));
    }

    School school;
    std::shared_ptr<std::atomic<int>> made = std::make_shared<std::atomic<int>>(0); ///< sources
    FilledSession session;
};

struct ShownPage {
    ShownPage(Filled& school, int photo)
        : filled(school)
        , page(school.session.session())
    {
        page.resize(1200, 760);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        page.activateWindow();
        page.refresh();
        page.open(school.school.photos, photo);
        waitUntil("the photo is shown", [&] { return page.canvas()->items().size() == 2; });
        page.pane()->faces()->focusNextOpen();
    }
    [[nodiscard]] bool isOffered() const { return buttonSaying(page, QStringLiteral("Ann Apple?")) != nullptr; }
    [[nodiscard]] bool isQuiet() const
    {
        const PhotoId photo = filled.school.photos[1];
        return !need(filled.session.run([photo](Library& open) { return QuietFaces(open).of(photo); })).isEmpty();
    }
    void press(const QString& text)
    {
        waitUntil("the button is there", [&] { return buttonSaying(page, text) != nullptr; });
        buttonSaying(page, text)->click();
    }

    Filled& filled;
    ReviewPage page;
};

struct ShownWall {
    explicit ShownWall(Filled& filled)
    {
        FaceWallFilter filter;
        filter.event = filled.school.event;
        filter.onlyToName = true;
        wall = new FaceWallDialog(filled.session.session(), filter, QStringLiteral("Sports day"), nullptr);
        wall->show();
        REQUIRE(QTest::qWaitForWindowExposed(wall, FilledSession::kPatience));
        wall->activateWindow();
        waitUntil("the faces are shown", [&] { return wall->model()->rowCount() == 5; });
    }
    ~ShownWall() { delete wall; }
    ShownWall(const ShownWall&) = delete;
    ShownWall& operator=(const ShownWall&) = delete;

    [[nodiscard]] QList<int> stacks() const
    {
        QList<int> stacks;
        for (int row = 0; row < wall->model()->rowCount(); ++row) {
            stacks += wall->model()->index(row).data(FaceWallModel::StackRole).toInt();
        }
        return stacks;
    }

    QPointer<FaceWallDialog> wall;
};

const auto kTogether = QStringLiteral("look-alikes together");

} // namespace

TEST_CASE("a name found by likeness is offered and taken and no template stays of anybody else", "[ui][recognition]")
{
    Filled filled;
    ShownPage shown(filled, 1);
    waitUntil("Ann is offered", [&] { return shown.isOffered(); });
    CHECK(filled.namedAnn() == 1);
    CHECK(filled.templates() == 1);
    shown.press(QStringLiteral("Ann Apple?"));
    waitUntil("she is named", [&] { return filled.namedAnn() == 2; });
}

TEST_CASE("a withdrawn consent takes the suggestion and the templates away", "[ui][recognition]")
{
    Filled filled;
    ShownPage shown(filled, 1);
    waitUntil("Ann is offered", [&] { return shown.isOffered(); });
    filled.session.run([&](Library& open) { recordBiometric(open, filled.school.ann, Decision::Withdrawn); });
    Q_EMIT filled.session.session().consentsChanged();
    waitUntil("she is offered no more", [&] { return !shown.isOffered(); });
    CHECK(filled.templates() == 0);
}

TEST_CASE("a face for which nobody is to be suggested stays without names until that is taken back",
          "[ui][recognition]")
{
    Filled filled;
    ShownPage shown(filled, 1);
    waitUntil("Ann is offered", [&] { return shown.isOffered(); });
    shown.press(QStringLiteral("Suggest nobody for this face"));
    waitUntil("that is stored", [&] { return shown.isQuiet(); });
    waitUntil("she is offered no more", [&] { return !shown.isOffered(); });
    SECTION("by undo")
    {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    }
    SECTION("by its own button, later")
    {
        shown.page.open(filled.school.photos, 2);
        waitUntil("another photo is shown", [&] { return shown.page.photo() == filled.school.photos[2]; });
        waitUntil("where she is offered", [&] { return shown.isOffered(); });
        shown.page.open(filled.school.photos, 1);
        waitUntil("the photo is shown again", [&] { return !shown.isOffered(); });
        shown.page.pane()->faces()->focusNextOpen();
        shown.press(QStringLiteral("Suggest names again"));
    }
    waitUntil("that is taken back", [&] { return !shown.isQuiet(); });
    waitUntil("she is offered again", [&] { return shown.isOffered(); });
    CHECK(filled.namedAnn() == 1);
}

TEST_CASE("look-alikes stand together on the wall and a click chooses them all", "[ui][recognition][wall]")
{
    Filled filled;
    ShownWall shown(filled);
    FaceWallDialog& wall = *shown.wall;
    CHECK(shown.stacks() == QList<int>{0, 0, 0, 0, 0});
    waitUntil("it is offered", [&] { return buttonSaying(wall, kTogether) != nullptr; });
    buttonSaying(wall, kTogether)->click();
    waitUntil("they are found", [&] { return shown.stacks() == QList<int>{1, 1, 1, 2, 2}; });
    CHECK(filled.templates() == 0);
    const auto click = [&](int row, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(wall.view()->viewport(), Qt::LeftButton, keys,
                          wall.view()->visualRect(wall.model()->index(row)).center());
    };
    const auto chosen = [&] { return wall.view()->selectionModel()->selectedIndexes().size(); };
    click(1, {});
    CHECK(chosen() == 3);
    click(1, Qt::ControlModifier); // not this one
    CHECK(chosen() == 2);
    click(3, {});
    CHECK(chosen() == 2);
    QTest::keyClick(wall.view(), Qt::Key_A); // goes to the name field
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_N);
    QTest::keyClick(wall.field(), Qt::Key_Return);
    waitUntil("both are named", [&] { return filled.namedAnn() == 3; });
    CHECK(shown.stacks() == QList<int>{1, 1, 1});
    wall.view()->setCurrentIndex(wall.model()->index(2));
    QTest::keyClick(&wall, Qt::Key_L, Qt::ControlModifier);
    CHECK(chosen() == 3);
}

TEST_CASE("where recognition is off nothing is offered and nothing is computed", "[ui][recognition][wall]")
{
    Filled filled(false);
    {
        ShownPage shown(filled, 1);
        ShownWall wall(filled);
        // Asked behind what asked whether it is on.
        filled.session.run([](Library&) {});
        QCoreApplication::processEvents();
        CHECK_FALSE(shown.isOffered());
        CHECK_FALSE(buttonSaying(*wall.wall, kTogether));
    }
    CHECK(*filled.made == 0);
    CHECK(filled.templates() == 0);
}

TEST_CASE("stacks leave out faces that were decided and those of which one is left", "[ui][recognition][wall]")
{
    QList<WallFace> faces;
    for (int i = 1; i <= 6; ++i) {
        WallFace one;
        one.face.id = FaceId{i};
        one.face.state = i == 2 ? FaceState::Confirmed : FaceState::Unreviewed;
        faces.append(one);
    }
    const auto numbers = [](const StackedFaces& arranged) {
        QList<qint64> ids;
        for (const WallFace& one : arranged.faces) {
            ids += one.face.id.value;
        }
        return ids;
    };
    const StackedFaces arranged =
        inStacks(faces, {{FaceId{1}, FaceId{2}}, {FaceId{6}, FaceId{3}, FaceId{9}}, {FaceId{3}, FaceId{4}}});
    CHECK(numbers(arranged) == QList<qint64>{6, 3, 1, 2, 4, 5});
    CHECK(arranged.stacks == QHash<FaceId, int>{{FaceId{6}, 1}, {FaceId{3}, 1}});
    CHECK(numbers(inStacks(faces, {})) == QList<qint64>{1, 2, 3, 4, 5, 6});
}
