#include "core/faces/FaceBoxes.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;

namespace {

DetectedFace face(double x, double y, double width, double height, double confidence)
{
    return DetectedFace{QRectF(x, y, width, height), confidence, {}};
}

} // namespace

TEST_CASE("of two boxes around one face the surer one stays", "[faces][merge]")
{
    const auto merged = mergedFaces({face(0, 0, 100, 100, 0.6), face(5, 5, 100, 100, 0.9)}, 0.3);
    REQUIRE(merged.size() == 1);
    CHECK(merged[0].confidence == 0.9);
}

TEST_CASE("a face cut by the edge of a tile is merged into the whole one", "[faces][merge]")
{
    CHECK(mergedFaces({face(0, 0, 100, 100, 0.9), face(60, 0, 40, 100, 0.7)}, 0.3).size() == 1);
}

TEST_CASE("a small face in front of a large one is kept", "[faces][merge]")
{
    CHECK(mergedFaces({face(0, 0, 100, 100, 0.9), face(10, 60, 30, 30, 0.7)}, 0.3).size() == 2);
}

TEST_CASE("neighbours are kept apart", "[faces][merge]")
{
    CHECK(mergedFaces({face(0, 0, 50, 50, 0.9), face(48, 0, 50, 50, 0.8)}, 0.3).size() == 2);
}

TEST_CASE("a joined box holds every box of its face and none of its neighbour", "[faces][merge]")
{
    const auto joined = joinedFaces(
        {face(10, 20, 60, 60, 0.9), face(0, 0, 80, 80, 0.6), face(12, 10, 75, 85, 0.5), face(90, 10, 70, 70, 0.8)},
        0.3);
    REQUIRE(joined.size() == 2);
    CHECK(joined[0].box == QRectF(0, 0, 87, 95));
    CHECK(joined[0].confidence == 0.9);
    CHECK(joined[1].box == QRectF(90, 10, 70, 70));
}

TEST_CASE("joining loses no face that merging keeps and covers no less", "[faces][merge]")
{
    CHECK(rc::check("each joined box holds the merged one", [] {
        QList<DetectedFace> faces;
        const int count = *rc::gen::inRange(0, 12);
        for (int i = 0; i < count; ++i)
            faces += face(*rc::gen::inRange(0, 300), *rc::gen::inRange(0, 300), *rc::gen::inRange(1, 150),
                          *rc::gen::inRange(1, 150), *rc::gen::inRange(1, 100) / 100.0);
        const auto merged = mergedFaces(faces, 0.3);
        const auto joined = joinedFaces(faces, 0.3);
        RC_ASSERT(merged.size() == joined.size());
        for (qsizetype i = 0; i < merged.size(); ++i)
            RC_ASSERT(joined[i].box.contains(merged[i].box));
    }));
}

TEST_CASE("boxes end at the picture", "[faces][merge]")
{
    const auto clipped = clippedFaces({face(-10, -10, 50, 50, 0.9), face(200, 0, 10, 10, 0.9)}, QSize(100, 100));
    REQUIRE(clipped.size() == 1);
    CHECK(clipped[0].box == QRectF(0, 0, 40, 40));
}

TEST_CASE("tiles cover every pixel and overlap", "[faces][tiles]")
{
    CHECK(rc::check("every small square lies whole within one tile", [] {
        const int width = *rc::gen::inRange(1, 9000);
        const int height = *rc::gen::inRange(1, 9000);
        constexpr int kEdge = 1280;
        constexpr int kShared = 160;
        const auto tiles = tilesOf(QSize(width, height), kEdge, kShared);
        const int side = std::min({kShared, width, height});
        const QRect square(*rc::gen::inRange(0, width - side + 1), *rc::gen::inRange(0, height - side + 1), side, side);
        RC_ASSERT(std::any_of(tiles.cbegin(), tiles.cend(), [&](const QRect& tile) { return tile.contains(square); }));
        RC_ASSERT(std::all_of(tiles.cbegin(), tiles.cend(), [&](const QRect& tile) {
            return tile.width() <= kEdge && tile.height() <= kEdge && QRect(0, 0, width, height).contains(tile);
        }));
    }));
}
