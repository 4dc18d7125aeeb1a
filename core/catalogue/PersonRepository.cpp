#include "core/catalogue/PersonRepository.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/Sql.h"
#include "core/catalogue/StoredDay.h"

#include <algorithm>

namespace cloakroom {

namespace {

const QString kSelect = QStringLiteral(
    "SELECT id, coalesce(external_id, ''), given_name, family_name, preferred_name, kind, year_group, date_of_birth, "
    "left_on, parties, protected, protected_allow_covered, protected_reason FROM person");

Person readPerson(const Statement& row)
{
    Person person;
    person.id = PersonId{row.int64(0)};
    person.externalId = row.text(1);
    person.givenName = row.text(2);
    person.familyName = row.text(3);
    person.preferredName = row.text(4);
    person.kind = personKindFromKey(row.text(5)).value_or(PersonKind::Pupil);
    person.yearGroup = row.text(6);
    person.dateOfBirth = row.day(7);
    person.leftOn = row.day(8);
    person.partiesOverride = requiredPartiesFromKey(row.text(9));
    person.protection = {row.int64(10) != 0, row.int64(11) == 1, row.text(12)};
    return person;
}

Statement& bindFields(Statement& statement, const Person& person)
{
    const auto parties =
        person.partiesOverride ? std::optional(requiredPartiesKey(*person.partiesOverride)) : std::nullopt;
    if (person.externalId.isEmpty()) {
        statement.bindNull();
    } else {
        statement.bind(person.externalId);
    }
    return statement.bind(person.givenName)
        .bind(person.familyName)
        .bind(person.preferredName)
        .bind(personKindKey(person.kind))
        .bind(person.yearGroup)
        .bind(person.dateOfBirth)
        .bind(person.leftOn)
        .bind(parties);
}

} // namespace

Result<QList<Person>> PersonRepository::list(const PersonQuery& query)
{
    QStringList conditions{QStringLiteral("1")};
    if (!query.withProtected) {
        conditions += QStringLiteral("protected = 0");
    }
    if (query.attendingOn) {
        conditions += QStringLiteral("(left_on IS NULL OR left_on > ?)");
    }
    if (query.group) {
        conditions += QStringLiteral("id IN (SELECT person_id FROM group_member WHERE group_id = ?)");
    }
    auto statement = m_database.prepare(kSelect + QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "))
                                        + QStringLiteral(" ORDER BY family_name COLLATE NOCASE, given_name COLLATE "
                                                         "NOCASE, id"));
    if (statement && query.attendingOn) {
        statement->bind(*query.attendingOn);
    }
    if (statement && query.group) {
        statement->bind(*query.group);
    }
    auto people = allRows(std::move(statement), readPerson);
    if (people) {
        if (const auto done = readGroups(*people); !done) {
            return propagate(done);
        }
    }
    return people;
}

Result<std::optional<Person>> PersonRepository::get(PersonId id)
{
    auto people = allRows(boundSql(m_database, kSelect + QStringLiteral(" WHERE id = ?"), id), readPerson);
    if (!people) {
        return propagate(people);
    }
    if (const auto done = readGroups(*people); !done) {
        return propagate(done);
    }
    return people->isEmpty() ? std::nullopt : std::optional(people->constFirst());
}

Result<std::optional<Person>> PersonRepository::byExternalId(const QString& externalId)
{
    auto people =
        allRows(boundSql(m_database, kSelect + QStringLiteral(" WHERE external_id = ?"), externalId), readPerson);
    if (!people) {
        return propagate(people);
    }
    if (const auto done = readGroups(*people); !done) {
        return propagate(done);
    }
    return people->isEmpty() ? std::nullopt : std::optional(people->constFirst());
}

Result<QList<Person>> PersonRepository::nameParts()
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT id, given_name, family_name, preferred_name FROM person ORDER BY id")),
        [](const Statement& row) {
            Person person;
            person.id = {row.int64(0)};
            person.givenName = row.text(1);
            person.familyName = row.text(2);
            person.preferredName = row.text(3);
            return person;
        });
}

