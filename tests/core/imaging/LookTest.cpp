#include "core/imaging/Look.h"

#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

TEST_CASE("a look hardly changes with size and light and does with the scene", "[imaging][look]")
{
    const QByteArray look = lookOf(drawnPicture(1, {1600, 1200}));
    REQUIRE(look.size() == 8);
    CHECK(lookDistance(look, look) == 0);
    CHECK(
        lookDistance(
            look, lookOf(drawnPicture(1, {1600, 1200}).scaled(320, 240, Qt::KeepAspectRatio, Qt::SmoothTransformation)))
        <= 4);
    QImage brighter = drawnPicture(1, {1600, 1200}).convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < brighter.height(); ++y) {
        uchar* row = brighter.scanLine(y);
        for (int x = 0; x < 3 * brighter.width(); ++x) {
            row[x] = static_cast<uchar>(qMin(255, row[x] + 12));
        }
    }
    CHECK(lookDistance(look, lookOf(brighter)) <= 6);
    for (const int other : {2, 5, 9, 13}) {
        CHECK(lookDistance(look, lookOf(drawnPicture(other, {1600, 1200}))) > 8);
    }
    CHECK(lookOf({}).isEmpty());
    CHECK(lookDistance(look, {}) == 64);
}
