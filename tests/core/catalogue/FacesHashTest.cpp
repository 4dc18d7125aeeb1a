#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Sql.h"
#include "support/TestCatalogue.h"

#include <QSet>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

Face face(qint64 id, QRect rect, FaceState state = FaceState::Unreviewed, qint64 person = 0)
{
    Face made;
    made.id = {id};
    made.rect = rect;
    made.state = state;
    made.person = {person};
    return made;
}

CoverRegion region(qint64 id, QRect rect, RegionShape shape = RegionShape::Rectangle)
{
    return {{id}, {}, rect, shape};
}

const QRect kBox(10, 20, 30, 40);

} // namespace

TEST_CASE("the hash of a photo's faces is the one that stored sign-offs hold", "[catalogue][faces-hash]")
{
    // Worked out by another program from the encoding's description: changing it voids every sign-off there is.
    CHECK(facesHash({}, {}).toHex() == "a8c83c89e4a4214372ae5cc0c6be4338959a9ac7d43a92a43b1da1da8531854e");
    CHECK(facesHash({face(7, kBox, FaceState::Confirmed, 3)}, {region(2, kBox, RegionShape::Ellipse)}).toHex()
          == "94075aae80db7f567ff28ea648befabfcbbe55a33a739381dcbab0d53b54b631");
}

TEST_CASE("the order in which faces are listed does not change their hash", "[catalogue][faces-hash]")
{
    const Face one = face(1, kBox);
    const Face two = face(2, {50, 60, 70, 80}, FaceState::Confirmed, 9);
    const CoverRegion first = region(1, kBox);
    const CoverRegion second = region(2, kBox, RegionShape::Ellipse);
    CHECK(facesHash({one, two}, {first, second}) == facesHash({two, one}, {second, first}));
}

TEST_CASE("every difference in faces or regions changes the hash", "[catalogue][faces-hash]")
{
    const QList<QByteArray> hashes{
        facesHash({}, {}),
        facesHash({face(1, kBox)}, {}),
        facesHash({face(2, kBox)}, {}),
        facesHash({face(1, kBox.translated(1, 0))}, {}),
        facesHash({face(1, kBox.translated(0, 1))}, {}),
        facesHash({face(1, kBox.adjusted(0, 0, 1, 0))}, {}),
        facesHash({face(1, kBox.adjusted(0, 0, 0, 1))}, {}),
        facesHash({face(1, kBox, FaceState::Rejected)}, {}),
        facesHash({face(1, kBox, FaceState::Confirmed)}, {}),
        facesHash({face(1, kBox, FaceState::Confirmed, 1)}, {}),
        facesHash({face(1, kBox, FaceState::Confirmed, 2)}, {}),
        facesHash({face(1, kBox), face(2, kBox)}, {}),
        facesHash({}, {region(1, kBox)}),
        facesHash({}, {region(1, kBox, RegionShape::Ellipse)}),
        facesHash({}, {region(1, kBox.translated(3, 0))}),
        facesHash({face(1, kBox)}, {region(1, kBox)}),
    };
    CHECK(QSet<QByteArray>(hashes.begin(), hashes.end()).size() == hashes.size());
}

TEST_CASE("confidence and detector are no part of what was signed off", "[catalogue][faces-hash]")
{
    Face sure = face(1, kBox);
    sure.confidence = 0.9;
    sure.detector = QStringLiteral("yunet");
    CHECK(facesHash({sure}, {}) == facesHash({face(1, kBox)}, {}));
}

