#include "core/imaging/CleanJpeg.h"

#include "core/imaging/PhotoFixtures.h"

#include <QColorSpace>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;

namespace {

QByteArray inserted(QByteArray jpeg, qsizetype at, const QByteArray& bytes)
{
    return jpeg.insert(at, bytes);
}

/// The place behind SOI and the JFIF segment.
constexpr qsizetype kBehindJfif = 2 + 18;

} // namespace

TEST_CASE("a JPEG written by us passes its own strict check", "[imaging][cleanjpeg]")
{
    const int quality = GENERATE(1, 60, 90, 100);
    const auto chroma = GENERATE(ChromaSampling::Half, ChromaSampling::Full);
    const auto jpeg = toJpeg(fixtures::quarters(123, 77), quality, chroma);
    REQUIRE(jpeg);
    CHECK(stripCheck(*jpeg));
    const QImage back = QImage::fromData(*jpeg, "jpeg");
    CHECK(back.size() == QSize(123, 77));
    CHECK(fixtures::quarterLetters(back) == QLatin1String("rgby"));
}

TEST_CASE("text and colour profile of a picture do not reach its JPEG", "[imaging][cleanjpeg]")
{
    QImage image = fixtures::quarters();
    image.setText(QStringLiteral("Author"), QStringLiteral("Canary Name"));
    image.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    const auto jpeg = toJpeg(image, 90);
    REQUIRE(jpeg);
    CHECK(stripCheck(*jpeg));
    CHECK_FALSE(jpeg->contains("Canary"));
    CHECK_FALSE(jpeg->contains("ICC_PROFILE"));
}

TEST_CASE("full chroma keeps a coloured edge where half chroma smears it", "[imaging][cleanjpeg]")
{
    QImage image(64, 64, QImage::Format_RGB888);
    for (int x = 0; x < 64; ++x) {
        for (int y = 0; y < 64; ++y)
            image.setPixelColor(x, y, x % 2 ? Qt::red : Qt::blue);
    }
    const auto error = [&image](ChromaSampling chroma) {
        const QImage back = QImage::fromData(*toJpeg(image, 100, chroma), "jpeg");
        int sum = 0;
        for (int x = 0; x < 64; ++x)
            sum += qAbs(back.pixelColor(x, 32).red() - image.pixelColor(x, 32).red());
        return sum;
    };
    CHECK(error(ChromaSampling::Full) < 64 * 8);
    CHECK(error(ChromaSampling::Half) > 64 * 32);
}

TEST_CASE("alpha is laid over white when written", "[imaging][cleanjpeg]")
{
    QImage image(32, 32, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    const auto jpeg = toJpeg(image, 95);
    REQUIRE(jpeg);
    CHECK(fixtures::isNear(QImage::fromData(*jpeg).pixelColor(16, 16), Qt::white, 1));
}

TEST_CASE("an empty picture or an impossible quality is refused", "[imaging][cleanjpeg]")
{
    CHECK_FALSE(toJpeg(QImage(), 90));
    CHECK_FALSE(toJpeg(fixtures::quarters(), 0));
    CHECK_FALSE(toJpeg(fixtures::quarters(), 101));
}

TEST_CASE("the check finds anything but pixels", "[imaging][cleanjpeg]")
{
    const QByteArray clean = *toJpeg(fixtures::quarters(), 90);
    const QByteArray exif("\xFF\xE1\x00\x08"
                          "Exif\0\0",
                          10);
    const QByteArray comment("\xFF\xFE\x00\x05"
                             "hey",
                             7);
    const QByteArray icc("\xFF\xE2\x00\x06"
                         "ICC_",
                         8);
    const QByteArray secondJfif = clean.mid(2, 18);
    CHECK_FALSE(stripCheck(inserted(clean, kBehindJfif, exif)));
    CHECK_FALSE(stripCheck(inserted(clean, 2, exif)));
    CHECK_FALSE(stripCheck(inserted(clean, kBehindJfif, comment)));
    CHECK_FALSE(stripCheck(inserted(clean, kBehindJfif, icc)));
    CHECK_FALSE(stripCheck(inserted(clean, kBehindJfif, secondJfif)));
    CHECK_FALSE(stripCheck(clean + 'x'));
    CHECK_FALSE(stripCheck(clean + clean));
    CHECK_FALSE(stripCheck(clean.chopped(2)));
    CHECK_FALSE(stripCheck(clean.mid(1)));
    CHECK_FALSE(stripCheck({}));
}

TEST_CASE("a thumbnail within the JFIF segment is found", "[imaging][cleanjpeg]")
{
    QByteArray jpeg = *toJpeg(fixtures::quarters(), 90);
    jpeg[5] = static_cast<char>(16 + 3); // one pixel more
    jpeg[18] = 1;
    jpeg[19] = 1;
    jpeg.insert(20, "abc");
    CHECK_FALSE(stripCheck(jpeg));
}

TEST_CASE("a segment that holds more than it must is found", "[imaging][cleanjpeg]")
{
    const QByteArray clean = *toJpeg(fixtures::quarters(), 90);
    for (const char marker : {'\xDB', '\xC4', '\xC0', '\xDA'}) {
        CAPTURE(int(static_cast<uchar>(marker)));
        const qsizetype at = clean.indexOf(QByteArray("\xFF") + marker);
        REQUIRE(at > 0);
        const int length = static_cast<uchar>(clean[at + 2]) * 256 + static_cast<uchar>(clean[at + 3]);
        QByteArray fuller = inserted(clean, at + 2 + length, "spare");
        fuller[at + 2] = static_cast<char>((length + 5) / 256);
        fuller[at + 3] = static_cast<char>((length + 5) % 256);
        CHECK_FALSE(stripCheck(fuller));
    }
    QByteArray density = clean;
    density[15] = 72;
    CHECK_FALSE(stripCheck(density));
}

TEST_CASE("JPEGs of other writers with metadata do not pass", "[imaging][cleanjpeg]")
{
    const QByteArray plain = fixtures::encoded(fixtures::quarters(), ".jpg");
    const QByteArray tagged = fixtures::withExif(plain, {{"Exif.Image.Model", QStringLiteral("Canary 3000")}});
    CHECK(tagged.contains("Canary 3000"));
    CHECK_FALSE(stripCheck(tagged));
}

TEST_CASE("a byte put anywhere before the pixels or after the end never passes unseen as metadata",
          "[imaging][cleanjpeg]")
{
    const QByteArray clean = *toJpeg(fixtures::quarters(40, 40), 90);
    CHECK(rc::check("an APPn or comment segment at a segment border is refused", [&clean] {
        const auto marker = *rc::gen::element(0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE);
        const auto payload = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
        RC_PRE(payload.size() < 1000);
        QByteArray segment("\xFF");
        segment += static_cast<char>(marker);
        segment += static_cast<char>((payload.size() + 2) >> 8);
        segment += static_cast<char>((payload.size() + 2) & 0xFF);
        segment += QByteArray::fromStdString(payload);
        const qsizetype at = *rc::gen::element(qsizetype{2}, kBehindJfif, clean.size() - 2);
        RC_ASSERT(!stripCheck(inserted(clean, at, segment)));
    }));
}
