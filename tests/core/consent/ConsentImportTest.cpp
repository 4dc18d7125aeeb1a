#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/tables/CsvReader.h"
#include "support/PublishedSchool.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QList<int> linesOf(const QList<TableProblem>& problems)
{
    QList<int> lines;
    for (const TableProblem& problem : problems) {
        lines += problem.line;
        CHECK_FALSE(problem.reason.isEmpty());
    }
    return lines;
}

void addPerson(Library& library, const QString& externalId, PersonKind kind)
{
    Person person;
    person.externalId = externalId;
    person.givenName = QStringLiteral("Amy");
    person.familyName = externalId;
    person.kind = kind;
    need(People(library).add(person));
}

} // namespace

TEST_CASE("consents come from a list all or none and twice changes nothing", "[consent][csv]")
{
    TestLibrary school;
    school.run([](Library& library) {
        addPerson(library, QStringLiteral("A1"), PersonKind::Pupil);
        addPerson(library, QStringLiteral("S1"), PersonKind::Staff);
        ConsentLedger ledger(library);
        const QByteArray csv = "external_id,purpose,decision,by,on,until\n"
                               "A1,website,granted,parent1,2026-01-10,2026-12-31\n"
                               "A1,press,Refused,Parent2,2026-01-10,\n"
                               "S1,website,granted,self,2026-01-10,\n";
        CHECK(need(ledger.importTable(readCsv(csv), CsvMode::DryRun)).added == 3);
        const Person amy = need(People(library).findExternal(QStringLiteral("A1")));
        CHECK(need(ledger.history(amy.id, std::nullopt)).isEmpty());
        CHECK(need(ledger.importTable(readCsv(csv), CsvMode::Write)).added == 3);
        CHECK(need(ledger.importTable(readCsv(csv), CsvMode::Write)).unchanged == 3);
        CHECK(need(ledger.history(amy.id, std::nullopt)).size() == 2);
        const Purpose website = need(Purposes(library).byKey(QStringLiteral("website")));
        CHECK(need(ledger.standingOf(amy.id, website, library.today())).mayShow);

        const CsvReport bad = need(ledger.importTable(readCsv("external_id,purpose,decision,by,on,until\n"
                                                              "A1,website,granted,parent1,2026-02-10,\n"
                                                              "ZZ,website,granted,parent1,2026-01-10,\n"
                                                              "A1,shopping,granted,parent1,2026-01-10,\n"
                                                              "A1,website,maybe,parent1,2026-01-10,\n"
                                                              "A1,website,granted,uncle,2026-01-10,\n"
                                                              "A1,website,granted,parent1,2026-02-30,\n"
                                                              "A1,website,granted,parent1,,\n"
                                                              "A1,website,granted,parent1,2026-06-23,\n"
                                                              "A1,website,granted,parent1,2026-01-10,2026-01-09\n"
                                                              "S1,website,granted,parent1,2026-01-10,\n"
                                                              "A1,website,refused,parent1,2026-02-10,\n"
                                                              "A1,website,granted\n"),
                                                      CsvMode::Write));
        CHECK(linesOf(bad.errors) == QList<int>{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
        CHECK(need(ledger.history(amy.id, std::nullopt)).size() == 2);
        CHECK(linesOf(need(ledger.importTable(readCsv("external_id,purpose\nA1,website\n"), CsvMode::Write)).errors)
              == QList<int>{1, 1, 1});
    });
}

TEST_CASE("a list that takes consents back says how many publications have to come down", "[consent][csv][takedown]")
{
    TestLibrary school;
    school.run([](Library& library) {
        addPerson(library, QStringLiteral("A1"), PersonKind::Pupil);
        ConsentLedger ledger(library);
        const QByteArray header = "external_id,purpose,decision,by,on,until\n";
        CHECK(need(ledger.importTable(readCsv(header + "A1,website,granted,parent1,2026-01-10,\n"), CsvMode::Write))
                  .takedowns
              == 0);
        addShowing(library, "website", need(People(library).findExternal(QStringLiteral("A1"))).id);
        const QByteArray withdrawal = header + "A1,website,withdrawn,parent1,2026-05-10,\n";
        CHECK(need(ledger.importTable(readCsv(withdrawal), CsvMode::DryRun)).takedowns == 1);
        CHECK(need(ledger.takedowns()).isEmpty());
        CHECK(need(ledger.importTable(readCsv(withdrawal), CsvMode::Write)).takedowns == 1);
        CHECK(need(ledger.takedowns()).size() == 1);
        CHECK(need(ledger.importTable(readCsv(withdrawal), CsvMode::Write)).takedowns == 0);
    });
}
