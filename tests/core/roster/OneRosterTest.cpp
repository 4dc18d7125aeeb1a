#include "core/roster/OneRoster.h"

#include "core/tables/CsvReader.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

const QDate kToday(2026, 6, 22);

Table named(const char* name, const QByteArray& csv)
{
    Table table = readCsv(csv);
    table.name = QString::fromLatin1(name);
    return table;
}

const QByteArray kUsers11 =
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password\n";
const QByteArray kEnrollments =
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n";
const QByteArray kClasses =
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods\n";

Person personOf(const Roster& roster, const char* id)
{
    for (const RosterEntry& entry : roster.people) {
        if (entry.person.externalId == QLatin1String(id)) {
            return entry.person;
        }
    }
    FAIL("not in the roster: " << id);
    return {};
}

} // namespace

TEST_CASE("a OneRoster 1.1 export gives pupils and staff with their home rooms", "[roster][oneroster]")
{
    const QList<Table> tables{
        named("users",
              kUsers11
                  + "u1,,,true,s1,student,amy,{UPN:A1},Amy,Example,,,,,,p1,04,secret\n"
                    "u2,,,true,s1,teacher,sam,,Sam,Teacher,,,,,,,,\n"
                    "p1,,,true,s1,parent,par,,Pat,Example,,,,,,,,\n"
                    "u3,tobedeleted,,true,s1,student,ben,,Ben,Gone,,,,,,,04,\n"),
        named("classes", kClasses + "c1,,,4B,04,,4B,homeroom,,s1,t1,,,\nc2,,,Maths,04,,M,scheduled,,s1,t1,,,\n"),
        named("enrollments",
              kEnrollments
                  + "e1,,,c1,s1,u1,student,,2025-09-01,2026-07-20\ne2,,,c2,s1,u1,student,,,\n"
                    "e3,tobedeleted,,c1,s1,u2,teacher,,,\n"),
        named("demographics", "userSourcedId,status,birthdate,sex\nu1,,2017-03-04,female\n"),
    };
    REQUIRE(isOneRoster(tables));
    const Roster roster = rosterFromOneRoster(tables, kToday);
    CHECK(roster.problems.isEmpty());
    CHECK(roster.isWhole);
    REQUIRE(roster.people.size() == 3);
    const Person amy = personOf(roster, "u1");
    CHECK(amy.kind == PersonKind::Pupil);
    CHECK(amy.groups == QStringList{QStringLiteral("4B")});
    CHECK(amy.yearGroup == QStringLiteral("04"));
    CHECK(amy.dateOfBirth == QDate(2017, 3, 4));
    CHECK(personOf(roster, "u2").kind == PersonKind::Staff);
    CHECK(personOf(roster, "u2").groups.isEmpty());
    CHECK(roster.people.last().attendance == Attendance::HasLeft);
}

TEST_CASE("a OneRoster 1.2 export tells roles in a table of their own", "[roster][oneroster]")
{
    const QByteArray users =
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,"
        "email,"
        "sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
        "preferredFamilyName,primaryOrgSourcedId,pronouns\n";
    QList<Table> tables{
        named("Users",
              users + "u1,,,true,amy,,Amy,Example,,,,,,,04,,,Mimi,,,s1,\nu2,,,true,x,,Pat,Example,,,,,,,,,,,,,s1,\n"),
        named("roles",
              "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
              "r1,,,u1,primary,student,,,s1\nr2,,,u2,primary,guardian,,,s1\n"),
        named("manifest", "propertyName,value\noneroster.version,1.2\nfile.users,delta\n"),
    };
    Roster roster = rosterFromOneRoster(tables, kToday);
    CHECK(roster.problems.isEmpty());
    CHECK_FALSE(roster.isWhole);
    REQUIRE(roster.people.size() == 1);
    CHECK(roster.people.first().person.preferredName == QStringLiteral("Mimi"));
    CHECK_FALSE(roster.fields.contains(RosterField::Group));

    tables[1] = named("roles", "userSourcedId,role\nu1,wizard\n");
    roster = rosterFromOneRoster(tables, kToday);
    CHECK(roster.problems.size() >= 2); // an unknown role, and nobody says what u2 is
}

TEST_CASE("a OneRoster export that lacks what matters is refused with reasons", "[roster][oneroster]")
{
    CHECK_FALSE(isOneRoster({named("people", "a,b\n")}));
    CHECK_FALSE(rosterFromOneRoster({named("users", "sourcedId,givenName\nu1,Amy\n")}, kToday).problems.isEmpty());
    const Roster twice = rosterFromOneRoster(
        {named("users", "sourcedId,givenName,familyName,role\nu1,Amy,E,student\nu1,Amy,F,student\n")}, kToday);
    CHECK(twice.problems.size() == 1);
    const Roster badDay =
        rosterFromOneRoster({named("users", "sourcedId,givenName,familyName,role\nu1,Amy,E,student\n"),
                             named("demographics", "sourcedId,birthDate\nu1,04/03/2017\n")},
                            kToday);
    CHECK(badDay.problems.size() == 1);
    const Roster broken = rosterFromOneRoster({named("users", "sourcedId,givenName\n\"u1,Amy\n")}, kToday);
    CHECK_FALSE(broken.problems.isEmpty());
}
