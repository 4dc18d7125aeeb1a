#include "support/RuleBuilders.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

struct Case {
    const char* what;
    QList<Consent> consents;
    bool mayShow;
    Rule rule;
};

void check(const std::vector<Case>& cases, const PersonFacts& person, const Purpose& purpose,
           const ConsentSettings& settings = {})
{
    for (const Case& one : cases) {
        CAPTURE(one.what);
        PersonFacts asked = person;
        asked.consents = one.consents;
        const Standing answer = standing(asked, purpose, settings, kToday);
        CHECK(answer.mayShow == one.mayShow);
        CHECK(answer.rule == one.rule);
    }
}

const QDate kEarlier(2026, 2, 1);
const QDate kLater(2026, 3, 1);

} // namespace

TEST_CASE("one parent is enough and any refusal stops", "[consent][rules]")
{
    check(
        {
            {"nobody spoke", {}, false, Rule::Missing},
            {"parent 1", {granted(Party::Parent1)}, true, Rule::Consented},
            {"parent 2", {granted(Party::Parent2)}, true, Rule::Consented},
            {"carer", {granted(Party::Carer)}, true, Rule::Consented},
            {"authority", {granted(Party::Authority)}, true, Rule::Consented},
            {"the child alone", {granted(Party::Child)}, false, Rule::Missing},
            {"the child as self", {granted(Party::Self)}, false, Rule::Missing},
            {"parents disagree", {granted(Party::Parent1), refused(Party::Parent2)}, false, Rule::Refused},
            {"the child refuses", {granted(Party::Parent1), refused(Party::Child)}, false, Rule::Refused},
            {"the child refuses as self", {granted(Party::Parent1), refused(Party::Self)}, false, Rule::Refused},
            {"only a refusal", {refused(Party::Carer)}, false, Rule::Refused},
            {"granted for tomorrow", {granted(Party::Parent1, kToday.addDays(1))}, false, Rule::Missing},
            {"granted today", {granted(Party::Parent1, kToday)}, true, Rule::Consented},
            {"refused from tomorrow",
             {granted(Party::Parent1), refused(Party::Parent1, kToday.addDays(1), 2)},
             true,
             Rule::Consented},
            {"refused from today", {granted(Party::Parent1), refused(Party::Parent1, kToday, 2)}, false, Rule::Refused},
        },
        pupil(), website());
}

TEST_CASE("a party's latest decision wins and of two on one day the later recorded", "[consent][rules]")
{
    check(
        {
            {"withdrawn",
             {granted(Party::Parent1, kEarlier, 1), withdrawn(Party::Parent1, kLater, 2)},
             false,
             Rule::Withdrawn},
            {"withdrawn then granted",
             {withdrawn(Party::Parent1, kEarlier, 1), granted(Party::Parent1, kLater, 2)},
             true,
             Rule::Consented},
            {"recorded in the wrong order",
             {granted(Party::Parent1, kLater, 1), withdrawn(Party::Parent1, kEarlier, 2)},
             true,
             Rule::Consented},
            {"same day no last",
             {granted(Party::Parent1, kLater, 1), withdrawn(Party::Parent1, kLater, 2)},
             false,
             Rule::Withdrawn},
            {"same day yes last",
             {refused(Party::Parent1, kLater, 1), granted(Party::Parent1, kLater, 2)},
             true,
             Rule::Consented},
            {"same day listed backwards",
             {granted(Party::Parent1, kLater, 2), refused(Party::Parent1, kLater, 1)},
             true,
             Rule::Consented},
            {"withdrawn without a grant is a refusal", {withdrawn(Party::Parent1)}, false, Rule::Refused},
            {"another parent's grant does not lift a withdrawal",
             {granted(Party::Parent1, kEarlier, 1), withdrawn(Party::Parent1, kEarlier, 2),
              granted(Party::Parent2, kLater, 3)},
             false,
             Rule::Withdrawn},
            {"the child's own grant lifts what it said as self",
             {refused(Party::Self, kEarlier, 1), granted(Party::Child, kLater, 2), granted(Party::Parent1, kLater, 3)},
             true,
             Rule::Consented},
        },
        pupil(), website());
}

