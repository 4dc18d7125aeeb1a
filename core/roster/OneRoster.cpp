#include "core/roster/OneRoster.h"

#include "core/consent/PersonDraft.h"
#include "core/roster/RosterDays.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("OneRoster", text);
}

enum class Role { Pupil, Staff, Family };

std::optional<Role> roleFromText(const QString& text)
{
    constexpr std::array kRoles{
        std::pair{"student", Role::Pupil},
        std::pair{"teacher", Role::Staff},
        std::pair{"administrator", Role::Staff},
        std::pair{"aide", Role::Staff},
        std::pair{"proctor", Role::Staff},
        std::pair{"counselor", Role::Staff},
        std::pair{"principal", Role::Staff},
        std::pair{"siteadministrator", Role::Staff},
        std::pair{"systemadministrator", Role::Staff},
        std::pair{"districtadministrator", Role::Staff},
        std::pair{"staff", Role::Staff},
        std::pair{"guardian", Role::Family},
        std::pair{"parent", Role::Family},
        std::pair{"relative", Role::Family},
    };
    const auto* found = std::find_if(kRoles.begin(), kRoles.end(), [&text](const auto& role) {
        return text.compare(QLatin1String(role.first), Qt::CaseInsensitive) == 0;
    });
    return found == kRoles.end() ? std::nullopt : std::optional(found->second);
}

/// A table of the export, its columns by name.
class Sheet {
public:
    Sheet() = default;
    Sheet(const QList<Table>& tables, const char* name)
    {
        const auto found = std::find_if(tables.begin(), tables.end(), [name](const Table& table) {
            return table.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
        });
        m_table = found == tables.end() ? nullptr : &*found;
    }

    [[nodiscard]] bool exists() const { return m_table != nullptr; }
    [[nodiscard]] const QList<TableRow>& rows() const
    {
        static const QList<TableRow> kNone;
        return m_table == nullptr ? kNone : m_table->rows;
    }
    /// Under the first of the names that the header has; some writers keep the names of older versions.
    [[nodiscard]] qsizetype column(std::initializer_list<const char*> names) const
    {
        for (const char* name : names) {
            for (qsizetype i = 0; m_table != nullptr && i < m_table->header.size(); ++i) {
                if (m_table->header.at(i).compare(QLatin1String(name), Qt::CaseInsensitive) == 0) {
                    return i;
                }
            }
        }
        return -1;
    }
    [[nodiscard]] bool has(const char* name) const { return column({name}) >= 0; }
    [[nodiscard]] QString text(const TableRow& row, std::initializer_list<const char*> names) const
    {
        const qsizetype at = column(names);
        return at < 0 ? QString() : row.values.at(at);
    }
    [[nodiscard]] static bool isDeleted(const QString& status)
    {
        return status.compare(QLatin1String("tobedeleted"), Qt::CaseInsensitive) == 0
            || status.compare(QLatin1String("inactive"), Qt::CaseInsensitive) == 0;
    }
    [[nodiscard]] bool isDeleted(const TableRow& row) const { return isDeleted(text(row, {"status"})); }

private:
    const Table* m_table = nullptr;
};

class Reader {
public:
    Reader(const QList<Table>& tables, QDate today)
        : m_users(tables, "users")
        , m_roles(tables, "roles")
        , m_enrollments(tables, "enrollments")
        , m_classes(tables, "classes")
        , m_demographics(tables, "demographics")
        , m_manifest(tables, "manifest")
        , m_today(today)
    {
        for (const Table& table : tables) {
            for (const TableProblem& problem : toProblems(table.faults)) {
                m_roster.problems.append({problem.line, tr("%1.csv: %2").arg(table.name, problem.reason)});
            }
        }
    }

    Roster read()
    {
        checkColumns();
        if (!m_roster.problems.isEmpty()) {
            return std::move(m_roster);
        }
        readRoles();
        readClasses();
        readBirthdays();
        m_roster.isWhole = manifestOf("file.users") != QLatin1String("delta");
        m_roster.fields = {RosterField::ExternalId, RosterField::GivenName, RosterField::FamilyName, RosterField::Kind};
        addField(m_users.has("preferredGivenName"), RosterField::PreferredName);
        addField(m_users.has("grades"), RosterField::YearGroup);
        addField(m_enrollments.exists() && m_classes.exists(), RosterField::Group);
        addField(m_demographics.exists(), RosterField::DateOfBirth);
        for (const TableRow& row : m_users.rows()) {
            readUser(row);
        }
        return std::move(m_roster);
    }

private:
    void addField(bool isThere, RosterField field)
    {
        if (isThere) {
            m_roster.fields.insert(field);
        }
    }

    void checkColumns()
    {
        for (const char* needed : {"sourcedId", "givenName", "familyName"}) {
            if (!m_users.has(needed)) {
                problem(1, tr("users.csv does not name the column %1.").arg(QLatin1String(needed)));
            }
        }
        if (!m_users.has("role") && !m_roles.exists()) {
            problem(1, tr("Nothing says who is a pupil: users.csv has no roles and there is no roles.csv."));
        }
        for (const auto& [sheet, name] : {std::pair{&m_enrollments, "enrollments"}, {&m_roles, "roles"}}) {
            if (sheet->exists() && !sheet->has("userSourcedId")) {
                problem(1,
                        tr("%1.csv does not name the column %2.")
                            .arg(QLatin1String(name), QStringLiteral("userSourcedId")));
            }
        }
    }

    [[nodiscard]] QString manifestOf(const char* property) const
    {
        for (const TableRow& row : m_manifest.rows()) {
            if (m_manifest.text(row, {"propertyName"}).compare(QLatin1String(property), Qt::CaseInsensitive) == 0) {
                return m_manifest.text(row, {"value"}).toLower();
            }
        }
        return {};
    }

