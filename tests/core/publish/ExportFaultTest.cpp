// What goes wrong, or changes its mind, while an export runs.
#include "core/publish/ExportRun.h"
#include "core/review/Flags.h"
#include "tests/support/ClearAndCovered.h"
#include "tests/support/NoThreads.h"
#include "tests/support/UnfinishedFiles.h"

#include <sys/mount.h>

#include <new>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

/// An export that runs out of memory over one of its photos.
class HungryRun final : public ExportRun {
public:
    HungryRun(ExportFixture& fixture, const ExportRequest& request, const TargetFolder& target, Progress& progress,
              PhotoId large)
        : ExportRun(fixture.library.thread(), fixture.workers, request, &target, progress)
        , m_large(large)
    {
    }

protected:
    [[nodiscard]] Result<Picture> render(const QImage& source, const ExportPlan& plan) const override
    {
        if (plan.photo == m_large) {
            throw std::bad_alloc();
        }
        return ExportRun::render(source, plan);
    }

private:
    PhotoId m_large;
};

/// Photos with one stranger each, signed off.
QList<PhotoId> strangers(ExportFixture& fixture, int count)
{
    QList<PhotoId> photos;
    for (int i = 0; i < count; ++i) {
        photos += fixture.import(squaresJpeg({640 + 10 * i, 400}));
        fixture.face(photos.last(), kFirst);
        fixture.face(photos.last(), kSecond);
        fixture.signOff(photos.last());
    }
    return photos;
}

} // namespace

TEST_CASE("a withdrawal while the export runs stops the photo", "[publish][export][race]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    // The second question comes when the picture is finished and has no name yet.
    StepProgress progress([&](int asked) {
        if (asked == 1) {
            fixture.say(photo.person, "newsletter", Decision::Withdrawn);
        }
        return false;
    });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a flag while the export runs stops the photo", "[publish][export][race]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    StepProgress progress([&](int asked) {
        if (asked == 1) {
            need(fixture.library.run(
                [&](Library& library) { return Flags(library).add(photo.photo, QStringLiteral("please look")); }));
        }
        return false;
    });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    CHECK(report.exported.isEmpty());
    CHECK(report.refused.size() == 1);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("cancelled at any step nothing half is left", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered first(fixture);
    const PhotoId second = fixture.import(fixtures::encoded(twoSquares({600, 380}, kFirst, kSecond), ".jpg"));
    fixture.face(second, kFirst);
    fixture.face(second, kSecond);
    fixture.signOff(second);
    for (int step = 0; step < 4; ++step) {
        CAPTURE(step);
        const qsizetype before = fixture.files().size();
        StepProgress progress([step](int asked) { return asked >= step; });
        const auto report = need(
            exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({first.photo, second}), progress));
        CHECK(report.wasCancelled);
        CHECK(report.exported.size() == step / 2);
        CHECK(fixture.files().size() == before + step / 2);
        CHECK(fixture.entries().size() == fixture.files().size());
    }
}

TEST_CASE("a full disk leaves no file and no entry", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(QDir().mkpath(fixture.out()));
    const QByteArray disk = QFile::encodeName(fixture.out());
    if (::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=4k") != 0) {
        WARN("skipped: this user may not mount a small disk");
        return;
    }
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    const bool isEmpty = fixture.files().isEmpty();
    REQUIRE(::umount2(disk.constData(), MNT_DETACH) == 0);
    CHECK(isEmpty);
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a folder that is gone when the file is to get its name leaves no entry", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    StepProgress progress([&](int asked) { return asked == 1 && !QDir(fixture.out()).removeRecursively(); });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(fixture.entries().isEmpty());
    CHECK(fixture.actions().contains(QStringLiteral("photo.export-undone")));
}

TEST_CASE("a file that changed on its medium does not get its name", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    int changed = 0;
    StepProgress progress([&](int asked) {
        changed += asked == 1 ? tamperWithUnfinished(QFileInfo(fixture.out()).canonicalFilePath()) : 0;
        return false;
    });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    REQUIRE(changed == 1);
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a photo that memory is too short for stays in and the others leave", "[publish][export][fault]")
{
    ExportFixture fixture(2);
    if (!fixture.canCheck()) {
        return;
    }
    const QList<PhotoId> photos = strangers(fixture, 4);
    const ExportRequest request = fixture.request(photos);
    const auto target = need(TargetFolder::open(fixture.out(), fixture.library.folder()));
    for (const PhotoId large : {photos.first(), photos[2], photos.last()}) {
        NoProgress progress;
        const ExportReport report = HungryRun(fixture, request, target, progress, large).run();
        CHECK(report.exported.size() == photos.size() - 1);
        REQUIRE(report.refused.size() == 1);
        CHECK(report.refused.first().photo == large);
        CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
        CHECK(fixture.entries().size() == fixture.files().size());
    }
}

TEST_CASE("where no thread is to be had photos leave one after another", "[publish][export][fault]")
{
    ExportFixture fixture(2);
    if (!fixture.canCheck()) {
        return;
    }
    const QList<PhotoId> photos = strangers(fixture, 3);
    REQUIRE(fixture.run(fixture.request(photos)).exported.size() == photos.size()); // workers run from here on
    const NoThreads none;
    if (!none.isInForce()) {
        WARN("skipped: threads can still be started here");
        return;
    }
    CHECK(fixture.run(fixture.request(photos)).exported.size() == photos.size());
}
