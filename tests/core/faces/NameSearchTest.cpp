#include "core/faces/NameSearch.h"

#include "core/audit/AuditLog.h"
#include "core/backup/Backup.h"
#include "core/backup/Restore.h"
#include "core/catalogue/RecognitionRepository.h"
#include "core/faces/FaceWall.h"
#include "core/faces/NameSuggestions.h"
#include "core/faces/QuietFaces.h"
#include "core/retention/Retention.h"
#include "core/review/Flags.h"
#include "core/storage/DatabaseSearch.h"
#include "core/storage/UnlockedFolder.h"
#include "support/MemorySearch.h"
#include "support/RecognitionSchool.h"

#include <QFileInfo>

#include <iostream>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

Result<NameSearchReport> search(RecognitionSchool& school, TemplateSource& source, const QList<PhotoId>& photos)
{
    NoProgress progress;
    return searchNames(school.library().thread(), source, photos, progress);
}

/// The first numbers of a face's template, every bit turned.
QByteArray turnedNeedle(const QRect& face)
{
    QByteArray needle;
    const float length = DrawnLooks::lengthOf(face);
    for (size_t i = 0; i < 6; ++i) {
        const float number = DrawnLooks::number(face, i) / length;
        const auto* bytes = reinterpret_cast<const char*>(&number);
        for (size_t k = 0; k < sizeof(number); ++k) {
            needle += char(~bytes[k]);
        }
    }
    return needle;
}

QByteArray needle(const QRect& face)
{
    QByteArray bytes = turnedNeedle(face);
    std::transform(bytes.cbegin(), bytes.cend(), bytes.begin(), [](char byte) { return char(~byte); });
    return bytes;
}

/// In the decrypted pages of the catalogue, after its log was brought in.
qint64 copiesIn(RecognitionSchool& school, const QRect& face)
{
    return school.run([&](Library& open) {
        need(open.db().emptyLog());
        return need(searchDatabase(open.folder().folder().cataloguePath(), {needle(face)}));
    });
}

} // namespace

TEST_CASE("while recognition is off nothing is computed", "[faces][recognition]")
{
    RecognitionSchool school(2, false);
    const PersonId ann = school.agreeing("Ann", "Archer");
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    school.unknown(school.photo(2), DrawnLooks::faceOf(1, 5));
    DrawnLooks source;
    NoProgress progress;
    const auto isRefused = [&] {
        const auto names = search(school, source, school.photos());
        const auto stacks = stackUnknownFaces(school.library().thread(), source, school.photos(), progress);
        return !names && names.error().code == ErrorCode::NotAllowed && !stacks
            && stacks.error().code == ErrorCode::NotAllowed;
    };
    const auto step = [&](auto work) {
        school.run([&](Library& open) {
            Recognition recognition(open);
            need(work(recognition));
        });
    };
    CHECK(isRefused());
    step([&](Recognition& recognition) { return recognition.setGroup(school.group(), true); });
    CHECK(isRefused());
    step([](Recognition& recognition) { return recognition.stateAssessment({2026, 5, 1}, QStringLiteral("Hetty")); });
    school.run([](Library& open) { CHECK(Recognition(open).switchOn().error().code == ErrorCode::Invalid); });
    CHECK(isRefused());
    step([](Recognition& recognition) { return recognition.stateNotices({2026, 5, 2}, QStringLiteral("Olive")); });
    CHECK(isRefused()); // all stated, and still not switched on
    CHECK(source.calls == 0);

    step([](Recognition& recognition) { return recognition.switchOn(); });
    step([&](Recognition& recognition) { return recognition.setGroup(school.group(), false); });
    const auto without = search(school, source, school.photos());
    REQUIRE(without);
    CHECK(without->leftOut == 2);
    CHECK(need(stackUnknownFaces(school.library().thread(), source, school.photos(), progress)).leftOut == 2);
    CHECK(source.calls == 0);
    CHECK(school.templates() == 0);

    // And it does compute once everything is there, or the rest would prove nothing.
    step([&](Recognition& recognition) { return recognition.setGroup(school.group(), true); });
    CHECK(need(search(school, source, school.photos())).names.size() == 1);
    CHECK(source.calls == 2);
    step([](Recognition& recognition) { return recognition.switchOff(); });
    CHECK(school.templates() == 0);
    CHECK(isRefused());
    CHECK(source.calls == 2);
}

