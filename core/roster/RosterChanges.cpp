#include "core/roster/RosterChanges.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kManyLeavers = 30;
constexpr int kLeaversShare = 4; ///< one in so many

QString tr(const char* text)
{
    return QCoreApplication::translate("RosterChanges", text);
}

QString nameKey(const Person& person)
{
    return (person.givenName + QLatin1Char('\n') + person.familyName).toCaseFolded();
}

/// `before` as the roster says; what it does not say stays.
Person merged(Person before, const Person& said, const QSet<RosterField>& fields)
{
    const auto take = [&fields](RosterField field, auto& to, const auto& from) {
        if (fields.contains(field)) {
            to = from;
        }
    };
    before.externalId = said.externalId;
    before.givenName = said.givenName;
    before.familyName = said.familyName;
    take(RosterField::PreferredName, before.preferredName, said.preferredName);
    take(RosterField::Kind, before.kind, said.kind);
    take(RosterField::YearGroup, before.yearGroup, said.yearGroup);
    take(RosterField::Group, before.groups, said.groups);
    if (said.dateOfBirth) { // nobody's birthday becomes unknown: an empty cell says that the report left it out
        take(RosterField::DateOfBirth, before.dateOfBirth, said.dateOfBirth);
    }
    take(RosterField::LeftOn, before.leftOn, said.leftOn);
    return before;
}

bool haveSameGroups(const Person& left, const Person& right)
{
    QStringList others = right.groups;
    return left.groups.size() == others.size()
        && std::all_of(left.groups.begin(), left.groups.end(),
                       [&others](const QString& group) { return others.contains(group, Qt::CaseInsensitive); });
}

std::optional<RosterChangeKind> kindOf(const Person& before, const Person& after)
{
    if (!before.leftOn && after.leftOn) {
        return RosterChangeKind::Leaves;
    }
    if (before.leftOn && !after.leftOn) {
        return RosterChangeKind::Returns;
    }
    if (before.givenName != after.givenName || before.familyName != after.familyName
        || before.preferredName != after.preferredName) {
        return RosterChangeKind::Renamed;
    }
    if (!haveSameGroups(before, after) || before.yearGroup != after.yearGroup) {
        return RosterChangeKind::Moves;
    }
    const bool isSame = before.externalId == after.externalId && before.kind == after.kind
        && before.dateOfBirth == after.dateOfBirth && before.leftOn == after.leftOn;
    return isSame ? std::nullopt : std::optional(RosterChangeKind::Other);
}

class Comparison {
public:
    Comparison(const Roster& roster, const QList<Person>& known, QDate today, const RosterOptions& options)
        : m_roster(roster)
        , m_today(today)
        , m_options(options)
    {
        for (const RosterEntry& entry : roster.people) {
            m_listed.insert(entry.person.externalId);
        }
        for (const Person& person : known) {
            if (!person.externalId.isEmpty()) {
                m_byId.insert(person.externalId, person);
            }
            // Somebody whose id the roster lists is that id's, and can be nobody else.
            if (!m_listed.contains(person.externalId) || person.externalId.isEmpty()) {
                m_byName[nameKey(person)] += person;
            }
        }
    }

    void compare(const RosterEntry& entry)
    {
        const auto byId = m_byId.constFind(entry.person.externalId);
        if (byId != m_byId.constEnd()) {
            change(*byId, entry);
            return;
        }
        const QList<Person> alike = m_byName.value(nameKey(entry.person));
        if (const Person* same = sameByBirthday(alike, entry.person)) {
            if (m_linked.contains(same->id)) {
                problem(entry, tr("Two lines look like one person who is on your lists without an id."));
                return;
            }
            m_linked.insert(same->id);
            change(*same, entry);
            return;
        }
        const Person* twin =
            m_options.newPeople.contains(entry.person.externalId) ? nullptr : lookalike(alike, entry.person);
        if (twin != nullptr) {
            m_changes.lookalikes += entry.person.externalId;
            problem(entry,
                    twin->externalId.isEmpty()
                        ? tr("Somebody of that name is on your lists already, without an id. Enter the id %1 there if "
                             "it is the same person, or say that this is somebody new.")
                              .arg(entry.person.externalId)
                        : tr("Somebody of that name is on your lists already, with the id %1. Change that id if it is "
                             "the same person, or say that this is somebody new.")
                              .arg(twin->externalId));
            return;
        }
        if (entry.attendance == Attendance::HasLeft) {
            ++m_changes.unchanged; // gone before they were known here
            return;
        }
        m_changes.changes.append({RosterChangeKind::Joins, entry.line, {}, entry.person});
        if (entry.person.dateOfBirth) {
            m_byName[nameKey(entry.person)] += entry.person; // one child under two ids of one list
        }
    }