namespace {

// A photo without anything around it.
PhotoId barePhoto(TestCatalogue& catalogue)
{
    catalogue.run("INSERT INTO user(id, name, role, enabled, slot, signing_key, created_at) "
                  "VALUES(1, 'Admin', 'admin', 1, '', x'00', '2026-01-01')");
    catalogue.run("INSERT INTO import(id, user_id, started_at, source) VALUES(1, 1, '2026-01-01', '')");
    return {catalogue.run("INSERT INTO photo(kind, name, format, vault_name, uuid, wrapped_key, bytes, digest, width, "
                          "height, orientation, camera, import_id, imported_at) "
                          "VALUES('still', 'a.jpg', 'jpeg', 'v', x'01', x'02', 1, x'03', 400, 300, 1, '', 1, '2026')")};
}

QByteArray storedHash(TestCatalogue& catalogue, PhotoId photo)
{
    const auto row =
        firstRow(boundSql(catalogue.db(), QStringLiteral("SELECT faces_hash FROM photo WHERE id = ?"), photo),
                 [](const Statement& found) { return found.blob(0); });
    REQUIRE(row);
    return **row;
}

} // namespace

TEST_CASE("the stored hash always is that of the stored faces", "[catalogue][faces-hash]")
{
    TestCatalogue catalogue;
    const PhotoId photo = barePhoto(catalogue);
    FaceRepository faces(catalogue.db());
    REQUIRE(faces.refreshHash(photo));
    const QByteArray empty = storedHash(catalogue, photo);
    CHECK(empty == facesHash({}, {}));
    const PersonId person{catalogue.run("INSERT INTO person(given_name, family_name, kind, created_at) "
                                        "VALUES('A', 'B', 'pupil', '2026')")};

    const auto current = [&] {
        QList<Face> all;
        const auto records = faces.ofPhoto(photo);
        const auto regions = faces.regions(photo);
        REQUIRE(records);
        REQUIRE(regions);
        for (const FaceRecord& record : *records) {
            all.append(record.face);
        }
        CHECK(storedHash(catalogue, photo) == facesHash(all, *regions));
        return storedHash(catalogue, photo);
    };
    Face draft = face(0, kBox);
    draft.photo = photo;
    draft.detector = QStringLiteral("yunet");
    const QDateTime now = QDateTime::currentDateTimeUtc();

    const auto id = faces.add(draft, {});
    REQUIRE(id);
    draft.id = *id;
    const QByteArray withFace = current();
    CHECK(withFace != empty);
    REQUIRE(faces.decide(draft, {FaceState::Confirmed, person, UserId{1}, now}));
    const QByteArray named = current();
    CHECK(named != withFace);
    REQUIRE(faces.decide(draft, {FaceState::Unreviewed, {}, UserId{1}, now}));
    CHECK(current() == withFace);
    REQUIRE(faces.move(draft, kBox.translated(1, 1)));
    CHECK(current() != withFace);
    REQUIRE(faces.move(draft, kBox));
    CHECK(current() == withFace);
    const auto cover = faces.addRegion({{}, photo, kBox, RegionShape::Ellipse}, UserId{1}, now);
    REQUIRE(cover);
    CHECK(current() != withFace);
    REQUIRE(faces.moveRegion({*cover, photo, kBox, RegionShape::Ellipse}, kBox.translated(5, 5)));
    current();
    REQUIRE(faces.removeRegion({*cover, photo, kBox, RegionShape::Ellipse}));
    CHECK(current() == withFace);
    REQUIRE(faces.decideUnreviewed(photo, {FaceState::Confirmed, {}, UserId{1}, now}));
    CHECK(current() != withFace);
    REQUIRE(faces.remove(draft));
    CHECK(current() == empty);
}

TEST_CASE("a face that is changed behind the repository's back leaves no hash at all", "[catalogue][faces-hash]")
{
    TestCatalogue catalogue;
    const PhotoId photo = barePhoto(catalogue);
    FaceRepository faces(catalogue.db());
    Face draft = face(0, kBox);
    draft.photo = photo;
    REQUIRE(faces.add(draft, {}));
    REQUIRE_FALSE(storedHash(catalogue, photo).isEmpty());
    catalogue.run("UPDATE face SET x = x + 1");
    CHECK(storedHash(catalogue, photo).isEmpty());
}
