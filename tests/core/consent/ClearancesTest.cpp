#include "core/consent/Clearances.h"

#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/review/Flags.h"
#include "core/review/SignOffs.h"
#include "support/RuleBuilders.h"
#include "support/TestPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

PersonId addPerson(Library& library, const char* givenName)
{
    Person person;
    person.givenName = QString::fromLatin1(givenName);
    person.familyName = QStringLiteral("Example");
    return need(People(library).add(person));
}

Purpose stored(Library& library, const char* key)
{
    return need(Purposes(library).byKey(QString::fromLatin1(key)));
}

void say(Library& library, PersonId person, Decision decision, Party party = Party::Parent1)
{
    ConsentDraft draft;
    draft.person = person;
    draft.purpose = stored(library, "website").id;
    draft.decision = decision;
    draft.party = party;
    draft.on = QDate(2026, 5, 3);
    need(ConsentLedger(library).record(draft));
}

Clearance ask(Library& library, PhotoId photo, const char* key = "website")
{
    return need(Clearances(library).of(photo, stored(library, key), library.today()));
}

QString textsOf(const Clearance& clearance)
{
    QStringList texts;
    for (const Reason& reason : clearance.reasons) {
        texts += reason.text;
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace

TEST_CASE("a stored photo is answered for as its consents and sign-offs change", "[consent][clearances]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PersonId amy = addPerson(library, "Amy");
        const PhotoId photo = addTestPhoto(library);
        addTestFace(library, photo, amy);
        CHECK(ask(library, photo).outcome == Outcome::Blocked);
        CHECK(ask(library, photo).waitsForReview());
        need(SignOffs(library).signOffFaces(photo));
        CHECK(ask(library, photo).outcome == Outcome::ClearIfCovered);
        say(library, amy, Decision::Granted);
        CHECK(ask(library, photo).outcome == Outcome::Clear);
        CHECK(ask(library, photo, "newsletter").outcome == Outcome::ClearIfCovered);
        CHECK(ask(library, photo, "biometric").outcome == Outcome::Blocked);
        addTestFace(library, photo);
        CHECK(rulesOf(ask(library, photo)) == QList<Rule>{Rule::NotSignedOff, Rule::Unreviewed});
        need(SignOffs(library).signOffFaces(photo));
        CHECK(ask(library, photo).outcome == Outcome::ClearIfCovered);
        say(library, amy, Decision::Withdrawn);
        CHECK(ask(library, photo).coverCount() == 2);
    });
}

TEST_CASE("reasons are sentences that say who said what and when", "[consent][clearances]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PersonId amy = addPerson(library, "Amy");
        const PersonId ben = addPerson(library, "Ben");
        say(library, amy, Decision::Refused);
        const PhotoId photo = addTestPhoto(library);
        addTestFace(library, photo, amy);
        addTestFace(library, photo, ben);
        addTestFace(library, photo);
        addTestFace(library, photo);
        const QString texts = textsOf(ask(library, photo));
        CAPTURE(texts.toStdString());
        CHECK(texts.contains(QStringLiteral("Not for “Website”: nobody has confirmed yet")));
        CHECK(texts.contains(QStringLiteral("one parent of Amy Example said no on 3 May 2026")));
        CHECK(texts.contains(QStringLiteral("nobody has said yes for Ben Example yet")));
        CHECK(texts.contains(QStringLiteral("2 faces are not named yet")));
        CHECK_FALSE(texts.contains(QLatin1Char('%')));
    });
}

TEST_CASE("nothing in a clearance hints at a protected person for those who may not know",
          "[consent][clearances][protected]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Dana"), Role::Safeguarding);
    school.addUser(QStringLiteral("Mark"), Role::Marketing);
    school.addUser(QStringLiteral("Vera"), Role::Viewer);
    const auto [photo, amy] = school.run([](Library& library) {
        const PersonId person = addPerson(library, "Amy");
        say(library, person, Decision::Granted);
        const PhotoId id = addTestPhoto(library);
        addTestFace(library, id, person);
        need(SignOffs(library).signOffFaces(id));
        return std::pair(id, person);
    });
    school.signInAs(QStringLiteral("Dana"));
    school.run([photo = photo, amy = amy](Library& library) {
        need(People(library).protect(amy, QStringLiteral("court order"), false));
        const Clearance answer = ask(library, photo);
        CHECK(answer.outcome == Outcome::Blocked);
        CHECK(answer.faces.first().person == amy);
        CHECK(textsOf(answer).contains(QStringLiteral("Amy Example must not be shown")));
        CHECK(ask(library, photo, "display").outcome == Outcome::ClearIfCovered);
    });
    for (const char* user : {"Mark", "Vera"}) {
        school.signInAs(QString::fromLatin1(user));
        school.run([photo = photo](Library& library) {
            for (const char* key : {"website", "display"}) {
                const Clearance answer = ask(library, photo, key);
                CHECK_FALSE(answer.faces.first().show);
                CHECK_FALSE(answer.faces.first().person.isValid());
                CHECK(answer.faces.first().rule == Rule::Stranger);
                CHECK(answer.faces.first().basis.isEmpty());
                CHECK_FALSE(textsOf(answer).contains(QStringLiteral("Amy")));
                CHECK_FALSE(textsOf(answer).contains(QStringLiteral("must not")));
            }
            CHECK(rulesOf(ask(library, photo)) == QList<Rule>{Rule::NotReleased, Rule::Stranger});
            CHECK(rulesOf(ask(library, photo, "display")) == QList<Rule>{Rule::Stranger});
        });
    }
}

TEST_CASE("photos that a role may not see have no clearance for it", "[consent][clearances][flags]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Dana"), Role::Safeguarding);
    const auto [flagged, other] = school.run([](Library& library) {
        const PhotoId first = addTestPhoto(library);
        const PhotoId second = addTestPhoto(library);
        need(Flags(library).add(first, QStringLiteral("look at this")));
        const Purpose website = stored(library, "website");
        CHECK(Clearances(library).of(first, website, library.today()).error().code == ErrorCode::NotFound);
        const auto marks = need(Clearances(library).marks({first, second}, website, library.today()));
        REQUIRE(marks.size() == 1);
        CHECK(marks.first().photo == second);
        CHECK(marks.first().waitsForReview);
        CHECK(need(Clearances(library).of({first, second}, website, library.today())).size() == 1);
        return std::pair(first, second);
    });
    school.signInAs(QStringLiteral("Dana"));
    school.run([flagged = flagged, other = other](Library& library) {
        const Purpose website = stored(library, "website");
        const auto marks = need(Clearances(library).marks({other, flagged}, website, library.today()));
        REQUIRE(marks.size() == 2);
        CHECK(marks.first().photo == other);
        CHECK(marks.last().outcome == Outcome::Blocked);
        CHECK(rulesOf(ask(library, flagged)).first() == Rule::Flagged);
    });
}