    void addLeavers(const QList<Person>& known)
    {
        QSet<int> kinds;
        for (const RosterEntry& entry : m_roster.people) {
            kinds.insert(static_cast<int>(entry.person.kind));
        }
        QList<RosterChange> leavers;
        int attending = 0;
        for (const Person& person : known) {
            if (person.externalId.isEmpty() || person.leftOn || !kinds.contains(static_cast<int>(person.kind))) {
                continue;
            }
            ++attending;
            if (!m_listed.contains(person.externalId)) {
                Person after = person;
                after.leftOn = m_today;
                leavers.append({RosterChangeKind::Leaves, 0, person, after});
            }
        }
        const auto count = leavers.size();
        if (!m_options.leaversConfirmed && (count > kManyLeavers || count * kLeaversShare > attending)) {
            m_changes.leaversToConfirm = static_cast<int>(count);
            m_changes.problems.append(
                {0,
                 tr("%1 of %2 people are not on this list and would be marked as having left. Confirm that it lists "
                    "everybody.")
                     .arg(count)
                     .arg(attending)});
        }
        m_changes.changes += leavers;
    }

    [[nodiscard]] RosterChanges take() { return std::move(m_changes); }

private:
    void change(const Person& before, const RosterEntry& entry)
    {
        Person after = merged(before, entry.person, m_roster.fields);
        const bool isListedAsHere = m_roster.isWhole && !m_roster.fields.contains(RosterField::LeftOn);
        if (entry.attendance == Attendance::HasLeft) {
            after.leftOn = before.leftOn.value_or(m_today);
        } else if (entry.attendance == Attendance::Attends || isListedAsHere) {
            after.leftOn.reset();
        }
        if (const auto kind = kindOf(before, after)) {
            m_changes.changes.append({*kind, entry.line, before, after});
        } else {
            ++m_changes.unchanged;
        }
    }

    static const Person* sameByBirthday(const QList<Person>& alike, const Person& wanted)
    {
        const auto found = std::find_if(alike.begin(), alike.end(), [&wanted](const Person& person) {
            return person.externalId.isEmpty() && person.dateOfBirth && person.dateOfBirth == wanted.dateOfBirth;
        });
        return found == alike.end() ? nullptr : &*found;
    }

    /// Somebody of the same name, unless the birthdays tell them apart.
    static const Person* lookalike(const QList<Person>& alike, const Person& wanted)
    {
        const auto found = std::find_if(alike.begin(), alike.end(), [&wanted](const Person& person) {
            return !person.dateOfBirth || !wanted.dateOfBirth || person.dateOfBirth == wanted.dateOfBirth;
        });
        return found == alike.end() ? nullptr : &*found;
    }

    void problem(const RosterEntry& entry, const QString& reason) { m_changes.problems.append({entry.line, reason}); }

    const Roster& m_roster;
    QDate m_today;
    const RosterOptions& m_options;
    QSet<QString> m_listed;
    QHash<QString, Person> m_byId;
    QHash<QString, QList<Person>> m_byName;
    QSet<PersonId> m_linked;
    RosterChanges m_changes;
};

} // namespace

int RosterChanges::count(RosterChangeKind kind) const
{
    return static_cast<int>(std::count_if(changes.begin(), changes.end(),
                                          [kind](const RosterChange& change) { return change.kind == kind; }));
}

RosterChanges compareRoster(const Roster& roster, const QList<Person>& known, QDate today, const RosterOptions& options)
{
    Comparison comparison(roster, known, today, options);
    for (const RosterEntry& entry : roster.people) {
        comparison.compare(entry);
    }
    if (roster.isWhole) {
        comparison.addLeavers(known);
    }
    RosterChanges changes = comparison.take();
    changes.problems += roster.problems;
    sortByLine(changes.problems);
    return changes;
}

} // namespace cloakroom
