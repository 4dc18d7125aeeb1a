#include "core/catalogue/ClearanceQuery.h"

#include "core/catalogue/ClearanceCache.h"
#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/consent/ConsentRules.h"
#include "support/RandomSchool.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <array>
#include <map>

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

/// What a run of random cases has met.
struct Cases {
    int all = 0;
    int waiting = 0;
    std::array<int, 3> outcomes{};
    std::map<std::string, int> edges;

    void count(const std::vector<ClearanceRow>& rows)
    {
        for (const ClearanceRow& row : rows) {
            ++all;
            ++outcomes[static_cast<size_t>(row.outcome)];
            waiting += row.waitsForReview ? 1 : 0;
        }
    }

    /// Every face of the photos whose person stands on one of the rules' edges that day.
    void countEdges(TestCatalogue& catalogue, const RandomSchool& school, const Purpose& purpose, QDate day)
    {
        const auto photos = ClearanceFactsRepository(catalogue.db()).photos(school.photos(), purpose.id);
        REQUIRE(photos);
        for (const PhotoFactsForClearance& photo : *photos) {
            for (const FaceFacts& face : photo.faces) {
                if (face.state == FaceState::Confirmed && face.person) {
                    countPerson(*face.person, purpose, school.settings(), day);
                }
            }
        }
    }

    [[nodiscard]] std::string edgesInWords() const
    {
        std::string words;
        for (const auto& [edge, seen] : edges) {
            words += edge + " " + std::to_string(seen) + ", ";
        }
        return words;
    }

private:
    void countPerson(const PersonFacts& person, const Purpose& purpose, const ConsentSettings& settings, QDate day)
    {
        bool isLastDay = false;
        bool isDayAfter = false;
        bool isGrantedAnew = false;
        QList<Party> granted;
        for (const Consent& said : person.consents) {
            if (said.decision != Decision::Granted) {
                continue;
            }
            const auto last = lastDayOf(said, purpose, settings);
            isLastDay = isLastDay || last == day;
            isDayAfter = isDayAfter || (last && last->addDays(1) == day);
            granted += said.party;
            isGrantedAnew =
                isGrantedAnew || std::any_of(person.consents.begin(), person.consents.end(), [&](const Consent& other) {
                    return other.decision == Decision::Withdrawn && other.party == said.party && other.on < said.on
                        && said.on <= day;
                });
        }
        const bool needsBoth = requiredParties(person, purpose, settings, day) == RequiredParties::BothParents;
        const bool hasBoth = granted.contains(Party::Parent1) && granted.contains(Party::Parent2);
        note("last day of a grant", isLastDay);
        note("day after it", isDayAfter);
        note("withdrawn then granted", isGrantedAnew);
        note("both parents asked and both said yes", needsBoth && hasBoth);
        note("both parents asked and not both said yes", needsBoth && !hasBoth && !granted.isEmpty());
        note("protected", person.isProtected);
        note("leaves that day", person.leftOn == day);
        note("leaves the day after", person.leftOn == day.addDays(1));
        note("on notice", purpose.basis == Basis::Notice);
        note("override", person.partiesOverride.has_value());
    }

    void note(const char* edge, bool holds) { edges[edge] += holds ? 1 : 0; }
};

constexpr size_t kEdges = 10;

/// One change of the kinds that the program makes, committed.
void changeSomething(TestCatalogue& catalogue, RandomSchool& school)
{
    constexpr int kMayGo = 4; // the first photos may be erased; nothing else happens to them
    const PhotoId photo = school.photos().at(school.number(kMayGo, int(school.photos().size()) - 1));
    const QByteArray state = "state1";
    switch (school.number(0, 9)) {
    case 0:
        school.addConsent(school.somebody(), school.anyPurpose().id,
                          school.oneOf({QStringLiteral("granted"), QStringLiteral("withdrawn")}), school.anyParty(),
                          QStringLiteral("2026-01-02"));
        return;
    case 1:
        catalogue.run("UPDATE person SET protected = 1 - (protected <> 0) WHERE id = ?", school.somebody());
        return;
    case 2:
        catalogue.run("UPDATE person SET left_on = '2026-01-10', date_of_birth = NULL WHERE id = ?", school.somebody());
        return;
    case 3:
        catalogue.run("UPDATE face SET state = 'confirmed', person_id = ? WHERE photo_id = ?", school.somebody(),
                      photo);
        catalogue.run("UPDATE photo SET faces_hash = ? WHERE id = ?", state, photo);
        return;
    case 4:
        school.addFace(photo, QStringLiteral("confirmed"), school.somebody());
        return;
    case 5:
        school.sign(photo, "faces", 1, {}, state);
        catalogue.run("UPDATE photo SET faces_hash = ? WHERE id = ?", state, photo);
        return;
    case 6:
        catalogue.run("UPDATE sign_off SET revoked_at = '2026-01-02' WHERE photo_id = ?", photo);
        return;
    case 7:
        catalogue.run("INSERT INTO flag(photo_id, reason, user_id, at) VALUES(?, '', 1, '')", photo);
        return;
    case 8:
        catalogue.run("DELETE FROM photo WHERE id = ?", school.photos().at(school.number(0, kMayGo - 1)));
        return;
    default:
        catalogue.run("UPDATE photo SET deleted_at = '2026-01-02' WHERE id = ?", school.addPhoto());
        return;
    }
}

