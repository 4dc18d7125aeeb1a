#include "core/faces/EarlierSearch.h"

#include "core/catalogue/PhotoRepository.h"
#include "core/faces/Faces.h"
#include "support/OlderCatalogue.h"
#include "support/PhotoSchool.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kYuNet = QStringLiteral("yunet");

QList<DetectedFace> twoFaces()
{
    return {DetectedFace{{10, 20, 30, 40}, 0.75}, DetectedFace{{100.5, 20.25, 31, 42}, 0.5}};
}

} // namespace

TEST_CASE("what a search found is read as it was written", "[faces][search]")
{
    CHECK(unpackFound(packFound({})) == QList<DetectedFace>());
    CHECK(unpackFound(packFound(twoFaces())) == twoFaces());
    CHECK_FALSE(unpackFound({}));
    CHECK_FALSE(unpackFound(packFound(twoFaces()) + 'x'));
    CHECK_FALSE(unpackFound(packFound(twoFaces()).chopped(1)));
    CHECK_FALSE(unpackFound(packFound({DetectedFace{{0, 0, std::nan(""), 1}, 1}})));
    CHECK_FALSE(unpackFound(packFound({DetectedFace{{0, 0, std::numeric_limits<double>::infinity(), 1}, 1}})));
    CHECK_FALSE(unpackFound(QByteArray("\xff\xff\xff\xff", 4)));
    CHECK(rc::check("any bytes are read or refused", [](const std::string& bytes) {
        const QByteArray any = QByteArray::fromStdString(bytes);
        if (const auto faces = unpackFound(any)) {
            RC_ASSERT(packFound(*faces).size() == any.size());
        }
    }));
}

TEST_CASE("what was found stays known whatever a user decides about it", "[faces][search]")
{
    PhotoSchool school(1);
    const PhotoId photo = school.photo(1);
    school.run([&](Library& open) {
        CHECK_FALSE(need(earlierSearch(open, photo))); // searched before that was kept, if at all
        need(Faces(open).reconcile(photo, twoFaces(), kYuNet));
        const QList<Face> faces = need(Faces(open).list(photo));
        REQUIRE(faces.size() == 2);
        need(Faces(open).move(faces[0].id, QRect(200, 200, 30, 30)));
        need(Faces(open).reject(faces[1].id));
        const auto search = need(earlierSearch(open, photo));
        REQUIRE(search);
        CHECK(search->detector == kYuNet);
        CHECK(search->faces == twoFaces());
        // Damaged bytes are no search.
        need(PhotoRepository(open.db()).setSearched(photo, kYuNet, open.clock().now(), QByteArray("odd")));
        CHECK_FALSE(need(earlierSearch(open, photo)));
    });
}

TEST_CASE("a catalogue from before that was kept knows of no search and shows its photos in order",
          "[catalogue][migration]")
{
    PhotoSchool school(2);
    const PhotoId photo = school.photo(1);
    school.run([&](Library& open) {
        need(Faces(open).reconcile(photo, twoFaces(), kYuNet));
        undoVersion9(open.db());
    });
    school.signInAs(QStringLiteral("Admin"));
    school.run([&](Library& open) {
        CHECK_FALSE(need(earlierSearch(open, photo)));
        CHECK(need(PhotoRepository(open.db()).search(photo)).detector == kYuNet);
        CHECK(need(Faces(open).list(photo)).size() == 2);
        need(Faces(open).reconcile(photo, twoFaces(), kYuNet));
        CHECK(need(earlierSearch(open, photo)));
    });
}
