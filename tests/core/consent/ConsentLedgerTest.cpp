#include "core/consent/ConsentLedger.h"

#include "core/catalogue/RegisterRepository.h"
#include "core/catalogue/SettingRepository.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "support/PublishedSchool.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

PersonId addPerson(Library& library, const char* givenName, PersonKind kind = PersonKind::Pupil)
{
    Person person;
    person.givenName = QString::fromLatin1(givenName);
    person.familyName = QStringLiteral("Example");
    person.kind = kind;
    person.groups = QStringList{QStringLiteral("4B")};
    return need(People(library).add(person));
}

Purpose purpose(Library& library, const char* key)
{
    return need(Purposes(library).byKey(QString::fromLatin1(key)));
}

ConsentDraft draft(Library& library, PersonId person, Decision decision, Party party = Party::Parent1)
{
    ConsentDraft said;
    said.person = person;
    said.purpose = purpose(library, "website").id;
    said.decision = decision;
    said.party = party;
    said.on = library.today();
    return said;
}

} // namespace

TEST_CASE("a recorded decision is kept with its evidence and changes the standing", "[consent][ledger]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PersonId amy = addPerson(library, "Amy");
        ConsentLedger ledger(library);
        const Purpose website = purpose(library, "website");
        CHECK(need(ledger.standingOf(amy, website, library.today())).rule == Rule::Missing);
        ConsentDraft yes = draft(library, amy, Decision::Granted);
        yes.until = library.today();
        yes.evidenceName = QStringLiteral("form.pdf");
        yes.evidence = "scan";
        need(ledger.record(yes));
        const Standing today = need(ledger.standingOf(amy, website, library.today()));
        CHECK(today.mayShow);
        CHECK(today.endsOn == library.today());
        CHECK(need(ledger.standingOf(amy, website, library.today().addDays(1))).rule == Rule::Ended);
        CHECK_FALSE(need(ledger.standingOf(amy, purpose(library, "press"), library.today())).mayShow);
        need(ledger.record(draft(library, amy, Decision::Withdrawn)));
        const QList<Consent> history = need(ledger.history(amy, website.id));
        REQUIRE(history.size() == 2);
        CHECK(history.first().decision == Decision::Withdrawn);
        CHECK(history.last().evidenceName == QStringLiteral("form.pdf"));
        CHECK(history.last().until == library.today());
        CHECK(need(ledger.standingOf(amy, website, library.today())).rule == Rule::Withdrawn);
        CHECK(need(ledger.history(amy, purpose(library, "press").id)).isEmpty());
    });
}

TEST_CASE("a decision that cannot be is not recorded", "[consent][ledger]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PersonId amy = addPerson(library, "Amy");
        const PersonId sam = addPerson(library, "Sam", PersonKind::Staff);
        ConsentLedger ledger(library);
        const auto refused = [&ledger](const ConsentDraft& said) { return ledger.record(said).error().code; };
        ConsentDraft said = draft(library, amy, Decision::Granted);
        said.on = library.today().addDays(1);
        CHECK(refused(said) == ErrorCode::Invalid);
        said.on = QDate();
        CHECK(refused(said) == ErrorCode::Invalid);
        said = draft(library, amy, Decision::Granted);
        said.until = said.on.addDays(-1);
        CHECK(refused(said) == ErrorCode::Invalid);
        CHECK(refused(draft(library, sam, Decision::Granted, Party::Parent1)) == ErrorCode::Invalid);
        CHECK(refused(draft(library, PersonId{99}, Decision::Granted)) == ErrorCode::NotFound);
        said = draft(library, amy, Decision::Granted);
        said.purpose = PurposeId{99};
        CHECK(refused(said) == ErrorCode::NotFound);
        CHECK(need(ledger.history(amy, std::nullopt)).isEmpty());
        CHECK(need(ledger.history(sam, std::nullopt)).isEmpty());

        need(ledger.record(draft(library, sam, Decision::Refused, Party::Parent1)));
        need(ledger.record(draft(library, sam, Decision::Granted, Party::Self)));
        CHECK_FALSE(need(ledger.standingOf(sam, purpose(library, "website"), library.today())).mayShow);
    });
}

