// People and groups. Lists of other systems: core/roster; protection: Protection.cpp.

#include "core/consent/People.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/PersonDraft.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("People", text);
}

QJsonObject subjectOf(PersonId person)
{
    return {{QStringLiteral("person"), person.value}};
}

tl::unexpected<Error> unknownPerson()
{
    return fail(ErrorCode::NotFound, tr("There is nobody like that on the school's lists."));
}

/// The reason stays with the safeguarding lead.
void withhold(Person& person, Role role)
{
    if (!allows(role, Right::Safeguard)) {
        person.protection.reason.clear();
        person.protection.allowCovered = false;
    }
}

bool matches(const Person& person, const QString& text)
{
    const QString haystack =
        QStringList{person.givenName, person.preferredName, person.familyName, person.externalId}.join(
            QLatin1Char(' '));
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&haystack](const QString& word) { return haystack.contains(word, Qt::CaseInsensitive); });
}

bool isCalled(const Person& person, const QString& name)
{
    const QString formal = (person.givenName + QLatin1Char(' ') + person.familyName).trimmed();
    return person.fullName().compare(name, Qt::CaseInsensitive) == 0 || formal.compare(name, Qt::CaseInsensitive) == 0;
}

} // namespace

Result<QList<Person>> People::list(const PersonFilter& filter)
{
    if (const auto allowed = m_library.require(Right::SeePeople); !allowed) {
        return propagate(allowed);
    }
    PersonQuery query;
    query.group = filter.group;
    query.withProtected = Viewpoint::of(m_library.role()).knowsProtected;
    if (!filter.withLeavers) {
        query.attendingOn = m_library.today();
    }
    auto people = PersonRepository(m_library.db()).list(query);
    if (!people) {
        return people;
    }
    people->removeIf([&filter](const Person& person) { return !matches(person, filter.text); });
    for (Person& person : *people) {
        withhold(person, m_library.role());
    }
    return people;
}

/// Nobody can tell a protected person from nobody, unless they may know.
Result<Person> People::visible(const Result<std::optional<Person>>& found)
{
    if (const auto allowed = m_library.require(Right::SeePeople); !allowed) {
        return propagate(allowed);
    }
    if (!found) {
        return propagate(found);
    }
    const bool knowsProtected = Viewpoint::of(m_library.role()).knowsProtected;
    if (!*found || ((*found)->protection.isProtected && !knowsProtected)) {
        return unknownPerson();
    }
    Person person = **found;
    withhold(person, m_library.role());
    return person;
}

Result<Person> People::get(PersonId id)
{
    return visible(PersonRepository(m_library.db()).get(id));
}

Result<Person> People::findExternal(const QString& externalId)
{
    if (externalId.isEmpty()) {
        return unknownPerson();
    }
    return visible(PersonRepository(m_library.db()).byExternalId(externalId));
}

Result<Person> People::find(const QString& idOrName)
{
    const QString wanted = idOrName.simplified();
    bool isNumber = false;
    const qint64 number = wanted.toLongLong(&isNumber);
    if (isNumber) {
        auto byId = get(PersonId{number});
        if (byId || byId.error().code != ErrorCode::NotFound) {
            return byId;
        }
    }
    auto byExternalId = findExternal(wanted);
    if (byExternalId || byExternalId.error().code != ErrorCode::NotFound) {
        return byExternalId;
    }
    auto people = list();
    if (!people) {
        return propagate(people);
    }
    people->removeIf([&wanted](const Person& person) { return !isCalled(person, wanted); });
    if (people->isEmpty()) {
        return unknownPerson();
    }
    if (people->size() > 1) {
        return fail(
            ErrorCode::Invalid,
            tr("%1 people have that name. Use their number or their id in the school's system.").arg(people->size()));
    }
    return people->constFirst();
}

