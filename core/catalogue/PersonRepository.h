#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"

#include <QDateTime>
#include <QHash>
#include <QList>

#include <optional>

namespace cloakroom {

class Database;

struct PersonQuery {
    std::optional<GroupId> group;
    bool withProtected = false;
    std::optional<QDate> attendingOn; ///< leaves out who has left by then
};

/// Rows of people and groups. No rights: the caller says whether protected people exist for it, and clears what its
/// role may not read (see People). Errors besides the database's: none.
class PersonRepository {
public:
    explicit PersonRepository(Database& database)
        : m_database(database)
    {
    }

    /// By family name, then given name.
    [[nodiscard]] Result<QList<Person>> list(const PersonQuery& query);
    [[nodiscard]] Result<std::optional<Person>> get(PersonId id);
    [[nodiscard]] Result<std::optional<Person>> byExternalId(const QString& externalId);
    /// Everybody, protected people too, with their number and the parts of their name alone.
    [[nodiscard]] Result<QList<Person>> nameParts();
    /// Full names of those asked for that exist.
    [[nodiscard]] Result<QHash<PersonId, QString>> names(const QList<PersonId>& people);

    [[nodiscard]] Result<PersonId> insert(const Person& person, const QDateTime& now);
    /// Everything but protection and groups.
    [[nodiscard]] Result<void> update(const Person& person);
    [[nodiscard]] Result<void> setProtection(PersonId person, const Protection& protection);
    /// Groups that do not exist yet are made.
    [[nodiscard]] Result<void> setGroups(PersonId person, const QStringList& groups);

    /// By name, with how many members the caller may know of.
    [[nodiscard]] Result<QList<Group>> groups(bool countProtected);
    [[nodiscard]] Result<std::optional<GroupId>> groupByName(const QString& name);
    [[nodiscard]] Result<GroupId> insertGroup(const QString& name);

private:
    [[nodiscard]] Result<void> readGroups(QList<Person>& people);

    Database& m_database;
};

} // namespace cloakroom
