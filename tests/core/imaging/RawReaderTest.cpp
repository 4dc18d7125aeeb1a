#include "core/imaging/PhotoFixtures.h"
#include "core/imaging/PhotoReader.h"
#include "core/imaging/RawFixtures.h"
#include "core/worker/WorkerPool.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::fixtures;

namespace {

constexpr QSize kSensor(320, 200);

/// Turned by half, so that it can be told from what the sensor saw.
QImage otherScene(QSize size = kSensor)
{
    return quarters(size.width(), size.height()).mirrored(true, true);
}

RawContents withPreview(const QImage& picture)
{
    RawContents contents;
    contents.preview = encoded(picture, ".jpg");
    contents.previewSize = picture.size();
    return contents;
}

} // namespace

TEST_CASE("a RAW file without a preview is developed", "[imaging][raw]")
{
    RawContents contents;
    contents.takenAt = QDateTime(QDate(2026, 6, 12), QTime(14, 3, 5));
    const auto photo = photoreader::read(dng(quarters(), contents));
    REQUIRE(photo);
    CHECK(photo->facts.format == QLatin1String("dng"));
    CHECK(photo->facts.kind == PhotoKind::Still);
    CHECK(photo->facts.camera.contains(QLatin1String("Canary R5")));
    CHECK(photo->facts.takenAt == contents.takenAt);
    CHECK(photo->picture.size() == kSensor);
    CHECK(photo->facts.size == kSensor);
    CHECK(quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("a RAW file's own rendering of full size is what is shown", "[imaging][raw]")
{
    const auto photo = photoreader::read(dng(quarters(), withPreview(otherScene())));
    REQUIRE(photo);
    CHECK(photo->picture.size() == kSensor);
    CHECK(quarterLetters(photo->picture) == quarterLetters(otherScene()));
}

TEST_CASE("a small preview does not stand in for the photo", "[imaging][raw]")
{
    const auto photo = photoreader::read(dng(quarters(), withPreview(otherScene({160, 100}))));
    REQUIRE(photo);
    CHECK(photo->picture.size() == kSensor);
    CHECK(quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("a RAW file stands upright whether developed or previewed", "[imaging][raw]")
{
    const int orientation = GENERATE(1, 3, 6, 8);
    const bool hasPreview = GENERATE(false, true);
    CAPTURE(orientation, hasPreview);
    const QImage upright = orientation >= 5 ? quarters(200, 320) : quarters();
    const QImage stored = storedFor(upright, orientation);
    RawContents contents = hasPreview ? withPreview(stored) : RawContents();
    contents.orientation = orientation;
    const auto photo = photoreader::read(dng(stored, contents));
    REQUIRE(photo);
    CHECK(photo->picture.size() == upright.size());
    CHECK(quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("a RAW file whose preview is broken is developed instead", "[imaging][raw]")
{
    RawContents contents = withPreview(otherScene());
    contents.preview = contents.preview.left(300);
    const auto photo = photoreader::read(dng(quarters(), contents));
    REQUIRE(photo);
    CHECK(quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("a RAW file that is cut off anywhere is refused or read and never crashes its reader", "[imaging][raw]")
{
    const QByteArray whole = dng(quarters(), withPreview(otherScene({160, 100})));
    for (qsizetype length = 0; length < whole.size(); length += whole.size() / 40) {
        CHECK_FALSE(photoreader::read(whole.left(length))); // the directory is at the end
    }
}

TEST_CASE("a RAW file is shown through the sandboxed worker", "[imaging][raw][worker]")
{
    WorkerPool pool(1, test::builtWorker());
    const bool hasPreview = GENERATE(false, true);
    const QByteArray file = dng(quarters(), hasPreview ? withPreview(otherScene()) : RawContents());
    const auto inspection = pool.inspect(file);
    REQUIRE(inspection);
    CHECK(inspection->facts.format == QLatin1String("dng"));
    const QImage shown = QImage::fromData(inspection->previewJpeg, "jpeg");
    CHECK(quarterLetters(shown) == (hasPreview ? quarterLetters(otherScene()) : QStringLiteral("rgby")));
}