TEST_CASE("a withdrawal names the publications that have to come down", "[consent][ledger][takedown]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PersonId amy = addPerson(library, "Amy");
        const PersonId ben = addPerson(library, "Ben");
        ConsentLedger ledger(library);
        CHECK(need(ledger.record(draft(library, amy, Decision::Granted))).takedowns.isEmpty());
        const RegisterId shown = addShowing(library, "website", amy);
        addShowing(library, "website", amy, false);
        addShowing(library, "website", ben); // was wrong before, so it is not this decision's doing
        addShowing(library, "press", ben);
        CHECK(need(ledger.record(draft(library, amy, Decision::Refused, Party::Child))).takedowns
              == QList<RegisterId>{shown});
        CHECK(need(ledger.record(draft(library, amy, Decision::Refused, Party::Parent2))).takedowns.isEmpty());
    });
}

TEST_CASE("the overview and the reminders list who stands how", "[consent][ledger]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PersonId amy = addPerson(library, "Amy");
        const PersonId ben = addPerson(library, "Ben");
        const PersonId cat = addPerson(library, "Cat");
        ConsentLedger ledger(library);
        ConsentDraft ending = draft(library, amy, Decision::Granted);
        ending.until = library.today().addDays(30);
        need(ledger.record(ending));
        need(ledger.record(draft(library, ben, Decision::Refused)));
        Person left = need(People(library).get(cat));
        left.leftOn = library.today();
        need(People(library).edit(left));

        const QList<Purpose> purposes{purpose(library, "website"), purpose(library, "press")};
        const Group group = need(People(library).findGroup(QStringLiteral("4B")));
        const QList<MatrixRow> rows = need(ledger.matrix(group.id, purposes, library.today()));
        REQUIRE(rows.size() == 2);
        CHECK(rows.at(0).person.id == amy);
        CHECK(rows.at(0).standings.at(0).mayShow);
        CHECK(rows.at(0).standings.at(1).rule == Rule::Missing);
        CHECK(rows.at(1).standings.at(0).rule == Rule::Refused);

        const auto dueFor = [&](int days, PersonId person) {
            QStringList keys;
            for (const DueConsent& one : need(ledger.due(days))) {
                if (one.person.id == person) {
                    keys += need(Purposes(library).get(one.purpose)).key;
                }
            }
            return keys;
        };
        CHECK(dueFor(30, amy).contains(QStringLiteral("website")));
        CHECK_FALSE(dueFor(29, amy).contains(QStringLiteral("website")));
        CHECK(dueFor(0, amy).contains(QStringLiteral("press")));
        CHECK_FALSE(dueFor(0, amy).contains(QStringLiteral("biometric")));
        CHECK_FALSE(dueFor(30, ben).contains(QStringLiteral("website")));
        CHECK(dueFor(30, cat).isEmpty());
    });
}

