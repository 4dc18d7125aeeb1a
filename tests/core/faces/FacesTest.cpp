#include "core/faces/Faces.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/PhotoQuery.h"
#include "support/PhotoSchool.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QRect kBox(100, 100, 60, 80);

Face only(PhotoSchool& school)
{
    const auto faces = need(school.run([&](Library& open) { return Faces(open).list(school.photo(1)); }));
    REQUIRE(faces.size() == 1);
    return faces[0];
}

QByteArray facesHashOf(Library& open, PhotoId photo)
{
    return *need(firstRow(boundSql(open.db(), QStringLiteral("SELECT faces_hash FROM photo WHERE id = ?"), photo),
                          [](const Statement& row) { return row.blob(0); }));
}

} // namespace

TEST_CASE("a face goes through every decision and back", "[faces][decisions]")
{
    PhotoSchool school(1);
    const PersonId ann = school.person("Ann", "Apple");
    school.run([&](Library& open) {
        need(Faces(open).reconcile(school.photo(1), {{QRectF(kBox), 0.7, {}}}, QStringLiteral("yunet")));
    });
    const FaceId face = only(school).id;
    CHECK(only(school).state == FaceState::Unreviewed);
    school.run([&](Library& open) { need(Faces(open).confirm(face, ann)); });
    CHECK(only(school).person == ann);
    school.run([&](Library& open) { need(Faces(open).markStranger(face)); });
    CHECK(only(school).isStranger());
    school.run([&](Library& open) { need(Faces(open).reject(face)); });
    CHECK(only(school).state == FaceState::Rejected);
    school.run([&](Library& open) { need(Faces(open).reset(face)); });
    CHECK(only(school).state == FaceState::Unreviewed);
    school.run([&](Library& open) { CHECK(need(Faces(open).restAreStrangers(school.photo(1))) == 1); });
    CHECK(only(school).isStranger());
    school.run([&](Library& open) { CHECK(need(Faces(open).restAreStrangers(school.photo(1))) == 0); });
    CHECK(need(school.run([](Library& open) { return audit::verify(open); })).ok);
}

TEST_CASE("a drawn face that was taken away is put back under its number with its decision", "[faces][decisions]")
{
    PhotoSchool school(1);
    const PersonId ann = school.person("Ann", "Apple");
    school.run([&](Library& open) {
        Faces faces(open);
        const FaceId drawn = need(faces.add(school.photo(1), kBox, ann));
        const QByteArray state = facesHashOf(open, school.photo(1));
        const Face before = need(faces.get(drawn));
        CHECK_FALSE(faces.restore(before)); // it is there
        need(faces.remove(drawn));
        need(faces.restore(before));
        CHECK(need(faces.get(drawn)) == before);
        CHECK(facesHashOf(open, school.photo(1)) == state);

        Face never = before;
        never.id = {before.id.value + 1};
        CHECK_FALSE(faces.restore(never)); // a number that was never given
        need(faces.reconcile(school.photo(1), {{QRectF(300, 100, 60, 80), 0.7, {}}}, QStringLiteral("yunet")));
        Face found = need(faces.list(school.photo(1)))[1];
        CHECK_FALSE(faces.restore(found)); // not drawn

        const RegionId badge = need(faces.addRegion(school.photo(1), kBox, RegionShape::Ellipse));
        const CoverRegion region = need(faces.regions(school.photo(1)))[0];
        CHECK_FALSE(faces.restoreRegion(region));
        need(faces.removeRegion(badge));
        need(faces.restoreRegion(region));
        CHECK(need(faces.regions(school.photo(1)))[0].id == badge);
        CHECK(need(faces.regions(school.photo(1)))[0].shape == RegionShape::Ellipse);
    });
    CHECK(need(school.run([](Library& open) { return audit::verify(open); })).ok);
}

TEST_CASE("removing a drawn face takes it away and a found one is rejected instead", "[faces][decisions]")
{
    PhotoSchool school(1);
    school.run([&](Library& open) {
        Faces faces(open);
        const FaceId drawn = need(faces.add(school.photo(1), kBox));
        need(faces.remove(drawn));
        CHECK(need(faces.list(school.photo(1))).isEmpty());
        need(faces.reconcile(school.photo(1), {{QRectF(kBox), 0.7, {}}}, QStringLiteral("yunet")));
        need(faces.remove(need(faces.list(school.photo(1)))[0].id));
    });
    CHECK(only(school).state == FaceState::Rejected);
}

TEST_CASE("boxes are clipped to the picture and refused outside it", "[faces][boxes]")
{
    PhotoSchool school(1); // 640 x 480
    school.run([&](Library& open) {
        Faces faces(open);
        const FaceId face = need(faces.add(school.photo(1), QRect(600, 440, 100, 100)));
        CHECK(need(faces.get(face)).rect == QRect(600, 440, 40, 40));
        for (const QRect bad : {QRect(640, 0, 10, 10), QRect(-20, 5, 20, 10), QRect(5, 5, 0, 10),
                                QRect(50, 50, -10, 10), QRect(50, 50, -10, -10)}) {
            CHECK(faces.add(school.photo(1), bad).error().code == ErrorCode::Invalid);
            CHECK(faces.move(face, bad).error().code == ErrorCode::Invalid);
            CHECK(faces.addRegion(school.photo(1), bad, RegionShape::Rectangle).error().code == ErrorCode::Invalid);
        }
        CHECK(need(faces.get(face)).rect == QRect(600, 440, 40, 40));
        const RegionId region = need(faces.addRegion(school.photo(1), QRect(-10, -10, 30, 30), RegionShape::Ellipse));
        CHECK(need(faces.regions(school.photo(1)))[0].rect == QRect(0, 0, 20, 20));
        need(faces.moveRegion(region, QRect(5, 5, 10, 10)));
        need(faces.removeRegion(region));
        CHECK(need(faces.regions(school.photo(1))).isEmpty());
    });
}

