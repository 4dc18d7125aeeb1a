#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/consent/Clearances.h"
#include "core/consent/ConsentForms.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/ConsentLetters.h"
#include "core/consent/Purposes.h"
#include "core/photos/Collections.h"
#include "core/publish/FairUse.h"
#include "core/publish/PublicationProof.h"
#include "core/review/SignOffs.h"
#include "support/PhotoSchool.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

/// Two photos that are signed off: Amy alone, Amy with Ben.
struct TwoPhotos {
    PhotoSchool school{3};
    PersonId amy = school.person("Amy", "Ant");
    PersonId ben = school.person("Ben", "Bee");
    Purpose newsletter =
        need(school.run([](Library& open) { return Purposes(open).byKey(QStringLiteral("newsletter")); }));

    TwoPhotos()
    {
        school.name(school.photo(1), QRect(10, 10, 40, 40), amy);
        school.name(school.photo(2), QRect(10, 10, 40, 40), amy);
        school.name(school.photo(2), QRect(80, 10, 40, 40), ben);
        for (const int number : {1, 2}) {
            need(school.run([&](Library& open) {
                return PhotoRepository(open.db()).setSearched(school.photo(number), QStringLiteral("yunet"),
                                                              open.clock().now());
            }));
            need(school.run([&](Library& open) { return SignOffs(open).signOffFaces(school.photo(number)); }));
        }
    }

    [[nodiscard]] ConsentDraft draft(PersonId person, Decision decision, Party party = Party::Parent1) const
    {
        ConsentDraft said;
        said.person = person;
        said.purpose = newsletter.id;
        said.decision = decision;
        said.party = party;
        said.on = QDate(2026, 6, 20);
        return said;
    }
    RecordedConsents say(const QList<ConsentDraft>& drafts)
    {
        return need(school.run([&](Library& open) { return ConsentLedger(open).recordAll(drafts); }));
    }
    RegisterId publish(int photo, PersonId person)
    {
        return need(school.run([&](Library& open) {
            NewRegisterEntry entry;
            entry.photo = school.photo(photo);
            entry.purpose = newsletter.id;
            entry.exportedAt = open.clock().now();
            entry.by = open.user().id;
            entry.file = QStringLiteral("photo.jpg");
            entry.place = QStringLiteral("Newsletter June");
            entry.style = QStringLiteral("mosaic");
            entry.sha256 = QByteArray(32, 'x');
            entry.size = QSize(10, 10);
            entry.facesHash = QByteArray(32, 'f');
            entry.faces = {{FaceId{1}, person, true, false}};
            const auto basis = ConsentLedger(open).history(person, newsletter.id);
            entry.consents = {need(basis).first().id};
            return RegisterRepository(open.db()).insert(entry);
        }));
    }
};

} // namespace

TEST_CASE("many decisions are recorded as one change", "[consent][ledger][batch]")
{
    TwoPhotos two;
    const auto recorded =
        two.say({two.draft(two.amy, Decision::Granted), two.draft(two.ben, Decision::Refused, Party::Parent2)});
    CHECK(recorded.recorded == 2);
    const auto standing = [&two](PersonId person) {
        return need(two.school.run([&](Library& open) {
                   return ConsentLedger(open).standingOf(person, two.newsletter, open.today());
               }))
            .rule;
    };
    CHECK(standing(two.amy) == Rule::Consented);
    CHECK(standing(two.ben) == Rule::Refused);

    SECTION("the same slip typed in twice is there once")
    {
        const auto again = two.say({two.draft(two.amy, Decision::Granted)});
        CHECK(again.recorded == 0);
        CHECK(again.known == 1);
    }
    SECTION("one impossible line keeps all of them out")
    {
        ConsentDraft late = two.draft(two.ben, Decision::Granted);
        late.on = QDate(2026, 7, 1);
        const auto failed = two.school.run([&](Library& open) {
            return ConsentLedger(open).recordAll({two.draft(two.amy, Decision::Withdrawn), late});
        });
        REQUIRE_FALSE(failed.has_value());
        CHECK(standing(two.amy) == Rule::Consented);
    }
    SECTION("a viewer records nothing")
    {
        two.school.signInAs(QStringLiteral("Vera"));
        const auto failed = two.school.run(
            [&](Library& open) { return ConsentLedger(open).recordAll({two.draft(two.amy, Decision::Withdrawn)}); });
        CHECK(failed.error().code == ErrorCode::NotAllowed);
    }
}