TEST_CASE("a protected person is in no overview, reminder or history of marketing", "[consent][ledger][protected]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Dana"), Role::Safeguarding);
    school.addUser(QStringLiteral("Mark"), Role::Marketing);
    const PersonId amy = school.run([](Library& library) {
        const PersonId person = addPerson(library, "Amy");
        need(ConsentLedger(library).record(draft(library, person, Decision::Granted)));
        return person;
    });
    school.signInAs(QStringLiteral("Dana"));
    school.run([amy](Library& library) { need(People(library).protect(amy, QStringLiteral("court order"), false)); });
    school.signInAs(QStringLiteral("Mark"));
    school.run([amy](Library& library) {
        ConsentLedger ledger(library);
        const Purpose website = purpose(library, "website");
        CHECK(need(ledger.matrix(std::nullopt, {website}, library.today())).isEmpty());
        CHECK(need(ledger.due(1000)).isEmpty());
        CHECK(ledger.history(amy, std::nullopt).error().code == ErrorCode::NotFound);
        CHECK(ledger.standingOf(amy, website, library.today()).error().code == ErrorCode::NotFound);
        CHECK(need(ledger.standingsOf({amy}, website, library.today())).isEmpty());
        CHECK(ledger.record(draft(library, amy, Decision::Granted)).error().code == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Admin"));
    school.run([](Library& library) {
        const auto rows =
            need(ConsentLedger(library).matrix(std::nullopt, {purpose(library, "website")}, library.today()));
        REQUIRE(rows.size() == 1);
        CHECK(rows.first().person.protection.isProtected);
        CHECK(rows.first().person.protection.reason.isEmpty());
    });
}

TEST_CASE("the settings by age are kept and nonsense is refused", "[consent][settings]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Olga"), Role::Office);
    ConsentSettings settings;
    settings.childTooFromAge = 12;
    settings.childAloneFromAge = 16;
    settings.schoolYearEndMonth = 7;
    settings.schoolYearEndDay = 20;
    school.run([&settings](Library& library) {
        ConsentLedger ledger(library);
        CHECK(need(ledger.settings()) == ConsentSettings{});
        need(ledger.setSettings(settings));
        ConsentSettings wrong = settings;
        wrong.childAloneFromAge = 11;
        CHECK(ledger.setSettings(wrong).error().code == ErrorCode::Invalid);
        wrong = settings;
        wrong.childTooFromAge = -1;
        CHECK(ledger.setSettings(wrong).error().code == ErrorCode::Invalid);
        wrong = settings;
        wrong.schoolYearEndDay = 32;
        CHECK(ledger.setSettings(wrong).error().code == ErrorCode::Invalid);
    });
    school.signInAs(QStringLiteral("Olga"));
    school.run([&settings](Library& library) {
        ConsentLedger ledger(library);
        CHECK(need(ledger.settings()) == settings);
        CHECK(ledger.setSettings({}).error().code == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Admin"));
    school.run([](Library& library) {
        ConsentLedger ledger(library);
        need(ledger.setSettings({}));
        CHECK(need(ledger.settings()) == ConsentSettings{});
        need(SettingRepository(library.db())
                 .set(QStringLiteral("consent.child-too-from-age"), QStringLiteral("twelve")));
        CHECK(ledger.settings().error().code == ErrorCode::Damaged);
    });
}

TEST_CASE("purposes keep their key and face recognition keeps asking a parent", "[consent][purposes]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Olga"), Role::Office);
    school.run([](Library& library) {
        Purposes purposes(library);
        QStringList keys;
        for (const Purpose& one : need(purposes.list())) {
            keys += one.key;
            CHECK(one.basis == Basis::Consent);
            CHECK(one.secondCheck == (one.key == QStringLiteral("press") || one.key == QStringLiteral("social-media")));
            const bool isPublic = one.key == QStringLiteral("website") || one.key == QStringLiteral("social-media");
            CHECK(one.profile.longestEdge == (isPublic ? 1600 : 0));
            CHECK(one.profile.noNames == isPublic);
            CHECK(one.profile.reviewAfterDays == (isPublic ? 365 : 0));
        }
        CHECK(keys.join(QLatin1Char(' '))
              == QStringLiteral("newsletter website social-media prospectus press display class-photo biometric"));
        CHECK(need(purposes.byKey(QStringLiteral("display"))).audience == Audience::Inside);

        Purpose fair;
        fair.key = QStringLiteral("school-fair");
        fair.name = QStringLiteral("School fair");
        const Purpose added = need(purposes.add(fair));
        CHECK(purposes.add(fair).error().code == ErrorCode::AlreadyExists);
        Purpose changed = added;
        changed.key = QStringLiteral("fair");
        CHECK(purposes.edit(changed).error().code == ErrorCode::Invalid);
        changed = added;
        changed.validDays = 0;
        CHECK(purposes.edit(changed).error().code == ErrorCode::Invalid);
        changed.validDays = 30;
        changed.active = false;
        need(purposes.edit(changed));
        CHECK(need(purposes.get(added.id)).validDays == 30);
        for (const char* key : {"", "Fair", "1fair", "fair day", "ärger"}) {
            fair.key = QString::fromUtf8(key);
            CHECK(purposes.add(fair).error().code == ErrorCode::Invalid);
        }
        Purpose biometric = need(purposes.byKey(QStringLiteral("biometric")));
        biometric.basis = Basis::Notice;
        CHECK(purposes.edit(biometric).error().code == ErrorCode::Invalid);
        biometric.basis = Basis::Consent;
        biometric.parties = RequiredParties::Child;
        CHECK(purposes.edit(biometric).error().code == ErrorCode::Invalid);
        CHECK(purposes.byKey(QStringLiteral("nothing")).error().code == ErrorCode::NotFound);
    });
    school.signInAs(QStringLiteral("Olga"));
    school.run([](Library& library) {
        Purposes purposes(library);
        const Purpose website = need(purposes.byKey(QStringLiteral("website")));
        CHECK(purposes.edit(website).error().code == ErrorCode::NotAllowed);
        CHECK(purposes.add(website).error().code == ErrorCode::NotAllowed);
    });
}
