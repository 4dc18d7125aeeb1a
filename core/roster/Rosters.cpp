#include "core/roster/Rosters.h"

#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/SettingRepository.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/roster/OneRoster.h"
#include "core/roster/RosterConsents.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Rosters", text);
}

Roster refused(const TableProblem& problem)
{
    Roster roster;
    roster.problems.append(problem);
    return roster;
}

/// A name for a set of columns that fits a setting's key.
QString keyOf(const QStringList& header)
{
    QStringList names;
    for (const QString& name : header) {
        names += name.trimmed().toCaseFolded();
    }
    names.sort();
    const QByteArray hash =
        QCryptographicHash::hash(names.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Blake2b_256);
    return QStringLiteral("roster.columns.") + QString::fromLatin1(hash.toHex().left(32));
}

} // namespace

Roster rosterOf(const TableFile& file, const RosterReading& reading, QDate today)
{
    if (file.fault) {
        return refused({file.fault->line, toSentence(*file.fault)});
    }
    if (isOneRoster(file.tables)) {
        return rosterFromOneRoster(file.tables, today);
    }
    if (file.tables.size() != 1) {
        return refused({1,
                        tr("These are several lists, and none is called users.csv: choose the one that holds the "
                           "people.")});
    }
    const Table& table = file.tables.constFirst();
    QList<TableProblem> problems;
    const ColumnMapping columns = columnsFromWords(table, reading.columns, problems);
    QMap<QString, QString> consents; // as the table spells its headers
    for (const QString& header : table.header) {
        for (auto word = reading.columns.begin(); word != reading.columns.end(); ++word) {
            if (word.key().trimmed().compare(header, Qt::CaseInsensitive) == 0) {
                consents.insert(header, word.value());
            }
        }
    }
    Roster roster = rosterFromTable(table, {columns, reading.days, reading.isWhole, today, consents});
    roster.consentsBy = reading.consentsBy;
    roster.consentsOn = reading.consentsOn.value_or(today);
    roster.problems += problems;
    sortByLine(roster.problems);
    return roster;
}

CsvReport toReport(const RosterChanges& changes)
{
    if (!changes.problems.isEmpty()) {
        return {0, 0, 0, 0, changes.problems};
    }
    const int joined = changes.count(RosterChangeKind::Joins);
    const int left = changes.count(RosterChangeKind::Leaves);
    return {joined,
            static_cast<int>(changes.changes.size()) - joined - left,
            left,
            changes.unchanged,
            {},
            static_cast<int>(changes.consents.size()),
            changes.keptNoes,
            changes.takedowns};
}

Result<RosterChanges> Rosters::preview(const Roster& roster, const RosterOptions& options)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    const auto known = People(m_library).list();
    if (!known) {
        return propagate(known);
    }
    RosterChanges changes = compareRoster(roster, *known, m_library.today(), options);
    if (const auto added = addConsents(m_library, roster, changes); !added) {
        return propagate(added);
    }
    QSet<QString> here; // whoever had left before they were known here is answered for in vain
    for (const Person& person : *known) {
        here += person.externalId;
    }
    for (const RosterChange& change : std::as_const(changes.changes)) {
        here += change.after.externalId;
    }
    changes.consents.removeIf([&here](const RosterConsent& consent) { return !here.contains(consent.externalId); });
    return changes;
}

Result<RosterChanges> Rosters::apply(const Roster& roster, const RosterOptions& options)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    auto changes = preview(roster, options);
    const bool isNothing = changes && changes->changes.isEmpty() && changes->consents.isEmpty();
    if (!changes || !changes->problems.isEmpty() || isNothing) {
        return changes;
    }
    ConsentLedger ledger(m_library);
    const auto before = ledger.takedowns();
    if (!before) {
        return propagate(before);
    }
    QList<Person> people;
    for (const RosterChange& change : changes->changes) {
        people += change.after;
    }
    if (const auto done = People(m_library).storeAll(people); !done) {
        return propagate(done);
    }
    if (const auto done = recordConsents(m_library, roster, changes->consents); !done) {
        return propagate(done);
    }
    const auto after = ledger.takedowns();
    if (!after) {
        return propagate(after);
    }
    changes->takedowns = static_cast<int>((*after - *before).size());
    if (const auto done = commitSettled(m_library, *transaction); !done) {
        return propagate(done);
    }
    return changes;
}

Result<std::optional<QMap<QString, QString>>> Rosters::rememberedColumns(const QStringList& header)
{
    const auto stored = SettingRepository(m_library.db()).get(keyOf(header));
    if (!stored) {
        return propagate(stored);
    }
    if (!*stored) {
        return std::optional<QMap<QString, QString>>();
    }
    QMap<QString, QString> columns;
    const QJsonObject object = QJsonDocument::fromJson((*stored)->toUtf8()).object();
    for (auto column = object.begin(); column != object.end(); ++column) {
        columns.insert(column.key(), column.value().toString());
    }
    return std::optional(columns);
}

Result<void> Rosters::rememberColumns(const QStringList& header, const QMap<QString, QString>& columns)
{
    if (auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return allowed;
    }
    QJsonObject object;
    for (auto column = columns.begin(); column != columns.end(); ++column) {
        object.insert(column.key(), column.value());
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const QString text = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    if (auto done = SettingRepository(m_library.db()).set(keyOf(header), text); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
