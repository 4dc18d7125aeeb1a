#include "tests/core/imaging/RawFixtures.h"
#include "tests/core/publish/FormatFixtures.h"
#include "tests/support/ExportFixture.h"
#include "tests/support/JpegWalk.h"

#include <QBuffer>
#include <QColorSpace>
#include <QDirIterator>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr QSize kSize(640, 400);
const QRect kShown(120, 140, 60, 70);
const QRect kHidden(400, 150, 60, 70);
const QColor kFlat(118, 124, 132);
const char* const kCanary = "Canary Wharf 51.5N";

/// What lies in the file's pixels, and what must be seen of it in sRGB.
struct Case {
    const char* name;
    const char* suffix;
    QByteArray bytes;
    QColor shown{220, 30, 30};
    QColor ground{150, 150, 150};
    int tolerance = 8;
};

QImage scene()
{
    return twoSquares(kSize, kShown, kHidden);
}

QColor greyed(const QColor& colour)
{
    const int grey = qGray(colour.rgb());
    return {grey, grey, grey};
}

QByteArray saved(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    REQUIRE(image.save(&buffer, format, 98));
    return bytes;
}

QImage inSpace(QColorSpace::NamedColorSpace space)
{
    QImage image = scene();
    image.setColorSpace(QColorSpace(QColorSpace::SRgb));
    image.convertToColorSpace(QColorSpace(space));
    return image;
}

/// The ground seen through: half of it, over white.
QImage halfClear()
{
    QImage image = scene().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor colour = image.pixelColor(x, y);
            image.setPixelColor(x, y, QColor(colour.red(), colour.green(), colour.blue(), 128));
        }
    }
    return image;
}

QColor overWhite(const QColor& colour)
{
    const auto half = [](int value) { return (value * 128 + 255 * 127) / 255; };
    return {half(colour.red()), half(colour.green()), half(colour.blue())};
}

QByteArray dngWithPreview()
{
    fixtures::RawContents contents;
    contents.preview = fixtures::jpegAs(scene(), fixtures::JpegColours::Rgb);
    contents.previewSize = kSize;
    return fixtures::dng(scene(), contents);
}

QList<Case> jpegs()
{
    using fixtures::JpegColours;
    const QColor red(220, 30, 30);
    const QColor grey(150, 150, 150);
    const QImage adobe = inSpace(QColorSpace::AdobeRgb);
    // Known values: sRGB 220, 30, 30 is 188.7, 35.4, 35.4 in Adobe RGB (1998).
    REQUIRE(fixtures::isNear(adobe.pixelColor(kShown.center()), QColor(189, 35, 35), 1));
    return {{"JPEG", "jpg", fixtures::jpegAs(scene(), JpegColours::Rgb)},
            {"JPEG, progressive", "jpg", fixtures::jpegAs(scene(), JpegColours::Rgb, true)},
            {"JPEG, grey", "jpg", fixtures::jpegAs(scene(), JpegColours::Grey), greyed(red), grey},
            {"JPEG, grey, progressive", "jpg", fixtures::jpegAs(scene(), JpegColours::Grey, true), greyed(red), grey},
            {"JPEG, CMYK", "jpg", fixtures::jpegAs(scene(), JpegColours::Cmyk)},
            {"JPEG, YCCK", "jpg", fixtures::jpegAs(scene(), JpegColours::Ycck)},
            {"JPEG, YCCK, progressive", "jpg", fixtures::jpegAs(scene(), JpegColours::Ycck, true)},
            {"JPEG, Adobe RGB", "jpg", saved(adobe, "jpeg")},
            {"JPEG, Display P3", "jpg", saved(inSpace(QColorSpace::DisplayP3), "jpeg")},
            {"JPEG, ProPhoto", "jpg", saved(inSpace(QColorSpace::ProPhotoRgb), "jpeg"), red, grey, 12}};
}

