#include "core/consent/ConsentLedger.h"
#include "core/consent/CsvTable.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "support/TestLibrary.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QList<int> linesOf(const QList<CsvProblem>& problems)
{
    QList<int> lines;
    for (const CsvProblem& problem : problems) {
        lines += problem.line;
        CHECK_FALSE(problem.reason.isEmpty());
    }
    return lines;
}

CsvReport importPeople(Library& library, const QByteArray& csv, CsvMode mode = CsvMode::Write,
                       const QMap<QString, QString>& mapping = {})
{
    return need(People(library).importCsv(csv, mapping, mode));
}

const QByteArray kHeader = "external_id,given_name,family_name,group,kind\n";

} // namespace

TEST_CASE("a CSV is read whatever program wrote it", "[consent][csv]")
{
    SECTION("byte order marks, line ends and separators")
    {
        for (const QByteArray& csv :
             QList<QByteArray>{"a,b\n1,2\n", "a,b\r\n1,2",
                               "\xEF\xBB\xBF"
                               "a;b\r1;2\r",
                               "a\tb\n\n1\t2\n\n", "\n a , b \n 1 , 2 ,\n", "\"a\",\"b\"\r\n\"1\",\"2\"\r\n"}) {
            CAPTURE(csv.toStdString());
            const CsvTable table = readCsv(csv);
            CHECK(table.problems.isEmpty());
            CHECK(table.header == QStringList{QStringLiteral("a"), QStringLiteral("b")});
            REQUIRE(table.rows.size() == 1);
            CHECK(table.rows.first().values == QStringList{QStringLiteral("1"), QStringLiteral("2")});
        }
    }
    SECTION("UTF-16 as spreadsheets save it")
    {
        const QString text = QStringLiteral("\uFEFFa\tb\r\nZo\u00EB\t2\r\n");
        const QByteArray csv(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
        CHECK(readCsv(csv).rows.at(0).values.at(0) == QStringLiteral("Zo\u00EB"));
    }
    SECTION("UTF-8 and Windows-1252")
    {
        CHECK(readCsv("a,b\nZo\xC3\xAB,2\n").rows.at(0).values.at(0) == QStringLiteral("Zo\u00EB"));
        CHECK(readCsv("a,b\nZo\xEB,\x80\n").rows.at(0).values
              == QStringList{QStringLiteral("Zo\u00EB"), QStringLiteral("\u20AC")});
    }
    SECTION("quotes hold separators, quotes and line ends, and lines are counted through them")
    {
        const CsvTable table = readCsv("a;b\n\"x;\"\"y\"\"\nz\";2\n3;4;5\n");
        REQUIRE(table.rows.size() == 1);
        CHECK(table.rows.at(0).values.at(0) == QStringLiteral("x;\"y\"\nz"));
        CHECK(linesOf(table.problems) == QList<int>{4});
    }
}

TEST_CASE("every line of a CSV that cannot be read is listed", "[consent][csv]")
{
    CHECK(linesOf(readCsv("a,b\n1\n1,2,3\n1,2\n").problems) == QList<int>{2, 3});
    CHECK(linesOf(readCsv("a,b\n\"1,2\n3,4\n").problems) == QList<int>{2});
    CHECK(linesOf(readCsv("a,b\n\"1\"x,2\n").problems) == QList<int>{2});
    CHECK(linesOf(readCsv(QByteArray("a,b\n1,\0\n", 8)).problems) == QList<int>{2});
    CHECK(linesOf(readCsv("a,b\n1,\x81\n").problems) == QList<int>{2});
    CHECK(linesOf(readCsv("\xEF\xBB\xBF"
                          "a,b\n1,\xFF\n")
                      .problems)
          == QList<int>{2});
    CHECK(linesOf(readCsv("").problems) == QList<int>{1});
    CHECK(linesOf(readCsv("\n\n , \n").problems) == QList<int>{1});
    CHECK(linesOf(readCsv("\"a,b\n1,2\n").problems) == QList<int>{1});
}

TEST_CASE("a list of people is added, changed and left alone", "[consent][csv][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const QByteArray csv = kHeader + "A1,Amy,Example,\"4B; Choir\",pupil\nS1,Sam,Teacher,,Staff\n";
        CsvReport report = importPeople(library, csv, CsvMode::DryRun);
        CHECK(report.added == 2);
        CHECK(need(People(library).list()).isEmpty());
        report = importPeople(library, csv);
        CHECK(report.added == 2);
        const Person amy = need(People(library).findExternal(QStringLiteral("A1")));
        CHECK(amy.groups == QStringList{QStringLiteral("4B"), QStringLiteral("Choir")});
        CHECK(need(People(library).findExternal(QStringLiteral("S1"))).kind == PersonKind::Staff);

        report = importPeople(library, csv);
        CHECK(report.unchanged == 2);
        CHECK(report.added + report.updated + report.left == 0);

        report = importPeople(library,
                              "family_name,external_id,password,given_name,left_on,date_of_birth\n"
                              "Example,A1,secret,Amelia,2026-06-01,2015-02-28\nTeacher,S1,x,Sam,,\n");
        CHECK(report.left == 1);
        CHECK(report.unchanged == 1);
        const Person left = need(People(library).findExternal(QStringLiteral("A1")));
        CHECK(left.givenName == QStringLiteral("Amelia"));
        CHECK(left.leftOn == QDate(2026, 6, 1));
        CHECK(left.groups.size() == 2);
    });
}

