#include "core/catalogue/TakedownCache.h"

#include "support/RandomSchool.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

quint64 seed()
{
    return *rc::gen::noShrink(rc::gen::arbitrary<quint64>());
}

RegisterId publish(TestCatalogue& catalogue, RandomSchool& school, PhotoId photo)
{
    const RegisterId entry{
        catalogue.run("INSERT INTO register(photo_id, purpose_id, exported_at, user_id, file, place, "
                      "style, sha256, width, height, faces_hash) VALUES(?, ?, '', 1, '', '', '', "
                      "x'00', 1, 1, x'00')",
                      photo, school.anyPurpose().id)};
    catalogue.run("INSERT INTO register_face(register_id, face_id, person_id, shown, profile_cover) SELECT ?, id, "
                  "person_id, person_id IS NOT NULL, 0 FROM face WHERE photo_id = ?",
                  entry, photo);
    return entry;
}

void changeSomething(TestCatalogue& catalogue, RandomSchool& school)
{
    const PhotoId photo = school.photos().at(school.number(0, int(school.photos().size()) - 1));
    switch (school.number(0, 9)) {
    case 0:
    case 1:
        school.addConsent(school.somebody(), school.anyPurpose().id,
                          school.oneOf({QStringLiteral("granted"), QStringLiteral("withdrawn")}), school.anyParty(),
                          QStringLiteral("2026-01-02"));
        return;
    case 2:
        catalogue.run("UPDATE person SET protected = 1 - (protected <> 0) WHERE id = ?", school.somebody());
        return;
    case 3:
        catalogue.run("UPDATE face SET state = 'confirmed', person_id = ? WHERE photo_id = ?", school.somebody(),
                      photo);
        return;
    case 4:
        catalogue.run("UPDATE photo SET restriction = ? WHERE id = ?",
                      school.chance(50) ? QStringLiteral("none") : QStringLiteral("sealed"), photo);
        return;
    case 5:
        catalogue.run("INSERT INTO flag(photo_id, reason, user_id, at) VALUES(?, '', 1, '')", photo);
        return;
    case 6:
        catalogue.run("UPDATE flag SET outcome = 'release' WHERE photo_id = ?", photo);
        return;
    case 7:
        catalogue.run("UPDATE register SET taken_down_at = '2026-01-03' WHERE photo_id = ?", photo);
        return;
    case 8:
        catalogue.run("DELETE FROM face WHERE photo_id = ?", photo);
        return;
    default:
        publish(catalogue, school, photo);
        return;
    }
}

} // namespace

TEST_CASE("what is kept of the takedowns is never older than the last change",
          "[catalogue][clearance][takedown][property]")
{
    int due = 0;
    int differences = 0;
    const bool holds = rc::check("the cache equals the query", [&] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed(), {8, 12, 3, 2, 3});
        for (const PhotoId photo : school.photos()) {
            publish(catalogue, school, photo);
        }
        TakedownCache cache(catalogue.db());
        QList<RegisterId> before;
        for (int i = 0; i < 24; ++i) {
            for (const Purpose& purpose : school.purposes()) {
                const QDate day(2026, 1, 10 + i / 12);
                const auto kept = cache.due(purpose, school.settings(), day);
                const auto now = takedownsDue(catalogue.db(), purpose, school.settings(), day);
                REQUIRE(kept);
                REQUIRE(now);
                REQUIRE(*kept == *now);
                due += static_cast<int>(now->size());
                differences += *now != before;
                before = *now;
            }
            changeSomething(catalogue, school);
        }
    });
    REQUIRE(holds);
    CHECK(due > 1000);
    CHECK(differences > 1000);
}

TEST_CASE("what was rolled back is not in the kept takedowns", "[catalogue][clearance][takedown]")
{
    TestCatalogue catalogue;
    RandomSchool school(catalogue, 3, {8, 12, 3, 2, 0});
    for (const PhotoId photo : school.photos()) {
        publish(catalogue, school, photo);
    }
    TakedownCache cache(catalogue.db());
    const Purpose& purpose = school.purposes().last();
    const auto ask = [&] {
        const auto due = cache.due(purpose, school.settings(), QDate(2026, 1, 10));
        REQUIRE(due);
        return *due;
    };
    catalogue.run("UPDATE photo SET restriction = 'none'");
    const QList<RegisterId> before = ask();
    {
        const auto transaction = catalogue.db().begin();
        REQUIRE(transaction);
        catalogue.run("UPDATE photo SET restriction = 'restricted'");
        CHECK(ask().size() > before.size());
    }
    CHECK(ask() == before);
}
