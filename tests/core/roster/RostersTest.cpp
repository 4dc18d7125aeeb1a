#include "core/roster/Rosters.h"

#include "core/consent/People.h"
#include "core/tables/CsvReader.h"
#include "support/TestLibrary.h"

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

CsvReport importPeople(Library& library, const QByteArray& csv, CsvMode mode = CsvMode::Write,
                       const QMap<QString, QString>& mapping = {})
{
    const Roster roster = rosterOf({{readCsv(csv)}, std::nullopt}, {mapping, std::nullopt, false}, library.today());
    Rosters rosters(library);
    return toReport(need(mode == CsvMode::DryRun ? rosters.preview(roster) : rosters.apply(roster)));
}

const QByteArray kHeader = "external_id,given_name,family_name,group,kind\n";

} // namespace

TEST_CASE("a list of people is added, changed and left alone", "[roster][people]")
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

TEST_CASE("a list of people with any bad line changes nothing and names them all", "[roster][people]")
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

TEST_CASE("columns of a list of people can be mapped and have to be there", "[roster][people]")
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