QList<Case> others()
{
    using fixtures::TiffColours;
    const QColor red(220, 30, 30);
    const QColor grey(150, 150, 150);
    const QImage palette = scene().convertToFormat(QImage::Format_Indexed8);
    QList<Case> cases{
        {"PNG", "png", saved(scene(), "png")},
        {"PNG, 16 bits", "png", fixtures::encodedDeep(scene(), ".png")},
        {"PNG, grey", "png", saved(scene().convertToFormat(QImage::Format_Grayscale8), "png"), greyed(red), grey},
        {"PNG, grey, 16 bits", "png", saved(scene().convertToFormat(QImage::Format_Grayscale16), "png"), greyed(red),
         grey, 10},
        {"PNG, palette", "png", saved(palette, "png")},
        {"PNG, alpha", "png", saved(halfClear(), "png"), overWhite(red), overWhite(grey)},
        {"PNG, Adobe RGB", "png", saved(inSpace(QColorSpace::AdobeRgb), "png")},
        {"TIFF", "tif", fixtures::tiffAs(scene(), TiffColours::Rgb, 8)},
        {"TIFF, 16 bits", "tif", fixtures::tiffAs(scene(), TiffColours::Rgb, 16)},
        {"TIFF, grey", "tif", fixtures::tiffAs(scene(), TiffColours::Grey, 8), greyed(red), grey},
        {"TIFF, grey, 16 bits", "tif", fixtures::tiffAs(scene(), TiffColours::Grey, 16), greyed(red), grey},
        {"TIFF, CMYK", "tif", fixtures::tiffAs(scene(), TiffColours::Cmyk, 8)},
        {"WebP", "webp", fixtures::webpAs(scene(), false), red, grey, 14},
        {"WebP, lossless", "webp", fixtures::webpAs(scene(), true)},
        {"BMP", "bmp", saved(scene(), "bmp")},
        {"DNG with a preview", "dng", dngWithPreview()},
        // Developing makes a dark picture lighter.
        {"DNG, developed", "dng", fixtures::dng(scene()), QColor(255, 93, 91), QColor(211, 211, 211), 12},
    };
    const QByteArray heic = fixtures::heicOf(scene());
    if (heic.isEmpty()) {
        WARN("HEIC is left out: libheif has no encoder here");
    } else {
        cases += {"HEIC", "heic", heic, red, grey, 14};
    }
    return cases;
}

void checkExported(ExportFixture& fixture, const Case& one)
{
    CAPTURE(one.name);
    const PhotoId photo = fixture.import(one.bytes, QString::fromLatin1(one.suffix));
    fixture.face(photo, kHidden);
    need(fixture.library.run([&](Library& library) { return Faces(library).restAreStrangers(photo); }));
    fixture.signOff(photo);
    ExportRequest request = fixture.request({photo});
    request.style = CoverStyle::Solid;
    request.preset = ExportPreset::Original;
    const ExportReport report = fixture.run(request);
    if (!report.refused.isEmpty()) {
        FAIL_CHECK(one.name << ": " << report.refused.first().reasons.first().text.toStdString());
        return;
    }
    REQUIRE(report.exported.size() == 1);
    QFile file(report.exported.first().file);
    REQUIRE(file.open(QIODevice::ReadOnly));
    checkPixelsOnly(file.readAll());
    const QImage picture(file.fileName());
    REQUIRE(picture.size() == kSize);
    for (const QPoint at :
         {kHidden.topLeft(), kHidden.topRight(), kHidden.bottomLeft(), kHidden.bottomRight(), kHidden.center()}) {
        CHECK(fixtures::isNear(picture.pixelColor(at), kFlat, 4));
    }
    const QColor shown = picture.pixelColor(kShown.center());
    const QColor ground = picture.pixelColor(20, 20);
    INFO("shown " << shown.name().toStdString() << ", ground " << ground.name().toStdString());
    CHECK(fixtures::isNear(shown, one.shown, one.tolerance));
    CHECK(fixtures::isNear(ground, one.ground, one.tolerance));
}

/// Everything that a file can carry besides its pixels.
QByteArray loaded(const QByteArray& file)
{
    return fixtures::withExif(file,
                              {{"Exif.Image.Artist", QString::fromLatin1(kCanary)},
                               {"Exif.Image.Model", QString::fromLatin1(kCanary)},
                               {"Exif.Photo.UserComment", QString::fromLatin1(kCanary)},
                               {"Exif.GPSInfo.GPSAreaInformation", QString::fromLatin1(kCanary)}});
}

