#include "core/consent/RecognitionGate.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <functional>
#include <random>

using namespace cloakroom;

namespace {

const QDate kDay(2026, 6, 22);

RecognitionSetup goodSetup()
{
    return {true, kDay.addDays(-40), QStringLiteral("The head"), kDay.addDays(-30), QStringLiteral("The office")};
}

GroupForRecognition goodGroup()
{
    return {true, true, 0, false};
}

PhotoForRecognition goodPhoto()
{
    return {PhotoKind::Still, false, false, false};
}

PersonForRecognition goodPerson()
{
    PersonForRecognition person{PersonKind::Pupil, false, false, true, true, true, {}};
    person.biometric.mayShow = true;
    person.biometric.rule = Rule::Consented;
    person.biometric.basis = {ConsentId{1}};
    return person;
}

/// Everything about one question, made at random.
struct Question {
    RecognitionSetup setup;
    GroupForRecognition group;
    PhotoForRecognition photo;
    PersonForRecognition person;
    FaceState face = FaceState::Unreviewed;

    [[nodiscard]] bool compares() const
    {
        return mayCompare(setup, group, photo, face, kDay) == RecognitionRule::Allowed;
    }
    [[nodiscard]] bool enrols() const { return mayEnrol(setup, person, kDay) == RecognitionRule::Allowed; }
};

Question randomQuestion(unsigned seed)
{
    std::mt19937 random(seed);
    const auto rarely = [&random] { return random() % 8 == 0; };
    Question question{goodSetup(), goodGroup(), goodPhoto(), goodPerson(), FaceState::Unreviewed};
    question.setup.isOn = !rarely();
    question.group.isOn = !rarely();
    question.group.refusals = rarely() ? int(random() % 3) : 0;
    question.group.isComparisonAllowed = rarely();
    question.photo.isHeldBack = rarely();
    question.photo.showsProtected = rarely();
    question.photo.showsRefusal = rarely();
    question.person.isProtected = rarely();
    question.person.hasLeft = rarely();
    question.person.isPurposeActive = !rarely();
    question.person.isInGroupThatIsOn = !rarely();
    question.person.isLawfullyGranted = !rarely();
    if (rarely()) {
        question.person.biometric.rule = Rule(random() % (int(Rule::NotWritten) + 1));
        question.person.biometric.mayShow = random() % 2 == 0;
    }
    question.face = FaceState(random() % 3);
    return question;
}

/// Each of them takes something away that had to be there.
const QList<std::function<void(Question&)>> kHarms{
    [](Question& q) { q.setup.isOn = false; },
    [](Question& q) { q.setup.assessedOn.reset(); },
    [](Question& q) { q.setup.assessedOn = QDate(); },
    [](Question& q) { q.setup.assessedOn = kDay.addDays(1); },
    [](Question& q) { q.setup.assessedBy = QStringLiteral("  "); },
    [](Question& q) { q.setup.noticesSentOn.reset(); },
    [](Question& q) { q.setup.noticesSentOn = kDay.addDays(1); },
    [](Question& q) { q.setup.noticesBy.clear(); },
    [](Question& q) { q.group.isOn = false, q.person.isInGroupThatIsOn = false; },
    [](Question& q) { q.group.exists = false, q.person.isInGroupThatIsOn = false; },
    [](Question& q) { q.photo.showsProtected = true, q.person.isProtected = true; },
};

} // namespace

TEST_CASE("with everything stated and agreed a face may be compared and a person enrolled", "[faces][recognition]")
{
    const Question good{goodSetup(), goodGroup(), goodPhoto(), goodPerson(), FaceState::Unreviewed};
    CHECK(good.compares());
    CHECK(good.enrols());
}

TEST_CASE("nothing biometric is allowed by what nobody stated", "[faces][recognition]")
{
    CHECK(mayCompare({}, {}, {}, FaceState::Unreviewed, kDay) == RecognitionRule::NotSetUp);
    CHECK(mayEnrol({}, {}, kDay) == RecognitionRule::NotSetUp);
    CHECK(mayCompare(goodSetup(), {}, {}, FaceState::Unreviewed, kDay) == RecognitionRule::GroupOff);
    CHECK(mayCompare(goodSetup(), goodGroup(), {}, FaceState::Unreviewed, kDay) == RecognitionRule::PhotoUnusable);
    CHECK(mayEnrol(goodSetup(), {}, kDay) == RecognitionRule::GroupOff);
    CHECK_FALSE(goodSetup().isComplete(QDate()));
}

TEST_CASE("whatever is missing stops both comparing and enrolling", "[faces][recognition]")
{
    CHECK(rc::check("no question survives a harm", [](unsigned seed) {
        for (const auto& harm : kHarms) {
            Question question = randomQuestion(seed);
            harm(question);
            RC_ASSERT_FALSE(question.compares());
            RC_ASSERT_FALSE(question.enrols());
        }
    }));
}

