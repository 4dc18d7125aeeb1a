#include "core/imaging/CleanJpeg.h"
#include "tests/support/ClearAndCovered.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QColor kGrey(150, 150, 150);

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the register says of the only cover.
bool isFlat(ExportFixture& fixture, RegisterId entry)
{
    const auto details =
        need(fixture.library.run([entry](Library& opened) { return Register(opened).details(entry); }));
    const QJsonArray regions = details.recipe.value(QLatin1String("regions")).toArray();
    REQUIRE(regions.size() == 1);
    return regions.first().toObject().value(QLatin1String("plain")).toBool();
}

} // namespace

TEST_CASE("a clear photo leaves with its stranger covered and its consenting face as it is", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo});
    request.place = QStringLiteral("Summer issue");
    request.style = GENERATE(CoverStyle::Solid, CoverStyle::Mosaic, CoverStyle::Soft, CoverStyle::Icon);
    const ExportReport report = fixture.run(request);
    REQUIRE(report.refused.isEmpty());
    REQUIRE(report.exported.size() == 1);
    const ExportedPhoto& exported = report.exported.first();
    CHECK(exported.shown == QList<PersonId>{photo.person});
    CHECK(exported.covered == QList<FaceId>{photo.hidden});
    CHECK(QFileInfo(exported.file).fileName() == QStringLiteral("newsletter-2026-06-0001.jpg"));
    CHECK(fixture.files().size() == 1);

    const QByteArray bytes = bytesOf(exported.file);
    CHECK(stripCheck(bytes));
    CHECK(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) == exported.sha256);
    const QImage picture = pictureIn(exported);
    CHECK(picture.size() == QSize(640, 400));
    CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), kRed, 12));
    CHECK(fixtures::isNear(picture.pixelColor(20, 20), kGrey, 6));
    // What the style draws, and nothing of the square: not in its middle, nor in its corners.
    QImage blank({640, 400}, QImage::Format_RGB888);
    blank.fill(Qt::magenta);
    Cover cover = coverOf(kSecond);
    cover.isPlain = isFlat(fixture, exported.registerEntry); // where the detector takes the style for a face
    const QImage drawn = covered(blank, {cover}, request.style);
    constexpr int kWithin = 6; // of a tile's edge, and of what a JPEG loses
    for (const QPoint within : {QPoint(kWithin, kWithin), QPoint(kSecond.width() - kWithin, kWithin),
                                QPoint(kWithin, kSecond.height() - kWithin), QPoint(30, 35)}) {
        const QPoint place = kSecond.topLeft() + within;
        CAPTURE(place.x(), place.y());
        CHECK(fixtures::isNear(picture.pixelColor(place), drawn.pixelColor(place), 14));
        CHECK_FALSE(fixtures::isNear(picture.pixelColor(place), kBlue, 60));
    }

    const QList<RegisterEntry> entries = fixture.entries();
    REQUIRE(entries.size() == 1);
    CHECK(entries.first().id == exported.registerEntry);
    CHECK(entries.first().sha256 == exported.sha256);
    CHECK(entries.first().place == QStringLiteral("Summer issue"));
    CHECK(entries.first().shown == QList<PersonId>{photo.person});
    CHECK(entries.first().covered == QList<FaceId>{photo.hidden});
    CHECK(entries.first().status == RegisterStatus::Published);
    CHECK(fixture.actions().contains(QStringLiteral("photo.export")));
}

TEST_CASE("a covered region lands in the right place whichever way the camera was held",
          "[publish][export][orientation]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const QImage upright = twoSquares({640, 400}, kFirst, kSecond);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const QByteArray file = fixtures::withExif(fixtures::encoded(fixtures::storedFor(upright, orientation), ".jpg"),
                                                   {{"Exif.Image.Orientation", QString::number(orientation)}});
        const PhotoId photo = fixture.import(file);
        fixture.face(photo, kSecond);
        fixture.signOff(photo);
        ExportRequest request = fixture.request({photo});
        request.style = CoverStyle::Solid;
        const ExportReport report = fixture.run(request);
        REQUIRE(report.exported.size() == 1);
        const QImage picture = pictureIn(report.exported.first());
        REQUIRE(picture.size() == upright.size());
        CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), kRed, 12));
        const QColor flat = picture.pixelColor(kSecond.center());
        for (const QPoint corner :
             {kSecond.topLeft(), kSecond.topRight(), kSecond.bottomLeft(), kSecond.bottomRight()}) {
            CHECK(fixtures::isNear(picture.pixelColor(corner), flat, 6));
        }
        CHECK_FALSE(fixtures::isNear(flat, kBlue, 60));
    }
}

