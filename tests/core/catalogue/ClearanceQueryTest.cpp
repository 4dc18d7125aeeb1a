#include "core/catalogue/ClearanceQuery.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/consent/ConsentRules.h"
#include "support/RandomSchool.h"

#include <QElapsedTimer>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <array>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

std::vector<ClearanceRow> byFunction(TestCatalogue& catalogue, const QList<PhotoId>& photos, const Purpose& purpose,
                                     const ConsentSettings& settings, QDate day)
{
    const auto facts = ClearanceFactsRepository(catalogue.db()).photos(photos, purpose.id);
    REQUIRE(facts);
    std::vector<ClearanceRow> rows;
    for (const PhotoFactsForClearance& photo : *facts) {
        const Clearance answer = clearanceOf(photo, purpose, settings, day);
        rows.push_back({photo.id, answer.outcome, answer.coverCount(), answer.unidentifiedCount(),
                        answer.waitsForReview(), photo.hasOpenFlag || photo.isRestricted, photo.isDeleted});
    }
    return rows;
}

std::vector<ClearanceRow> byQuery(TestCatalogue& catalogue, const QList<PhotoId>* photos, const Purpose& purpose,
                                  const ConsentSettings& settings, QDate day)
{
    const auto rows = clearanceRows(catalogue.db(), photos, purpose, settings, day);
    INFO((rows ? std::string() : rows.error().detail.toStdString()));
    REQUIRE(rows);
    return {rows->begin(), rows->end()};
}

std::string describe(const ClearanceRow& row)
{
    return std::to_string(row.photo.value) + " " + outcomeKey(row.outcome).toStdString() + " cover "
        + std::to_string(row.toCover) + " unidentified " + std::to_string(row.unidentified)
        + (row.waitsForReview ? " waits" : "");
}

void requireSame(const std::vector<ClearanceRow>& function, const std::vector<ClearanceRow>& query)
{
    REQUIRE(function.size() == query.size());
    for (size_t i = 0; i < function.size(); ++i) {
        if (!(function[i] == query[i])) {
            FAIL("function " << describe(function[i]) << " but query " << describe(query[i]));
        }
    }
}

int freedom(Outcome outcome)
{
    return outcome == Outcome::Clear ? 2 : outcome == Outcome::ClearIfCovered ? 1 : 0;
}

/// No photo may be freer after than before, and no face may show that did not.
void requireNotFreer(const std::vector<ClearanceRow>& before, const std::vector<ClearanceRow>& after)
{
    REQUIRE(before.size() == after.size());
    for (size_t i = 0; i < before.size(); ++i) {
        REQUIRE(freedom(after[i].outcome) <= freedom(before[i].outcome));
        REQUIRE(after[i].toCover >= before[i].toCover);
    }
}

quint64 seed()
{
    return *rc::gen::noShrink(rc::gen::arbitrary<quint64>());
}

} // namespace

TEST_CASE("the query answers as the function does in random schools", "[catalogue][clearance][property]")
{
    int cases = 0;
    std::array<int, 3> outcomes{};
    int waiting = 0;
    const bool holds = rc::check("function equals query", [&] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed());
        for (const Purpose& purpose : school.purposes()) {
            for (int i = 0; i < 4; ++i) {
                const QDate day = school.randomDay();
                const auto function = byFunction(catalogue, school.photos(), purpose, school.settings(), day);
                const auto query = byQuery(catalogue, &school.photos(), purpose, school.settings(), day);
                requireSame(function, query);
                requireSame(function, byQuery(catalogue, nullptr, purpose, school.settings(), day));
                for (const ClearanceRow& row : function) {
                    ++cases;
                    ++outcomes[static_cast<size_t>(row.outcome)];
                    waiting += row.waitsForReview ? 1 : 0;
                }
            }
        }
    });
    REQUIRE(holds);
    // A property that only ever sees one answer proves little.
    CHECK(cases >= 10'000);
    CHECK(outcomes[0] > cases / 20);
    CHECK(outcomes[1] > cases / 20);
    CHECK(outcomes[2] > cases / 20);
    CHECK(waiting > cases / 50);
    WARN(cases << " cases: " << outcomes[0] << " clear, " << outcomes[1] << " if covered, " << outcomes[2]
               << " blocked");
}

TEST_CASE("one more refusal never frees a photo", "[catalogue][clearance][property]")
{
    const bool holds = rc::check("a refusal only ever takes away", [] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed(), {12, 20, 3, 2, 3});
        for (int i = 0; i < 5; ++i) {
            const Purpose& purpose = school.anyPurpose();
            const QDate day = school.randomDay();
            const auto before = byFunction(catalogue, school.photos(), purpose, school.settings(), day);
            const QString decision = school.oneOf({QStringLiteral("refused"), QStringLiteral("withdrawn")});
            const QString on = school.randomDay().toString(Qt::ISODate);
            school.addConsent(school.somebody(), purpose.id, decision, school.anyParty(), on);
            requireNotFreer(before, byFunction(catalogue, school.photos(), purpose, school.settings(), day));
        }
    });
    REQUIRE(holds);
}

TEST_CASE("a grant for one purpose frees nothing for another", "[catalogue][clearance][property]")
{
    const bool holds = rc::check("purposes are apart", [] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed(), {12, 20, 3, 2, 3});
        const Purpose& granted = school.purposes().first();
        const Purpose& other = school.purposes().last();
        const QDate day = school.randomDay();
        const auto before = byFunction(catalogue, school.photos(), other, school.settings(), day);
        for (const PersonId person : school.people()) {
            for (const char* party : {"parent1", "parent2", "child", "self"}) {
                school.addConsent(person, granted.id, QStringLiteral("granted"), QString::fromLatin1(party),
                                  QStringLiteral("2025-01-01"));
            }
        }
        requireSame(before, byFunction(catalogue, school.photos(), other, school.settings(), day));
        requireSame(before, byQuery(catalogue, nullptr, other, school.settings(), day));
    });
    REQUIRE(holds);
}

