#include "support/RuleBuilders.h"

#include <catch2/catch.hpp>

#include <functional>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

PersonFacts agreed()
{
    return pupil({granted(Party::Parent1)});
}

PersonFacts protectedPerson(bool allowCovered)
{
    PersonFacts person = agreed();
    person.isProtected = true;
    person.allowCovered = allowCovered;
    return person;
}

Clearance ask(const PhotoFactsForClearance& facts, const Purpose& purpose = website(), int edge = 0)
{
    return clearanceOf(facts, purpose, {}, kToday, edge);
}

} // namespace

TEST_CASE("a photo in which everyone agreed is clear", "[consent][clearance]")
{
    const Clearance answer = ask(photo({face(agreed())}));
    CHECK(answer.outcome == Outcome::Clear);
    CHECK(answer.reasons.isEmpty());
    REQUIRE(answer.faces.size() == 1);
    CHECK(answer.faces.first().show);
    CHECK(answer.faces.first().basis == QList<ConsentId>{ConsentId{1}});
    CHECK(ask(photo()).outcome == Outcome::Clear);
}

TEST_CASE("each thing that stands against a photo blocks it", "[consent][clearance]")
{
    struct Case {
        Rule rule;
        std::function<void(PhotoFactsForClearance&, Purpose&)> spoil;
    };
    const std::vector<Case> cases{
        {Rule::Video, [](auto& facts, auto&) { facts.kind = PhotoKind::Video; }},
        {Rule::Deleted, [](auto& facts, auto&) { facts.isDeleted = true; }},
        {Rule::Flagged, [](auto& facts, auto&) { facts.hasOpenFlag = true; }},
        {Rule::Restricted, [](auto& facts, auto&) { facts.isRestricted = true; }},
        {Rule::Expired, [](auto& facts, auto&) { facts.expiresOn = kToday; }},
        {Rule::Expired, [](auto& facts, auto&) { facts.expiresOn = QDate(); }},
        {Rule::PurposeNotActive, [](auto&, auto& purpose) { purpose.active = false; }},
        {Rule::PurposeNotActive, [](auto&, auto& purpose) { purpose.key = QStringLiteral("biometric"); }},
        {Rule::NotSignedOff, [](auto& facts, auto&) { facts.isSignedOff = false; }},
        {Rule::NotSignedOff, [](auto& facts, auto&) { facts.signedOffBy = {}; }},
        {Rule::NoSecondCheck, [](auto&, auto& purpose) { purpose.secondCheck = true; }},
        {Rule::ProtectedPerson, [](auto& facts, auto&) { facts.faces += face(protectedPerson(false)); }},
        {Rule::NeverCover,
         [](auto& facts, auto& purpose) {
             purpose.neverCover = true;
             facts.regions = 1;
         }},
    };
    for (const Case& one : cases) {
        PhotoFactsForClearance facts = photo({face(agreed())});
        Purpose purpose = website();
        one.spoil(facts, purpose);
        const Clearance answer = ask(facts, purpose);
        CAPTURE(one.rule);
        CHECK(answer.outcome == Outcome::Blocked);
        REQUIRE_FALSE(answer.reasons.isEmpty());
        CHECK(answer.reasons.first().rule == one.rule);
        CHECK(answer.faces.size() == facts.faces.size());
    }
    CHECK(clearanceOf(photo(), website(), {}, QDate()).outcome == Outcome::Blocked);
}

TEST_CASE("a photo is blocked from the day of its expiry and not before", "[consent][clearance]")
{
    PhotoFactsForClearance facts = photo();
    facts.expiresOn = kToday.addDays(1);
    CHECK(ask(facts).outcome == Outcome::Clear);
    facts.expiresOn = kToday;
    CHECK(ask(facts).outcome == Outcome::Blocked);
}

TEST_CASE("every reason against a photo is named", "[consent][clearance]")
{
    PhotoFactsForClearance facts = photo({face(std::nullopt, FaceState::Unreviewed)});
    facts.hasOpenFlag = true;
    facts.isSignedOff = false;
    facts.regions = 2;
    CHECK(rulesOf(ask(facts)) == QList<Rule>{Rule::Flagged, Rule::NotSignedOff, Rule::Unreviewed, Rule::Region});
}

TEST_CASE("a second check counts only by a different user", "[consent][clearance]")
{
    Purpose purpose = website();
    purpose.secondCheck = true;
    PhotoFactsForClearance facts = photo();
    CHECK(ask(facts, purpose).outcome == Outcome::Blocked);
    facts.publishSignOffsBy = {facts.signedOffBy};
    CHECK(ask(facts, purpose).outcome == Outcome::Blocked);
    facts.publishSignOffsBy = {UserId{}};
    CHECK(ask(facts, purpose).outcome == Outcome::Blocked);
    facts.publishSignOffsBy = {facts.signedOffBy, UserId{2}};
    CHECK(ask(facts, purpose).outcome == Outcome::Clear);
}

TEST_CASE("a face shows only for a person who may be seen", "[consent][clearance]")
{
    struct Case {
        const char* what;
        FaceFacts seen;
        Rule rule;
    };
    const std::vector<Case> cases{
        {"unreviewed", face(std::nullopt, FaceState::Unreviewed), Rule::Unreviewed},
        {"unreviewed though somebody is suggested", face(agreed(), FaceState::Unreviewed), Rule::Unreviewed},
        {"a state without a meaning", face(agreed(), static_cast<FaceState>(9)), Rule::Unreviewed},
        {"a stranger", face(std::nullopt), Rule::Stranger},
        {"nobody said anything", face(pupil()), Rule::Missing},
        {"refused", face(pupil({refused(Party::Child)})), Rule::Refused},
        {"protected, covered allowed", face(protectedPerson(true)), Rule::ProtectedCovered},
    };
    for (const Case& one : cases) {
        CAPTURE(one.what);
        const Clearance answer = ask(photo({face(agreed()), one.seen}));
        CHECK(answer.outcome == Outcome::ClearIfCovered);
        CHECK(answer.coverCount() == 1);
        CHECK(rulesOf(answer) == QList<Rule>{one.rule});
        CHECK_FALSE(answer.faces.last().show);
    }
}