TEST_CASE("a grant holds through its last day and not one longer", "[consent][rules]")
{
    const auto mayShow = [](const PersonFacts& person, const Purpose& purpose, const char* on,
                            const ConsentSettings& settings = {}) {
        return standing(person, purpose, settings, day(on)).mayShow;
    };
    SECTION("until")
    {
        const PersonFacts person = pupil({until(granted(Party::Parent1), day("2026-05-20"))});
        CHECK(mayShow(person, website(), "2026-05-20"));
        CHECK_FALSE(mayShow(person, website(), "2026-05-21"));
        CHECK(standing(person, website(), {}, day("2026-05-21")).rule == Rule::Ended);
        CHECK(standing(person, website(), {}, day("2026-05-20")).endsOn == day("2026-05-20"));
    }
    SECTION("days given by the purpose, however late until is")
    {
        Purpose purpose = website();
        purpose.validDays = 30;
        const PersonFacts person = pupil({until(granted(Party::Parent1, day("2026-01-01")), day("2027-01-01"))});
        CHECK(mayShow(person, purpose, "2026-01-31"));
        CHECK_FALSE(mayShow(person, purpose, "2026-02-01"));
        purpose.validDays = 0;
        CHECK(mayShow(person, purpose, "2026-01-01"));
        CHECK_FALSE(mayShow(person, purpose, "2026-01-02"));
        purpose.validDays = -1;
        CHECK_FALSE(mayShow(person, purpose, "2026-01-01"));
    }
    SECTION("the end of the school year that contains the day")
    {
        Purpose purpose = website();
        purpose.endsWithSchoolYear = true;
        const PersonFacts inTerm = pupil({granted(Party::Parent1, day("2025-10-01"))});
        CHECK(mayShow(inTerm, purpose, "2026-08-31"));
        CHECK_FALSE(mayShow(inTerm, purpose, "2026-09-01"));
        const PersonFacts lastDay = pupil({granted(Party::Parent1, day("2026-08-31"))});
        CHECK(mayShow(lastDay, purpose, "2026-08-31"));
        CHECK_FALSE(mayShow(lastDay, purpose, "2026-09-01"));
        const PersonFacts firstDay = pupil({granted(Party::Parent1, day("2026-09-01"))});
        CHECK(mayShow(firstDay, purpose, "2027-08-31"));
        CHECK_FALSE(mayShow(firstDay, purpose, "2027-09-01"));
    }
    SECTION("a school year that ends on 29 February ends a day earlier in other years")
    {
        Purpose purpose = website();
        purpose.endsWithSchoolYear = true;
        ConsentSettings settings;
        settings.schoolYearEndMonth = 2;
        settings.schoolYearEndDay = 29;
        const PersonFacts person = pupil({granted(Party::Parent1, day("2026-12-01"))});
        CHECK(mayShow(person, purpose, "2027-02-28", settings));
        CHECK_FALSE(mayShow(person, purpose, "2027-03-01", settings));
    }
    SECTION("a school year that ends on no day ends every grant")
    {
        Purpose purpose = website();
        purpose.endsWithSchoolYear = true;
        ConsentSettings settings;
        settings.schoolYearEndMonth = 13;
        CHECK_FALSE(mayShow(pupil({granted(Party::Parent1)}), purpose, "2026-01-10", settings));
    }
    SECTION("a refusal has no end, whatever is written beside it")
    {
        const PersonFacts person =
            pupil({granted(Party::Parent1), until(refused(Party::Parent2, kEarlier, 2), kLater)});
        CHECK(standing(person, website(), {}, kToday).rule == Rule::Refused);
    }
}

TEST_CASE("a grant that ended and was given again holds", "[consent][rules]")
{
    const PersonFacts person =
        pupil({until(granted(Party::Parent1, kEarlier, 1), kLater), granted(Party::Parent2, kLater, 2)});
    const Standing answer = standing(person, website(), {}, kToday);
    CHECK(answer.mayShow);
    CHECK_FALSE(answer.endsOn.has_value());
    CHECK(answer.basis == QList<ConsentId>{ConsentId{2}});
}

TEST_CASE("a standing rests on every grant it needs and ends with the first of them", "[consent][rules]")
{
    Purpose purpose = website();
    purpose.parties = RequiredParties::BothParents;
    const PersonFacts person = pupil({until(granted(Party::Parent1, kEarlier, 1), day("2026-12-31")),
                                      until(granted(Party::Parent2, kEarlier, 2), day("2026-07-01"))});
    const Standing both = standing(person, purpose, {}, kToday);
    CHECK(both.mayShow);
    CHECK(both.endsOn == day("2026-07-01"));
    CHECK(both.basis == QList<ConsentId>{ConsentId{1}, ConsentId{2}});

    const Standing one = standing(person, website(), {}, kToday);
    CHECK(one.endsOn == day("2026-12-31"));
}

TEST_CASE("each way of asking names the parties it needs", "[consent][rules]")
{
    struct Row {
        RequiredParties required;
        QList<Party> enough;
    };
    const std::vector<Row> rows{
        {RequiredParties::OneParent, {Party::Authority}},
        {RequiredParties::BothParents, {Party::Parent1, Party::Parent2}},
        {RequiredParties::ParentAndChild, {Party::Carer, Party::Child}},
        {RequiredParties::Child, {Party::Self}},
    };
    for (const Row& row : rows) {
        CAPTURE(requiredPartiesKey(row.required).toStdString());
        Purpose purpose = website();
        purpose.parties = row.required;
        for (qsizetype missing = -1; missing < row.enough.size(); ++missing) {
            PersonFacts person = pupil();
            for (qsizetype i = 0; i < row.enough.size(); ++i) {
                if (i != missing) {
                    person.consents += granted(row.enough.at(i), kEarlier, i + 1);
                }
            }
            CAPTURE(missing);
            CHECK(standing(person, purpose, {}, kToday).mayShow == (missing < 0));
        }
    }
}