TEST_CASE("only people who agreed are learnt and suggested and nothing is confirmed", "[faces][recognition]")
{
    RecognitionSchool school(2);
    const PersonId ann = school.agreeing("Ann", "Archer");
    const PersonId ben = school.pupil("Ben", "Baker"); // nobody was asked
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    school.name(school.photo(1), DrawnLooks::faceOf(2), ben);
    const FaceId anns = school.unknown(school.photo(2), DrawnLooks::faceOf(1, 7));
    const FaceId bens = school.unknown(school.photo(2), DrawnLooks::faceOf(2, 7));
    const FaceId other = school.unknown(school.photo(2), DrawnLooks::faceOf(4));
    DrawnLooks source;
    const NameSearchReport report = need(search(school, source, {school.photo(2)}));
    CHECK(report.learnt == 1);
    CHECK(report.compared == 3);
    REQUIRE(report.names.size() == 1);
    CHECK(report.names.first().suggestion.face == anns);
    CHECK(report.names.first().likeness.person == ann);
    CHECK(report.names.first().likeness.isStrong);
    CHECK(report.names.first().suggestion.name == QStringLiteral("Ann Archer"));
    CHECK(report.names.first().suggestion.source == SuggestionSource::Likeness);
    CHECK(report.names.first().suggestion.sureness == Sureness::VeryLikely);
    CHECK(school.templates() == 1);
    CHECK(school.templatesOf(ann) == 1);
    // Of nobody who did not agree was a face asked for but as one to compare.
    CHECK(source.asked.first() == DrawnLooks::faceOf(1));
    CHECK_FALSE(source.asked.contains(DrawnLooks::faceOf(2)));
    school.run([&](Library& open) {
        for (const FaceId face : {anns, bens, other}) {
            CHECK(need(Faces(open).get(face)).state == FaceState::Unreviewed);
        }
        CHECK(need(audit::list(open, {{}, {}, QStringLiteral("person:%1").arg(ann.value), 1})).first().action
              == QStringLiteral("template.make"));
        CHECK(need(audit::verify(open)).ok);
    });
    // Once learnt, it is not learnt again.
    CHECK(need(search(school, source, {school.photo(2)})).learnt == 0);
    CHECK(source.calls == 3);
}

TEST_CASE("no template of anybody who did not agree is stored or left in memory", "[faces][recognition]")
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    std::cout << "skipped: a sanitizer's memory is too large to be searched" << std::endl;
#else
    RecognitionSchool school(2);
    const PersonId ann = school.agreeing("Ann", "Archer");
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    const QRect probe = DrawnLooks::faceOf(1, 7);
    const QRect strangers = DrawnLooks::faceOf(3);
    school.unknown(school.photo(2), probe);
    school.unknown(school.photo(2), strangers);
    school.unknown(school.photo(1), DrawnLooks::faceOf(3, 4));
    {
        const FaceTemplate held = DrawnLooks::looksOf(strangers);
        REQUIRE(timesInMemory(turnedNeedle(strangers)) > 0); // it would be found
    }
    CHECK(timesInMemory(turnedNeedle(strangers)) == 0);
    DrawnLooks source;
    NoProgress progress;
    CHECK(need(search(school, source, {school.photo(2)})).names.size() == 1);
    CHECK(timesInMemory(turnedNeedle(strangers)) == 0);
    CHECK(timesInMemory(turnedNeedle(probe)) == 0); // not even of somebody who agreed: nobody has confirmed it
    const FaceStacks stacks = need(stackUnknownFaces(school.library().thread(), source, school.photos(), progress));
    CHECK(stacks.compared == 3);
    CHECK(stacks.stacks.size() == 1);
    CHECK(timesInMemory(turnedNeedle(strangers)) == 0);
    CHECK(copiesIn(school, strangers) == 0);
    CHECK(copiesIn(school, probe) == 0);
    CHECK(copiesIn(school, DrawnLooks::faceOf(1)) == 1); // hers, who agreed, from where a user named her
    CHECK(school.templates() == 1);