TEST_CASE("a face that nobody confirmed as a person never shows", "[catalogue][clearance][property]")
{
    int seen = 0;
    const bool holds = rc::check("unidentified means covered", [&seen] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed());
        for (const Purpose& purpose : school.purposes()) {
            const auto facts = ClearanceFactsRepository(catalogue.db()).photos(school.photos(), purpose.id);
            REQUIRE(facts);
            const QDate day = school.randomDay();
            for (const PhotoFactsForClearance& photo : *facts) {
                const Clearance answer = clearanceOf(photo, purpose, school.settings(), day);
                for (const FaceFacts& face : photo.faces) {
                    const bool isKnown = face.state == FaceState::Confirmed && face.person;
                    const auto about = std::find_if(answer.faces.begin(), answer.faces.end(),
                                                    [&face](const FaceClearance& one) { return one.face == face.id; });
                    if (!isKnown && about != answer.faces.end()) {
                        ++seen;
                        REQUIRE(about->isCovered());
                        REQUIRE(answer.outcome != Outcome::Clear);
                    }
                }
            }
        }
    });
    REQUIRE(holds);
    CHECK(seen > 1000);
}

TEST_CASE("a query for some photos answers for those alone and leaves out unknown ids", "[catalogue][clearance]")
{
    TestCatalogue catalogue;
    RandomSchool school(catalogue, 1);
    const QList<PhotoId> some{school.photos().at(3), PhotoId{99999}, school.photos().at(1), PhotoId{}};
    const auto rows = byQuery(catalogue, &some, school.purposes().first(), school.settings(), QDate(2026, 1, 1));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].photo == school.photos().at(1));
    CHECK(rows[1].photo == school.photos().at(3));
    const QList<PhotoId> none;
    CHECK(byQuery(catalogue, &none, school.purposes().first(), school.settings(), QDate(2026, 1, 1)).empty());
}

TEST_CASE("a query for no day is refused", "[catalogue][clearance]")
{
    TestCatalogue catalogue;
    RandomSchool school(catalogue, 1);
    const Purpose& purpose = school.purposes().first();
    CHECK_FALSE(clearanceRows(catalogue.db(), nullptr, purpose, {}, QDate()).has_value());
    CHECK_FALSE(clearanceRows(catalogue.db(), nullptr, purpose, {}, QDate(-1, 1, 1)).has_value());
    CHECK_FALSE(takedownsDue(catalogue.db(), purpose, {}, QDate()).has_value());
}

TEST_CASE("a publication is due to be taken down when somebody in it may not be seen any more",
          "[catalogue][clearance][takedown][property]")
{
    constexpr int kGoneFace = 1'000'000; // of no photo any more: who they were then is all there is
    int due = 0;
    int fine = 0;
    const bool holds = rc::check("takedowns follow the standings", [&] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed());
        const Purpose& purpose = school.anyPurpose();
        const QDate day = school.randomDay();
        const auto facts = ClearanceFactsRepository(catalogue.db()).photos(school.photos(), purpose.id);
        const auto people = ClearanceFactsRepository(catalogue.db()).people(school.people(), purpose.id);
        REQUIRE(facts);
        REQUIRE(people);
        QList<RegisterId> expected;
        for (const PhotoFactsForClearance& photo : *facts) {
            const bool isOver = school.chance(20);
            const RegisterId entry{catalogue.run(
                "INSERT INTO register(photo_id, purpose_id, exported_at, user_id, file, place, style, sha256, width, "
                "height, faces_hash, taken_down_at) VALUES(?, ?, '', 1, '', '', '', x'00', 1, 1, x'00', ?)",
                photo.id, purpose.id, isOver ? std::optional(QStringLiteral("2026-01-01")) : std::nullopt)};
            bool isWrong = photo.hasOpenFlag || photo.isRestricted;
            for (int i = 1; i <= 2; ++i) {
                const PersonId person = school.somebody();
                const bool isShown = school.chance(60);
                catalogue.run("INSERT INTO register_face(register_id, face_id, person_id, shown, profile_cover) "
                              "VALUES(?, ?, ?, ?, 0)",
                              entry, kGoneFace + i, person, isShown);
                const PersonFacts& known = people->find(person).value();
                const bool mayShow = !known.isProtected && standing(known, purpose, school.settings(), day).mayShow;
                isWrong = isWrong || (isShown && !mayShow);
            }
            if (isWrong && !isOver) {
                expected += entry;
            }
            (isWrong ? due : fine) += 1;
        }
        const auto found = takedownsDue(catalogue.db(), purpose, school.settings(), day);
        REQUIRE(found);
        REQUIRE(*found == expected);
    });
    REQUIRE(holds);
    CHECK(due > 200);
    CHECK(fine > 200);
}

TEST_CASE("twenty thousand photos are answered for at once", "[.][catalogue][clearance][measure]")
{
    TestCatalogue catalogue;
    const RandomSchool school(catalogue, 5, {3000, 20'000, 10, 3, 0});
    for (const Purpose& purpose : school.purposes()) {
        QElapsedTimer timer;
        timer.start();
        const auto rows = byQuery(catalogue, nullptr, purpose, school.settings(), QDate(2026, 5, 20));
        WARN(rows.size() << " photos in " << timer.elapsed() << " ms");
        REQUIRE(rows.size() == 20'000);
    }
}
