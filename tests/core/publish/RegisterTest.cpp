#include "tests/support/ClearAndCovered.h"

using namespace cloakroom;
using namespace cloakroom::test;

TEST_CASE("a withdrawal makes past exports takedowns at once", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    REQUIRE(report.exported.size() == 1);
    const RegisterId entry = report.exported.first().registerEntry;
    const auto count = [&] {
        return need(fixture.library.run([](Library& library) { return Register(library).takedownCount(); }));
    };
    CHECK(count() == 0);
    const RecordedConsent withdrawn = fixture.say(photo.person, "newsletter", Decision::Withdrawn);
    CHECK(withdrawn.takedowns == QList<RegisterId>{entry});
    CHECK(count() == 1);
    RegisterFilter takedowns;
    takedowns.takedownsOnly = true;
    REQUIRE(fixture.entries(takedowns).size() == 1);
    CHECK(fixture.entries(takedowns).first().status == RegisterStatus::Takedown);
    CHECK_FALSE(fixture.entries(takedowns).first().reason.isEmpty());

    SECTION("taken down it is settled, once")
    {
        need(fixture.library.run([&](Library& library) { return Register(library).markTakenDown(entry); }));
        CHECK(count() == 0);
        CHECK(fixture.entries().first().status == RegisterStatus::TakenDown);
        CHECK_FALSE(fixture.library.run([&](Library& library) { return Register(library).markTakenDown(entry); }));
        CHECK(fixture.actions().contains(QStringLiteral("register.take-down")));
    }
    SECTION("reissued it is replaced by a picture with that face covered, too")
    {
        NoProgress progress;
        const auto again = need(reissuePhoto(fixture.library.thread(), fixture.workers,
                                             {entry, fixture.library.scratch(QStringLiteral("again"))}, progress));
        REQUIRE(again.exported.size() == 1);
        CHECK(again.exported.first().shown.isEmpty());
        CHECK(again.exported.first().covered.size() == 2);
        CHECK(count() == 0);
        REQUIRE(fixture.entries().size() == 2);
        CHECK(fixture.entries().first().status == RegisterStatus::Published);
        CHECK(fixture.entries().last().status == RegisterStatus::Replaced);
        CHECK_FALSE(fixtures::isNear(pictureIn(again.exported.first()).pixelColor(kFirst.topLeft()), kRed, 40));
        CHECK_FALSE(reissuePhoto(fixture.library.thread(), fixture.workers, {entry, fixture.out()}, progress));
    }
}

TEST_CASE("a face that turns out to be somebody else's makes its publication a takedown", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(fixture.run(fixture.request({photo.photo})).exported.size() == 1);
    const PersonId other = fixture.person(QStringLiteral("Bea"));
    const auto change = [&](auto work) {
        need(fixture.library.run([&](Library& library) { return work(Faces(library)); }));
    };
    const auto status = [&] { return fixture.entries().first().status; };
    change([&](Faces faces) { return faces.confirm(photo.hidden, other); });
    CHECK(status() == RegisterStatus::Published);
    change([&](Faces faces) { return faces.reset(photo.hidden); });
    change([&](Faces faces) { return faces.confirm(photo.shown, other); });
    CHECK(status() == RegisterStatus::Takedown);
    fixture.say(other, "newsletter", Decision::Granted);
    CHECK(status() == RegisterStatus::Published);
    change([&](Faces faces) { return faces.markStranger(photo.shown); });
    CHECK(status() == RegisterStatus::Takedown);
    change([&](Faces faces) { return faces.reject(photo.shown); });
    CHECK(status() == RegisterStatus::Published);
}

TEST_CASE("the register answers by photo, person and purpose and keeps the place", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const RegisterId entry = fixture.run(fixture.request({photo.photo})).exported.first().registerEntry;
    need(fixture.library.run(
        [&](Library& library) { return Register(library).setPlace(entry, QStringLiteral(" Page 3 ")); }));
    RegisterFilter filter;
    filter.person = photo.person;
    filter.photo = photo.photo;
    filter.purpose = fixture.purpose("newsletter").id;
    REQUIRE(fixture.entries(filter).size() == 1);
    CHECK(fixture.entries(filter).first().place == QStringLiteral("Page 3"));
    filter.purpose = fixture.purpose("website").id;
    CHECK(fixture.entries(filter).isEmpty());
    CHECK_FALSE(fixture.library.run([](Library& library) { return Register(library).setPlace(RegisterId{99}, {}); }));
    fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    fixture.library.signInAs(QStringLiteral("Vera"));
    const auto refused = fixture.library.run([](Library& library) { return Register(library).list(); });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
}

TEST_CASE("protected people are nowhere in the register of roles that may not know them", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(fixture.run(fixture.request({photo.photo})).exported.size() == 1);
    fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    fixture.library.addUser(QStringLiteral("Max"), Role::Marketing);
    fixture.library.signInAs(QStringLiteral("Sue"));
    need(fixture.library.run(
        [&](Library& library) { return People(library).protect(photo.person, QStringLiteral("court order"), false); }));
    RegisterFilter filter;
    filter.person = photo.person;
    CHECK(fixture.entries(filter).first().shown == QList<PersonId>{photo.person});
    fixture.library.signInAs(QStringLiteral("Max"));
    CHECK(fixture.entries(filter).isEmpty());
    REQUIRE(fixture.entries().size() == 1);
    CHECK(fixture.entries().first().shown.isEmpty());
    CHECK(fixture.entries().first().status == RegisterStatus::Takedown);
    CHECK_FALSE(fixture.entries().first().reason.contains(QStringLiteral("rotect")));
}
