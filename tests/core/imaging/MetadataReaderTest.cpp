#include "core/imaging/MetadataReader.h"

#include "core/imaging/PhotoFormat.h"
#include "core/imaging/VideoReader.h"

#include <QtEndian>

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

QByteArray box(const char* type, const QByteArray& content)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(static_cast<quint32>(content.size() + 8), bytes.data());
    return bytes + type + content;
}

QByteArray movieHeader(quint32 secondsSince1904)
{
    QByteArray content(100, '\0');
    qToBigEndian(secondsSince1904, content.data() + 4);
    return box("mvhd", content);
}

QByteArray trackHeader(quint32 width, quint32 height, bool turned)
{
    QByteArray content(84, '\0');
    qToBigEndian<qint32>(turned ? 0 : 0x10000, content.data() + 40);
    qToBigEndian<qint32>(turned ? 0x10000 : 0, content.data() + 44);
    qToBigEndian(width << 16, content.data() + 76);
    qToBigEndian(height << 16, content.data() + 80);
    return box("trak", box("tkhd", content));
}

} // namespace

TEST_CASE("a camera's clock is read as it stood", "[imaging][metadata]")
{
    const auto time = parseExifTime(QStringLiteral("2026:03:29 01:30:00"), QStringLiteral("07"));
    REQUIRE(time);
    CHECK(time->date() == QDate(2026, 3, 29));
    CHECK(time->time() == QTime(1, 30, 0, 70));
    CHECK(parseExifTime(QStringLiteral("2026-03-28 01:30:00"), {}));
}

TEST_CASE("a time that was never set is absent", "[imaging][metadata]")
{
    for (const char* text : {"0000:00:00 00:00:00", "    :  :     :  :  ", "", "2026:13:01 00:00:00",
                             "2026:02:30 10:00:00", "2026:01:01 25:00:00", "0001:01:01 00:00:00", "yesterday"}) {
        CAPTURE(text);
        CHECK_FALSE(parseExifTime(QString::fromLatin1(text), {}));
    }
}

TEST_CASE("an offset from UTC is read in minutes or not at all", "[imaging][metadata]")
{
    CHECK(parseExifOffset(QStringLiteral("+01:00")) == 60);
    CHECK(parseExifOffset(QStringLiteral("-03:30")) == -210);
    CHECK(parseExifOffset(QStringLiteral("Z")) == 0);
    for (const char* text : {"", "+1", "+25:00", "+00:75", "01:00", "+01:00x"})
        CHECK_FALSE(parseExifOffset(QString::fromLatin1(text)));
}

TEST_CASE("a camera is named once", "[imaging][metadata]")
{
    const auto named = [](const char* maker, const char* model) {
        return tidyCamera(QString::fromUtf8(maker), QString::fromUtf8(model)).toStdString();
    };
    CHECK(named("Canon", "Canon EOS 80D") == "Canon EOS 80D");
    CHECK(named("NIKON CORPORATION", "COOLPIX P6000") == "Nikon COOLPIX P6000");
    CHECK(named("EASTMAN KODAK COMPANY", "KODAK CX7530") == "KODAK CX7530");
    CHECK(named("Apple", "iPhone 13") == "Apple iPhone 13");
    CHECK(named("", "") == "");
    CHECK(named("", "X\n\t100") == "X100");
    CHECK(named("HTC", "") == "HTC");
    CHECK(tidyCamera(QStringLiteral("A"), QString(500, QLatin1Char('x'))).size() <= 80);
}

TEST_CASE("a video's header gives size and time", "[imaging][video]")
{
    const bool turned = GENERATE(false, true);
    const QByteArray file = box("ftyp", "isom0000isom")
        + box("moov", movieHeader(2'082'844'800U + 1'600'000'000U) + trackHeader(1920, 1080, turned));
    const auto format = sniffFormat(file);
    REQUIRE(format);
    CHECK(format->kind() == PhotoKind::Video);
    PhotoFacts facts;
    facts.format = format->key;
    CHECK(readVideoFacts(file, facts));
    CHECK(facts.size == (turned ? QSize(1080, 1920) : QSize(1920, 1080)));
    REQUIRE(facts.takenAt);
    CHECK(facts.takenAt->toString(Qt::ISODate) == QLatin1String("2020-09-13T12:26:40"));
    CHECK(facts.offsetMinutes == 0);
}

TEST_CASE("a video whose sizes lie gives nothing and reads nothing beyond", "[imaging][video]")
{
    PhotoFacts facts;
    facts.format = QStringLiteral("mp4");
    QByteArray file = box("ftyp", "isom0000isom") + box("moov", movieHeader(0));
    qToBigEndian<quint32>(0xFFFFFFFF, file.data() + 20);
    CHECK_FALSE(readVideoFacts(file, facts));
    CHECK_FALSE(facts.takenAt);
    CHECK(facts.size.isEmpty());
}

TEST_CASE("kinds that share a beginning are told apart", "[imaging][formats]")
{
    const auto keyOf = [](const QByteArray& bytes) {
        const auto format = sniffFormat(bytes);
        return format ? format->key.toStdString() : std::string("-");
    };
    CHECK(keyOf(box("ftyp", QByteArray("heic\0\0\0\0mif1", 12))) == "heic");
    CHECK(keyOf(box("ftyp", QByteArray("mif1\0\0\0\0avif", 12))) == "avif");
    CHECK(keyOf(box("ftyp", QByteArray("crx \0\0\0\1crx ", 12))) == "cr3");
    CHECK(keyOf(box("ftyp", QByteArray("qt  \0\0\0\0", 8))) == "mov");
    CHECK(keyOf(box("ftyp", QByteArray("3gp5\0\0\0\0", 8))) == "3gp");
    CHECK(keyOf(box("ftyp", QByteArray("mp42\0\0\0\0", 8))) == "mp4");
    CHECK(keyOf(QByteArray("II*\0\x10\0\0\0CR\2\0", 12)) == "cr2");
    CHECK(keyOf("FUJIFILMCCD-RAW 0201") == "raf");
    CHECK(keyOf(QByteArray("IIU\0\x18\0\0\0", 8)) == "rw2");
    CHECK(keyOf(QByteArray("RIFF\0\0\0\0WEBPVP8 ", 16)) == "webp");
    CHECK(keyOf(QByteArray("RIFF\0\0\0\0AVI LIST", 16)) == "avi");
    QByteArray stream(188 * 4, '\0');
    for (int packet = 0; packet < 4; ++packet)
        stream[packet * 188] = 'G';
    CHECK(keyOf(stream) == "mts");
}
