// What is drawn, named, taken away and taken back on the review page: every step hits the face that it was about.

#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/faces/QuietFaces.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/review/FaceList.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewPage.h"
#include "ui/review/ReviewPane.h"

#include <QApplication>

using namespace cloakroom;
using namespace cloakroom::ui;
using namespace cloakroom::test;

namespace {

struct DrawnOn {
    DrawnOn()
        : filled([this](TestLibrary& library) {
            photo = importDrawn(library, 1).first();
            Person person;
            person.givenName = QStringLiteral("Ann");
            person.familyName = QStringLiteral("Apple");
            ann = need(library.run([&](Library& open) { return People(open).add(person); }));
        })
        , page(filled.session())
    {
        page.resize(1200, 760);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        page.activateWindow();
        page.refresh();
        page.open({photo}, 0);
        waitUntil("the photo is shown", [&] { return !page.canvas()->geometryOfPhoto().isEmpty(); });
    }
    QList<Face> stored()
    {
        return need(filled.run([&](Library& open) { return Faces(open).list(photo); }));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        page.canvas()->setFocus();
        QTest::keyClick(page.canvas(), key, modifiers);
    }

    PhotoId photo;
    PersonId ann;
    FilledSession filled;
    ReviewPage page;
};

} // namespace

TEST_CASE("a drawn face that was taken away and brought back is the same for every step before", "[ui][review]")
{
    DrawnOn drawn;
    drawn.press(Qt::Key_A);
    drawn.press(Qt::Key_Return);
    waitUntil("it is drawn", [&] { return drawn.stored().size() == 1; });
    waitUntil("it is shown", [&] { return drawn.page.canvas()->items().size() == 1; });
    const Face first = drawn.stored().first();
    Q_EMIT drawn.page.pane()->faces()->personChosen(first, drawn.ann);
    waitUntil("it is named", [&] { return drawn.stored().first().person == drawn.ann; });
    need(drawn.filled.run([&](Library& open) { return QuietFaces(open).add(first.id); }));
    drawn.page.canvas()->setSelected(0);
    drawn.press(Qt::Key_Delete);
    waitUntil("it is gone", [&] { return drawn.stored().isEmpty(); });

    drawn.press(Qt::Key_Z, Qt::ControlModifier);
    waitUntil("it is back", [&] { return drawn.stored().size() == 1; });
    CHECK(drawn.stored().first().id == first.id);
    CHECK(drawn.stored().first().person == drawn.ann);
    CHECK(need(drawn.filled.run([&](Library& open) { return QuietFaces(open).of(drawn.photo); })) == QSet{first.id});
    drawn.press(Qt::Key_Z, Qt::ControlModifier);
    waitUntil("it has no name", [&] { return drawn.stored().value(0).state == FaceState::Unreviewed; });
    CHECK(drawn.stored().first().id == first.id);
    drawn.press(Qt::Key_Z, Qt::ControlModifier);
    waitUntil("it was never drawn", [&] { return drawn.stored().isEmpty(); });
}
