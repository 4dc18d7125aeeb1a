#include "core/roster/RosterConsents.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/ConsentRepository.h"
#include "core/catalogue/Library.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kHeaderLine = 1;

QString tr(const char* text)
{
    return QCoreApplication::translate("RosterConsents", text);
}

QString plain(const QString& text)
{
    QString letters;
    for (const QChar letter : text.toLower()) {
        if (letter.isLetterOrNumber()) {
            letters += letter;
        }
    }
    return letters;
}

bool holdsAnswers(const Table& table, qsizetype column)
{
    bool isSaid = false;
    for (const TableRow& row : table.rows) {
        const QString cell = row.values.at(column).trimmed();
        if (!cell.isEmpty() && !answerFrom(cell)) {
            return false;
        }
        isSaid = isSaid || !cell.isEmpty();
    }
    return isSaid;
}

/// Pupils by whoever the list speaks for; others speak for themselves.
Party partyOf(const Roster& roster, PersonKind kind)
{
    return kind == PersonKind::Pupil ? roster.consentsBy : Party::Self;
}

struct Known {
    QHash<QString, Person> people; ///< by external id
    QHash<QString, Purpose> purposes; ///< by key
    QHash<LedgerPlace, Decision> said; ///< last, by each party
};

Result<Known> readKnown(Library& library)
{
    Known known;
    const auto people = People(library).list();
    if (!people) {
        return propagate(people);
    }
    for (const Person& person : *people) {
        if (!person.externalId.isEmpty()) {
            known.people.insert(person.externalId, person);
        }
    }
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    for (const Purpose& purpose : *purposes) {
        known.purposes.insert(purpose.key, purpose);
    }
    const auto said = ConsentRepository(library.db()).latest();
    if (!said) {
        return propagate(said);
    }
    known.said = *said;
    return known;
}

/// What that party said last; nothing of people who are new.
std::optional<Decision> saidBefore(const Known& known, const Roster& roster, const RosterConsent& consent)
{
    const auto person = known.people.constFind(consent.externalId);
    if (person == known.people.constEnd()) {
        return std::nullopt;
    }
    const auto said =
        known.said.constFind({person->id, known.purposes.value(consent.purpose).id, partyOf(roster, person->kind)});
    return said == known.said.constEnd() ? std::nullopt : std::optional(*said);
}

TableProblem keptNo(const Known& known, const RosterConsent& consent)
{
    return {consent.line,
            tr("The list says yes for %1 (%2), but a no is recorded here. The no stays. If the yes is newer, record it "
               "on the page Consent.")
                .arg(known.people.value(consent.externalId).fullName(), known.purposes.value(consent.purpose).name)};
}

} // namespace

std::optional<bool> answerFrom(const QString& cell)
{
    static const QStringList kYes{QStringLiteral("y"), QStringLiteral("yes"),  QStringLiteral("true"),
                                  QStringLiteral("1"), QStringLiteral("t"),    QStringLiteral("x"),
                                  QStringLiteral("✓"), QStringLiteral("✔"),    QStringLiteral("tick"),
                                  QStringLiteral("☑"), QStringLiteral("given")};
    static const QStringList kNo{QStringLiteral("n"), QStringLiteral("no"), QStringLiteral("false"),
                                 QStringLiteral("0"), QStringLiteral("f"),  QStringLiteral("refused")};
    const QString word = cell.trimmed().toLower();
    if (kYes.contains(word)) {
        return true;
    }
    return kNo.contains(word) ? std::optional(false) : std::nullopt;
}

QMap<QString, QString> guessConsentColumns(const Table& table, const QList<Purpose>& purposes)
{
    QMap<QString, QString> columns;
    for (const Purpose& purpose : purposes) {
        // A photo consent is no biometric one: that is never guessed.
        if (!purpose.active || purpose.key == QLatin1String("biometric")) {
            continue;
        }
        for (qsizetype column = 0; column < table.header.size(); ++column) {
            const QString& header = table.header.at(column);
            const QString letters = plain(header);
            const bool isNamed = letters.contains(plain(purpose.key)) || letters.contains(plain(purpose.name));
            if (isNamed && !columns.contains(header) && holdsAnswers(table, column)) {
                columns.insert(header, kConsentPrefix + purpose.key);
                break;
            }
        }
    }
    return columns;
}

QList<RosterConsent> consentsFromTable(const Table& table, const QMap<QString, QString>& columns, qsizetype idColumn,
                                       QList<TableProblem>& problems)
{
    QList<RosterConsent> consents;
    for (const TableRow& row : table.rows) {
        const QString id = row.values.at(idColumn).simplified();
        for (qsizetype column = 0; column < table.header.size(); ++column) {
            const QString mapped = columns.value(table.header.at(column));
            const QString cell = row.values.at(column).trimmed();
            if (!mapped.startsWith(kConsentPrefix) || cell.isEmpty()) {
                continue;
            }
            if (const auto answer = answerFrom(cell)) {
                consents += {row.line, id, mapped.mid(kConsentPrefix.size()), *answer};
            } else {
                problems.append(
                    {row.line, tr("“%1” in the column %2 is neither yes nor no.").arg(cell, table.header.at(column))});
            }
        }
    }
    return consents;
}

Result<void> addConsents(Library& library, const Roster& roster, RosterChanges& changes)
{
    if (roster.consents.isEmpty()) {
        return {};
    }
    const auto known = readKnown(library);
    if (!known) {
        return propagate(known);
    }
    QStringList unknown;
    for (const RosterConsent& consent : roster.consents) {
        if (!known->purposes.contains(consent.purpose)) {
            if (!unknown.contains(consent.purpose)) {
                unknown += consent.purpose;
                changes.problems.append({kHeaderLine, tr("There is no purpose called %1.").arg(consent.purpose)});
            }
            continue;
        }
        const auto said = saidBefore(*known, roster, consent);
        const bool isNo = said && *said != Decision::Granted;
        if (isNo && consent.isYes) {
            changes.keptNoes += keptNo(*known, consent);
        } else if (!said || isNo == consent.isYes) {
            changes.consents += consent;
        }
    }
    return {};
}

Result<void> recordConsents(Library& library, const Roster& roster, const QList<RosterConsent>& consents)
{
    const auto known = readKnown(library);
    if (!known) {
        return propagate(known);
    }
    QList<Consent> rows;
    for (const RosterConsent& consent : consents) {
        const auto person = known->people.constFind(consent.externalId);
        if (person == known->people.constEnd()) {
            return fail(
                ErrorCode::NotFound,
                tr("Line %1 answers for somebody who is not in the library. Nothing was changed.").arg(consent.line));
        }
        Consent row;
        row.person = person->id;
        row.purpose = known->purposes.value(consent.purpose).id;
        row.decision = consent.isYes ? Decision::Granted : Decision::Refused;
        row.party = partyOf(roster, person->kind);
        row.on = roster.consentsOn;
        row.recordedBy = library.user().id;
        row.recordedAt = library.clock().now();
        rows += row;
    }
    const auto ids = ConsentRepository(library.db()).insertAll(rows);
    if (!ids) {
        return propagate(ids);
    }
    QMap<PersonId, QJsonArray> ofPerson;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        ofPerson[rows.at(i).person] << ids->at(i).value;
    }
    for (auto person = ofPerson.begin(); person != ofPerson.end(); ++person) {
        const auto logged = audit::append(
            library, QStringLiteral("consent.import"),
            {{QStringLiteral("person"), person.key().value}, {QStringLiteral("consents"), person.value()}});
        if (!logged) {
            return propagate(logged);
        }
    }
    return {};
}

} // namespace cloakroom