TEST_CASE("two grants of carers do not stand for both parents", "[consent][rules]")
{
    Purpose purpose = website();
    purpose.parties = RequiredParties::BothParents;
    const PersonFacts person = pupil({granted(Party::Carer, kEarlier, 1), granted(Party::Parent1, kEarlier, 2),
                                      granted(Party::Authority, kEarlier, 3)});
    CHECK_FALSE(standing(person, purpose, {}, kToday).mayShow);
}

TEST_CASE("a child's override outranks the purpose and the purpose outranks the ages", "[consent][rules]")
{
    ConsentSettings settings;
    settings.childAloneFromAge = 0;
    PersonFacts person = pupil();
    person.dateOfBirth = day("2012-01-01");
    Purpose purpose = website();
    CHECK(requiredParties(person, purpose, settings, kToday) == RequiredParties::Child);
    purpose.parties = RequiredParties::BothParents;
    CHECK(requiredParties(person, purpose, settings, kToday) == RequiredParties::BothParents);
    person.partiesOverride = RequiredParties::ParentAndChild;
    CHECK(requiredParties(person, purpose, settings, kToday) == RequiredParties::ParentAndChild);
    person.partiesOverride = RequiredParties::ByAge;
    CHECK(requiredParties(person, purpose, settings, kToday) == RequiredParties::BothParents);
    person.kind = PersonKind::Governor;
    CHECK(requiredParties(person, purpose, settings, kToday) == RequiredParties::Child);
}

TEST_CASE("an age counts from the birthday itself", "[consent][rules][age]")
{
    ConsentSettings settings;
    settings.childTooFromAge = 12;
    settings.childAloneFromAge = 16;
    struct Row {
        const char* born;
        const char* on;
        RequiredParties expected;
    };
    const std::vector<Row> rows{
        {"2014-05-21", "2026-05-20", RequiredParties::OneParent},
        {"2014-05-20", "2026-05-20", RequiredParties::ParentAndChild},
        {"2010-05-21", "2026-05-20", RequiredParties::ParentAndChild},
        {"2010-05-20", "2026-05-20", RequiredParties::Child},
        {"2012-02-29", "2024-02-28", RequiredParties::OneParent},
        {"2012-02-29", "2024-02-29", RequiredParties::ParentAndChild},
        {"2012-02-29", "2028-02-29", RequiredParties::Child},
        {"2011-03-01", "2023-02-28", RequiredParties::OneParent},
        {"2026-05-21", "2026-05-20", RequiredParties::ParentAndChild}, // not born yet: unknown
        {"", "2026-05-20", RequiredParties::ParentAndChild},
    };
    for (const Row& row : rows) {
        CAPTURE(row.born, row.on);
        PersonFacts person = pupil();
        person.dateOfBirth = day(row.born);
        CHECK(requiredParties(person, website(), settings, day(row.on)) == row.expected);
    }
    PersonFacts unknown = pupil();
    CHECK(requiredParties(unknown, website(), settings, kToday) == RequiredParties::ParentAndChild);
    CHECK(requiredParties(unknown, website(), {}, kToday) == RequiredParties::OneParent);
}

TEST_CASE("ages that contradict each other ask a parent and the child", "[consent][rules][age]")
{
    ConsentSettings settings;
    settings.childTooFromAge = 16;
    settings.childAloneFromAge = 12;
    PersonFacts person = pupil();
    person.dateOfBirth = day("2012-01-01");
    CHECK(requiredParties(person, website(), settings, kToday) == RequiredParties::ParentAndChild);
}

TEST_CASE("adults speak for themselves and a recorded refusal by anyone still counts", "[consent][rules]")
{
    Purpose purpose = website();
    purpose.parties = RequiredParties::BothParents;
    for (const PersonKind kind : {PersonKind::Staff, PersonKind::Governor, PersonKind::Visitor}) {
        CAPTURE(personKindKey(kind).toStdString());
        PersonFacts person = staff();
        person.kind = kind;
        check(
            {
                {"self", {granted(Party::Self)}, true, Rule::Consented},
                {"a parent of an adult", {granted(Party::Parent1)}, false, Rule::Missing},
                {"as child", {granted(Party::Child)}, false, Rule::Missing},
                {"somebody objects", {granted(Party::Self), refused(Party::Carer, kLater, 2)}, false, Rule::Refused},
                {"self refused, then as child granted",
                 {refused(Party::Self, kEarlier, 1), granted(Party::Child, kLater, 2)},
                 false,
                 Rule::Refused},
            },
            person, purpose);
    }
}

