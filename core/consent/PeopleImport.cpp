// People from a CSV: every line is checked before anything is written.

#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/consent/CsvDay.h"
#include "core/consent/CsvTable.h"
#include "core/consent/People.h"
#include "core/consent/PersonDraft.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PeopleImport", text);
}

const QStringList& knownFields()
{
    static const QStringList kFields{
        QStringLiteral("external_id"), QStringLiteral("given_name"),    QStringLiteral("family_name"),
        QStringLiteral("group"),       QStringLiteral("kind"),          QStringLiteral("preferred_name"),
        QStringLiteral("year_group"),  QStringLiteral("date_of_birth"), QStringLiteral("left_on")};
    return kFields;
}

/// Columns of schools' systems that have no business here, even where somebody maps them to a name.
bool isSensitive(const QString& header)
{
    static const QStringList kWords{QStringLiteral("password"), QStringLiteral("religio"),   QStringLiteral("ethnic"),
                                    QStringLiteral("medical"),  QStringLiteral("disabilit"), QStringLiteral("health")};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&header](const QString& word) { return header.contains(word, Qt::CaseInsensitive); });
}

/// Which column holds which field.
class Columns {
public:
    Columns(const QStringList& header, const QMap<QString, QString>& mapping, QList<CsvProblem>& problems)
    {
        for (auto mapped = mapping.begin(); mapped != mapping.end(); ++mapped) {
            if (!header.contains(mapped.key().trimmed(), Qt::CaseInsensitive)) {
                problems.append({1, tr("The first line does not name the column %1.").arg(mapped.key())});
            }
        }
        for (qsizetype column = 0; column < header.size(); ++column) {
            take(header.at(column), column, mapping, problems);
        }
        for (const char* needed : {"external_id", "given_name", "family_name"}) {
            if (!m_columns.contains(QString::fromLatin1(needed))) {
                problems.append(
                    {1, tr("The first line does not name the column %1.").arg(QString::fromLatin1(needed))});
            }
        }
    }

    [[nodiscard]] bool has(const char* field) const { return m_columns.contains(QString::fromLatin1(field)); }
    [[nodiscard]] QString text(const CsvRow& row, const char* field) const
    {
        const auto column = m_columns.constFind(QString::fromLatin1(field));
        return column == m_columns.constEnd() ? QString() : row.values.at(*column);
    }

private:
    void take(const QString& name, qsizetype column, const QMap<QString, QString>& mapping, QList<CsvProblem>& problems)
    {
        QString field = name.toLower();
        bool isMapped = false;
        for (auto mapped = mapping.begin(); mapped != mapping.end(); ++mapped) {
            if (mapped.key().trimmed().compare(name, Qt::CaseInsensitive) == 0) {
                field = mapped.value().trimmed().toLower();
                isMapped = true;
            }
        }
        if (!knownFields().contains(field)) {
            if (isMapped) {
                problems.append({1, tr("There is no field called %1.").arg(field)});
            }
            return;
        }
        if (isSensitive(name)) {
            problems.append({1, tr("The column %1 holds facts that Cloakroom does not keep.").arg(name)});
        } else if (m_columns.contains(field)) {
            problems.append({1, tr("Two columns hold the field %1.").arg(field)});
        } else {
            m_columns.insert(field, column);
        }
    }

    QHash<QString, qsizetype> m_columns;
};

Result<void> setDays(const Columns& columns, const CsvRow& row, Person& person)
{
    const auto born = dayFromText(columns.text(row, "date_of_birth"));
    if (!born) {
        return propagate(born);
    }
    const auto left = dayFromText(columns.text(row, "left_on"));
    if (!left) {
        return propagate(left);
    }
    if (columns.has("date_of_birth")) {
        person.dateOfBirth = *born;
    }
    if (columns.has("left_on")) {
        person.leftOn = *left;
    }
    return {};
}

