#include "core/publish/ExportPreview.h"
#include "tests/support/ClearAndCovered.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QJsonArray regionsOf(ExportFixture& fixture, RegisterId entry)
{
    const auto details = need(fixture.library.run([entry](Library& open) { return Register(open).details(entry); }));
    return details.recipe.value(QLatin1String("regions")).toArray();
}

ExportReport reissued(ExportFixture& fixture, const ExportReport& report, const std::optional<QString>& caption = {})
{
    NoProgress progress;
    const ReissueRequest wanted{report.exported.first().registerEntry, fixture.library.scratch(QStringLiteral("again")),
                                caption};
    return need(reissuePhoto(fixture.library.thread(), fixture.workers, wanted, progress));
}

} // namespace

TEST_CASE("who may be seen is covered when that is wished and stays so in a reissue", "[publish][export][wishes]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo});
    request.style = CoverStyle::Solid;
    request.wishes = {{photo.shown, CoverWish{true, 1}}, {photo.hidden, CoverWish{false, 2}}};
    const ExportReport report = fixture.run(request);
    REQUIRE(report.exported.size() == 1);
    CHECK(report.exported.first().shown.isEmpty());
    CHECK(report.exported.first().covered.size() == 2);
    const QImage picture = pictureIn(report.exported.first());
    const QColor flat = picture.pixelColor(kSecond.center());
    CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), flat, 6));
    // Twice the head: far beyond where the cover ends as it is.
    CHECK(fixtures::isNear(picture.pixelColor(kSecond.center() + QPoint(80, 0)), flat, 6));
    CHECK(fixture.entries().first().shown.isEmpty());

    NoProgress progress;
    const auto again = need(reissuePhoto(
        fixture.library.thread(), fixture.workers,
        {report.exported.first().registerEntry, fixture.library.scratch(QStringLiteral("again"))}, progress));
    REQUIRE(again.exported.size() == 1);
    CHECK(again.exported.first().covered.size() == 2);
}

TEST_CASE("no wish shows a face that has to be covered", "[publish][export][wishes]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const ExportTerms terms{fixture.purpose("newsletter").id, 0, {{photo.hidden, CoverWish{false, 0.1}}}};
    const auto preview = need(fixture.library.run(
        [&](Library& library) { return coveredPreview(library, photo.photo, terms, CoverStyle::Solid); }));
    REQUIRE(preview.heads.size() == 2);
    for (const CoveredPreview::Head& head : preview.heads) {
        CHECK(head.look == (head.face == photo.hidden ? CoveredPreview::Look::ByRule : CoveredPreview::Look::Shown));
    }
    CHECK_FALSE(fixtures::isNear(preview.picture.pixelColor(kSecond.topLeft()), kBlue, 40));
}

TEST_CASE("the preview shows what would leave and only when it may", "[publish][preview]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const PurposeId newsletter = fixture.purpose("newsletter").id;
    const auto preview = [&](PurposeId purpose) {
        return fixture.library.run(
            [&](Library& library) { return previewAsExported(library, photo.photo, purpose, CoverStyle::Solid); });
    };
    const QImage shown = need(preview(newsletter));
    CHECK(fixtures::isNear(shown.pixelColor(kFirst.center()), kRed, 20));
    CHECK(fixtures::isNear(shown.pixelColor(kSecond.topLeft()), shown.pixelColor(kSecond.center()), 4));
    CHECK_FALSE(fixtures::isNear(shown.pixelColor(kSecond.center()), kBlue, 60));
    const auto blocked = preview(fixture.purpose("press").id);
    REQUIRE_FALSE(blocked);
    CHECK(blocked.error().code == ErrorCode::NotAllowed);
    CHECK_FALSE(blocked.error().text.isEmpty());
}

TEST_CASE("a cover that was made larger stays as large in a reissue", "[publish][export][wishes]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo});
    const Cover usual = coverOf(kSecond);
    request.wishes.insert(photo.hidden, CoverWish{false, 1.5});
    const ExportReport first = fixture.run(request);
    REQUIRE(first.exported.size() == 1);
    const QJsonArray before = regionsOf(fixture, first.exported.first().registerEntry);
    REQUIRE(before.size() == 1);
    CHECK(before[0].toObject().value(QLatin1String("rect")).toArray()[2].toInt() > usual.rect.width());
    const ExportReport again = reissued(fixture, first);
    REQUIRE(again.exported.size() == 1);
    CHECK(regionsOf(fixture, again.exported.first().registerEntry) == before);
}