TEST_CASE("one scanned form is kept once for all that was ticked on it and can be read again",
          "[consent][ledger][evidence]")
{
    TwoPhotos two;
    ConsentDraft first = two.draft(two.amy, Decision::Granted);
    first.evidence = QByteArray(5000, 's');
    first.evidenceName = QStringLiteral("form.jpg");
    ConsentDraft second = first;
    second.party = Party::Parent2;
    CHECK(two.say({first, second}).recorded == 2);
    two.school.run([&](Library& open) {
        const auto history = need(ConsentLedger(open).history(two.amy, std::nullopt));
        REQUIRE(history.size() == 2);
        CHECK(history.at(0).evidence == history.at(1).evidence);
        CHECK(need(ConsentLedger(open).evidence(history.at(0).id)).bytes == first.evidence);
        CHECK(need(ConsentLedger(open).evidence(history.at(1).id)).name == QStringLiteral("form.jpg"));
    });
    two.school.signInAs(QStringLiteral("Mark"));
    CHECK(two.school.run([](Library& open) { return ConsentLedger(open).evidence(ConsentId{1}); }).error().code
          == ErrorCode::NotAllowed);
}

TEST_CASE("what a refusal changes is told before it is recorded", "[consent][ledger][effect]")
{
    TwoPhotos two;
    two.say({two.draft(two.amy, Decision::Granted), two.draft(two.ben, Decision::Granted)});
    const RegisterId published = two.publish(2, two.amy);
    const auto effectOf = [&two](const ConsentDraft& draft) {
        return need(two.school.run([&](Library& open) { return ConsentLedger(open).effectOf({draft}); }));
    };
    const ConsentEffect refusal = effectOf(two.draft(two.amy, Decision::Refused, Party::Parent2));
    CHECK(refusal.coveredNow == QList<PhotoId>{two.school.photo(1), two.school.photo(2)});
    CHECK(refusal.noLongerUsable.isEmpty());
    CHECK(refusal.takedowns == QList<RegisterId>{published});
    CHECK(effectOf(two.draft(two.ben, Decision::Refused)).takedowns.isEmpty());

    // Nothing of it was recorded.
    two.school.run([&](Library& open) {
        CHECK(need(ConsentLedger(open).history(two.amy, std::nullopt)).size() == 1);
        CHECK(need(Clearances(open).of(two.school.photo(1), two.newsletter, open.today())).outcome == Outcome::Clear);
        Purpose strict = two.newsletter;
        strict.neverCover = true;
        need(Purposes(open).edit(strict));
    });
    CHECK(effectOf(two.draft(two.amy, Decision::Withdrawn)).noLongerUsable
          == QList<PhotoId>{two.school.photo(1), two.school.photo(2)});
    const auto recorded = two.say({two.draft(two.amy, Decision::Withdrawn)});
    CHECK(recorded.takedowns == QList<RegisterId>{published});
}

TEST_CASE("whom to ask for a photo are those who said neither yes nor no", "[consent][ledger][ask]")
{
    TwoPhotos two;
    const auto asked = [&two] {
        QList<PersonId> people;
        const auto due = need(two.school.run(
            [&](Library& open) { return ConsentLedger(open).toAsk(two.school.photos(), two.newsletter); }));
        for (const DueConsent& one : due) {
            people += one.person.id;
        }
        return people;
    };
    CHECK(asked() == QList<PersonId>{two.amy, two.ben});
    two.say({two.draft(two.amy, Decision::Granted)});
    CHECK(asked() == QList<PersonId>{two.ben});
    two.say({two.draft(two.ben, Decision::Refused)});
    CHECK(asked().isEmpty());
}

TEST_CASE("nobody is sent to ask for a protected person", "[consent][ledger][ask]")
{
    TwoPhotos two;
    two.school.protect("Bee");
    const auto due = need(
        two.school.run([&](Library& open) { return ConsentLedger(open).toAsk(two.school.photos(), two.newsletter); }));
    REQUIRE(due.size() == 1);
    CHECK(due.first().person.id == two.amy);
}