TEST_CASE("leaving ends a consent on the day of leaving where the purpose says so", "[consent][rules]")
{
    PersonFacts person = pupil({granted(Party::Parent1)});
    person.leftOn = kToday;
    Purpose purpose = website();
    for (const Basis basis : {Basis::Consent, Basis::Notice}) {
        purpose.basis = basis;
        purpose.endsOnLeaving = true;
        CHECK(standing(person, purpose, {}, kToday).rule == Rule::Left);
        CHECK_FALSE(standing(person, purpose, {}, kToday).mayShow);
        const Standing before = standing(person, purpose, {}, kToday.addDays(-1));
        CHECK(before.mayShow);
        CHECK(before.endsOn == kToday.addDays(-1));
        purpose.endsOnLeaving = false;
        CHECK(standing(person, purpose, {}, kToday).mayShow);
    }
    purpose.endsOnLeaving = true;
    person.leftOn = QDate();
    CHECK(standing(person, purpose, {}, kToday).rule == Rule::Left);
}

TEST_CASE("on the basis of notice silence shows and any objection covers", "[consent][rules][notice]")
{
    Purpose purpose = website();
    purpose.basis = Basis::Notice;
    check(
        {
            {"silence", {}, true, Rule::NoticeSilent},
            {"an ended grant is silence", {until(granted(Party::Parent1, kEarlier), kLater)}, true, Rule::NoticeSilent},
            {"the child objects", {refused(Party::Child)}, false, Rule::Refused},
            {"withdrawn after a grant",
             {granted(Party::Parent1, kEarlier, 1), withdrawn(Party::Parent1, kLater, 2)},
             false,
             Rule::Withdrawn},
            {"an objection taken back",
             {refused(Party::Parent1, kEarlier, 1), granted(Party::Parent1, kLater, 2)},
             true,
             Rule::NoticeSilent},
            {"one objection taken back, another not",
             {refused(Party::Parent1, kEarlier, 1), granted(Party::Parent1, kLater, 2), refused(Party::Parent2)},
             false,
             Rule::Refused},
            {"an objection from tomorrow", {refused(Party::Parent1, kToday.addDays(1))}, true, Rule::NoticeSilent},
            {"a grant that contradicts itself",
             {until(granted(Party::Parent1, kLater), kEarlier)},
             false,
             Rule::Missing},
        },
        pupil(), purpose);
}

TEST_CASE("odd data is no grant and never lifts a refusal", "[consent][rules][odd]")
{
    Consent unknownDecision = granted(Party::Parent1);
    unknownDecision.decision = static_cast<Decision>(9);
    check(
        {
            {"until before on", {until(granted(Party::Parent1, kLater), kEarlier)}, false, Rule::Missing},
            {"until on the same day, past", {until(granted(Party::Parent1, kLater), kLater)}, false, Rule::Ended},
            {"until is no day", {until(granted(Party::Parent1), QDate())}, false, Rule::Missing},
            {"granted on no day", {granted(Party::Parent1, QDate())}, false, Rule::Missing},
            {"a grant on no day beside a good one",
             {granted(Party::Parent1, QDate(), 2), granted(Party::Parent1, kEarlier, 1)},
             true,
             Rule::Consented},
            {"refused on no day",
             {refused(Party::Parent1, QDate(), 1), granted(Party::Parent1, kLater, 2)},
             false,
             Rule::Refused},
            {"a later odd grant does not keep the earlier one alive",
             {granted(Party::Parent1, kEarlier, 1), until(granted(Party::Parent1, kLater, 2), kEarlier)},
             false,
             Rule::Missing},
            {"a decision without a meaning", {unknownDecision}, false, Rule::Refused},
            {"a party without a meaning", {granted(static_cast<Party>(9))}, false, Rule::Missing},
        },
        pupil(), website());
    PersonFacts notUnderstood = pupil({granted(Party::Parent1)});
    notUnderstood.isUnderstood = false;
    CHECK_FALSE(standing(notUnderstood, website(), {}, kToday).mayShow);
    Purpose notice = website();
    notice.basis = Basis::Notice;
    CHECK_FALSE(standing(notUnderstood, notice, {}, kToday).mayShow);
    CHECK_FALSE(standing(pupil({granted(Party::Parent1)}), website(), {}, QDate()).mayShow);
    Purpose withoutParties = website();
    withoutParties.parties = static_cast<RequiredParties>(9);
    CHECK_FALSE(standing(pupil({granted(Party::Parent1)}), withoutParties, {}, kToday).mayShow);
}