TEST_CASE("a rejected face is no face", "[consent][clearance]")
{
    const Clearance answer = ask(photo({face(protectedPerson(false), FaceState::Rejected)}));
    CHECK(answer.outcome == Outcome::Clear);
    CHECK(answer.faces.isEmpty());
}

TEST_CASE("a protected person is covered for inside audiences too", "[consent][clearance][protected]")
{
    Purpose inside = website();
    inside.audience = Audience::Inside;
    inside.basis = Basis::Notice;
    for (const bool allowCovered : {false, true}) {
        const Clearance answer = ask(photo({face(protectedPerson(allowCovered))}), inside);
        CHECK(answer.outcome == Outcome::ClearIfCovered);
        CHECK(rulesOf(answer) == QList<Rule>{Rule::ProtectedCovered});
    }
    inside.neverCover = true;
    CHECK(ask(photo({face(protectedPerson(true))}), inside).outcome == Outcome::Blocked);
}

TEST_CASE("a photo with a cover region is at best clear if covered", "[consent][clearance]")
{
    PhotoFactsForClearance facts = photo({face(agreed())});
    facts.regions = 2;
    const Clearance answer = ask(facts);
    CHECK(answer.outcome == Outcome::ClearIfCovered);
    CHECK(answer.coverCount() == 2);
    CHECK(rulesOf(answer) == QList<Rule>{Rule::Region});
}

TEST_CASE("a profile that covers pupils covers each of them and shows agreeing adults", "[consent][clearance][profile]")
{
    Purpose purpose = website();
    purpose.profile.cover = PublicationProfile::Cover::Pupils;
    const Clearance answer = ask(photo({face(agreed()), face(staff({granted(Party::Self)}))}), purpose);
    CHECK(answer.outcome == Outcome::ClearIfCovered);
    CHECK(answer.coverCount() == 1);
    CHECK(answer.faces.first().show);
    CHECK(answer.faces.first().profileCover);
    CHECK_FALSE(answer.faces.last().profileCover);
    CHECK(rulesOf(answer) == QList<Rule>{Rule::Profile});
}

TEST_CASE("a profile that covers large faces measures them as they leave", "[consent][clearance][profile]")
{
    Purpose purpose = website();
    purpose.profile.cover = PublicationProfile::Cover::LargeFaces;
    purpose.profile.largerThanPixels = 40;
    // 100 pixels wide in a picture of 4000: 40 at a longest edge of 1600.
    const PhotoFactsForClearance facts = photo({face(agreed())});
    CHECK(ask(facts, purpose).outcome == Outcome::ClearIfCovered);
    CHECK(ask(facts, purpose, 1600).outcome == Outcome::Clear);
    CHECK(ask(facts, purpose, 1601).outcome == Outcome::ClearIfCovered);
    CHECK(ask(facts, purpose, 8000).outcome == Outcome::ClearIfCovered);
    purpose.profile.longestEdge = 1600;
    CHECK(ask(facts, purpose).outcome == Outcome::Clear);
    CHECK(ask(facts, purpose, 4000).outcome == Outcome::Clear);

    PhotoFactsForClearance odd = facts;
    odd.longestEdge = 0;
    CHECK(ask(odd, purpose).outcome == Outcome::ClearIfCovered);
    odd = facts;
    odd.faces.first().width = 0;
    CHECK(ask(odd, purpose).outcome == Outcome::ClearIfCovered);
}

TEST_CASE("a purpose that never covers takes only photos with nothing to cover", "[consent][clearance]")
{
    Purpose purpose = website();
    purpose.neverCover = true;
    CHECK(ask(photo({face(agreed())}), purpose).outcome == Outcome::Clear);
    const Clearance answer = ask(photo({face(pupil())}), purpose);
    CHECK(answer.outcome == Outcome::Blocked);
    CHECK(rulesOf(answer) == QList<Rule>{Rule::NeverCover, Rule::Missing});
}

TEST_CASE("a photo waits for review when only names and sign-offs are missing", "[consent][clearance]")
{
    PhotoFactsForClearance facts = photo({face(std::nullopt, FaceState::Unreviewed)});
    CHECK_FALSE(ask(facts).waitsForReview());
    facts.isSignedOff = false;
    CHECK(ask(facts).waitsForReview());
    CHECK(ask(facts).unidentifiedCount() == 1);
    Purpose purpose = website();
    purpose.neverCover = true;
    CHECK(ask(facts, purpose).waitsForReview());
    facts.faces = {face(pupil())};
    CHECK_FALSE(ask(facts, purpose).waitsForReview());
    facts.hasOpenFlag = true;
    CHECK_FALSE(ask(facts).waitsForReview());
}

TEST_CASE("every rule and outcome has a key of its own", "[consent][clearance]")
{
    QStringList keys;
    for (int rule = 0; rule <= static_cast<int>(Rule::NotWritten); ++rule) {
        keys += ruleKey(static_cast<Rule>(rule));
    }
    CHECK_FALSE(keys.contains(QString()));
    CHECK(keys.removeDuplicates() == 0);
    CHECK(outcomeKey(Outcome::ClearIfCovered) == QStringLiteral("clear-if-covered"));
}