TEST_CASE("a list of people with any bad line changes nothing and names them all", "[consent][csv][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const CsvReport report = importPeople(library,
                                              "external_id,given_name,family_name,kind,date_of_birth,left_on\n"
                                              "A1,Amy,Example,pupil,2015-02-28,\n"
                                              "A1,Amy,Again,pupil,,\n"
                                              "A2,Ben,Example,robot,,\n"
                                              "A3,Cat,Example,pupil,2015-02-30,\n"
                                              "A4,Dan,Example,pupil,28/02/2015,\n"
                                              "A5,Eve,Example,pupil,2030-01-01,\n"
                                              "A6,Fay,Example,pupil,2015-01-01,2014-01-01\n"
                                              ",Gus,Example,pupil,,\n"
                                              "A8,,,pupil,,\n"
                                              "A9,Ida,Example\n");
        CHECK(linesOf(report.errors) == QList<int>{3, 4, 5, 6, 7, 8, 9, 10, 11});
        CHECK(report.added == 0);
        CHECK(need(People(library).list()).isEmpty());
    });
}

TEST_CASE("columns of a list of people can be mapped and have to be there", "[consent][csv][people]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const QMap<QString, QString> mapping{{QStringLiteral("Adno"), QStringLiteral("external_id")},
                                             {QStringLiteral("forename"), QStringLiteral("given_name")},
                                             {QStringLiteral("Surname"), QStringLiteral("family_name")}};
        const QByteArray csv = "Adno;Forename;Surname;Reg;Ethnicity\n7;Amy;Example;4B;x\n";
        CHECK(importPeople(library, csv, CsvMode::Write, mapping).added == 1);
        CHECK(linesOf(importPeople(library, csv).errors) == QList<int>{1, 1, 1});

        QMap<QString, QString> wrong = mapping;
        wrong.insert(QStringLiteral("Ethnicity"), QStringLiteral("year_group"));
        CHECK(linesOf(importPeople(library, csv, CsvMode::Write, wrong).errors) == QList<int>{1});
        wrong = mapping;
        wrong.insert(QStringLiteral("Missing"), QStringLiteral("kind"));
        wrong.insert(QStringLiteral("Reg"), QStringLiteral("shoe_size"));
        CHECK(linesOf(importPeople(library, csv, CsvMode::Write, wrong).errors) == QList<int>{1, 1});
        CHECK(linesOf(importPeople(library, kHeader.trimmed() + ",kind\nA1,A,B,,pupil,staff\n").errors)
              == QList<int>{1});
    });
}

TEST_CASE("consents come from a list all or none and twice changes nothing", "[consent][csv]")
{
    TestLibrary school;
    school.run([](Library& library) {
        importPeople(library, kHeader + "A1,Amy,Example,4B,pupil\nS1,Sam,Teacher,,staff\n");
        ConsentLedger ledger(library);
        const QByteArray csv = "external_id,purpose,decision,by,on,until\n"
                               "A1,website,granted,parent1,2026-01-10,2026-12-31\n"
                               "A1,press,Refused,Parent2,2026-01-10,\n"
                               "S1,website,granted,self,2026-01-10,\n";
        CHECK(need(ledger.importCsv(csv, CsvMode::DryRun)).added == 3);
        const Person amy = need(People(library).findExternal(QStringLiteral("A1")));
        CHECK(need(ledger.history(amy.id, std::nullopt)).isEmpty());
        CHECK(need(ledger.importCsv(csv, CsvMode::Write)).added == 3);
        CHECK(need(ledger.importCsv(csv, CsvMode::Write)).unchanged == 3);
        CHECK(need(ledger.history(amy.id, std::nullopt)).size() == 2);
        const Purpose website = need(Purposes(library).byKey(QStringLiteral("website")));
        CHECK(need(ledger.standingOf(amy.id, website, library.today())).mayShow);

        const CsvReport bad = need(ledger.importCsv("external_id,purpose,decision,by,on,until\n"
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
                                                    "A1,website,granted\n",
                                                    CsvMode::Write));
        CHECK(linesOf(bad.errors) == QList<int>{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
        CHECK(need(ledger.history(amy.id, std::nullopt)).size() == 2);
        CHECK(linesOf(need(ledger.importCsv("external_id,purpose\nA1,website\n", CsvMode::Write)).errors)
              == QList<int>{1, 1, 1});
    });
}