TEST_CASE("a reissue whose words say a name by now leaves with other words or none", "[publish][export][caption]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo}, "website");
    fixture.say(photo.person, "website", Decision::Granted);
    request.caption = QStringLiteral("Robin Rowan opens the fair");
    const ExportReport first = fixture.run(request);
    REQUIRE(first.exported.size() == 1);
    Person draft;
    draft.givenName = QStringLiteral("Robin");
    draft.familyName = QStringLiteral("Rowan");
    need(fixture.library.run([&](Library& open) { return People(open).add(draft); }));
    NoProgress progress;
    ReissueRequest wanted{first.exported.first().registerEntry, fixture.out()};
    const auto refused = reissuePhoto(fixture.library.thread(), fixture.workers, wanted, progress);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Invalid);
    const QString words = GENERATE(QStringLiteral("The fair opens"), QString());
    const ExportReport again = reissued(fixture, first, words);
    REQUIRE(again.exported.size() == 1);
    const RegisterId id = again.exported.first().registerEntry;
    CHECK(need(fixture.library.run([id](Library& open) { return Register(open).get(id); })).caption == words);
}

TEST_CASE("the preview is cut like what leaves", "[publish][preview]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo});
    request.preset = GENERATE(ExportPreset::Web, ExportPreset::Square, ExportPreset::Story);
    CAPTURE(exportPresetKey(request.preset));
    const ExportReport report = fixture.run(request);
    REQUIRE(report.exported.size() == 1);
    const QImage finished = pictureIn(report.exported.first());
    const auto preview = need(fixture.library.run(
        [&](Library& open) { return coveredPreview(open, photo.photo, termsOf(request), request.style); }));
    REQUIRE(preview.picture.size() == finished.size());
    const auto compared = need(
        compareAsExported(fixture.library.thread(), fixture.workers, photo.photo, termsOf(request), request.style));
    REQUIRE(compared.after.size() == finished.size());
    REQUIRE(compared.before.size() == finished.size());
    constexpr int kSteps = 7;
    for (int step = 0; step < kSteps * kSteps; ++step) {
        const QPoint place((step % kSteps * 2 + 1) * finished.width() / (2 * kSteps),
                           (step / kSteps * 2 + 1) * finished.height() / (2 * kSteps));
        CAPTURE(place.x(), place.y());
        CHECK(fixtures::isNear(compared.after.pixelColor(place), finished.pixelColor(place), 40));
    }
    // The visible face lies where the preview says, and its colour is not drawn over.
    for (const CoveredPreview::Head& head : preview.heads) {
        const QPoint middle(qRound(head.rect.center().x() * finished.width()),
                            qRound(head.rect.center().y() * finished.height()));
        if (head.look == CoveredPreview::Look::Shown) {
            CHECK(fixtures::isNear(preview.picture.pixelColor(middle), kRed, 24));
            CHECK(fixtures::isNear(compared.before.pixelColor(middle), kRed, 24));
        } else if (QRect(QPoint(), finished.size()).contains(middle)) {
            CHECK_FALSE(fixtures::isNear(preview.picture.pixelColor(middle), kBlue, 40));
            CHECK(fixtures::isNear(compared.before.pixelColor(middle), kBlue, 24));
        }
    }
}

TEST_CASE("nobody sees at full size whom the role may not see", "[publish][preview][protected]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const PurposeId newsletter = fixture.purpose("newsletter").id;
    const auto blocked = compareAsExported(fixture.library.thread(), fixture.workers, photo.photo,
                                           {fixture.purpose("press").id}, CoverStyle::Mosaic);
    REQUIRE_FALSE(blocked);
    CHECK(blocked.error().code == ErrorCode::NotAllowed);
    fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    fixture.library.addUser(QStringLiteral("Max"), Role::Marketing);
    fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    fixture.library.signInAs(QStringLiteral("Sue"));
    need(fixture.library.run(
        [&](Library& open) { return People(open).protect(photo.person, QStringLiteral("court order"), true); }));
    const auto faceSeenBefore = [&](const QString& name) {
        fixture.library.signInAs(name);
        const auto compared = need(compareAsExported(fixture.library.thread(), fixture.workers, photo.photo,
                                                     {newsletter}, CoverStyle::Mosaic));
        return compared.before.pixelColor(kFirst.center());
    };
    CHECK(fixtures::isNear(faceSeenBefore(QStringLiteral("Sue")), kRed, 12));
    CHECK(fixture.actions().contains(QStringLiteral("photo.view-protected")));
    CHECK_FALSE(fixtures::isNear(faceSeenBefore(QStringLiteral("Max")), kRed, 60));
    fixture.library.signInAs(QStringLiteral("Vera"));
    CHECK_FALSE(
        compareAsExported(fixture.library.thread(), fixture.workers, photo.photo, {newsletter}, CoverStyle::Mosaic));
}