TEST_CASE("deep and grey pictures are covered like any other", "[publish][export][formats]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const QImage colours = twoSquares({640, 400}, kFirst, kSecond);
    const QImage grey = colours.convertToFormat(QImage::Format_Grayscale8);
    const QList<std::pair<QByteArray, QString>> files{
        {fixtures::encodedDeep(colours, ".png"), QStringLiteral("png")},
        {fixtures::encodedDeep(colours, ".tiff"), QStringLiteral("tiff")},
        {fixtures::encoded(grey, ".png"), QStringLiteral("png")},
    };
    for (const auto& [bytes, suffix] : files) {
        CAPTURE(suffix.toStdString());
        const PhotoId photo = fixture.import(bytes, suffix);
        fixture.face(photo, kSecond);
        fixture.signOff(photo);
        ExportRequest request = fixture.request({photo});
        request.style = CoverStyle::Solid;
        const ExportReport report = fixture.run(request);
        REQUIRE(report.exported.size() == 1);
        const QImage picture = pictureIn(report.exported.first());
        const QColor flat = picture.pixelColor(kSecond.center());
        CHECK(fixtures::isNear(picture.pixelColor(kSecond.bottomRight()), flat, 6));
        CHECK(fixtures::isNear(picture.pixelColor(kSecond.topLeft()), flat, 6));
        CHECK_FALSE(fixtures::isNear(picture.pixelColor(kFirst.center()), flat, 20));
    }
}

TEST_CASE("the smallest of all size limits holds and nothing is ever enlarged", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId photo = fixture.import(squaresJpeg({2000, 1250}));
    fixture.face(photo, kSecond);
    fixture.signOff(photo);
    const auto edge = [&](const char* purpose, ExportPreset preset, int maxEdge) {
        ExportRequest request = fixture.request({photo}, purpose);
        request.preset = preset;
        request.maxEdge = maxEdge;
        const ExportReport report = fixture.run(request);
        REQUIRE(report.exported.size() == 1);
        return pictureIn(report.exported.first()).width();
    };
    CHECK(edge("newsletter", ExportPreset::Web, 0) == 1600);
    CHECK(edge("newsletter", ExportPreset::Web, 800) == 800);
    CHECK(edge("newsletter", ExportPreset::Print, 0) == 2000);
    CHECK(edge("newsletter", ExportPreset::Original, 0) == 2000);
    CHECK(edge("website", ExportPreset::Original, 1800) == 1600);
    CHECK(fixture.files().size() == 5);
}

TEST_CASE("what is blocked stays in with its reasons", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId unsigned_ = fixture.import(squaresJpeg());
    const ExportReport report = fixture.run(fixture.request({unsigned_, PhotoId{4711}}));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 2);
    REQUIRE_FALSE(report.refused.first().reasons.isEmpty());
    CHECK(report.refused.first().reasons.first().rule == Rule::NotSignedOff);
    CHECK_FALSE(report.refused.first().reasons.first().text.isEmpty());
    CHECK_FALSE(report.refused.last().reasons.isEmpty());
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a face that was moved after the sign-off keeps its photo in", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const auto change = GENERATE(0, 1, 2);
    need(fixture.library.run([&](Library& library) {
        Faces faces(library);
        if (change == 0) {
            return faces.move(photo.hidden, QRect(300, 150, 60, 70));
        }
        return change == 1 ? faces.remove(photo.hidden) : faces.reject(photo.shown);
    }));
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotSignedOff);
}