#endif
}

TEST_CASE("photos of a group in which somebody refused are left out", "[faces][recognition]")
{
    RecognitionSchool school(3);
    const PersonId ann = school.agreeing("Ann", "Archer");
    const PersonId ben = school.agreeing("Ben", "Baker");
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    school.unknown(school.photo(2), DrawnLooks::faceOf(1, 7));
    school.unknown(school.photo(3), DrawnLooks::faceOf(1, 9));
    school.name(school.photo(3), DrawnLooks::faceOf(2), ben);
    DrawnLooks source;
    CHECK(need(search(school, source, {school.photo(2)})).names.size() == 1);
    school.says(ben, Decision::Refused, Party::Child); // the parents' yes stands and does not help
    source.calls = 0;
    const NameSearchReport refused = need(search(school, source, {school.photo(2), school.photo(3)}));
    CHECK(refused.names.isEmpty());
    CHECK(refused.leftOut == 2);
    NoProgress progress;
    CHECK(need(stackUnknownFaces(school.library().thread(), source, school.photos(), progress)).leftOut == 3);
    CHECK(source.calls == 0);

    // The officer's leave is about unknown faces; where the one who refused is named it does not help.
    school.run([&](Library& open) {
        need(Recognition(open).allowComparison(school.group(), open.today(), QStringLiteral("Dora DPO")));
    });
    const NameSearchReport allowed = need(search(school, source, {school.photo(2), school.photo(3)}));
    CHECK(allowed.leftOut == 1);
    REQUIRE(allowed.names.size() == 1);
    CHECK(allowed.names.first().photo == school.photo(2));
    school.run([&](Library& open) { need(Recognition(open).forbidComparison(school.group())); });
    CHECK(need(search(school, source, {school.photo(2)})).leftOut == 1);
}

TEST_CASE("photos that are flagged or show somebody protected are left out", "[faces][recognition]")
{
    RecognitionSchool school(3);
    const PersonId ann = school.agreeing("Ann", "Archer");
    const PersonId pat = school.pupil("Pat", "Protected");
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    for (int photo : {1, 2, 3}) {
        school.unknown(school.photo(photo), DrawnLooks::faceOf(1, 6 + photo));
    }
    school.name(school.photo(2), DrawnLooks::faceOf(2), pat);
    school.protect("Protected");
    school.signInAs(QStringLiteral("Sara"));
    school.run([&](Library& open) { need(Flags(open).add(school.photo(3), QStringLiteral("look"))); });
    DrawnLooks source;
    const NameSearchReport report = need(search(school, source, {school.photo(2), school.photo(3)}));
    CHECK(report.leftOut == 2);
    CHECK(report.compared == 0);
    CHECK(source.asked == QList<QRect>{DrawnLooks::faceOf(1)}); // she was learnt, nothing was compared
}