Result<PersonId> People::store(const Person& draft)
{
    PersonRepository people(m_library.db());
    if (!draft.externalId.isEmpty()) {
        const auto other = people.byExternalId(draft.externalId);
        if (!other) {
            return propagate(other);
        }
        if (*other && (*other)->id != draft.id) {
            return fail(ErrorCode::AlreadyExists,
                        tr("Somebody else has the id %1 already. Nothing was changed.").arg(draft.externalId));
        }
    }
    Result<PersonId> id = draft.id;
    if (draft.id.isValid()) {
        if (const auto done = people.update(draft); !done) {
            return propagate(done);
        }
    } else {
        id = people.insert(draft, m_library.clock().now());
    }
    if (!id) {
        return id;
    }
    if (const auto done = people.setGroups(*id, draft.groups); !done) {
        return propagate(done);
    }
    const QString action = draft.id.isValid() ? QStringLiteral("person.edit") : QStringLiteral("person.add");
    if (const auto done = audit::append(m_library, action, subjectOf(*id)); !done) {
        return propagate(done);
    }
    return id;
}

Result<PersonId> People::add(const Person& draft)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    Person person = tidied(draft);
    person.id = {};
    if (person.protection.isProtected) {
        return fail(ErrorCode::Invalid,
                    tr("Protecting somebody is a step of its own for the safeguarding lead. Nothing was changed."));
    }
    if (const auto fine = checkPerson(person, m_library.today()); !fine) {
        return propagate(fine);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    auto id = store(person);
    if (!id) {
        return id;
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return id;
}

Result<void> People::edit(const Person& person)
{
    if (auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return allowed;
    }
    const Person tidy = tidied(person);
    if (auto fine = checkPerson(tidy, m_library.today()); !fine) {
        return fine;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto known = get(tidy.id); !known) {
        return propagate(known);
    }
    if (const auto id = store(tidy); !id) {
        return propagate(id);
    }
    return commitSettled(m_library, *transaction);
}

Result<void> People::storeAll(const QList<Person>& people)
{
    if (auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    for (const Person& person : people) {
        const Person tidy = tidied(person);
        if (auto fine = checkPerson(tidy, m_library.today()); !fine) {
            return fine;
        }
        if (const auto id = store(tidy); !id) {
            return propagate(id);
        }
    }
    return commitSettled(m_library, *transaction);
}

Result<QList<Group>> People::groups()
{
    if (const auto allowed = m_library.require(Right::SeePeople); !allowed) {
        return propagate(allowed);
    }
    return PersonRepository(m_library.db()).groups(Viewpoint::of(m_library.role()).knowsProtected);
}

Result<GroupId> People::addGroup(const QString& name)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    const QString tidy = name.simplified();
    if (tidy.isEmpty() || tidy.contains(QLatin1Char(';'))) {
        return fail(ErrorCode::Invalid, tr("A group needs a name without a semicolon. Nothing was changed."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    PersonRepository people(m_library.db());
    const auto existing = people.groupByName(tidy);
    if (!existing) {
        return propagate(existing);
    }
    if (*existing) {
        return fail(ErrorCode::AlreadyExists, tr("There is a group called %1 already. Nothing was changed.").arg(tidy));
    }
    auto id = people.insertGroup(tidy);
    if (!id) {
        return id;
    }
    const auto logged = audit::append(m_library, QStringLiteral("group.add"), {{QStringLiteral("group"), id->value}});
    if (!logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return id;
}

Result<Group> People::findGroup(const QString& name)
{
    const auto all = groups();
    if (!all) {
        return propagate(all);
    }
    const QString wanted = name.simplified();
    const auto found = std::find_if(all->begin(), all->end(), [&wanted](const Group& group) {
        return group.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    if (found == all->end()) {
        return fail(ErrorCode::NotFound, tr("There is no group called %1.").arg(wanted));
    }
    return *found;
}

Result<QList<Person>> People::members(GroupId group)
{
    PersonFilter filter;
    filter.group = group;
    return list(filter);
}

} // namespace cloakroom
