#include "tests/support/ClearAndCovered.h"

using namespace cloakroom;
using namespace cloakroom::test;

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
    const auto again =
        need(reissuePhoto(fixture.library.thread(), fixture.workers, report.exported.first().registerEntry,
                          fixture.library.scratch(QStringLiteral("again")), progress));
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
