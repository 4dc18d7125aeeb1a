#include "core/imaging/FaceRegions.h"

#include "core/imaging/MetadataReader.h"
#include "core/imaging/Orientation.h"
#include "core/imaging/PhotoFixtures.h"
#include "core/imaging/PhotoReader.h"

#include <QImage>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;

namespace {

const QString kList = QStringLiteral("Xmp.mwg-rs.Regions/mwg-rs:RegionList[%1]/mwg-rs:%2");
const QString kPeople = QStringLiteral("Xmp.MP.RegionInfo/MPRI:Regions[%1]/MPReg:%2");
const QString kImage = QStringLiteral("Xmp.iptcExt.ImageRegion[%1]/%2");

XmpProperty mwg(int place, const char* what, const QString& value)
{
    return {kList.arg(place).arg(QLatin1String(what)), value};
}

XmpProperty iptc(int place, const char* what, const char* value)
{
    return {kImage.arg(place).arg(QLatin1String(what)), QLatin1String(value)};
}

/// As digiKam and Picasa write it: the middle, and shares of the picture.
QList<XmpProperty> mwgFace(int place, double x, double y, double width, double height, const char* name)
{
    return {mwg(place, "Area/stArea:x", QString::number(x, 'f', 6)),
            mwg(place, "Area/stArea:y", QString::number(y, 'f', 6)),
            mwg(place, "Area/stArea:w", QString::number(width, 'f', 6)),
            mwg(place, "Area/stArea:h", QString::number(height, 'f', 6)),
            mwg(place, "Area/stArea:unit", QStringLiteral("normalized")),
            mwg(place, "Type", QStringLiteral("Face")),
            mwg(place, "Name", QString::fromUtf8(name))};
}

QList<XmpProperty> appliedTo(int width, int height)
{
    const QString size = QStringLiteral("Xmp.mwg-rs.Regions/mwg-rs:AppliedToDimensions/stDim:%1");
    return {{size.arg(QLatin1String("w")), QString::number(width)},
            {size.arg(QLatin1String("h")), QString::number(height)},
            {size.arg(QLatin1String("unit")), QStringLiteral("pixel")}};
}

QList<MarkedRegion> placed(const QList<XmpProperty>& properties, QSize upright, int orientation = 1)
{
    return placedRegions(writtenRegions(properties), upright, orientation);
}

} // namespace

TEST_CASE("digiKam's two ways of writing one face are the same box and one region", "[imaging][regions]")
{
    QList<XmpProperty> properties = mwgFace(1, 0.336604, 0.444444, 0.119913, 0.186693, "Ann Apple");
    properties +=
        {{kPeople.arg(1).arg(QLatin1String("Rectangle")), QStringLiteral("0.276647, 0.351098, 0.119913, 0.186693")},
         {kPeople.arg(1).arg(QLatin1String("PersonDisplayName")), QStringLiteral("Ann Apple")}};
    const auto written = writtenRegions(properties);
    REQUIRE(written.regions.size() == 2);
    CHECK(written.regions[0].x == Approx(written.regions[1].x).margin(2e-6));
    CHECK(written.regions[0].y == Approx(written.regions[1].y).margin(2e-6));
    const auto regions = placedRegions(written, {4608, 3456}, 1);
    REQUIRE(regions.size() == 1);
    CHECK(regions.first().name == QStringLiteral("Ann Apple"));
    CHECK(regions.first().placing == Placing::Sure);
    CHECK(regions.first().rect == QRect(1274, 1213, 554, 646));
}

TEST_CASE("a share of the stored picture lies where the turned pixels lie", "[imaging][regions]")
{
    const int orientation = GENERATE(range(1, 9));
    CAPTURE(orientation);
    QImage stored(60, 40, QImage::Format_RGB888);
    stored.fill(Qt::white);
    const QRect mark(6, 4, 12, 8);
    for (int y = mark.top(); y <= mark.bottom(); ++y) {
        for (int x = mark.left(); x <= mark.right(); ++x) {
            stored.setPixelColor(x, y, Qt::black);
        }
    }
    const QImage upright = turnedUpright(stored, orientation);
    const QRectF share = turnedShare(QRectF(6 / 60.0, 4 / 40.0, 12 / 60.0, 8 / 40.0), orientation);
    const QRect box = QRectF(share.x() * upright.width(), share.y() * upright.height(), share.width() * upright.width(),
                             share.height() * upright.height())
                          .toRect();
    for (int y = 0; y < upright.height(); ++y) {
        for (int x = 0; x < upright.width(); ++x) {
            INFO(x << ", " << y);
            REQUIRE((upright.pixelColor(x, y) == QColor(Qt::black)) == box.contains(x, y));
        }
    }
}