TEST_CASE("a withdrawal leaves no template in any file of the library", "[faces][recognition]")
{
    RecognitionSchool school(1);
    const PersonId ann = school.agreeing("Ann", "Archer");
    const PersonId ben = school.agreeing("Ben", "Baker");
    const QRect hers = DrawnLooks::faceOf(1);
    school.name(school.photo(1), hers, ann);
    school.name(school.photo(1), DrawnLooks::faceOf(2), ben);
    DrawnLooks source;
    CHECK(need(search(school, source, school.photos())).learnt == 2);
    CHECK(copiesIn(school, hers) == 1); // or the rest would prove nothing
    school.says(ann, Decision::Withdrawn, Party::Parent2); // the parent who had not been asked
    CHECK(school.templatesOf(ann) == 0);
    CHECK(school.templatesOf(ben) == 1);
    const QString catalogue = school.run([](Library& open) { return open.folder().folder().cataloguePath(); });
    school.run([&](Library& open) {
        const auto receipts = need(templateErasures(open));
        REQUIRE(receipts.size() == 1);
        CHECK(receipts.first().receipt.person == ann);
        CHECK(receipts.first().receipt.templates == 1);
        CHECK(receipts.first().isGone());
        CHECK_FALSE(receipts.first().isKeyNew);
        CHECK_FALSE(receipts.first().inBackupsUntil);
        CHECK(receipts.first().reason == recognitionRuleText(RecognitionRule::NoConsent));
        const auto entries = need(audit::list(open, {{}, {}, QStringLiteral("person:%1").arg(ann.value), 1}));
        CHECK(entries.first().action == QStringLiteral("template.remove"));
        CHECK(need(audit::verify(open)).ok);
        // Both the row's page and the freed room: as the receipt looked, and by the numbers themselves.
        CHECK(need(searchDatabase(catalogue, {needle(hers)})) == 0);
    });
    CHECK(copiesIn(school, hers) == 0);
    CHECK(copiesIn(school, DrawnLooks::faceOf(2)) == 1);
    // Agreed again, learnt again: the receipt still tells the truth of what went.
    school.says(ann, Decision::Granted, Party::Parent2);
    CHECK(need(search(school, source, school.photos())).learnt == 1);
    school.run([](Library& open) { CHECK(need(templateErasures(open)).first().isGone()); });
}

TEST_CASE("whatever ends recognition of somebody ends their templates", "[faces][recognition]")
{
    RecognitionSchool school(2);
    const PersonId ann = school.pupil("Ann", "Archer");
    school.says(ann, Decision::Granted, Party::Parent1, QDate(2026, 7, 1));
    const FaceId face = school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    DrawnLooks source;
    const auto learn = [&] { return need(search(school, source, school.photos())).learnt; };
    REQUIRE(learn() == 1);
    const auto receipts = [&] { return need(school.run([](Library& open) { return templateErasures(open); })); };
    QString why;
    SECTION("the group is switched off")
    {
        school.run([&](Library& open) { need(Recognition(open).setGroup(school.group(), false)); });
        why = recognitionRuleText(RecognitionRule::GroupOff);
    }
    SECTION("recognition is switched off")
    {
        school.run([](Library& open) { need(Recognition(open).switchOff()); });
        why = recognitionRuleText(RecognitionRule::NotSetUp);
    }
    SECTION("they leave the group")
    {
        school.run([&](Library& open) {
            Person person = need(People(open).get(ann));
            person.groups = {QStringLiteral("3B")};
            need(People(open).edit(person));
        });
        why = recognitionRuleText(RecognitionRule::GroupOff);
    }
    SECTION("they leave the school")
    {
        school.run([&](Library& open) {
            Person person = need(People(open).get(ann));
            person.leftOn = open.today();
            need(People(open).edit(person));
        });
        why = recognitionRuleText(RecognitionRule::Left);
    }
    SECTION("they are protected")
    {
        school.signInAs(QStringLiteral("Sara"));
        school.run([&](Library& open) { need(People(open).protect(ann, QStringLiteral("court order"), false)); });
        why = recognitionRuleText(RecognitionRule::Protected);
    }
    SECTION("the school asks both parents from now on")
    {
        school.run([](Library& open) {
            Purpose purpose = need(Purposes(open).byKey(kBiometricPurpose));
            purpose.parties = RequiredParties::BothParents;
            need(Purposes(open).edit(purpose));
        });
        why = recognitionRuleText(RecognitionRule::NoConsent);
    }
    SECTION("the consent runs out overnight")
    {
        school.library().clock().set(QDateTime(QDate(2026, 7, 2), QTime(6, 0), Qt::UTC));
        school.run([](Library& open) { need(settleTemplatesNow(open)); });
        why = recognitionRuleText(RecognitionRule::NoConsent);
    }
    SECTION("the face is another's after all")
    {
        school.run([&](Library& open) { need(Faces(open).markStranger(face)); });
        CHECK(school.templates() == 0);
        school.run([](Library& open) { need(settleTemplatesNow(open)); });
    }
    SECTION("the photo is erased")
    {
        school.run([&](Library& open) { need(Retention(open).erase({school.photo(1)}, QStringLiteral("asked"))); });
    }
    CHECK(school.templates() == 0);
    CHECK(copiesIn(school, DrawnLooks::faceOf(1)) == 0);
    REQUIRE(receipts().size() == 1);
    CHECK(receipts().first().isGone());
    if (!why.isEmpty()) {
        CHECK(receipts().first().reason == why);
    }
}

