#include "core/imaging/PhotoReader.h"

#include "core/imaging/PhotoFixtures.h"
#include "core/imaging/Scale.h"

#include <QColorSpace>
#include <QtEndian>

#include <catch2/catch.hpp>

using namespace cloakroom;
using fixtures::quarters;

namespace {

PhotoProblem problemOf(const QByteArray& bytes)
{
    const auto photo = photoreader::read(bytes);
    REQUIRE_FALSE(photo);
    return photo.error().problem;
}

/// A JPEG whose header claims so many pixels.
QByteArray claiming(QByteArray jpeg, quint16 width, quint16 height)
{
    const qsizetype frame = jpeg.indexOf(QByteArray("\xFF\xC0", 2));
    REQUIRE(frame > 0);
    qToBigEndian(height, jpeg.data() + frame + 5);
    qToBigEndian(width, jpeg.data() + frame + 7);
    return jpeg;
}

} // namespace

TEST_CASE("a video that does not say how large it is has no size rather than a negative one", "[imaging][video]")
{
    // As a fuzzer found it: hardly more than the word by which QuickTime is known.
    const QByteArray head("\x7f"
                          "Docwide\xd0\xff\xe0M\x8c\xd3@",
                          15);
    const auto video = photoreader::readHead(head);
    REQUIRE(video);
    CHECK(video->facts.kind == PhotoKind::Video);
    CHECK(video->facts.size == QSize(0, 0));
}

TEST_CASE("a still that Exiv2 takes for a video is read or refused at once", "[imaging][video]")
{
    // As a fuzzer found it: a few hundred bytes over which Exiv2's reader of videos takes minutes.
    const QByteArray bytes = QByteArray::fromHex(
        "3a89504e66747970717420206a786c20415649204c68657663b5dbcdf7058386ffd8ffe000104a464946000101000001"
        "00010000ffe1006845786966000049492a00080000000300109400000000000000000000120103000100c80000000000"
        "00e000104a464946005ff112fc05010100000100010000ff1e1e1e1e1e1e1e1e1e1e457869660000490069873d000100"
        "00003aab158b7282090a161718191a00415649204c68657663b5dbcdf70583865ff112fc05ab158b7282090a16171819"
        "1a000000000000000079706a786c20415649204c68657663b5dbcdf70583865ff112fc05ab158b7282090a1600001200"
        "0000000043616d6572492a000800001718191a0000000000000300000000000000001001020007000000000000000000"
        "000000000000");
    CHECK(problemOf(bytes) == PhotoProblem::Damaged);
}