TEST_CASE("photos made ready side by side leave in the order they were asked for", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    WorkerOptions options;
    options.detector = fixture.workers.detector();
    WorkerPool workers(3, options);
    QList<PhotoId> photos;
    for (const int width : {2400, 500, 1900, 520, 540, 560}) { // the first takes the longest
        photos += fixture.import(squaresJpeg({width, 400}));
        fixture.face(photos.last(), kSecond);
        fixture.signOff(photos.last());
    }
    ExportRequest request = fixture.request(photos);
    request.photos.insert(3, PhotoId{4711});
    NoProgress progress;
    const auto report = need(exportPhotos(fixture.library.thread(), workers, request, progress));
    REQUIRE(report.exported.size() == photos.size());
    CHECK(report.refused.size() == 1);
    for (int i = 0; i < photos.size(); ++i) {
        CHECK(report.exported[i].photo == photos[i]);
        CHECK(report.exported[i].file.endsWith(QStringLiteral("-%1.jpg").arg(i + 1, 4, 10, QLatin1Char('0'))));
    }
    CHECK(fixture.entries().size() == photos.size());

    // Asked twice for each photo: before it is begun, and when its turn has come.
    StepProgress cancelled([](int asked) { return asked >= 7; });
    const auto part = need(exportPhotos(fixture.library.thread(), workers, request, cancelled));
    CHECK(part.wasCancelled);
    CHECK(part.exported.size() < photos.size());
    CHECK(fixture.files().size() == photos.size() + part.exported.size());
    CHECK(fixture.entries().size() == fixture.files().size());
}

TEST_CASE("a request that makes no sense writes nothing", "[publish][export]")
{
    ExportFixture fixture;
    NoProgress progress;
    const auto codeOf = [&](const ExportRequest& request) {
        const auto report = exportPhotos(fixture.library.thread(), fixture.workers, request, progress);
        REQUIRE_FALSE(report);
        return report.error().code;
    };
    ExportRequest inside = fixture.request({});
    inside.folder = fixture.library.folder() + QStringLiteral("/out");
    CHECK(codeOf(inside) == ErrorCode::Invalid);
    ExportRequest badQuality = fixture.request({});
    badQuality.quality = 101;
    CHECK(codeOf(badQuality) == ErrorCode::Invalid);
    ExportRequest noPurpose = fixture.request({});
    noPurpose.purpose = PurposeId{999};
    CHECK(codeOf(noPurpose) == ErrorCode::NotFound);
    fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    const ExportRequest fine = fixture.request({});
    fixture.library.signInAs(QStringLiteral("Vera"));
    CHECK(codeOf(fine) == ErrorCode::NotAllowed);
    CHECK_FALSE(QFileInfo::exists(fixture.out()));
}

TEST_CASE("a dry run says the same and writes nothing", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo, PhotoId{99}});
    request.isDryRun = true;
    const ExportReport dry = fixture.run(request);
    CHECK_FALSE(QFileInfo::exists(fixture.out()));
    CHECK(fixture.entries().isEmpty());
    request.isDryRun = false;
    const ExportReport wet = fixture.run(request);
    REQUIRE(dry.exported.size() == 1);
    REQUIRE(wet.exported.size() == 1);
    CHECK(dry.exported.first().shown == wet.exported.first().shown);
    CHECK(dry.exported.first().covered == wet.exported.first().covered);
    CHECK_FALSE(dry.exported.first().registerEntry.isValid());
    CHECK(dry.refused.size() == wet.refused.size());
}

TEST_CASE("without a face detector nothing leaves", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    fixture.workers.setDetector({});
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::CheckFailed);
    CHECK(fixture.files().isEmpty());
}

TEST_CASE("names of files in the way are left alone", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(QDir().mkpath(fixture.out()));
    QFile mine(fixture.out() + QStringLiteral("/newsletter-2026-06-0001.jpg"));
    REQUIRE(mine.open(QIODevice::WriteOnly));
    mine.write("mine");
    mine.close();
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    REQUIRE(report.exported.size() == 1);
    CHECK(report.exported.first().file.endsWith(QStringLiteral("newsletter-2026-06-0002.jpg")));
    CHECK(bytesOf(mine.fileName()) == "mine");
}
