#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"

#include <QList>

namespace cloakroom {

class Library;

struct PersonFilter {
    QString text; ///< parts of the name or external id
    std::optional<GroupId> group;
    bool withLeavers = true;
};

/// People and groups as the signed-in role may know them (a protected person is nowhere for marketing and viewers;
/// admin and office see the name and that photos may not be published, never the reason). Runs on the library's thread;
/// changes are logged.
class People {
public:
    explicit People(Library& library)
        : m_library(library)
    {
    }

    [[nodiscard]] Result<QList<Person>> list(const PersonFilter& filter = {});
    [[nodiscard]] Result<Person> get(PersonId id);
    /// By id number, external id or a unique full name. NotFound, or Invalid when several people have the name.
    [[nodiscard]] Result<Person> find(const QString& idOrName);
    [[nodiscard]] Result<Person> findExternal(const QString& externalId);
    /// `draft.groups` are created when they do not exist.
    [[nodiscard]] Result<PersonId> add(const Person& draft);
    [[nodiscard]] Result<void> edit(const Person& person);
    /// Adds those without an id and edits the others, all or nothing.
    [[nodiscard]] Result<void> storeAll(const QList<Person>& people);

    [[nodiscard]] Result<QList<Group>> groups();
    [[nodiscard]] Result<GroupId> addGroup(const QString& name);
    [[nodiscard]] Result<Group> findGroup(const QString& name);
    [[nodiscard]] Result<QList<Person>> members(GroupId group);

    /// Right::Safeguard. Every photo of them is blocked for outside audiences from now on.
    [[nodiscard]] Result<void> protect(PersonId person, const QString& reason, bool allowCovered);
    [[nodiscard]] Result<void> unprotect(PersonId person);

private:
    [[nodiscard]] Result<Person> visible(const Result<std::optional<Person>>& found);
    /// Inserts or updates in the caller's transaction, and logs it.
    [[nodiscard]] Result<PersonId> store(const Person& draft);
    [[nodiscard]] Result<void> setProtection(PersonId person, const Protection& protection, const QString& action);

    Library& m_library;
};

} // namespace cloakroom
