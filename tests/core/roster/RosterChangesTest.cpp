#include "core/roster/RosterChanges.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

namespace {

const QDate kToday(2026, 6, 22);

Person person(const char* id, const char* given, const char* family, std::optional<QDate> born = std::nullopt)
{
    static qint64 next = 0;
    Person made;
    made.id = PersonId{++next};
    made.externalId = QString::fromLatin1(id);
    made.givenName = QString::fromLatin1(given);
    made.familyName = QString::fromLatin1(family);
    made.dateOfBirth = born;
    return made;
}

Roster rosterWith(const QList<Person>& people)
{
    Roster roster;
    roster.fields = {RosterField::ExternalId, RosterField::GivenName, RosterField::FamilyName};
    int line = 1;
    for (Person said : people) {
        said.id = {};
        roster.people.append({++line, said});
        if (said.dateOfBirth) {
            roster.fields.insert(RosterField::DateOfBirth);
        }
    }
    return roster;
}

QList<Person> afterwards(const QList<Person>& known, const RosterChanges& changes)
{
    QList<Person> all = known;
    qint64 next = 1'000'000;
    for (const RosterChange& change : changes.changes) {
        if (change.kind == RosterChangeKind::Joins) {
            all += change.after;
            all.last().id = PersonId{++next};
        }
        for (Person& one : all) {
            if (one.id == change.after.id) {
                one = change.after;
            }
        }
    }
    return all;
}

} // namespace

TEST_CASE("a roster tells who joins, who is renamed and who moves", "[roster][changes]")
{
    Person amy = person("A1", "Amy", "Example");
    amy.groups = {QStringLiteral("3B")};
    const QList<Person> known{amy, person("A2", "Ben", "Example"), person("A3", "Cat", "Example")};
    Roster roster = rosterWith({amy, person("A2", "Benjamin", "Example"), known.at(2), person("A4", "Dan", "New")});
    roster.fields.insert(RosterField::Group);
    roster.people[0].person.groups = {QStringLiteral("4B")};
    const RosterChanges changes = compareRoster(roster, known, kToday);
    CHECK(changes.problems.isEmpty());
    REQUIRE(changes.changes.size() == 3);
    CHECK(changes.changes.at(0).kind == RosterChangeKind::Moves);
    CHECK(changes.changes.at(1).kind == RosterChangeKind::Renamed);
    CHECK(changes.changes.at(2).kind == RosterChangeKind::Joins);
    CHECK(changes.unchanged == 1);
    CHECK(changes.changes.at(1).after.id == known.at(1).id);

    const RosterChanges again = compareRoster(roster, afterwards(known, changes), kToday);
    CHECK(again.changes.isEmpty());
    CHECK(again.unchanged == 4);
}

TEST_CASE("facts that a roster does not have stay as they are", "[roster][changes]")
{
    Person amy = person("A1", "Amy", "Example", QDate(2015, 1, 2));
    amy.groups = {QStringLiteral("3B")};
    amy.yearGroup = QStringLiteral("3");
    amy.preferredName = QStringLiteral("Mimi");
    const RosterChanges changes = compareRoster(rosterWith({person("A1", "Amelia", "Example")}), {amy}, kToday);
    REQUIRE(changes.changes.size() == 1);
    const Person& after = changes.changes.first().after;
    CHECK(after.givenName == QStringLiteral("Amelia"));
    CHECK(after.groups == amy.groups);
    CHECK(after.yearGroup == amy.yearGroup);
    CHECK(after.preferredName == amy.preferredName);
    CHECK(after.dateOfBirth == amy.dateOfBirth);
}