QStringList someMetadataPhotos()
{
    QStringList files;
    QDirIterator all(QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/metadata"),
                     {QStringLiteral("*.jpg"), QStringLiteral("*.png"), QStringLiteral("*.tif"),
                      QStringLiteral("*.tiff"), QStringLiteral("*.webp"), QStringLiteral("*.heic")},
                     QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        files += all.next();
    }
    files.sort();
    QStringList some;
    const qsizetype step = qEnvironmentVariableIsSet("CLOAKROOM_TEST_ALL_METADATA") ? 1 : 9;
    for (qsizetype i = 0; i < files.size(); i += step) {
        some += files[i];
    }
    return some;
}

/// Whatever is in it, as the library takes it; nothing when it does not.
std::optional<PhotoId> imported(ExportFixture& fixture, const QString& path)
{
    NoProgress progress;
    ImportRequest request;
    request.sources = QStringList{path};
    const auto report = importPhotos(fixture.library.thread(), fixture.workers, request, progress);
    if (!report || report->photos.isEmpty()) {
        return std::nullopt;
    }
    const PhotoId photo = report->photos.first();
    const auto settled =
        fixture.library.run([photo](Library& library) { return Faces(library).restAreStrangers(photo); });
    if (!settled) {
        return std::nullopt;
    }
    fixture.signOff(photo);
    return photo;
}

} // namespace

TEST_CASE("every kind of JPEG leaves covered and in its right colours", "[publish][export][formats]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    for (const Case& one : jpegs()) {
        checkExported(fixture, one);
    }
    checkExiftoolFindsNothing(fixture.out());
}

TEST_CASE("every other kind of picture leaves covered and in its right colours", "[publish][export][formats]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    for (const Case& one : others()) {
        checkExported(fixture, one);
    }
    checkExiftoolFindsNothing(fixture.out());
}

TEST_CASE("nothing that a file says beside its pixels is in what leaves", "[publish][export][metadata]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const QByteArray comment = QByteArray("\xFF\xFE\x00\x14", 4) + kCanary;
    QByteArray jpeg = loaded(fixtures::jpegAs(scene(), fixtures::JpegColours::Rgb));
    REQUIRE(jpeg.count(kCanary) >= 3);
    const QList<Case> cases{
        {"JPEG", "jpg", jpeg.insert(2, comment) + kCanary},
        {"PNG", "png", loaded(saved(scene(), "png")) + kCanary},
        {"TIFF", "tif", loaded(fixtures::tiffAs(scene(), fixtures::TiffColours::Rgb, 8))},
        {"WebP", "webp", loaded(fixtures::webpAs(scene(), true))},
    };
    for (const Case& one : cases) {
        checkExported(fixture, one);
    }
    for (const QString& name : fixture.files()) {
        QFile file(fixture.out() + QLatin1Char('/') + name);
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK_FALSE(file.readAll().contains("Canary"));
    }
    CHECK(fixture.files().size() == cases.size());
    checkExiftoolFindsNothing(fixture.out());
}

TEST_CASE("photos full of other makers' metadata leave without any of it", "[publish][export][metadata][shared]")
{
    const QStringList files = someMetadataPhotos();
    ExportFixture fixture;
    if (files.isEmpty() || !fixture.canCheck()) {
        WARN("skipped: there are no photos with metadata here");
        return;
    }
    QList<PhotoId> photos;
    for (const QString& path : files) {
        if (const auto photo = imported(fixture, path)) {
            photos += *photo;
        }
    }
    CHECK(photos.size() >= files.size() / 2);
    const ExportReport report = fixture.run(fixture.request(photos));
    for (const RefusedPhoto& refused : report.refused) {
        CAPTURE(refused.reasons.first().text.toStdString());
        CHECK(refused.reasons.first().rule == Rule::CheckFailed); // a face that shows up only at the smaller size
    }
    CHECK(report.exported.size() >= photos.size() * 3 / 4);
    checkExiftoolFindsNothing(fixture.out());
    for (const ExportedPhoto& exported : report.exported) {
        QFile file(exported.file);
        REQUIRE(file.open(QIODevice::ReadOnly));
        checkPixelsOnly(file.readAll());
    }
}
