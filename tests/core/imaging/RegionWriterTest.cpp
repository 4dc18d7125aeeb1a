#include "core/imaging/RegionWriter.h"

#include "core/imaging/CleanJpeg.h"
#include "core/imaging/MetadataReader.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

TEST_CASE("regions that we write are read back by ourselves", "[imaging][regions]")
{
    const QByteArray jpeg = drawnJpeg(1, {400, 200});
    const QString odd = QString::fromUtf8("Zoë \"O'Brien\" <&> Łukasz 王");
    const QByteArray marked = need(withNamedRegions(
        jpeg, {400, 200}, {{{0.1, 0.2, 0.25, 0.5}, odd}, {{0.5, 0, 0.5, 1}, QStringLiteral("Ben Brook")}}));
    prepareMetadataReader();
    const auto read = readStillMetadata(marked).regions;
    REQUIRE(read.appliedTo);
    CHECK(*read.appliedTo == QSizeF(400, 200));
    REQUIRE(read.regions.size() == 2);
    CHECK(read.regions.first().name == odd);
    CHECK(read.regions.first().x == Approx(0.1));
    CHECK(read.regions.first().y == Approx(0.2));
    CHECK(read.regions.first().width == Approx(0.25));
    CHECK(read.regions.first().height == Approx(0.5));
    const auto placed = placedRegions(read, {400, 200}, 1);
    REQUIRE(placed.size() == 2);
    CHECK(placed.first().rect == QRect(40, 40, 100, 100));
    CHECK(placed.last().rect == QRect(200, 0, 200, 200));
    CHECK_FALSE(stripCheck(marked));
    CHECK_FALSE(marked.contains("Exiv2"));
    CHECK_FALSE(marked.contains("xmptk"));
}

TEST_CASE("without regions a picture stays byte for byte as it is", "[imaging][regions]")
{
    const QByteArray jpeg = drawnJpeg(2);
    CHECK(need(withNamedRegions(jpeg, {640, 480}, {})) == jpeg);
}

TEST_CASE("no regions are written where they cannot be right", "[imaging][regions]")
{
    const QByteArray jpeg = drawnJpeg(2);
    const QString name = QStringLiteral("Ann");
    CHECK_FALSE(withNamedRegions(jpeg, {640, 480}, {{{0.1, 0.1, 0.1, 0.1}, {}}}));
    CHECK_FALSE(withNamedRegions(jpeg, {640, 480}, {{{0.1, 0.1, 0, 0.1}, name}}));
    CHECK_FALSE(withNamedRegions(jpeg, {640, 480}, {{{0.9, 0.1, 0.2, 0.1}, name}}));
    CHECK_FALSE(withNamedRegions(jpeg, {}, {{{0.1, 0.1, 0.1, 0.1}, name}}));
    CHECK_FALSE(withNamedRegions("no picture", {640, 480}, {{{0.1, 0.1, 0.1, 0.1}, name}}));
    const QByteArray once = need(withNamedRegions(jpeg, {640, 480}, {{{0.1, 0.1, 0.1, 0.1}, name}}));
    CHECK_FALSE(withNamedRegions(once, {640, 480}, {{{0.1, 0.1, 0.1, 0.1}, name}}));
}

TEST_CASE("more names than one block holds are refused rather than cut", "[imaging][regions]")
{
    const QByteArray jpeg = drawnJpeg(3);
    QList<NamedRegion> crowd;
    while (crowd.size() < 100) {
        crowd += NamedRegion{{0.1, 0.1, 0.01, 0.01}, QStringLiteral("Pupil Number %1").arg(crowd.size())};
    }
    CHECK(withNamedRegions(jpeg, {640, 480}, crowd));
    while (crowd.size() < 1'000) {
        crowd += crowd;
    }
    CHECK_FALSE(withNamedRegions(jpeg, {640, 480}, crowd));
}