TEST_CASE("the size that was marked tells whether a place is of the stored or of the upright picture",
          "[imaging][regions]")
{
    const QList<XmpProperty> face = mwgFace(1, 0.25, 0.5, 0.1, 0.2, "Ann");
    const QSize upright(3000, 4000); // stored lying, 4000 by 3000, orientation 6
    SECTION("of the upright one")
    {
        const auto regions = placed(face + appliedTo(3000, 4000), upright, 6);
        REQUIRE(regions.size() == 1);
        CHECK(regions.first().rect == QRect(600, 1600, 300, 800));
        CHECK(regions.first().placing == Placing::Sure);
    }
    SECTION("of the stored one and smaller")
    {
        const auto regions = placed(face + appliedTo(2000, 1500), upright, 6);
        REQUIRE(regions.size() == 1);
        // 800 to 1200 across and 1200 to 1800 down in the stored picture.
        CHECK(regions.first().rect == QRect(1200, 800, 600, 400));
        CHECK(regions.first().placing == Placing::Sure);
    }
    SECTION("of a cut one")
    {
        const auto regions = placed(face + appliedTo(1000, 1000), upright, 6);
        REQUIRE(regions.size() == 1);
        CHECK(regions.first().placing == Placing::Cut);
    }
    SECTION("not told: both readings are kept")
    {
        for (const auto& properties : {face, face + appliedTo(0, 0)}) {
            const auto regions = placed(properties, upright, 6);
            REQUIRE(regions.size() == 2);
            CHECK(regions[0].placing == Placing::AsStored);
            CHECK(regions[1].placing == Placing::AsShown);
        }
        // Upside down, the size is the same either way.
        CHECK(placed(face + appliedTo(4000, 3000), {4000, 3000}, 3).size() == 2);
        CHECK(placed(face + appliedTo(4000, 3000), {4000, 3000}, 1).size() == 1);
    }
}

TEST_CASE("circles and polygons become the boxes around them", "[imaging][regions]")
{
    const QList<XmpProperty> circle{mwg(1, "Area/stArea:x", QStringLiteral("0.5")),
                                    mwg(1, "Area/stArea:y", QStringLiteral("0.5")),
                                    mwg(1, "Area/stArea:d", QStringLiteral("0.2"))};
    auto regions = placed(circle, {1000, 500});
    REQUIRE(regions.size() == 1);
    CHECK(regions.first().rect == QRect(450, 200, 100, 100));

    regions = placed({iptc(1, "iptcExt:RegionBoundary/iptcExt:rbShape", "circle"),
                      iptc(1, "iptcExt:RegionBoundary/iptcExt:rbUnit", "relative"),
                      iptc(1, "iptcExt:RegionBoundary/iptcExt:rbX", "0.5"),
                      iptc(1, "iptcExt:RegionBoundary/iptcExt:rbY", "0.5"),
                      iptc(1, "iptcExt:RegionBoundary/iptcExt:rbRx", "0.05"),
                      iptc(1, "iptcExt:rCtype[1]/iptcExt:Identifier[1]", "http://example.org/region/face")},
                     {1000, 500});
    REQUIRE(regions.size() == 1);
    CHECK(regions.first().rect == QRect(450, 200, 100, 100));
    CHECK(regions.first().placing == Placing::Sure);

    QList<XmpProperty> polygon{iptc(1, "RegionBoundary/rbShape", "polygon"), iptc(1, "RegionBoundary/rbUnit", "pixel"),
                               iptc(1, "PersonInImage[1]", "Bo Birch")};
    const QList<QPair<int, int>> corners{{100, 50}, {180, 40}, {200, 120}, {90, 130}};
    for (int i = 0; i < int(corners.size()); ++i) {
        const QByteArray vertex = QByteArrayLiteral("RegionBoundary/rbVertices[") + QByteArray::number(i + 1);
        polygon.append(iptc(1, vertex + "]/rbX", QByteArray::number(corners[i].first)));
        polygon.append(iptc(1, vertex + "]/rbY", QByteArray::number(corners[i].second)));
    }
    regions = placed(polygon, {1000, 500});
    REQUIRE(regions.size() == 1);
    CHECK(regions.first().rect == QRect(90, 40, 110, 90));
    CHECK(regions.first().name == QStringLiteral("Bo Birch"));
    CHECK(regions.first().placing == Placing::Cut); // somebody, not certainly a face
}

TEST_CASE("what marks no person is no face", "[imaging][regions]")
{
    for (const char* type : {"Pet", "Focus", "BarCode"}) {
        QList<XmpProperty> properties = mwgFace(1, 0.5, 0.5, 0.1, 0.1, "Rex");
        properties[5].second = QLatin1String(type);
        CHECK(placed(properties, {1000, 1000}).isEmpty());
    }
    CHECK(placed({iptc(1, "RegionBoundary/rbShape", "rectangle"), iptc(1, "RegionBoundary/rbX", "0.1"),
                  iptc(1, "RegionBoundary/rbY", "0.1"), iptc(1, "RegionBoundary/rbW", "0.5"),
                  iptc(1, "RegionBoundary/rbH", "0.5"), iptc(1, "rRole[1]/Identifier[1]", "cropping")},
                 {1000, 1000})
              .isEmpty());
    // A person without a place.
    CHECK(placed({{kPeople.arg(1).arg(QLatin1String("PersonDisplayName")), QStringLiteral("Ann")}}, {1000, 1000})
              .isEmpty());
}

