#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/catalogue/Library.h"
#include "core/intake/Cards.h"
#include "core/intake/Imports.h"
#include "core/intake/ReceiptPage.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

QJsonObject toJson(const ImportRecord& record)
{
    return {{QStringLiteral("id"), record.id.value},
            {QStringLiteral("by"), record.by},
            {QStringLiteral("started_at"), timeToJson(record.startedAt)},
            {QStringLiteral("finished_at"), timeToJson(record.finishedAt)},
            {QStringLiteral("source"), record.source},
            {QStringLiteral("event"), textToJson(record.event)},
            {QStringLiteral("group"), textToJson(record.group)},
            {QStringLiteral("photographer"), textToJson(record.fields.photographer)},
            {QStringLiteral("note"), textToJson(record.fields.note)},
            {QStringLiteral("imported"), record.imported},
            {QStringLiteral("parts"), record.parts},
            {QStringLiteral("duplicates"), record.duplicates},
            {QStringLiteral("failed"), record.failed},
            {QStringLiteral("skipped"), record.skipped},
            {QStringLiteral("cleared"), record.cleared},
            {QStringLiteral("left_on_source"), record.leftOnSource},
            {QStringLiteral("bytes"), record.bytes},
            {QStringLiteral("settled_at"), timeToJson(record.settledAt)},
            {QStringLiteral("undone_at"), timeToJson(record.undoneAt)}};
}

QJsonObject toJson(const ImportFile& file)
{
    return {{QStringLiteral("path"), file.path},
            {QStringLiteral("bytes"), file.bytes},
            {QStringLiteral("hash"), textToJson(QString::fromLatin1(file.digest.toHex()))},
            {QStringLiteral("outcome"), fileOutcomeKey(file.outcome)},
            {QStringLiteral("reason"), textToJson(file.reason)},
            {QStringLiteral("photo"), idToJson(file.photo)},
            {QStringLiteral("clearing"), clearingKey(file.clearing)},
            {QStringLiteral("cleared_at"), timeToJson(file.clearedAt)},
            {QStringLiteral("kept_reason"), textToJson(file.keptReason)}};
}

Result<Answer> listed(const Result<QList<ImportRecord>>& records)
{
    if (!records) {
        return propagate(records);
    }
    QJsonArray array;
    for (const ImportRecord& record : *records) {
        array << toJson(record);
    }
    return listAnswer(array,
                      {QStringLiteral("id"), QStringLiteral("started_at"), QStringLiteral("by"),
                       QStringLiteral("event"), QStringLiteral("imported"), QStringLiteral("parts"),
                       QStringLiteral("duplicates"), QStringLiteral("failed"), QStringLiteral("cleared"),
                       QStringLiteral("left_on_source")});
}

Result<Answer> shown(Library& library, ImportId import)
{
    const auto receipt = Imports(library).receipt(import);
    if (!receipt) {
        return propagate(receipt);
    }
    QJsonObject json = toJson(receipt->record);
    QJsonArray files;
    for (const ImportFile& file : receipt->files) {
        files << toJson(file);
    }
    json.insert(QStringLiteral("files"), files);
    json.insert(QStringLiteral("receipt_hash"), QString::fromLatin1(receipt->digest.toHex()));
    return Answer{json, ExitStatus::Done, {}, json.keys()};
}

struct ReceiptOptions {
    ImportId import;
    QString file;
};

Result<Answer> written(Library& library, const ReceiptOptions& options)
{
    const auto receipt = Imports(library).receipt(options.import);
    if (!receipt) {
        return propagate(receipt);
    }
    if (const auto done = writeReceiptPdf(*receipt, options.file); !done) {
        return propagate(done);
    }
    return Answer{QJsonObject{{QStringLiteral("file"), options.file},
                              {QStringLiteral("files"), receipt->files.size()},
                              {QStringLiteral("receipt_hash"), QString::fromLatin1(receipt->digest.toHex())}},
                  ExitStatus::Done, Cli::tr("Wrote the receipt to %1.").arg(options.file)};
}

Answer moved(const Result<int>& photos, const QString& words)
{
    return {QJsonObject{{QStringLiteral("photos"), *photos}}, ExitStatus::Done, words.arg(*photos)};
}

void addOneImport(CommandGroup& group, const char* name, const char* description,
                  const std::function<Result<Answer>(Library&, ImportId)>& work)
{
    auto import = std::make_shared<ImportId>();
    CLI::App& command =
        group.add(name, description,
                  LibraryWork([import, work](Library& library) -> Result<Answer> { return work(library, *import); }));
    addId(command, "IMPORT", *import, "Id of the import");
}