TEST_CASE("a name that was refused does not come back", "[faces][recognition]")
{
    RecognitionSchool school(2);
    const PersonId ann = school.agreeing("Ann", "Archer");
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    const FaceId face = school.unknown(school.photo(2), DrawnLooks::faceOf(1, 7));
    DrawnLooks source;
    const auto names = [&] { return need(search(school, source, {school.photo(2)})).names.size(); };
    CHECK(names() == 1);
    school.run([&](Library& open) { need(NameSuggestions(open).decline({face, ann, {}})); });
    CHECK(names() == 0);
    school.signInAs(QStringLiteral("Admin"));
    CHECK(names() == 0);
    school.run([&](Library& open) { need(NameSuggestions(open).allowAgain({face, ann, {}})); });
    CHECK(names() == 1);
    school.run([&](Library& open) { need(QuietFaces(open).add(face)); });
    source.calls = 0;
    CHECK(names() == 0);
    CHECK(source.calls == 0); // not even looked at
}

TEST_CASE("siblings and people who look alike are warned of", "[faces][recognition]")
{
    RecognitionSchool school(2);
    const PersonId ann = school.agreeing("Ann", "Archer");
    const PersonId amy = school.agreeing("Amy", "Archer");
    const PersonId ben = school.agreeing("Ben", "Baker");
    school.name(school.photo(1), DrawnLooks::faceOf(1), ann);
    school.name(school.photo(1), DrawnLooks::faceOf(2), amy);
    school.name(school.photo(1), DrawnLooks::faceOf(3), ben);
    school.unknown(school.photo(2), DrawnLooks::faceOf(1, 7));
    school.unknown(school.photo(2), DrawnLooks::faceOf(3, 7));
    DrawnLooks source;
    const NameSearchReport report = need(search(school, source, {school.photo(2)}));
    REQUIRE(report.names.size() == 2);
    CHECK(report.names[0].likeness.mistakable == QList<PersonId>{amy});
    CHECK(report.names[0].suggestion.warnings.join(QLatin1Char(' ')).contains(QStringLiteral("Amy Archer")));
    CHECK(report.names[0].suggestion.sureness == Sureness::Likely);
    CHECK(report.names[1].likeness.mistakable.isEmpty());
}

TEST_CASE("a library that is restored from a backup knows nobody by their looks", "[faces][recognition][backup]")
{
    RecognitionSchool school(2);
    const PersonId ann = school.agreeing("Ann", "Archer");
    const QRect known = DrawnLooks::faceOf(1);
    school.name(school.photo(1), known, ann);
    DrawnLooks source;
    static_cast<void>(need(search(school, source, school.photos())));
    REQUIRE(school.templatesOf(ann) == 1);
    REQUIRE(copiesIn(school, known) > 0);
    NoProgress progress;
    const QString target = school.library().scratch(QStringLiteral("stick"));
    const QString folder = school.library().scratch(QStringLiteral("restored"));
    static_cast<void>(need(backupLibrary(school.library().thread(), target, progress)));
    static_cast<void>(need(restoreLibrary({target, folder, std::nullopt},
                                          RestoreUser{QStringLiteral("Admin"), testPassword()}, progress)));
    // Ann may have withdrawn her consent since: the older state does not know.
    const auto restored = need(Library::open(folder, QStringLiteral("Admin"), testPassword()));
    CHECK(need(TemplateRepository(restored->db()).count()) == 0);
    CHECK_FALSE(need(Recognition(*restored).isInForce()));
    need(restored->db().emptyLog());
    CHECK(need(searchDatabase(restored->folder().folder().cataloguePath(), {needle(known)})) == 0);
}

