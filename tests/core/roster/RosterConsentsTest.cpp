#include "core/roster/RosterConsents.h"

#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/roster/Rosters.h"
#include "core/tables/CsvReader.h"
#include "support/PublishedSchool.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

TableFile fileOf(const QByteArray& csv)
{
    TableFile file;
    file.tables = {readCsv(csv)};
    return file;
}

const QMap<QString, QString> kColumns{{QStringLiteral("Photo newsletter"), QStringLiteral("consent:newsletter")},
                                      {QStringLiteral("Web"), QStringLiteral("consent:website")}};

RosterChanges apply(TestLibrary& library, const QByteArray& csv, const QMap<QString, QString>& columns = kColumns)
{
    return need(library.run([&](Library& open) {
        return Rosters(open).apply(rosterOf(fileOf(csv), {columns, std::nullopt, false}, open.today()));
    }));
}

Rule standing(TestLibrary& library, const char* externalId, const char* purpose)
{
    return need(library.run([&](Library& open) -> Result<Standing> {
               const auto person = need(People(open).findExternal(QString::fromLatin1(externalId)));
               const auto known = need(Purposes(open).byKey(QString::fromLatin1(purpose)));
               return ConsentLedger(open).standingOf(person.id, known, open.today());
           }))
        .rule;
}

const char* const kList = "external_id,given_name,family_name,Photo newsletter,Web\n"
                          "1,Amy,Ant,Y,N\n"
                          "2,Ben,Bee,yes,\n"
                          "3,Cem,Cat,,0\n";

} // namespace

TEST_CASE("a wide list of people answers for purposes once", "[roster][consent]")
{
    TestLibrary library;
    CHECK(apply(library, kList).consents.size() == 4);
    CHECK(standing(library, "1", "newsletter") == Rule::Consented);
    CHECK(standing(library, "1", "website") == Rule::Refused);
    CHECK(standing(library, "2", "newsletter") == Rule::Consented);
    CHECK(standing(library, "2", "website") == Rule::Missing);
    CHECK(standing(library, "3", "newsletter") == Rule::Missing);
    CHECK(standing(library, "3", "website") == Rule::Refused);

    SECTION("the same list again changes nothing")
    {
        const RosterChanges again = apply(library, kList);
        CHECK(again.consents.isEmpty());
        CHECK(again.changes.isEmpty());
    }
    SECTION("a no is a new decision, an empty cell is none, and a yes undoes no recorded no")
    {
        library.run([](Library& open) {
            addShowing(open, "newsletter", need(People(open).findExternal(QStringLiteral("2"))).id);
            addShowing(open, "website", need(People(open).findExternal(QStringLiteral("1"))).id);
        });
        const RosterChanges changes = apply(library,
                                            "external_id,given_name,family_name,Photo newsletter,Web\n"
                                            "1,Amy,Ant,,Y\n2,Ben,Bee,N,\n3,Cem,Cat,,\n");
        CHECK(changes.consents.size() == 1);
        CHECK(changes.takedowns == 1); // Ben's newsletter; Amy's website was wrong before
        REQUIRE(changes.keptNoes.size() == 1);
        CHECK(changes.keptNoes.first().line == 2);
        CHECK(changes.keptNoes.first().reason.contains(QStringLiteral("Amy Ant")));
        CHECK(standing(library, "1", "newsletter") == Rule::Consented);
        CHECK(standing(library, "1", "website") == Rule::Refused);
        CHECK(standing(library, "2", "newsletter") == Rule::Refused);
    }
    SECTION("a list that has not heard of a withdrawal does not bring the consent back")
    {
        need(library.run([](Library& open) {
            ConsentDraft taken;
            taken.person = need(People(open).findExternal(QStringLiteral("2"))).id;
            taken.purpose = need(Purposes(open).byKey(QStringLiteral("newsletter"))).id;
            taken.decision = Decision::Withdrawn;
            taken.party = Party::Parent1;
            taken.on = open.today();
            return ConsentLedger(open).record(taken);
        }));
        const RosterChanges changes = apply(library, kList);
        CHECK(changes.consents.isEmpty());
        CHECK(changes.keptNoes.size() == 1);
        CHECK(standing(library, "2", "newsletter") == Rule::Withdrawn);
    }
    SECTION("a yes in a list does not outweigh the other parent's no")
    {
        need(library.run([](Library& open) {
            ConsentDraft no;
            no.person = need(People(open).findExternal(QStringLiteral("2"))).id;
            no.purpose = need(Purposes(open).byKey(QStringLiteral("newsletter"))).id;
            no.party = Party::Parent2;
            no.on = open.today();
            return ConsentLedger(open).record(no);
        }));
        CHECK(apply(library, kList).consents.isEmpty());
        CHECK(standing(library, "2", "newsletter") == Rule::Refused);
    }
}

TEST_CASE("one cell that is neither yes nor no keeps the whole list out", "[roster][consent]")
{
    TestLibrary library;
    const RosterChanges changes = apply(library,
                                        "external_id,given_name,family_name,Photo newsletter,Web\n"
                                        "1,Amy,Ant,Y,N\n2,Ben,Bee,perhaps,\n");
    REQUIRE(changes.problems.size() == 1);
    CHECK(changes.problems.first().line == 3);
    CHECK(need(library.run([](Library& open) { return People(open).list(); })).isEmpty());
}

TEST_CASE("a purpose that does not exist keeps the whole list out", "[roster][consent]")
{
    TestLibrary library;
    const RosterChanges changes = apply(library, kList, {{QStringLiteral("Web"), QStringLiteral("consent:moon")}});
    REQUIRE(changes.problems.size() == 1);
    CHECK(changes.problems.first().line == 1);
}

TEST_CASE("columns of answers are found by the purpose's name", "[roster][consent]")
{
    TestLibrary library;
    const auto purposes = need(library.run([](Library& open) { return Purposes(open).list(); }));
    const Table table = readCsv("UPN,Forename,Surname,Photo: Newsletter,Website photos,Biometric,Press\n"
                                "1,Amy,Ant,Y,N,Y,maybe\n2,Ben,Bee,,Y,N,Y\n");
    const auto columns = guessConsentColumns(table, purposes);
    CHECK(columns
          == QMap<QString, QString>{{QStringLiteral("Photo: Newsletter"), QStringLiteral("consent:newsletter")},
                                    {QStringLiteral("Website photos"), QStringLiteral("consent:website")}});
    CHECK(answerFrom(QStringLiteral(" Yes ")) == true);
    CHECK(answerFrom(QStringLiteral("F")) == false);
    CHECK_FALSE(answerFrom(QStringLiteral("yes please")).has_value());
    CHECK_FALSE(answerFrom(QString()).has_value());
}

TEST_CASE("an empty cell does not make a known birthday unknown", "[roster]")
{
    TestLibrary library;
    (void)apply(library, "external_id,given_name,family_name,date_of_birth\n1,Amy,Ant,2015-03-04\n", {});
    const RosterChanges changes = apply(library, "external_id,given_name,family_name,date_of_birth\n1,Amy,Ant,\n", {});
    CHECK(changes.changes.isEmpty());
    CHECK(need(library.run([](Library& open) { return People(open).findExternal(QStringLiteral("1")); })).dateOfBirth
          == QDate(2015, 3, 4));
}