    /// A day of an enrolment; absent or unreadable is no limit for a class, which gives nobody a right.
    [[nodiscard]] bool isGoingOn(const Sheet& sheet, const TableRow& row) const
    {
        const auto from =
            dayInOrder(sheet.text(row, {"beginDate", "roleStartDate"}), DayOrder::YearMonthDay).value_or(m_today);
        const auto to =
            dayInOrder(sheet.text(row, {"endDate", "roleEndDate"}), DayOrder::YearMonthDay).value_or(m_today);
        return !sheet.isDeleted(row) && from <= m_today && m_today <= to;
    }

    /// Somebody who has several is a pupil if one of them says so: a pupil's consent is asked more carefully.
    void addRole(int line, const QString& user, const QString& text, const char* file)
    {
        const auto role = roleFromText(text);
        if (!role) {
            problem(line, tr("%1.csv: “%2” is no role that is known here.").arg(QLatin1String(file), text));
            return;
        }
        const auto known = m_roleOf.constFind(user);
        if (known == m_roleOf.constEnd() || static_cast<int>(*role) < static_cast<int>(*known)) {
            m_roleOf.insert(user, *role);
        }
    }

    void readRoles()
    {
        for (const TableRow& row : m_roles.rows()) {
            if (!m_roles.isDeleted(row)) {
                addRole(row.line, m_roles.text(row, {"userSourcedId"}), m_roles.text(row, {"role"}), "roles");
            }
        }
        for (const TableRow& row : m_users.has("role") ? m_users.rows() : QList<TableRow>()) {
            addRole(row.line, m_users.text(row, {"sourcedId"}), m_users.text(row, {"role"}), "users");
        }
    }

    void readClasses()
    {
        QHash<QString, QString> titles;
        QHash<QString, QString> homeRooms;
        for (const TableRow& row : m_classes.rows()) {
            if (m_classes.isDeleted(row)) {
                continue;
            }
            const QString id = m_classes.text(row, {"sourcedId"});
            const QString title = m_classes.text(row, {"title", "classCode"}).simplified();
            titles.insert(id, title);
            if (m_classes.text(row, {"classType"}).compare(QLatin1String("homeroom"), Qt::CaseInsensitive) == 0) {
                homeRooms.insert(id, title);
            }
        }
        const QHash<QString, QString>& wanted = homeRooms.isEmpty() ? titles : homeRooms;
        for (const TableRow& row : m_enrollments.rows()) {
            const QString title = wanted.value(m_enrollments.text(row, {"classSourcedId"}));
            if (!title.isEmpty() && isGoingOn(m_enrollments, row)) {
                m_groupsOf[m_enrollments.text(row, {"userSourcedId"})] += title;
            }
        }
    }

    void readBirthdays()
    {
        for (const TableRow& row : m_demographics.rows()) {
            const QString text = m_demographics.text(row, {"birthDate"});
            const auto day = dayInOrder(text, DayOrder::YearMonthDay);
            if (!text.isEmpty() && !day) {
                problem(row.line, tr("demographics.csv: “%1” is not a day like 2015-03-28.").arg(text));
            } else if (day) {
                m_bornOn.insert(m_demographics.text(row, {"sourcedId", "userSourcedId"}), *day);
            }
        }
    }

    void readUser(const TableRow& row)
    {
        const QString id = m_users.text(row, {"sourcedId"}).simplified();
        const auto role = m_roleOf.constFind(id);
        if (id.isEmpty() || m_lineOf.contains(id)) {
            problem(row.line,
                    id.isEmpty()
                        ? tr("users.csv: the line has no id.")
                        : tr("users.csv: the id %1 stands in line %2 already.").arg(id).arg(m_lineOf.value(id)));
            return;
        }
        m_lineOf.insert(id, row.line);
        if (role == m_roleOf.constEnd()) {
            problem(row.line, tr("users.csv: nothing says whether this is a pupil or a member of staff."));
            return;
        }
        if (*role == Role::Family) {
            return;
        }
        Person person;
        person.externalId = id;
        person.givenName = m_users.text(row, {"givenName"});
        person.familyName = m_users.text(row, {"familyName"});
        person.preferredName = m_users.text(row, {"preferredGivenName"});
        person.kind = *role == Role::Pupil ? PersonKind::Pupil : PersonKind::Staff;
        person.yearGroup = m_users.text(row, {"grades"});
        person.groups = m_groupsOf.value(id);
        if (const auto born = m_bornOn.constFind(id); born != m_bornOn.constEnd()) {
            person.dateOfBirth = *born;
        }
        person = tidied(person);
        if (const auto fine = checkPerson(person, m_today); !fine) {
            problem(row.line, tr("users.csv: %1").arg(fine.error().text));
            return;
        }
        m_roster.people.append({row.line, person, m_users.isDeleted(row) ? Attendance::HasLeft : Attendance::Attends});
    }

    void problem(int line, const QString& reason) { m_roster.problems.append({line, reason}); }

    Sheet m_users;
    Sheet m_roles;
    Sheet m_enrollments;
    Sheet m_classes;
    Sheet m_demographics;
    Sheet m_manifest;
    QDate m_today;
    QHash<QString, Role> m_roleOf;
    QHash<QString, QStringList> m_groupsOf;
    QHash<QString, QDate> m_bornOn;
    QHash<QString, int> m_lineOf;
    Roster m_roster;
};

} // namespace

bool isOneRoster(const QList<Table>& tables)
{
    return Sheet(tables, "users").exists();
}

Roster rosterFromOneRoster(const QList<Table>& tables, QDate today)
{
    return Reader(tables, today).read();
}

} // namespace cloakroom