TEST_CASE("look-alike unknown faces of one import are stacked and nobody is named", "[faces][recognition]")
{
    RecognitionSchool school(3);
    QList<FaceId> one;
    QList<FaceId> two;
    for (int photo : {1, 2, 3}) {
        one += school.unknown(school.photo(photo), DrawnLooks::faceOf(1, photo));
        two += photo == 3 ? FaceId{} : school.unknown(school.photo(photo), DrawnLooks::faceOf(2, photo));
    }
    two.removeAll(FaceId{});
    school.unknown(school.photo(3), DrawnLooks::faceOf(4));
    DrawnLooks source;
    NoProgress progress;
    const FaceStacks stacks = need(stackUnknownFaces(school.library().thread(), source, school.photos(), progress));
    CHECK(stacks.stacks == QList<QList<FaceId>>{one, two});
    CHECK(school.templates() == 0);
}

TEST_CASE("recognition is switched by administrators and used by those who name faces", "[faces][recognition]")
{
    RecognitionSchool school(1);
    DrawnLooks source;
    for (const char* name : {"Olga", "Mark", "Sara", "Vera"}) {
        CAPTURE(name);
        school.signInAs(QString::fromLatin1(name));
        school.run([&](Library& open) {
            Recognition recognition(open);
            const QString who = QStringLiteral("me");
            CHECK(recognition.switchOff().error().code == ErrorCode::NotAllowed);
            CHECK(recognition.switchOn().error().code == ErrorCode::NotAllowed);
            CHECK(recognition.setGroup(school.group(), false).error().code == ErrorCode::NotAllowed);
            CHECK(recognition.stateAssessment(open.today(), who).error().code == ErrorCode::NotAllowed);
            CHECK(recognition.stateNotices(open.today(), who).error().code == ErrorCode::NotAllowed);
            CHECK(recognition.allowComparison(school.group(), open.today(), who).error().code == ErrorCode::NotAllowed);
            CHECK(recognition.forbidComparison(school.group()).error().code == ErrorCode::NotAllowed);
            CHECK(recognition.status().error().code == ErrorCode::NotAllowed);
            CHECK(recognition.history().error().code == ErrorCode::NotAllowed);
        });
        CHECK(search(school, source, school.photos()).has_value() == (QLatin1String(name) != QLatin1String("Vera")));
    }
    school.signInAs(QStringLiteral("Admin"));
    school.run([&](Library& open) {
        Recognition recognition(open);
        CHECK(recognition.stateNotices(open.today().addDays(1), QStringLiteral("x")).error().code
              == ErrorCode::Invalid);
        CHECK(recognition.stateNotices(open.today(), QStringLiteral(" ")).error().code == ErrorCode::Invalid);
        CHECK(recognition.setGroup(GroupId{99}, true).error().code == ErrorCode::NotFound);
        CHECK(need(recognition.history()).size() == 4);
        CHECK(need(recognition.status()).isInForce);
        // What nobody understands switches off.
        need(runSql(open.db(), QStringLiteral("INSERT INTO recognition_step(at, user_id, action) VALUES('', 1, 'x')")));
        CHECK_FALSE(need(recognition.isInForce()));
        CHECK_FALSE(runSql(open.db(), QStringLiteral("UPDATE recognition_step SET action = 'on'")));
        CHECK_FALSE(runSql(open.db(), QStringLiteral("DELETE FROM recognition_step")));
    });
}