TEST_CASE("each orientation is made upright exactly once", "[imaging][orientation]")
{
    const int orientation = GENERATE(1, 2, 3, 4, 5, 6, 7, 8);
    const char* format = GENERATE(".jpg", ".png", ".webp", ".tiff");
    CAPTURE(orientation, format);
    const QByteArray stored = fixtures::encoded(fixtures::storedFor(quarters(), orientation), format);
    const QByteArray file = fixtures::withExif(stored, {{"Exif.Image.Orientation", QString::number(orientation)}});
    const auto photo = photoreader::read(file);
    REQUIRE(photo);
    CHECK(photo->facts.orientation == orientation);
    CHECK(photo->facts.size == QSize(320, 200));
    CHECK(photo->picture.size() == QSize(320, 200));
    CHECK(fixtures::quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("an impossible orientation counts as upright", "[imaging][orientation]")
{
    const QByteArray file =
        fixtures::withExif(fixtures::encoded(quarters(), ".jpg"), {{"Exif.Image.Orientation", QStringLiteral("9")}});
    const auto photo = photoreader::read(file);
    REQUIRE(photo);
    CHECK(photo->facts.orientation == 1);
    CHECK(fixtures::quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("the kind of a file is told by its bytes", "[imaging][formats]")
{
    const auto [format, key] = GENERATE(table<const char*, const char*>(
        {{".jpg", "jpeg"}, {".png", "png"}, {".tiff", "tiff"}, {".webp", "webp"}, {".bmp", "bmp"}}));
    const auto photo = photoreader::read(fixtures::encoded(quarters(), format));
    REQUIRE(photo);
    CHECK(photo->facts.format == QLatin1String(key));
    CHECK(photo->facts.kind == PhotoKind::Still);
    CHECK(photo->picture.format() == QImage::Format_RGB888);
    CHECK(fixtures::quarterLetters(photo->picture) == QLatin1String("rgby"));
}

TEST_CASE("what the camera wrote is read", "[imaging][metadata]")
{
    const auto photo =
        photoreader::read(fixtures::withExif(fixtures::encoded(quarters(), ".jpg"),
                                             {{"Exif.Image.Make", QStringLiteral("NIKON CORPORATION")},
                                              {"Exif.Image.Model", QStringLiteral("NIKON D5300")},
                                              {"Exif.Photo.DateTimeOriginal", QStringLiteral("2026:06:12 14:03:05")},
                                              {"Exif.Photo.SubSecTimeOriginal", QStringLiteral("4")},
                                              {"Exif.Photo.OffsetTimeOriginal", QStringLiteral("-01:30")}}));
    REQUIRE(photo);
    REQUIRE(photo->facts.takenAt);
    CHECK(photo->facts.takenAt->toString(Qt::ISODateWithMs) == QLatin1String("2026-06-12T14:03:05.400"));
    CHECK(photo->facts.offsetMinutes == -90);
    CHECK(photo->facts.camera == QLatin1String("NIKON D5300"));
}

TEST_CASE("a photo whose metadata block is broken is still read", "[imaging][metadata]")
{
    QByteArray file = fixtures::withExif(fixtures::encoded(quarters(), ".jpg"),
                                         {{"Exif.Photo.DateTimeOriginal", QStringLiteral("2026:06:12 14:03:05")}});
    const qsizetype tiff = file.indexOf("Exif") + 6;
    for (qsizetype i = tiff + 8; i < tiff + 30; ++i)
        file[i] = static_cast<char>(0xFF);
    const auto photo = photoreader::read(file);
    REQUIRE(photo);
    CHECK_FALSE(photo->facts.takenAt);
}

TEST_CASE("a file cut short is refused whatever its kind", "[imaging][damage]")
{
    const char* format = GENERATE(".jpg", ".png", ".tiff", ".webp", ".bmp");
    const int percent = GENERATE(20, 50, 90, 99);
    CAPTURE(format, percent);
    const QByteArray whole = fixtures::encoded(quarters(640, 480), format);
    CHECK(problemOf(whole.left(whole.size() * percent / 100)) == PhotoProblem::Damaged);
}

TEST_CASE("a damaged pixel stream is refused", "[imaging][damage]")
{
    QByteArray jpeg = fixtures::encoded(quarters(640, 480), ".jpg");
    for (qsizetype i = jpeg.size() / 2; i < jpeg.size() / 2 + 40; ++i)
        jpeg[i] = static_cast<char>(0xFF);
    CHECK(problemOf(jpeg) == PhotoProblem::Damaged);
    QByteArray png = fixtures::encoded(quarters(640, 480), ".png");
    png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 0x55);
    CHECK(problemOf(png) == PhotoProblem::Damaged);
}

TEST_CASE("bytes after the end of a JPEG do not make it damaged", "[imaging][damage]")
{
    CHECK(photoreader::read(fixtures::encoded(quarters(), ".jpg") + QByteArray(5000, 'x')));
}

TEST_CASE("a picture that claims too many pixels is refused before any are made", "[imaging][bombs]")
{
    const QByteArray jpeg = fixtures::encoded(quarters(), ".jpg");
    CHECK(problemOf(claiming(jpeg, 65'000, 65'000)) == PhotoProblem::TooManyPixels);
    CHECK(problemOf(claiming(jpeg, 20'000, 10'001)) == PhotoProblem::TooManyPixels);
    QByteArray png = fixtures::encoded(quarters(), ".png");
    qToBigEndian<quint32>(60'000, png.data() + 16);
    qToBigEndian<quint32>(60'000, png.data() + 20);
    const auto photo = photoreader::read(png);
    REQUIRE_FALSE(photo);
    CHECK((photo.error().problem == PhotoProblem::TooManyPixels || photo.error().problem == PhotoProblem::Damaged));
}

TEST_CASE("what is no photo is refused with a sentence that says why", "[imaging][formats]")
{
    CHECK(problemOf({}) == PhotoProblem::Empty);
    CHECK(problemOf("hello") == PhotoProblem::UnknownKind);
    CHECK(problemOf(QByteArray(4096, '\0')) == PhotoProblem::UnknownKind);
    const auto gif = photoreader::read("GIF89a.............");
    REQUIRE_FALSE(gif);
    CHECK(gif.error().problem == PhotoProblem::KindNotTaken);
    CHECK(toError(gif.error()).text.contains(QLatin1String("GIF")));
    CHECK(toError(gif.error()).code == ErrorCode::Unsupported);
}

TEST_CASE("every reason has a sentence of its own", "[imaging][formats]")
{
    QStringList sentences;
    for (int i = 0; i <= static_cast<int>(kLastPhotoProblem); ++i)
        sentences += toError({static_cast<PhotoProblem>(i), {}, {}}).text;
    CHECK_FALSE(sentences.contains(QString()));
    CHECK(sentences.removeDuplicates() == 0);
}

TEST_CASE("sixteen bits a channel become eight", "[imaging][colour]")
{
    const char* format = GENERATE(".png", ".tiff");
    QImage image(40, 30, QImage::Format_RGB888);
    image.fill(QColor(200, 100, 50));
    const auto photo = photoreader::read(fixtures::encodedDeep(image, format));
    REQUIRE(photo);
    CHECK(fixtures::isNear(photo->picture.pixelColor(20, 15), QColor(200, 100, 50), 1));
}

TEST_CASE("grey pictures become grey RGB", "[imaging][colour]")
{
    const char* format = GENERATE("jpeg", "png");
    QImage grey(40, 30, QImage::Format_Grayscale8);
    grey.fill(QColor(90, 90, 90));
    const auto photo = photoreader::read(fixtures::encodedWithProfile(grey, format));
    REQUIRE(photo);
    CHECK(fixtures::isNear(photo->picture.pixelColor(20, 15), QColor(90, 90, 90), 2));
}

TEST_CASE("a transparent picture is laid over white", "[imaging][colour]")
{
    QImage image(40, 30, QImage::Format_ARGB32);
    image.fill(QColor(0, 0, 0, 0));
    const auto clear = photoreader::read(fixtures::encodedWithProfile(image, "png"));
    REQUIRE(clear);
    CHECK(clear->picture.pixelColor(20, 15) == QColor(Qt::white));
    image.fill(QColor(255, 0, 0, 128));
    const auto half = photoreader::read(fixtures::encodedWithProfile(image, "png"));
    REQUIRE(half);
    CHECK(fixtures::isNear(half->picture.pixelColor(20, 15), QColor(255, 127, 127), 2));
}

TEST_CASE("a picture in Adobe RGB is converted to sRGB", "[imaging][colour]")
{
    const char* format = GENERATE("jpeg", "png");
    QImage image(40, 30, QImage::Format_RGB888);
    image.fill(QColor(200, 100, 50));
    image.setColorSpace(QColorSpace(QColorSpace::SRgb));
    image.convertToColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    REQUIRE_FALSE(fixtures::isNear(image.pixelColor(20, 15), QColor(200, 100, 50), 6));
    const auto photo = photoreader::read(fixtures::encodedWithProfile(image, format));
    REQUIRE(photo);
    CHECK(fixtures::isNear(photo->picture.pixelColor(20, 15), QColor(200, 100, 50), 3));
    CHECK_FALSE(photo->picture.colorSpace().isValid());
}

TEST_CASE("inks become the colours they print", "[imaging][colour]")
{
    const bool adobe = GENERATE(true, false);
    CAPTURE(adobe);
    const auto middle = [adobe](int cyan, int magenta, int yellow, int black) {
        const auto photo = photoreader::read(fixtures::cmykJpeg(cyan, magenta, yellow, black, adobe));
        REQUIRE(photo);
        return photo->picture.pixelColor(32, 32);
    };
    CHECK(fixtures::isNear(middle(0, 0, 0, 0), Qt::white, 3));
    CHECK(fixtures::isNear(middle(0, 0, 0, 255), Qt::black, 3));
    CHECK(fixtures::isNear(middle(0, 255, 255, 0), Qt::red, 3));
    CHECK(fixtures::isNear(middle(255, 0, 0, 0), Qt::cyan, 3));
}

TEST_CASE("scaling keeps the shape and never enlarges", "[imaging][scale]")
{
    const QImage image = quarters(1000, 500);
    CHECK(scaled(image, 320).size() == QSize(320, 160));
    CHECK(scaled(image, 2048).size() == QSize(1000, 500));
    CHECK(scaled(image, 0).size() == QSize(1000, 500));
    CHECK(scaled(quarters(5000, 2), 100).size() == QSize(100, 1));
    CHECK(fixtures::quarterLetters(scaled(image, 64)) == QLatin1String("rgby"));
}