TEST_CASE("a collection turns red when a consent is withdrawn", "[photos][collection]")
{
    TwoPhotos two;
    two.say({two.draft(two.amy, Decision::Granted), two.draft(two.ben, Decision::Granted)});
    const auto id = need(two.school.run(
        [&](Library& open) { return Collections(open).add(QStringLiteral("Newsletter June"), two.newsletter.id); }));
    const auto status = [&] { return need(two.school.run([&](Library& open) { return Collections(open).get(id); })); };
    two.school.run([&](Library& open) {
        CHECK(need(Collections(open).addPhotos(id, {two.school.photo(1), two.school.photo(2)})) == 2);
        CHECK(need(Collections(open).addPhotos(id, {two.school.photo(2)})) == 0);
        Purpose strict = two.newsletter;
        strict.neverCover = true;
        need(Purposes(open).edit(strict));
    });
    CHECK(status().clear == 2);
    CHECK(status().isUsable());
    two.say({two.draft(two.ben, Decision::Withdrawn)});
    CHECK(status().clear == 1);
    CHECK(status().blocked == 1);
    CHECK_FALSE(status().isUsable());

    PhotoFilter filter;
    filter.collection = id;
    CHECK(two.school.find(filter).size() == 2);
    two.school.run([&](Library& open) {
        CHECK(need(Collections(open).removePhotos(id, {two.school.photo(2)})) == 1);
        CHECK(need(Collections(open).find(QStringLiteral("newsletter june"))).isUsable());
        const auto second = Collections(open).add(QStringLiteral(" newsletter JUNE "), two.newsletter.id);
        CHECK(second.error().code == ErrorCode::AlreadyExists);
    });
    two.school.signInAs(QStringLiteral("Vera"));
    CHECK(two.school.run([&](Library& open) { return Collections(open).remove(id); }).error().code
          == ErrorCode::NotAllowed);
}

TEST_CASE("a photo that was flagged is neither counted nor shown in a collection", "[photos][collection]")
{
    TwoPhotos two;
    two.school.run([&](Library& open) {
        const auto id = need(Collections(open).add(QStringLiteral("June"), two.newsletter.id));
        need(Collections(open).addPhotos(id, {two.school.photo(1), two.school.photo(2)}));
        need(runSql(open.db(), QStringLiteral("INSERT INTO flag(photo_id, reason, user_id, at) VALUES(?, '', 1, '')"),
                    two.school.photo(1)));
        CHECK(need(Collections(open).get(id)).photos == 1);
        CHECK(need(Collections(open).photos(id)) == QList<PhotoId>{two.school.photo(2)});
    });
}

TEST_CASE("whoever was never shown comes first and protected people not at all", "[publish][fair-use]")
{
    TwoPhotos two;
    two.say({two.draft(two.amy, Decision::Granted)});
    (void)two.publish(1, two.amy);
    const PersonId cem = two.school.person("Cem", "Cat");
    two.school.protect("Cat");
    FairUseFilter filter;
    filter.purpose = two.newsletter;
    const auto uses = need(two.school.run([&](Library& open) { return fairUse(open, filter); }));
    REQUIRE(uses.size() == 2);
    CHECK(uses.at(0).person.id == two.ben);
    CHECK(uses.at(0).published == 0);
    CHECK(uses.at(0).photos == 1);
    CHECK(uses.at(0).mayBeShown == false);
    CHECK(uses.at(1).person.id == two.amy);
    CHECK(uses.at(1).published == 1);
    CHECK(uses.at(1).photos == 2);
    CHECK(cem.isValid());
    filter.since = QDate(2026, 6, 23);
    CHECK(need(two.school.run([&](Library& open) { return fairUse(open, filter); })).at(1).published == 0);
}