Result<QHash<PersonId, QString>> PersonRepository::names(const QList<PersonId>& people)
{
    const auto rows = allRows(
        boundSql(m_database, kSelect + QStringLiteral(" WHERE id IN (SELECT value FROM json_each(?))"), idList(people)),
        readPerson);
    if (!rows) {
        return propagate(rows);
    }
    QHash<PersonId, QString> names;
    for (const Person& person : *rows) {
        names.insert(person.id, person.fullName());
    }
    return names;
}

Result<void> PersonRepository::readGroups(QList<Person>& people)
{
    QList<PersonId> ids;
    QHash<PersonId, Person*> byId;
    for (Person& person : people) {
        ids += person.id;
        byId.insert(person.id, &person);
    }
    const auto members = allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT m.person_id, g.name FROM group_member m JOIN person_group g ON g.id = "
                                "m.group_id WHERE m.person_id IN (SELECT value FROM json_each(?)) ORDER BY g.name"),
                 idList(ids)),
        [](const Statement& row) { return std::pair(PersonId{row.int64(0)}, row.text(1)); });
    if (!members) {
        return propagate(members);
    }
    for (const auto& [person, group] : *members) {
        if (Person* known = byId.value(person)) {
            known->groups += group;
        }
    }
    return {};
}

Result<PersonId> PersonRepository::insert(const Person& person, const QDateTime& now)
{
    auto statement = m_database.prepare(
        QStringLiteral("INSERT INTO person(external_id, given_name, family_name, preferred_name, kind, year_group, "
                       "date_of_birth, left_on, parties, created_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    if (!statement) {
        return propagate(statement);
    }
    if (const auto done = bindFields(*statement, person).bind(now).run(); !done) {
        return propagate(done);
    }
    return PersonId{statement->lastInsertId()};
}

Result<void> PersonRepository::update(const Person& person)
{
    auto statement = m_database.prepare(
        QStringLiteral("UPDATE person SET external_id = ?, given_name = ?, family_name = ?, preferred_name = ?, kind = "
                       "?, year_group = ?, date_of_birth = ?, left_on = ?, parties = ? WHERE id = ?"));
    if (!statement) {
        return propagate(statement);
    }
    return bindFields(*statement, person).bind(person.id).run();
}

Result<void> PersonRepository::setProtection(PersonId person, const Protection& protection)
{
    return runSql(m_database,
                  QStringLiteral("UPDATE person SET protected = ?, protected_allow_covered = ?, protected_reason = ? "
                                 "WHERE id = ?"),
                  protection.isProtected, protection.allowCovered, protection.reason, person);
}

Result<void> PersonRepository::setGroups(PersonId person, const QStringList& groups)
{
    if (auto done = runSql(m_database, QStringLiteral("DELETE FROM group_member WHERE person_id = ?"), person); !done) {
        return done;
    }
    for (const QString& name : groups) {
        auto group = groupByName(name);
        if (!group) {
            return propagate(group);
        }
        if (!*group) {
            const auto made = insertGroup(name);
            if (!made) {
                return propagate(made);
            }
            group = *made;
        }
        auto done =
            runSql(m_database, QStringLiteral("INSERT OR IGNORE INTO group_member(group_id, person_id) VALUES(?, ?)"),
                   **group, person);
        if (!done) {
            return done;
        }
    }
    return {};
}

Result<QList<Group>> PersonRepository::groups(bool countProtected)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT g.id, g.name, count(p.id) FROM person_group g LEFT JOIN group_member m ON "
                                "m.group_id = g.id LEFT JOIN person p ON p.id = m.person_id AND (p.protected = 0 OR ?) "
                                "GROUP BY g.id ORDER BY g.name COLLATE NOCASE"),
                 countProtected),
        [](const Statement& row) {
            return Group{GroupId{row.int64(0)}, row.text(1), row.integer(2)};
        });
}

Result<std::optional<GroupId>> PersonRepository::groupByName(const QString& name)
{
    return firstRow(boundSql(m_database, QStringLiteral("SELECT id FROM person_group WHERE name = ?"), name),
                    [](const Statement& row) { return GroupId{row.int64(0)}; });
}

Result<GroupId> PersonRepository::insertGroup(const QString& name)
{
    const auto id = insertSql(m_database, QStringLiteral("INSERT INTO person_group(name) VALUES(?)"), name);
    if (!id) {
        return propagate(id);
    }
    return GroupId{*id};
}

} // namespace cloakroom