/// `person` as the line says; columns that the file does not have stay as they are.
Result<Person> applied(const Columns& columns, const CsvRow& row, Person person, QDate today)
{
    person.externalId = columns.text(row, "external_id");
    person.givenName = columns.text(row, "given_name");
    person.familyName = columns.text(row, "family_name");
    if (columns.has("preferred_name")) {
        person.preferredName = columns.text(row, "preferred_name");
    }
    if (columns.has("year_group")) {
        person.yearGroup = columns.text(row, "year_group");
    }
    if (columns.has("group")) {
        person.groups = columns.text(row, "group").split(QLatin1Char(';'), Qt::SkipEmptyParts);
    }
    if (const QString kind = columns.text(row, "kind"); columns.has("kind") && !kind.isEmpty()) {
        const auto known = personKindFromKey(kind.toLower());
        if (!known) {
            return fail(ErrorCode::Invalid, tr("A person is a pupil, staff, governor or visitor, not “%1”.").arg(kind));
        }
        person.kind = *known;
    }
    if (const auto fine = setDays(columns, row, person); !fine) {
        return propagate(fine);
    }
    person = tidied(person);
    if (const auto fine = checkPerson(person, today); !fine) {
        return propagate(fine);
    }
    return person;
}

bool isSame(const Person& left, const Person& right)
{
    QStringList groups = left.groups;
    groups.sort();
    return left.externalId == right.externalId && left.givenName == right.givenName
        && left.familyName == right.familyName && left.preferredName == right.preferredName && left.kind == right.kind
        && left.yearGroup == right.yearGroup && left.dateOfBirth == right.dateOfBirth && left.leftOn == right.leftOn
        && groups.join(QLatin1Char(';')).compare(right.groups.join(QLatin1Char(';')), Qt::CaseInsensitive) == 0;
}

/// Reads lines into people as they are to be; each problem becomes one line of the report.
class LineReader {
public:
    LineReader(Library& library, const Columns& columns, CsvReport& report)
        : m_library(library)
        , m_columns(columns)
        , m_report(report)
    {
    }

    [[nodiscard]] Result<void> read(const CsvRow& row)
    {
        const QString externalId = m_columns.text(row, "external_id");
        if (externalId.isEmpty()) {
            m_report.errors.append({row.line, tr("The line has no id.")});
            return {};
        }
        if (const int first = m_lineOf.value(externalId); first > 0) {
            m_report.errors.append({row.line, tr("The id %1 stands in line %2 already.").arg(externalId).arg(first)});
            return {};
        }
        m_lineOf.insert(externalId, row.line);
        const auto before = PersonRepository(m_library.db()).byExternalId(externalId);
        if (!before) {
            return propagate(before);
        }
        const auto person = applied(m_columns, row, before->value_or(Person()), m_library.today());
        if (!person) {
            m_report.errors.append({row.line, person.error().text});
            return {};
        }
        count(*before, *person);
        return {};
    }

    [[nodiscard]] const QList<Person>& changed() const { return m_changed; }

private:
    void count(const std::optional<Person>& before, const Person& person)
    {
        if (before && isSame(*before, person)) {
            ++m_report.unchanged;
            return;
        }
        const bool leaves = before && !before->leftOn && person.leftOn;
        ++(!before ? m_report.added : leaves ? m_report.left : m_report.updated);
        m_changed += person;
    }

    Library& m_library;
    const Columns& m_columns;
    CsvReport& m_report;
    QHash<QString, int> m_lineOf;
    QList<Person> m_changed;
};

} // namespace

Result<CsvReport> People::importCsv(const QByteArray& csv, const QMap<QString, QString>& mapping, CsvMode mode)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const CsvTable table = readCsv(csv);
    CsvReport report;
    report.errors = table.problems;
    const Columns columns(table.header, mapping, report.errors);
    const bool isHeaderFine = std::none_of(report.errors.begin(), report.errors.end(),
                                           [](const CsvProblem& problem) { return problem.line == 1; });
    LineReader reader(m_library, columns, report);
    for (const CsvRow& row : isHeaderFine ? table.rows : QList<CsvRow>()) {
        if (const auto done = reader.read(row); !done) {
            return propagate(done);
        }
    }
    if (!report.errors.isEmpty()) {
        sortByLine(report.errors);
        return CsvReport{0, 0, 0, 0, report.errors};
    }
    if (mode == CsvMode::DryRun) {
        return report;
    }
    for (const Person& person : reader.changed()) {
        if (const auto id = store(person); !id) {
            return propagate(id);
        }
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return report;
}

} // namespace cloakroom