TEST_CASE("nobody is entered twice because they were entered by hand before", "[roster][changes]")
{
    const Person byHand = person("", "Amy", "Example", QDate(2015, 1, 2));
    SECTION("the same name and birthday are the same person, who gets the id")
    {
        const RosterChanges changes =
            compareRoster(rosterWith({person("A1", "amy", "Example", QDate(2015, 1, 2))}), {byHand}, kToday);
        CHECK(changes.problems.isEmpty());
        REQUIRE(changes.changes.size() == 1);
        CHECK(changes.changes.first().after.id == byHand.id);
        CHECK(changes.changes.first().after.externalId == QStringLiteral("A1"));
    }
    SECTION("two lines cannot both be that person")
    {
        const Roster twins = rosterWith(
            {person("A1", "Amy", "Example", QDate(2015, 1, 2)), person("A2", "Amy", "Example", QDate(2015, 1, 2))});
        CHECK(compareRoster(twins, {byHand}, kToday).problems.size() == 1);
    }
    SECTION("a name without a birthday has to be settled first")
    {
        const Roster roster = rosterWith({person("A1", "Amy", "Example")});
        CHECK(compareRoster(roster, {byHand}, kToday).problems.size() == 1);
        RosterOptions settled;
        settled.newPeople = {QStringLiteral("A1")};
        const RosterChanges changes = compareRoster(roster, {byHand}, kToday, settled);
        CHECK(changes.problems.isEmpty());
        CHECK(changes.count(RosterChangeKind::Joins) == 1);
    }
    SECTION("another birthday is another person")
    {
        const RosterChanges changes =
            compareRoster(rosterWith({person("A1", "Amy", "Example", QDate(2016, 5, 6))}), {byHand}, kToday);
        CHECK(changes.problems.isEmpty());
        CHECK(changes.count(RosterChangeKind::Joins) == 1);
    }
}

TEST_CASE("a child whose id has changed is not taken for a second child", "[roster][changes]")
{
    const QList<Person> known{person("OLD7", "Amy", "Example", QDate(2015, 1, 2))};
    CHECK(compareRoster(rosterWith({person("A1", "Amy", "Example", QDate(2015, 1, 2))}), known, kToday).problems.size()
          == 1);
    CHECK(compareRoster(rosterWith({person("A1", "Amy", "Example")}), known, kToday).problems.size() == 1);
    // Two of one name whom the list itself tells apart are two.
    const Roster both = rosterWith({person("OLD7", "Amy", "Example"), person("A1", "Amy", "Example")});
    CHECK(compareRoster(both, known, kToday).problems.isEmpty());
}

TEST_CASE("who is absent from a whole roster leaves and from another does not", "[roster][changes]")
{
    QList<Person> known;
    QList<Person> listed;
    for (int i = 0; i < 40; ++i) {
        known += person(QByteArray("A" + QByteArray::number(i)).constData(), "Amy",
                        QByteArray("Name" + QByteArray::number(i)).constData());
    }
    Person teacher = person("T1", "Sam", "Teacher");
    teacher.kind = PersonKind::Staff;
    known += teacher;
    known += person("", "Vic", "Visitor");
    listed = known.mid(0, 38);
    Roster roster = rosterWith(listed);
    CHECK(compareRoster(roster, known, kToday).changes.isEmpty());

    roster.isWhole = true;
    const RosterChanges changes = compareRoster(roster, known, kToday);
    CHECK(changes.problems.isEmpty());
    CHECK(changes.count(RosterChangeKind::Leaves) == 2); // not the teacher, nor who has no id
    CHECK(changes.changes.last().after.leftOn == kToday);

    const QList<Person> after = afterwards(known, changes);
    CHECK(compareRoster(roster, after, kToday.addDays(3)).changes.isEmpty());

    Roster back = rosterWith(known.mid(0, 40));
    back.isWhole = true;
    CHECK(compareRoster(back, after, kToday.addDays(3)).count(RosterChangeKind::Returns) == 2);
}

TEST_CASE("a list that would send many away has to be confirmed", "[roster][changes]")
{
    QList<Person> known;
    for (int i = 0; i < 12; ++i) {
        known += person(QByteArray("A" + QByteArray::number(i)).constData(), "Amy",
                        QByteArray("Name" + QByteArray::number(i)).constData());
    }
    Roster oneClass = rosterWith(known.mid(0, 8));
    oneClass.isWhole = true;
    CHECK(compareRoster(oneClass, known, kToday).problems.size() == 1);
    RosterOptions confirmed;
    confirmed.leaversConfirmed = true;
    CHECK(compareRoster(oneClass, known, kToday, confirmed).problems.isEmpty());
    CHECK(compareRoster(oneClass, known, kToday, confirmed).count(RosterChangeKind::Leaves) == 4);
}
