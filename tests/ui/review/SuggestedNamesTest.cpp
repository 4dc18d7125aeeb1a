// Names that other programs wrote into a photo, on the real page over a real library.

#include "core/catalogue/Sql.h"
#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/faces/NameSuggestions.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/review/FaceList.h"
#include "ui/review/NameField.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewPage.h"
#include "ui/review/ReviewPane.h"

#include <QApplication>
#include <QToolButton>

using namespace cloakroom;
using namespace cloakroom::ui;
using namespace cloakroom::test;

namespace {

struct School {
    PhotoId photo;
    PersonId ann;
};

/// Three faces; beside the first "Ann Apple" is written, beside the second a name that nobody has.
void fill(TestLibrary& library, School& school)
{
    school.photo = importDrawn(library, 1).first();
    need(library.run([&](Library& open) -> Result<void> {
        Person ann;
        ann.givenName = QStringLiteral("Ann");
        ann.familyName = QStringLiteral("Apple");
        school.ann = need(People(open).add(ann));
        for (const auto& [x, name] : {std::pair(50, "Ann Apple"), std::pair(150, "Grandma")}) {
            need(runSql(open.db(),
                        QStringLiteral("INSERT INTO marked_region(photo_id, x, y, w, h, name, standard, placing) "
                                       "VALUES(?, ?, 50, 40, 50, ?, 'mwg', 'sure')"),
                        school.photo, x, QString::fromLatin1(name)));
        }
        return Faces(open).reconcile(
            school.photo,
            {{QRectF(50, 50, 40, 50), 0.9, {}}, {QRectF(150, 50, 40, 50), 0.9, {}}, {QRectF(250, 50, 40, 50), 0.9, {}}},
            QStringLiteral("yunet"));
    }));
}

struct ShownSuggestions {
    ShownSuggestions()
        : filled([this](TestLibrary& library) { fill(library, school); })
        , page(filled.session())
    {
        page.resize(1200, 760);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        page.activateWindow();
        page.refresh();
        page.open({school.photo}, 0);
        waitUntil("the photo is shown", [&] { return page.canvas()->items().size() == 3; });
    }
    QList<Face> stored()
    {
        return need(filled.run([&](Library& open) { return Faces(open).list(school.photo); }));
    }

    /// The first face's row is at hand and shows what may be said of its suggestions.
    void focusFirst()
    {
        page.pane()->faces()->focusNextOpen();
        waitUntil("its row is open", [&] {
            for (const auto* button : page.findChildren<QToolButton*>()) {
                if (button->isVisible() && button->accessibleName() == QStringLiteral("Not Ann Apple")) {
                    return true;
                }
            }
            return false;
        });
    }

    School school;
    FilledSession filled;
    ReviewPage page;
};

} // namespace

TEST_CASE("a suggested name is taken with a press and with a key and taken back like any other", "[ui][review]")
{
    ShownSuggestions shown;
    waitUntil("it is offered", [&] { return buttonSaying(shown.page, QStringLiteral("Ann Apple?")) != nullptr; });
    CHECK(shown.stored().first().state == FaceState::Unreviewed);
    SECTION("by mouse")
    {
        buttonSaying(shown.page, QStringLiteral("Ann Apple?"))->click();
    }
    SECTION("by Ctrl and Enter in the name field")
    {
        shown.focusFirst();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    }
    SECTION("by Tab and Space")
    {
        shown.focusFirst();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    }
    waitUntil("it is stored", [&] { return shown.stored().first().person == shown.school.ann; });
    waitUntil("it is offered no more", [&] { return !buttonSaying(shown.page, QStringLiteral("Ann Apple?")); });
    auto* next = qobject_cast<NameField*>(QApplication::focusWidget());
    REQUIRE(next);
    CHECK(next->accessibleName() == QStringLiteral("Who is face 2?"));
    QTest::keyClick(next, Qt::Key_Z, Qt::ControlModifier);
    waitUntil("it is taken back", [&] { return shown.stored().first().state == FaceState::Unreviewed; });
    waitUntil("it is offered again", [&] { return buttonSaying(shown.page, QStringLiteral("Ann Apple?")) != nullptr; });
}

TEST_CASE("not this person takes the suggestion away for good and can be taken back", "[ui][review]")
{
    ShownSuggestions shown;
    waitUntil("it is offered", [&] { return buttonSaying(shown.page, QStringLiteral("Ann Apple?")) != nullptr; });
    shown.focusFirst();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    auto* no = qobject_cast<QToolButton*>(QApplication::focusWidget());
    REQUIRE(no);
    CHECK(no->accessibleName() == QStringLiteral("Not Ann Apple"));
    QTest::keyClick(no, Qt::Key_Space);
    const auto offered = [&] {
        const auto names =
            need(shown.filled.run([&](Library& open) { return NameSuggestions(open).of(shown.school.photo); }));
        return std::count_if(names.cbegin(), names.cend(),
                             [&](const NameSuggestion& one) { return one.person == shown.school.ann; });
    };
    waitUntil("it is stored", [&] { return offered() == 0; });
    waitUntil("it is offered no more", [&] { return !buttonSaying(shown.page, QStringLiteral("Ann Apple?")); });
    REQUIRE(qobject_cast<NameField*>(QApplication::focusWidget()));
    CHECK(shown.stored().first().state == FaceState::Unreviewed);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    waitUntil("it is offered again", [&] { return offered() == 1; });
    waitUntil("and shown", [&] { return buttonSaying(shown.page, QStringLiteral("Ann Apple?")) != nullptr; });
}

TEST_CASE("taking a name that nobody has asks as if it had been typed", "[ui][review]")
{
    ShownSuggestions shown;
    waitUntil("it is offered", [&] { return buttonSaying(shown.page, QStringLiteral("Grandma?")) != nullptr; });
    FaceList* faces = shown.page.pane()->faces();
    QString entered;
    QObject::connect(faces, &FaceList::unknownEntered, faces,
                     [&entered](const Face&, const QString& name) { entered = name; });
    buttonSaying(shown.page, QStringLiteral("Grandma?"))->click();
    CHECK(entered == QStringLiteral("Grandma"));
    for (const Face& face : shown.stored()) {
        CHECK(face.state == FaceState::Unreviewed);
    }
}
