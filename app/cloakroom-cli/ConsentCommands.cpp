#include "Arguments.h"
#include "Commands.h"
#include "Csv.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "TextTable.h"
#include "core/catalogue/Library.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/roster/RosterFile.h"
#include "core/worker/WorkerPool.h"

#include <QFileInfo>
#include <QHash>

namespace cloakroom::cli {

namespace {

struct RecordOptions {
    QString person;
    bool isExternal = false;
    QString purpose;
    Decision decision = Decision::Refused;
    Party party = Party::Parent1;
    QDate on;
    std::optional<QDate> until;
    QString evidence;
    QString note;
};

Result<ConsentDraft> draftOf(Library& library, const RecordOptions& options)
{
    const auto person = findPerson(library, options.person, options.isExternal);
    if (!person) {
        return propagate(person);
    }
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    ConsentDraft draft;
    draft.person = person->id;
    draft.purpose = purpose->id;
    draft.decision = options.decision;
    draft.party = options.party;
    draft.on = options.on;
    draft.until = options.until;
    draft.note = options.note;
    if (!options.evidence.isEmpty()) {
        const auto evidence = readUserFile(options.evidence);
        if (!evidence) {
            return propagate(evidence);
        }
        draft.evidence = *evidence;
        draft.evidenceName = QFileInfo(options.evidence).fileName();
    }
    return draft;
}

Result<Answer> recordConsent(Library& library, const RecordOptions& options)
{
    const auto draft = draftOf(library, options);
    if (!draft) {
        return propagate(draft);
    }
    const auto recorded = ConsentLedger(library).record(*draft);
    if (!recorded) {
        return propagate(recorded);
    }
    QString text = Cli::tr("Recorded as consent %1.").arg(recorded->id.value);
    if (!recorded->takedowns.isEmpty()) {
        text += Cli::tr("\nPublications to take down now: %1. See: register takedowns")
                    .arg(wordsOf(idsToJson(recorded->takedowns)));
    }
    return Answer{QJsonObject{{QStringLiteral("consent_id"), recorded->id.value},
                              {QStringLiteral("takedowns"), idsToJson(recorded->takedowns)}},
                  ExitStatus::Done, text};
}

struct ImportOptions {
    QString file;
    bool isDryRun = false;
};

Result<Answer> importConsents(CommandContext& context, const ImportOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto table = readListFile(context.workers(), options.file);
    if (!table) {
        return propagate(table);
    }
    const CsvMode mode = options.isDryRun ? CsvMode::DryRun : CsvMode::Write;
    const auto report = (*library)->run([&](Library& open) { return ConsentLedger(open).importTable(*table, mode); });
    return report ? Result<Answer>(csvAnswer(*report, mode)) : propagate(report);
}

Result<QHash<PurposeId, QString>> purposeKeys(Library& library)
{
    const auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    QHash<PurposeId, QString> keys;
    for (const Purpose& purpose : *purposes) {
        keys.insert(purpose.id, purpose.key);
    }
    return keys;
}

QJsonObject consentToJson(const Consent& consent, const QString& purposeKey)
{
    return {{QStringLiteral("id"), consent.id.value},
            {QStringLiteral("person"), consent.person.value},
            {QStringLiteral("purpose"), purposeKey},
            {QStringLiteral("decision"), decisionKey(consent.decision)},
            {QStringLiteral("by"), partyKey(consent.party)},
            {QStringLiteral("on"), consent.on.toString(Qt::ISODate)},
            {QStringLiteral("until"), dayToJson(consent.until)},
            {QStringLiteral("evidence"), textToJson(consent.evidenceName)},
            {QStringLiteral("note"), textToJson(consent.note)},
            {QStringLiteral("recorded_at"), timeToJson(consent.recordedAt)}};
}

struct ShowOptions {
    QString person;
    bool isExternal = false;
    QString purpose;
};

Result<Answer> showConsents(Library& library, const ShowOptions& options)
{
    const auto person = findPerson(library, options.person, options.isExternal);
    if (!person) {
        return propagate(person);
    }
    const auto keys = purposeKeys(library);
    if (!keys) {
        return propagate(keys);
    }
    std::optional<PurposeId> purpose;
    if (!options.purpose.isEmpty()) {
        const auto found = Purposes(library).byKey(options.purpose);
        if (!found) {
            return propagate(found);
        }
        purpose = found->id;
    }
    const auto history = ConsentLedger(library).history(person->id, purpose);
    if (!history) {
        return propagate(history);
    }
    QJsonArray array;
    for (const Consent& consent : *history) {
        array << consentToJson(consent, keys->value(consent.purpose));
    }
    return listAnswer(array,
                      {QStringLiteral("id"), QStringLiteral("purpose"), QStringLiteral("decision"),
                       QStringLiteral("by"), QStringLiteral("on"), QStringLiteral("until"), QStringLiteral("evidence"),
                       QStringLiteral("recorded_at")});
}

QJsonObject standingToJson(const Standing& standing)
{
    return {{QStringLiteral("may_show"), standing.mayShow},
            {QStringLiteral("rule"), ruleKey(standing.rule)},
            {QStringLiteral("ends_on"), dayToJson(standing.endsOn)}};
}

Result<Answer> listDue(Library& library, int days)
{
    const auto keys = purposeKeys(library);
    if (!keys) {
        return propagate(keys);
    }
    const auto due = ConsentLedger(library).due(days);
    if (!due) {
        return propagate(due);
    }
    QJsonArray array;
    for (const DueConsent& one : *due) {
        QJsonObject json = standingToJson(one.standing);
        json.insert(QStringLiteral("person"), one.person.id.value);
        json.insert(QStringLiteral("external_id"), textToJson(one.person.externalId));
        json.insert(QStringLiteral("name"), one.person.fullName());
        json.insert(QStringLiteral("purpose"), keys->value(one.purpose));
        array << json;
    }
    return listAnswer(array,
                      {QStringLiteral("person"), QStringLiteral("name"), QStringLiteral("purpose"),
                       QStringLiteral("rule"), QStringLiteral("ends_on")});
}

QJsonObject matrixRowToJson(const MatrixRow& row, const QList<Purpose>& purposes)
{
    QJsonObject standings;
    for (qsizetype i = 0; i < purposes.size() && i < row.standings.size(); ++i) {
        standings.insert(purposes[i].key, standingToJson(row.standings[i]));
    }
    return {{QStringLiteral("person"), row.person.id.value},
            {QStringLiteral("external_id"), textToJson(row.person.externalId)},
            {QStringLiteral("name"), row.person.fullName()},
            {QStringLiteral("protected"), row.person.protection.isProtected},
            {QStringLiteral("purposes"), standings}};
}

/// One line for each person, one column for each purpose: "yes", or the rule that says no.
QString matrixWords(const QList<MatrixRow>& rows, const QList<Purpose>& purposes)
{
    QStringList columns{QStringLiteral("name")};
    for (const Purpose& purpose : purposes) {
        columns << purpose.key;
    }
    QJsonArray lines;
    for (const MatrixRow& row : rows) {
        QJsonObject line{{QStringLiteral("name"), row.person.fullName()}};
        for (qsizetype i = 0; i < purposes.size() && i < row.standings.size(); ++i) {
            const Standing& standing = row.standings[i];
            line.insert(purposes[i].key, standing.mayShow ? QStringLiteral("yes") : ruleKey(standing.rule));
        }
        lines << line;
    }
    return tableOf(lines, columns);
}

struct MatrixOptions {
    QString group;
    std::optional<QDate> on;
};

Result<Answer> showMatrix(Library& library, const MatrixOptions& options)
{
    std::optional<GroupId> group;
    if (!options.group.isEmpty()) {
        const auto found = People(library).findGroup(options.group);
        if (!found) {
            return propagate(found);
        }
        group = found->id;
    }
    auto purposes = Purposes(library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    purposes->removeIf([](const Purpose& purpose) { return !purpose.active; });
    const auto rows = ConsentLedger(library).matrix(group, *purposes, options.on.value_or(library.today()));
    if (!rows) {
        return propagate(rows);
    }
    QJsonArray array;
    for (const MatrixRow& row : *rows) {
        array << matrixRowToJson(row, *purposes);
    }
    return Answer{array, ExitStatus::Done, matrixWords(*rows, *purposes)};
}

void addRecord(CommandGroup& consents)
{
    auto options = std::make_shared<RecordOptions>();
    CLI::App& command =
        consents.add("record", "Record one decision; nothing recorded is ever changed",
                     LibraryWork([options](Library& library) { return recordConsent(library, *options); }));
    addText(command, "PERSON", options->person, "Id, external id or full name")->required();
    command.add_flag("--external", options->isExternal, "PERSON is an external id");
    addText(command, "PURPOSE", options->purpose, "Key of the purpose")->required();
    addKey(command, "DECISION", options->decision, decisionFromKey, "granted, refused, withdrawn")->required();
    addKey(command, "--by", options->party, partyFromKey, "parent1, parent2, carer, authority, child, self")
        ->required();
    addDay(command, "--on", options->on, "In force from this day")->required()->type_name("DAY");
    addDay(command, "--until", options->until, "Last day on which a grant holds")->type_name("DAY");
    addText(command, "--evidence", options->evidence, "A scan or photo of the form, kept encrypted")->type_name("FILE");
    addText(command, "--note", options->note, "Words to keep with it");
}

void addViews(CommandGroup& consents)
{
    auto showing = std::make_shared<ShowOptions>();
    CLI::App& show = consents.add("show", "Every decision about a person, newest first",
                                  LibraryWork([showing](Library& library) { return showConsents(library, *showing); }));
    addText(show, "PERSON", showing->person, "Id, external id or full name")->required();
    show.add_flag("--external", showing->isExternal, "PERSON is an external id");
    addText(show, "--purpose", showing->purpose, "Only for this purpose");

    constexpr int kUsualDays = 30;
    auto days = std::make_shared<int>(kUsualDays);
    CLI::App& due = consents.add("due", "Consents that end soon or are missing",
                                 LibraryWork([days](Library& library) { return listDue(library, *days); }));
    due.add_option("--within", *days, "Ending within this many days (30)")
        ->check(CLI::NonNegativeNumber)
        ->type_name("DAYS");

    auto shown = std::make_shared<MatrixOptions>();
    CLI::App& matrix = consents.add("matrix", "How each person of a group stands for each purpose",
                                    LibraryWork([shown](Library& library) { return showMatrix(library, *shown); }));
    addText(matrix, "--group", shown->group, "The group; without it everybody");
    addDay(matrix, "--on", shown->on, "As the ledger has it for this day (today)")->type_name("DAY");
}

} // namespace

void addConsentCommands(CommandGroup& root)
{
    CommandGroup consents = root.group("consent", "Who agreed to what");
    addRecord(consents);
    auto importing = std::make_shared<ImportOptions>();
    CLI::App& command =
        consents.add("import", "Record decisions from a CSV; all or nothing",
                     Handler([importing](CommandContext& context) { return importConsents(context, *importing); }));
    addText(command, "FILE", importing->file, "CSV with the columns external_id, purpose, decision, by, on, until")
        ->required();
    command.add_flag("--dry-run", importing->isDryRun, "Only say what would be done");
    addViews(consents);
    addConsentPaperCommands(consents);
}

} // namespace cloakroom::cli