TEST_CASE("rubbish numbers and names are left out or cut and never reach beyond the picture", "[imaging][regions]")
{
    for (const char* rubbish : {"nan", "inf", "-0.1", "1e300", "0,1", "", "0", "2"}) {
        INFO(rubbish);
        QList<XmpProperty> properties = mwgFace(1, 0.5, 0.5, 0.1, 0.1, "Ann");
        properties[2].second = QLatin1String(rubbish); // the width
        CHECK(placed(properties, {1000, 1000}).isEmpty());
    }
    QList<XmpProperty> named = mwgFace(1, 0.5, 0.5, 0.1, 0.1, "x");
    named[6].second = QStringLiteral("A\x01\u202E\n  B") + QString(400, QLatin1Char('y'));
    const auto regions = placed(named, {1000, 1000});
    REQUIRE(regions.size() == 1);
    CHECK(regions.first().name.size() == kLongestMarkedName);
    CHECK(regions.first().name.startsWith(QStringLiteral("A Byyy")));
    named[6].second = QString(100'000, QLatin1Char('y'));
    CHECK(placed(named, {1000, 1000}).value(0).name.isEmpty());
    // At the edge a box is cut, beyond it is none.
    CHECK(placed(mwgFace(1, 0.01, 0.5, 0.1, 0.1, ""), {1000, 1000}).value(0).rect == QRect(0, 450, 60, 100));
    CHECK(placed(mwgFace(1, 1.2, 0.5, 0.1, 0.1, ""), {1000, 1000}).isEmpty());
    CHECK(placed(mwgFace(1, 0.5, 0.5, 0.1, 0.1, ""), {}).isEmpty());
}

TEST_CASE("of thousands of regions a bounded number is kept", "[imaging][regions]")
{
    QList<XmpProperty> many;
    for (int i = 1; i <= 2500; ++i) {
        many += mwgFace(i, 0.01 + 0.98 * (i % 50) / 50, 0.01 + 0.98 * (i / 50) / 50, 0.01, 0.01, "Somebody");
    }
    const auto regions = placed(many, {4000, 4000});
    CHECK(regions.size() == kMostMarkedRegions);
}

TEST_CASE("whatever is written the regions lie inside the picture and have printable names", "[imaging][regions]")
{
    rc::check([] {
        const auto number = [] {
            return *rc::gen::oneOf(
                rc::gen::map(rc::gen::inRange(-200, 1'500), [](int n) { return QByteArray::number(n / 1000.0); }),
                rc::gen::map(rc::gen::arbitrary<double>(), [](double n) { return QByteArray::number(n); }));
        };
        QList<XmpProperty> properties = appliedTo(*rc::gen::inRange(-1, 5000), *rc::gen::inRange(-1, 5000));
        const int count = *rc::gen::inRange(0, 6);
        for (int i = 1; i <= count; ++i) {
            for (const char* what :
                 {"Area/stArea:x", "Area/stArea:y", "Area/stArea:w", "Area/stArea:h", "Area/stArea:d"}) {
                properties.append(mwg(i, what, QString::fromLatin1(number())));
            }
            properties.append(mwg(i, "Name", QString::fromStdString(*rc::gen::string<std::string>())));
            properties.append({kPeople.arg(i).arg(QLatin1String("Rectangle")),
                               QString::fromLatin1(number() + ", " + number() + ", " + number() + ", " + number())});
        }
        const QSize size(*rc::gen::inRange(1, 6000), *rc::gen::inRange(1, 6000));
        const auto regions = placed(properties, size, *rc::gen::inRange(1, 9));
        RC_ASSERT(regions.size() <= kMostMarkedRegions);
        for (const MarkedRegion& region : regions) {
            RC_ASSERT(!region.rect.isEmpty());
            RC_ASSERT(QRect({0, 0}, size).contains(region.rect));
            RC_ASSERT(region.name.size() <= kLongestMarkedName);
            RC_ASSERT(std::all_of(region.name.cbegin(), region.name.cend(), [](QChar c) { return c.isPrint(); }));
        }
    });
}

TEST_CASE("a photo that is read brings the regions that Exiv2 finds in it", "[imaging][regions]")
{
    photoreader::prepare();
    const QImage drawn = fixtures::quarters(320, 200);
    const QByteArray marked = fixtures::withRegions(
        fixtures::encoded(drawn, ".jpg"), mwgFace(1, 0.25, 0.5, 0.1, 0.2, "Zoë Ashton") + appliedTo(320, 200));
    const auto photo = photoreader::read(marked);
    REQUIRE(photo);
    REQUIRE(photo->facts.regions.size() == 1);
    CHECK(photo->facts.regions.first().name == QStringLiteral("Zoë Ashton"));
    CHECK(photo->facts.regions.first().rect == QRect(64, 80, 32, 40));
    CHECK(photoreader::read(fixtures::encoded(drawn, ".jpg"))->facts.regions.isEmpty());
}