QJsonObject toJson(const Card& card, const CardFacts& facts)
{
    return {{QStringLiteral("name"), card.name},
            {QStringLiteral("path"), card.path},
            {QStringLiteral("camera"), textToJson(facts.camera)},
            {QStringLiteral("files"), facts.files},
            {QStringLiteral("new"), facts.newFiles},
            {QStringLiteral("new_bytes"), facts.newBytes},
            {QStringLiteral("first"), dayToJson(facts.first.isValid() ? std::optional(facts.first) : std::nullopt)},
            {QStringLiteral("last"), dayToJson(facts.last.isValid() ? std::optional(facts.last) : std::nullopt)}};
}

Result<Answer> listCards(CommandContext& context, const QStringList& folders)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    QList<MountedVolume> volumes;
    for (const QString& folder : folders) {
        volumes.append({folder, {}});
    }
    QJsonArray cards;
    ProgressBar progress = context.progress();
    for (const Card& card : cardsAmong(folders.isEmpty() ? mountedVolumes() : volumes)) {
        const auto facts = lookAtCard(**library, context.workers(), card, progress);
        if (!facts) {
            return propagate(facts);
        }
        cards << toJson(card, *facts);
    }
    return listAnswer(cards,
                      {QStringLiteral("name"), QStringLiteral("path"), QStringLiteral("camera"), QStringLiteral("new"),
                       QStringLiteral("files"), QStringLiteral("first"), QStringLiteral("last")});
}

void addCards(CommandGroup& imports)
{
    auto folders = std::make_shared<QStringList>();
    CLI::App& command =
        imports.add("cards", "Memory cards that are mounted, with what is new on them",
                    Handler([folders](CommandContext& context) { return listCards(context, *folders); }));
    addTexts(command, "--mount", *folders, "Look at these mount points instead");
}

void addReminder(CommandGroup& imports)
{
    auto hours = std::make_shared<std::optional<int>>();
    CLI::App& command = imports.add(
        "reminder", "See or set after how many hours photos should be off cards and personal devices (0 = no reminder)",
        LibraryWork([hours](Library& library) -> Result<Answer> {
            Imports service(library);
            if (*hours) {
                if (const auto done = service.setReminderHours(**hours); !done) {
                    return propagate(done);
                }
            }
            const auto now = service.reminderHours();
            if (!now) {
                return propagate(now);
            }
            return Answer{QJsonObject{{QStringLiteral("hours"), *now}}, ExitStatus::Done,
                          *now > 0 ? Cli::tr("Reminds after %1 hours.").arg(*now) : Cli::tr("No reminder is set.")};
        }));
    command.add_option_function<int>(
        "--hours", [hours](int value) { *hours = value; }, "Set it, 0 to 8760");
}

} // namespace

void addImportsCommands(CommandGroup& root)
{
    CommandGroup imports = root.group("imports", "Receipts of imports; undo one; what is still on cards");
    imports.add("list", "All imports, newest first",
                LibraryWork([](Library& library) { return listed(Imports(library).list()); }));
    imports.add("overdue", "Imports whose files should have been off their card by now",
                LibraryWork([](Library& library) { return listed(Imports(library).overdue()); }));
    addOneImport(imports, "show", "What became of every file of an import, with hashes", shown);
    addOneImport(imports, "undo", "Put all photos that an import brought in into the bin",
                 [](Library& library, ImportId import) -> Result<Answer> {
                     const auto photos = Imports(library).undo(import);
                     return photos ? Result<Answer>(moved(photos, Cli::tr("Photos put into the bin: %1.")))
                                   : propagate(photos);
                 });
    addOneImport(imports, "redo", "Take the photos of an undone import out of the bin",
                 [](Library& library, ImportId import) -> Result<Answer> {
                     const auto photos = Imports(library).redo(import);
                     return photos ? Result<Answer>(moved(photos, Cli::tr("Photos taken out of the bin: %1.")))
                                   : propagate(photos);
                 });
    addOneImport(imports, "settle", "Say that the card is empty: no more reminders of it",
                 [](Library& library, ImportId import) -> Result<Answer> {
                     const auto done = Imports(library).settle(import);
                     return done ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("import"), import.value}},
                                                         ExitStatus::Done, Cli::tr("Noted.")})
                                 : propagate(done);
                 });
    auto options = std::make_shared<ReceiptOptions>();
    CLI::App& receipt = imports.add("receipt", "Write an import's receipt as a PDF",
                                    LibraryWork([options](Library& library) { return written(library, *options); }));
    addId(receipt, "IMPORT", options->import, "Id of the import");
    addText(receipt, "--to", options->file, "The PDF to write")->required()->type_name("FILE");
    addReminder(imports);
    addCards(imports);
}

} // namespace cloakroom::cli
