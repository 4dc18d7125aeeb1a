// Consents from a list: every line is checked before anything is written.

#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/CsvDay.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsentImport", text);
}

struct Columns {
    qsizetype externalId = -1;
    qsizetype purpose = -1;
    qsizetype decision = -1;
    qsizetype by = -1;
    qsizetype on = -1;
    qsizetype until = -1;

    [[nodiscard]] bool areComplete() const
    {
        return externalId >= 0 && purpose >= 0 && decision >= 0 && by >= 0 && on >= 0;
    }
};

struct Line {
    int number = 0;
    ConsentDraft draft;
};

QString valueOf(const TableRow& row, qsizetype column)
{
    return column < 0 ? QString() : row.values.at(column);
}

Columns findColumns(const Table& table, CsvReport& report)
{
    QStringList names;
    for (const QString& name : table.header) {
        names += name.toLower();
    }
    Columns columns;
    const QList<std::pair<const char*, qsizetype*>> wanted{{"external_id", &columns.externalId},
                                                           {"purpose", &columns.purpose},
                                                           {"decision", &columns.decision},
                                                           {"by", &columns.by},
                                                           {"on", &columns.on},
                                                           {"until", &columns.until}};
    for (const auto& [name, column] : wanted) {
        const QString key = QString::fromLatin1(name);
        *column = names.indexOf(key);
        if (*column < 0 && column != &columns.until) {
            report.errors.append({1, tr("The first line does not name the column %1.").arg(key)});
        }
        if (names.count(key) > 1) {
            report.errors.append({1, tr("The first line names the column %1 twice.").arg(key)});
        }
    }
    return columns;
}

/// Reads lines into drafts; each problem becomes one line of the report.
class LineReader {
public:
    LineReader(Library& library, const Columns& columns, CsvReport& report)
        : m_library(library)
        , m_columns(columns)
        , m_report(report)
    {
    }

    std::optional<Line> read(const TableRow& row)
    {
        Line line{row.line, {}};
        const auto person = People(m_library).findExternal(valueOf(row, m_columns.externalId));
        if (!person) {
            return problem(row, person.error().text);
        }
        const auto purpose = Purposes(m_library).byKey(valueOf(row, m_columns.purpose));
        if (!purpose) {
            return problem(row, purpose.error().text);
        }
        const auto decision = decisionFromKey(valueOf(row, m_columns.decision).toLower());
        if (!decision) {
            return problem(row, tr("A decision is granted, refused or withdrawn."));
        }
        const auto party = partyFromKey(valueOf(row, m_columns.by).toLower());
        if (!party) {
            return problem(row, tr("The one who decided is parent1, parent2, carer, authority, child or self."));
        }
        const auto on = dayFromText(valueOf(row, m_columns.on));
        if (!on) {
            return problem(row, on.error().text);
        }
        const auto until = dayFromText(valueOf(row, m_columns.until));
        if (!until) {
            return problem(row, until.error().text);
        }
        line.draft.person = person->id;
        line.draft.purpose = purpose->id;
        line.draft.decision = *decision;
        line.draft.party = *party;
        line.draft.on = on->value_or(QDate());
        line.draft.until = *until;
        return line;
    }

    std::optional<Line> problem(const TableRow& row, const QString& reason)
    {
        m_report.errors.append({row.line, reason});
        return std::nullopt;
    }

private:
    Library& m_library;
    const Columns& m_columns;
    CsvReport& m_report;
};

/// Two lines in which one party says two things on one day: nobody can tell which of them counts.
const Line* contradicted(const QList<Line>& lines, const Line& line)
{
    const ConsentDraft& said = line.draft;
    const auto found = std::find_if(lines.begin(), lines.end(), [&said](const Line& other) {
        const ConsentDraft& draft = other.draft;
        return draft.person == said.person && draft.purpose == said.purpose && draft.party == said.party
            && draft.on == said.on && (draft.decision != said.decision || draft.until != said.until);
    });
    return found == lines.end() ? nullptr : &*found;
}

using Check = std::function<Result<void>(const ConsentDraft&)>;

QList<Line> readLines(const Table& table, LineReader& reader, const Check& check)
{
    QList<Line> lines;
    QHash<PersonId, QList<Line>> byPerson;
    for (const TableRow& row : table.rows) {
        const auto line = reader.read(row);
        if (!line) {
            continue;
        }
        if (const auto fine = check(line->draft); !fine) {
            reader.problem(row, fine.error().text);
            continue;
        }
        QList<Line>& others = byPerson[line->draft.person];
        if (const Line* other = contradicted(others, *line)) {
            reader.problem(row, tr("This contradicts line %1.").arg(other->number));
        }
        others += *line;
        lines += *line;
    }
    return lines;
}

} // namespace

Result<CsvReport> ConsentLedger::importTable(const Table& table, CsvMode mode)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    CsvReport report;
    report.errors = toProblems(table.faults);
    const Columns columns = findColumns(table, report);
    QList<Line> lines;
    if (columns.areComplete()) {
        LineReader reader(m_library, columns, report);
        lines = readLines(table, reader, [this](const ConsentDraft& draft) -> Result<void> {
            const auto fine = checkDraft(draft);
            return fine ? Result<void>() : propagate(fine);
        });
    }
    sortByLine(report.errors);
    if (!report.errors.isEmpty()) {
        return report;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    QList<ConsentDraft> drafts;
    for (const Line& line : lines) {
        drafts += line.draft;
    }
    const auto recorded = recordAll(drafts);
    if (!recorded) {
        return propagate(recorded);
    }
    report.added = recorded->recorded;
    report.unchanged = recorded->known;
    report.takedowns = static_cast<int>(recorded->takedowns.size());
    if (mode == CsvMode::DryRun || report.added == 0) {
        return report; // the transaction takes everything back
    }
    if (const auto done = commitSettled(m_library, *transaction); !done) {
        return propagate(done);
    }
    return report;
}

} // namespace cloakroom
