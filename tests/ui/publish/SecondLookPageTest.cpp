#include "ui/publish/SecondLookPage.h"

#include "core/catalogue/SecondLookRepository.h"
#include "core/consent/Clearances.h"
#include "support/FilledSession.h"
#include "support/PublishedSchool.h"
#include "ui/common/FormDialog.h"

#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

struct Asked {
    PhotoId photo;
    SecondLookId look;
};

/// Max marks the faces and asks; Admin is to look.
Asked askedByMax(TestLibrary& library)
{
    library.addUser(QStringLiteral("Max"), Role::Marketing);
    library.signInAs(QStringLiteral("Max"));
    return library.run([](Library& open) {
        Asked asked;
        asked.photo = addDrawnPhoto(open);
        asked.look = askLook(open, asked.photo, QStringLiteral("for Friday"));
        return asked;
    });
}

template <typename Widget>
Widget* named(const QWidget& root, const char* name)
{
    auto* widget = root.findChild<Widget*>(QLatin1String(name));
    REQUIRE(widget);
    return widget;
}

std::optional<SecondLookOutcome> outcomeOf(FilledSession& session, SecondLookId id)
{
    return session.run([id](Library& open) { return need(SecondLookRepository(open.db()).get(id))->outcome; });
}

} // namespace

TEST_CASE("the second user sees the photo as it would leave and approves it", "[ui][publish][second-look]")
{
    Asked asked;
    FilledSession filled([&asked](TestLibrary& library) { asked = askedByMax(library); });
    SecondLookPage page(filled.session());
    page.resize(1200, 700);
    page.show();
    page.refresh();
    waitUntil("the request is listed", [&] { return page.queue()->count() == 1; });
    waitUntil("the covered picture is there", [&] { return !page.picture()->image().isNull(); });
    CHECK(page.queue()->item(0)->text().contains(QStringLiteral("Max")));
    auto* approve = named<QPushButton>(page, "approve");
    REQUIRE(approve->isVisible());
    REQUIRE(approve->isEnabled());
    CHECK_FALSE(named<QPushButton>(page, "withdraw")->isVisible());
    QTest::mouseClick(approve, Qt::LeftButton);
    waitUntil("the queue is empty", [&] { return page.queue()->count() == 0; });
    CHECK(outcomeOf(filled, asked.look) == SecondLookOutcome::Approved);
    filled.run([&asked](Library& open) {
        const auto press = need(Purposes(open).byKey(QStringLiteral("press")));
        CHECK(need(Clearances(open).of(asked.photo, press, open.today())).outcome == Outcome::ClearIfCovered);
    });
}

TEST_CASE("a photo is sent back with a note that has to say something", "[ui][publish][second-look]")
{
    Asked asked;
    FilledSession filled([&asked](TestLibrary& library) { asked = askedByMax(library); });
    SecondLookPage page(filled.session());
    page.show();
    page.refresh();
    waitUntil("the request is listed", [&] { return page.queue()->count() == 1; });
    QTest::mouseClick(named<QPushButton>(page, "sendBack"), Qt::LeftButton);
    auto* dialog = page.findChild<FormDialog*>();
    REQUIRE(dialog);
    CHECK_FALSE(dialog->actionButton()->isEnabled());
    QTest::keyClicks(named<QPlainTextEdit>(*dialog, "note"), QStringLiteral("Cover the badge"));
    REQUIRE(dialog->actionButton()->isEnabled());
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("the queue is empty", [&] { return page.queue()->count() == 0; });
    CHECK(outcomeOf(filled, asked.look) == SecondLookOutcome::SentBack);
}

TEST_CASE("one's own request can be taken back and not approved", "[ui][publish][second-look]")
{
    Asked asked;
    FilledSession filled([&asked](TestLibrary& library) {
        asked = library.run([](Library& open) {
            Asked own;
            own.photo = addDrawnPhoto(open);
            own.look = askLook(open, own.photo);
            return own;
        });
    });
    SecondLookPage page(filled.session());
    page.show();
    page.refresh();
    waitUntil("the request is listed", [&] { return page.queue()->count() == 1; });
    CHECK_FALSE(named<QPushButton>(page, "approve")->isVisible());
    CHECK_FALSE(named<QPushButton>(page, "sendBack")->isVisible());
    QTest::mouseClick(named<QPushButton>(page, "withdraw"), Qt::LeftButton);
    waitUntil("the queue is empty", [&] { return page.queue()->count() == 0; });
    CHECK(outcomeOf(filled, asked.look) == SecondLookOutcome::Withdrawn);
}

TEST_CASE("whoever asked reads the note of what came back", "[ui][publish][second-look]")
{
    FilledSession filled([](TestLibrary& library) {
        const SecondLookId look = library.run([](Library& open) { return askLook(open, addDrawnPhoto(open)); });
        library.addUser(QStringLiteral("Max"), Role::Marketing);
        library.signInAs(QStringLiteral("Max"));
        need(library.run(
            [look](Library& open) { return SecondLooks(open).sendBack(look, QStringLiteral("Cover the badge")); }));
    });
    SecondLookPage page(filled.session());
    page.show();
    page.refresh();
    waitUntil("what became of it is listed", [&] { return page.mine()->rowCount() == 1; });
    CHECK(page.mine()->item(0, 2)->text().contains(QStringLiteral("Max")));
    CHECK(page.mine()->item(0, 3)->text() == QStringLiteral("Cover the badge"));
}
