#include "core/roster/TableRoster.h"

#include "core/base/Result.h"
#include "core/consent/PersonDraft.h"
#include "core/roster/RosterConsents.h"

#include <QCoreApplication>
#include <QHash>

#include <array>

namespace cloakroom {

namespace {

constexpr int kHeaderLine = 1;

QString tr(const char* text)
{
    return QCoreApplication::translate("TableRoster", text);
}

/// Which column holds which field, and how its days are written.
class Columns {
public:
    Columns(const Table& table, const TableRosterOptions& options, QList<TableProblem>& problems)
        : m_problems(problems)
    {
        for (qsizetype column = 0; column < table.header.size(); ++column) {
            take(table.header.at(column), column, options.columns);
        }
        for (const RosterField needed : {RosterField::ExternalId, RosterField::GivenName, RosterField::FamilyName}) {
            if (!has(needed)) {
                problem(tr("The first line does not name the column %1.").arg(rosterFieldKey(needed)));
            }
        }
        for (const RosterField field : {RosterField::DateOfBirth, RosterField::LeftOn}) {
            findDays(field, table, options.days);
        }
    }

    [[nodiscard]] qsizetype at(RosterField field) const { return m_columns.value(field, -1); }
    [[nodiscard]] bool has(RosterField field) const { return m_columns.contains(field); }
    [[nodiscard]] QSet<RosterField> fields() const { return {m_columns.keyBegin(), m_columns.keyEnd()}; }
    [[nodiscard]] QString text(const TableRow& row, RosterField field) const
    {
        const auto column = m_columns.constFind(field);
        return column == m_columns.constEnd() ? QString() : row.values.at(*column);
    }

    [[nodiscard]] Result<std::optional<QDate>> day(const TableRow& row, RosterField field) const
    {
        const QString value = text(row, field);
        if (value.isEmpty()) {
            return std::optional<QDate>();
        }
        const auto order = m_days.constFind(field);
        const auto day = order == m_days.constEnd() ? std::nullopt : dayInOrder(value, *order);
        if (!day) {
            return fail(ErrorCode::Invalid, tr("“%1” is not a day as the other lines write it.").arg(value));
        }
        return day;
    }

private:
    void take(const QString& header, qsizetype column, const ColumnMapping& mapping)
    {
        std::optional<RosterField> field = rosterFieldFromHeader(header);
        for (auto mapped = mapping.begin(); mapped != mapping.end(); ++mapped) {
            if (mapped.key().trimmed().compare(header, Qt::CaseInsensitive) == 0) {
                field = mapped.value();
            }
        }
        if (!field) {
            return;
        }
        if (isSensitiveColumn(header)) {
            problem(tr("The column %1 holds facts that Cloakroom does not keep.").arg(header));
        } else if (has(*field)) {
            problem(tr("Two columns hold the field %1.").arg(rosterFieldKey(*field)));
        } else {
            m_columns.insert(*field, column);
        }
    }

    void findDays(RosterField field, const Table& table, std::optional<DayOrder> given)
    {
        QStringList texts;
        for (const TableRow& row : table.rows) {
            if (const QString value = text(row, field); !value.isEmpty()) {
                texts += value;
            }
        }
        const auto order = given ? given : dayOrderOf(texts);
        if (order) {
            m_days.insert(field, *order);
        } else if (!texts.isEmpty()) {
            problem(tr("The days in the column %1 could be read in two ways, or in none. Say how they are written, or "
                       "write them like 2026-11-22.")
                        .arg(table.header.at(m_columns.value(field))));
        }
    }

    void problem(const QString& reason) { m_problems.append({kHeaderLine, reason}); }

    QList<TableProblem>& m_problems;
    QHash<RosterField, qsizetype> m_columns;
    QHash<RosterField, DayOrder> m_days;
};

Result<Person> personOf(const Columns& columns, const TableRow& row, QDate today)
{
    Person person;
    person.externalId = columns.text(row, RosterField::ExternalId);
    person.givenName = columns.text(row, RosterField::GivenName);
    person.familyName = columns.text(row, RosterField::FamilyName);
    person.preferredName = columns.text(row, RosterField::PreferredName);
    person.yearGroup = columns.text(row, RosterField::YearGroup);
    person.groups = columns.text(row, RosterField::Group).split(QLatin1Char(';'), Qt::SkipEmptyParts);
    if (const QString kind = columns.text(row, RosterField::Kind); !kind.isEmpty()) {
        const auto known = personKindFromKey(kind.toLower());
        if (!known) {
            return fail(ErrorCode::Invalid, tr("A person is a pupil, staff, governor or visitor, not “%1”.").arg(kind));
        }
        person.kind = *known;
    }
    const auto born = columns.day(row, RosterField::DateOfBirth);
    if (!born) {
        return propagate(born);
    }
    const auto left = columns.day(row, RosterField::LeftOn);
    if (!left) {
        return propagate(left);
    }
    person.dateOfBirth = *born;
    person.leftOn = *left;
    person = tidied(person);
    const auto fine = checkPerson(person, today);
    return fine ? Result<Person>(person) : propagate(fine);
}

} // namespace

Roster rosterFromTable(const Table& table, const TableRosterOptions& options)
{
    Roster roster;
    roster.problems = toProblems(table.faults);
    roster.isWhole = options.isWhole;
    const Columns columns(table, options, roster.problems);
    for (const TableProblem& problem : std::as_const(roster.problems)) {
        if (problem.line == kHeaderLine) {
            return roster; // no line makes sense without the header
        }
    }
    roster.fields = columns.fields();
    roster.consents = consentsFromTable(table, options.consents, columns.at(RosterField::ExternalId), roster.problems);
    roster.consentsOn = options.today;
    QHash<QString, int> lineOf;
    for (const TableRow& row : table.rows) {
        const QString id = columns.text(row, RosterField::ExternalId).simplified();
        const int first = lineOf.value(id);
        if (id.isEmpty()) {
            roster.problems.append({row.line, tr("The line has no id.")});
        } else if (first > 0) {
            roster.problems.append({row.line, tr("The id %1 stands in line %2 already.").arg(id).arg(first)});
        } else {
            lineOf.insert(id, row.line);
            const auto person = personOf(columns, row, options.today);
            if (person) {
                roster.people.append({row.line, *person});
            } else {
                roster.problems.append({row.line, person.error().text});
            }
        }
    }
    return roster;
}

ColumnMapping columnsFromWords(const Table& table, const QMap<QString, QString>& words, QList<TableProblem>& problems)
{
    ColumnMapping mapping;
    for (auto word = words.begin(); word != words.end(); ++word) {
        const QString header = word.key().trimmed();
        const auto field = rosterFieldFromHeader(word.value());
        const bool isConsent = word.value().startsWith(kConsentPrefix);
        if (!table.header.contains(header, Qt::CaseInsensitive)) {
            problems.append({kHeaderLine, tr("The first line does not name the column %1.").arg(header)});
        } else if (isConsent && isSensitiveColumn(header)) {
            problems.append({kHeaderLine, tr("The column %1 holds facts that Cloakroom does not keep.").arg(header)});
        } else if (isConsent) {
            continue; // read by consentsFromTable()
        } else if (!field) {
            problems.append({kHeaderLine, tr("There is no field called %1.").arg(word.value())});
        } else {
            mapping.insert(header, *field);
        }
    }
    return mapping;
}

} // namespace cloakroom