TEST_CASE("a face that is compared is in an open photo of a group that agreed", "[faces][recognition]")
{
    CHECK(rc::check("what being allowed implies", [](unsigned seed) {
        const Question question = randomQuestion(seed);
        if (question.compares()) {
            RC_ASSERT(question.setup.isOn && question.group.isOn);
            RC_ASSERT(question.group.refusals == 0 || question.group.isComparisonAllowed);
            RC_ASSERT(!question.photo.isHeldBack && !question.photo.showsProtected && !question.photo.showsRefusal);
            RC_ASSERT(question.face == FaceState::Unreviewed);
        }
        if (question.enrols()) {
            RC_ASSERT(question.person.biometric.mayShow && question.person.biometric.rule == Rule::Consented);
            RC_ASSERT(question.person.isPurposeActive && !question.person.isProtected && !question.person.hasLeft
                      && question.person.isInGroupThatIsOn && question.person.isLawfullyGranted);
        }
    }));
}

TEST_CASE("a group with a refusal is left out until the officer's leave is on record", "[faces][recognition]")
{
    GroupForRecognition group = goodGroup();
    group.refusals = 1;
    CHECK(mayCompare(goodSetup(), group, goodPhoto(), FaceState::Unreviewed, kDay) == RecognitionRule::GroupRefused);
    group.isComparisonAllowed = true;
    CHECK(mayCompare(goodSetup(), group, goodPhoto(), FaceState::Unreviewed, kDay) == RecognitionRule::Allowed);
    // That leave is no consent of the one who refused: not in a photo in which they are named.
    PhotoForRecognition photo = goodPhoto();
    photo.showsRefusal = true;
    CHECK(mayCompare(goodSetup(), group, photo, FaceState::Unreviewed, kDay) == RecognitionRule::PersonRefused);
}

TEST_CASE("only a consent in force enrols a pupil", "[faces][recognition]")
{
    // Through the rules of consent, as they stand for every purpose.
    Purpose biometric;
    biometric.key = QStringLiteral("biometric");
    biometric.parties = RequiredParties::ParentAndChild;
    PersonFacts facts;
    facts.kind = PersonKind::Pupil;
    facts.isUnderstood = true;
    const auto said = [&](Party party, Decision decision, int id) {
        Consent consent;
        consent.id = ConsentId{id};
        consent.party = party;
        consent.decision = decision;
        consent.on = kDay.addDays(-10 + id);
        facts.consents.append(consent);
    };
    const auto rule = [&] {
        PersonForRecognition person = goodPerson();
        person.biometric = standing(facts, biometric, {}, kDay);
        return mayEnrol(goodSetup(), person, kDay);
    };
    CHECK(rule() == RecognitionRule::NoConsent);
    said(Party::Parent1, Decision::Granted, 1);
    CHECK(rule() == RecognitionRule::NoConsent); // the child has not been asked
    said(Party::Child, Decision::Granted, 2);
    CHECK(rule() == RecognitionRule::Allowed);
    said(Party::Parent2, Decision::Refused, 3); // the other parent objects
    CHECK(rule() == RecognitionRule::NoConsent);
    CHECK(isRefusal(standing(facts, biometric, {}, kDay)));
    said(Party::Parent2, Decision::Granted, 4);
    CHECK(rule() == RecognitionRule::Allowed);
    said(Party::Child, Decision::Withdrawn, 5);
    CHECK(rule() == RecognitionRule::NoConsent);
}

TEST_CASE("a child alone cannot agree to recognition whatever the school asks for", "[faces][recognition]")
{
    PersonFacts facts;
    facts.kind = PersonKind::Pupil;
    facts.dateOfBirth = kDay.addYears(-18).addDays(1);
    facts.partiesOverride = RequiredParties::Child;
    Consent own;
    own.id = ConsentId{1};
    own.party = Party::Child;
    own.decision = Decision::Granted;
    own.on = kDay.addDays(-3);
    facts.consents = {own};
    Purpose biometric;
    biometric.key = QStringLiteral("biometric");
    const auto isLawful = [&] { return isLawfulGrant(facts, standing(facts, biometric, {}, kDay), kDay); };
    REQUIRE(standing(facts, biometric, {}, kDay).mayShow);
    CHECK_FALSE(isLawful());
    facts.dateOfBirth = kDay.addYears(-18); // of age today: nobody speaks for them any more
    CHECK(isLawful());
    facts.dateOfBirth.reset();
    CHECK_FALSE(isLawful());

    facts.partiesOverride = RequiredParties::ParentAndChild;
    Consent parents = own;
    parents.id = ConsentId{2};
    parents.party = Party::Parent2;
    facts.consents += parents;
    CHECK(isLawful());

    facts.kind = PersonKind::Staff;
    facts.consents = {own};
    facts.consents.first().party = Party::Self;
    CHECK(isLawful());
}