quint64 seed()
{
    return *rc::gen::noShrink(rc::gen::arbitrary<quint64>());
}

} // namespace

TEST_CASE("the query answers as the function does in random schools", "[catalogue][clearance][property]")
{
    Cases cases;
    const bool holds = rc::check("function equals query", [&] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed(), {12, 24, 3, 5, 3});
        for (const Purpose& purpose : school.purposes()) {
            for (int i = 0; i < 9; ++i) {
                const QDate day = school.edgeDay();
                const auto function = byFunction(catalogue, school.photos(), purpose, school.settings(), day);
                requireSame(function, byQuery(catalogue, nullptr, purpose, school.settings(), day));
                if (i % 3 == 0) {
                    requireSame(function, byQuery(catalogue, &school.photos(), purpose, school.settings(), day));
                }
                cases.count(function);
                cases.countEdges(catalogue, school, purpose, day);
            }
        }
    });
    REQUIRE(holds);
    // A property that only ever sees one answer proves little, and one that misses an edge proves nothing about it.
    CHECK(cases.all >= 100'000);
    CHECK(cases.outcomes[0] > cases.all / 30);
    CHECK(cases.outcomes[1] > cases.all / 30);
    CHECK(cases.outcomes[2] > cases.all / 30);
    CHECK(cases.waiting > cases.all / 50);
    for (const auto& [edge, seen] : cases.edges) {
        CAPTURE(edge);
        CHECK(seen > 200);
    }
    CHECK(cases.edges.size() == kEdges);
    WARN(cases.all << " cases: " << cases.outcomes[0] << " clear, " << cases.outcomes[1] << " if covered, "
                   << cases.outcomes[2] << " blocked; " << cases.edgesInWords());
}

TEST_CASE("what is kept of a library's clearances is never older than its last change",
          "[catalogue][clearance][property]")
{
    int changes = 0;
    const bool holds = rc::check("the cache equals the query", [&] {
        TestCatalogue catalogue;
        RandomSchool school(catalogue, seed(), {8, 12, 3, 2, 3});
        ClearanceCache cache(catalogue.db());
        for (int i = 0; i < 12; ++i) {
            const Purpose& purpose = school.anyPurpose();
            const QDate day = QDate(2026, 1, 10 + i / 6);
            const auto kept = cache.rows(purpose, school.settings(), day);
            REQUIRE(kept);
            requireSame({kept->begin(), kept->end()}, byQuery(catalogue, nullptr, purpose, school.settings(), day));
            changeSomething(catalogue, school);
            ++changes;
        }
    });
    REQUIRE(holds);
    CHECK(changes > 1000);
}

TEST_CASE("what was rolled back is not in the kept clearances", "[catalogue][clearance]")
{
    TestCatalogue catalogue;
    RandomSchool school(catalogue, 3, {8, 12, 3, 2, 0});
    ClearanceCache cache(catalogue.db());
    const Purpose& purpose = school.purposes().last();
    const auto ask = [&] {
        const auto rows = cache.rows(purpose, school.settings(), QDate(2026, 1, 10));
        REQUIRE(rows);
        return std::vector<ClearanceRow>(rows->begin(), rows->end());
    };
    const auto before = ask();
    {
        const auto transaction = catalogue.db().begin();
        REQUIRE(transaction);
        catalogue.run("UPDATE photo SET restriction = 'restricted'");
        CHECK(ask().front().isSealed);
    }
    requireSame(before, ask());
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