TEST_CASE("on whose consent a photo was published is answered as the ledger stood then", "[publish][proof]")
{
    TwoPhotos two;
    two.say({two.draft(two.amy, Decision::Granted)});
    const RegisterId id = two.publish(1, two.amy);
    FixedClock& clock = two.school.library().clock();
    clock.set(clock.now().addDays(1));
    // Recorded a day later, though it speaks of the time before the publication.
    ConsentDraft late = two.draft(two.amy, Decision::Refused, Party::Parent2);
    late.on = QDate(2026, 6, 1);
    CHECK(two.say({late}).takedowns == QList<RegisterId>{id});
    const auto proof = need(two.school.run([&](Library& open) { return publicationProof(open, id); }));
    CHECK(proof.day == QDate(2026, 6, 22));
    REQUIRE(proof.people.size() == 1);
    const ProvenPerson& amy = proof.people.first();
    CHECK(amy.name == QStringLiteral("Amy Ant"));
    CHECK(amy.then.mayShow);
    REQUIRE(amy.reliedOn.size() == 1);
    CHECK(amy.reliedOn.first().decision == Decision::Granted);
    REQUIRE(amy.since.size() == 1);
    CHECK(amy.since.first().decision == Decision::Refused);
    CHECK_FALSE(amy.mayShowNow);
    const QString page = proofPaper(proof).html;
    CHECK(page.contains(QStringLiteral("Amy Ant")));
    CHECK(page.contains(QStringLiteral("Newsletter June")));
    CHECK(need(two.school.run([](Library& open) { return publishedOn(open, QDate(2026, 6, 22)); })).size() == 1);
    CHECK(need(two.school.run([](Library& open) { return publishedOn(open, QDate(2026, 6, 21)); })).isEmpty());

    two.school.protect("Ant");
    two.school.signInAs(QStringLiteral("Mark"));
    CHECK(need(two.school.run([&](Library& open) { return publicationProof(open, id); })).people.isEmpty());
}

TEST_CASE("a slip says whose it is and which words were agreed to", "[consent][form]")
{
    TwoPhotos two;
    two.school.run([&](Library& open) {
        ConsentForms forms(open);
        const ConsentForm form = need(forms.make({two.newsletter}));
        CHECK(need(forms.make({two.newsletter})).id == form.id);
        const QString code = forms.codeFor(form.id, two.amy);
        const SlipCode read = need(forms.read(QStringLiteral(" ") + code.toLower()));
        CHECK(read.person == two.amy);
        CHECK(read.form == form.id);
        CHECK_FALSE(code.contains(QStringLiteral("Amy")));

        QString mistyped = code;
        const qsizetype digit = mistyped.size() - 6;
        mistyped[digit] = mistyped.at(digit) == QLatin1Char('1') ? QLatin1Char('2') : QLatin1Char('1');
        CHECK_FALSE(forms.read(mistyped).has_value());
        CHECK_FALSE(forms.read(QStringLiteral("CRS-000000-1-1-0000")).has_value());
        CHECK_FALSE(forms.read(QString()).has_value());

        Purpose reworded = two.newsletter;
        reworded.wording = QStringLiteral("Other words");
        need(Purposes(open).edit(reworded));
        CHECK_FALSE(need(forms.make({reworded})).id == form.id);
        CHECK(need(forms.get(form.id)).lines.first().wording == two.newsletter.wording);

        const Paper paper = need(forms.print(std::nullopt));
        CHECK(paper.pictures.size() == 2);
        CHECK(paper.html.contains(QStringLiteral("Amy Ant")));
        CHECK(paper.html.contains(QStringLiteral("Other words")));
    });
}

TEST_CASE("a reminder asks one family for everything at once", "[consent][letters]")
{
    TwoPhotos two;
    ConsentDraft ending = two.draft(two.amy, Decision::Granted);
    ending.until = QDate(2026, 7, 1);
    two.say({ending, two.draft(two.ben, Decision::Refused)});
    const auto reminders = need(two.school.run([&](Library& open) -> Result<QList<ConsentReminder>> {
        return remindersFrom(need(ConsentLedger(open).due(30)), need(Purposes(open).list()));
    }));
    REQUIRE(reminders.size() == 2);
    const ConsentReminder& amy = reminders.first();
    REQUIRE(amy.ending.size() == 1);
    CHECK(amy.ending.first().second == QDate(2026, 7, 1));
    CHECK(amy.missing.size() == 6);
    CHECK(reminders.at(1).missing.size() == 6); // who said no was asked
    const QString csv = QString::fromUtf8(remindersCsv(reminders));
    CHECK(remindersCsv(reminders).startsWith("\xEF\xBB\xBF"
                                             "external_id,"));
    CHECK(csv.count(QStringLiteral("\r\n")) == 3);
    CHECK(csv.contains(QStringLiteral("2026-07-01")));
    CHECK(reminderLetters(reminders, QStringLiteral("School"), QDate(2026, 6, 22)).html.count(QStringLiteral("<h3>"))
          == 2);
    CHECK(csvField(QStringLiteral("=1+1")) == QStringLiteral("'=1+1"));
    CHECK(csvField(QStringLiteral("a,\"b\"")) == QStringLiteral("\"a,\"\"b\"\"\""));
}