TEST_CASE("one person cannot be two faces of one photo", "[faces][decisions]")
{
    PhotoSchool school(1);
    const PersonId ann = school.person("Ann", "Apple");
    school.run([&](Library& open) {
        Faces faces(open);
        const FaceId first = need(faces.add(school.photo(1), kBox, ann));
        const FaceId second = need(faces.add(school.photo(1), kBox.translated(200, 0)));
        CHECK(faces.confirm(second, ann).error().code == ErrorCode::Invalid);
        CHECK(faces.add(school.photo(1), QRect(5, 5, 9, 9), ann).error().code == ErrorCode::Invalid);
        need(faces.confirm(first, ann)); // the same again is no conflict
        need(faces.reset(first));
        need(faces.confirm(second, ann));
    });
}

TEST_CASE("nobody but the safeguarding lead changes a protected person's face", "[faces][protected]")
{
    PhotoSchool school(2);
    const PersonId nadia = school.person("Nadia", "Hidden");
    const FaceId face = school.name(school.photo(1), kBox, nadia);
    school.protect("Hidden");
    for (const char* user : {"Admin", "Olga", "Mark"}) {
        CAPTURE(user);
        school.signInAs(QString::fromLatin1(user));
        school.run([&](Library& open) {
            Faces faces(open);
            for (const auto& changed : {faces.markStranger(face), faces.reject(face), faces.reset(face),
                                        faces.remove(face), faces.move(face, kBox.translated(50, 50))}) {
                REQUIRE_FALSE(changed);
                CHECK(changed.error().code == ErrorCode::NotAllowed);
                CHECK_FALSE(changed.error().text.contains(QStringLiteral("rotect")));
                CHECK_FALSE(changed.error().text.contains(QStringLiteral("afeguard")));
            }
        });
    }
    school.run([&](Library& open) { // Mark: as if there were no such person
        const FaceId other = need(Faces(open).add(school.photo(2), kBox));
        const auto hidden = Faces(open).confirm(other, nadia);
        const auto missing = Faces(open).confirm(other, PersonId{9999});
        REQUIRE_FALSE(hidden);
        REQUIRE_FALSE(missing);
        CHECK(hidden.error().code == missing.error().code);
        CHECK(hidden.error().text == missing.error().text);
    });
    school.signInAs(QStringLiteral("Sara"));
    school.run([&](Library& open) { need(Faces(open).reset(face)); });
}

TEST_CASE("a viewer neither names faces nor learns who is in a photo", "[faces][rights]")
{
    PhotoSchool school(1);
    const FaceId face = school.name(school.photo(1), kBox, school.person("Ann", "Apple"));
    school.signInAs(QStringLiteral("Vera"));
    CHECK_FALSE(only(school).person.isValid());
    school.run([&](Library& open) {
        Faces faces(open);
        CHECK(faces.reset(face).error().code == ErrorCode::NotAllowed);
        CHECK(faces.add(school.photo(1), kBox).error().code == ErrorCode::NotAllowed);
        CHECK(faces.addRegion(school.photo(1), kBox, RegionShape::Ellipse).error().code == ErrorCode::NotAllowed);
        CHECK(faces.reconcile(school.photo(1), {}, QStringLiteral("x")).error().code == ErrorCode::NotAllowed);
        CHECK(faces.restAreStrangers(school.photo(1)).error().code == ErrorCode::NotAllowed);
    });
}

TEST_CASE("a rescan keeps what users settled and survives reopening", "[faces][reconcile]")
{
    PhotoSchool school(1);
    const PhotoId photo = school.photo(1);
    const PersonId ann = school.person("Ann", "Apple");
    const auto boxes = [](int shift) {
        QList<DetectedFace> found;
        for (int i = 0; i < 4; ++i) {
            found.append({QRectF(50 + i * 120 + shift, 100, 60, 80), 0.8, {}});
        }
        return found;
    };
    school.run([&](Library& open) {
        Faces faces(open);
        need(faces.reconcile(photo, boxes(0), QStringLiteral("cascade")));
        const auto list = need(faces.list(photo));
        REQUIRE(list.size() == 4);
        need(faces.confirm(list[0].id, ann));
        need(faces.reject(list[1].id));
        need(faces.move(list[2].id, QRect(280, 90, 80, 100)));
        need(faces.add(photo, QRect(10, 300, 50, 50)));
    });
    const auto before = need(school.run([&](Library& open) { return Faces(open).list(photo); }));
    school.signInAs(QStringLiteral("Admin"));
    school.run([&](Library& open) {
        need(Faces(open).reconcile(photo, boxes(6), QStringLiteral("yunet")));
        const auto after = need(Faces(open).list(photo));
        REQUIRE(after.size() == before.size());
        for (qsizetype i = 0; i < after.size(); ++i) {
            const bool isUndecided = before[i].rect == QRect(410, 100, 60, 80);
            CHECK(after[i].id == before[i].id);
            CHECK(after[i].state == before[i].state);
            CHECK(after[i].person == before[i].person);
            CHECK(after[i].rect == (isUndecided ? QRect(416, 100, 60, 80) : before[i].rect));
        }
        CHECK(need(Photos(open).details(photo)).detector == QStringLiteral("yunet"));
    });
}
