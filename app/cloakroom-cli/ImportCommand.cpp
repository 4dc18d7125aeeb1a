#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/consent/People.h"
#include "core/intake/Importer.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

QJsonArray failuresOf(const QList<ImportFailure>& failures)
{
    QJsonArray array;
    for (const ImportFailure& failure : failures) {
        array << QJsonObject{{QStringLiteral("path"), failure.path}, {QStringLiteral("reason"), failure.reason}};
    }
    return array;
}

QString wordsFor(const ImportReport& report, bool isDryRun)
{
    QString text = isDryRun ? Cli::tr("Files looked at: %1. To be imported: %2. Already in the library: %3.\n")
                            : Cli::tr("Files looked at: %1. Imported: %2. Already in the library: %3.\n");
    text = text.arg(report.found).arg(report.imported).arg(report.duplicates);
    if (report.parts > 0) {
        text += Cli::tr("Kept with a photo (RAW, sound, settings and the like): %1.\n").arg(report.parts);
    }
    if (report.cleared > 0) {
        text += Cli::tr("Cleared from the source, after each was proven safe: %1.\n").arg(report.cleared);
    }
    if (report.wasCancelled) {
        text += Cli::tr("Stopped before the end. Run it again to go on.\n");
    }
    if (!report.failed.isEmpty()) {
        text += Cli::tr("Not imported: %1.\n").arg(report.failed.size());
    }
    for (const ImportFailure& failure : report.failed) {
        text += QStringLiteral("  %1: %2\n").arg(failure.path, failure.reason);
    }
    if (!report.notCleared.isEmpty()) {
        text += Cli::tr("Safe in the library, but left on the source: %1.\n").arg(report.notCleared.size());
    }
    for (const ImportFailure& kept : report.notCleared) {
        text += QStringLiteral("  %1: %2\n").arg(kept.path, kept.reason);
    }
    if (!report.skipped.isEmpty()) {
        text += Cli::tr("Passed over, since cameras and computers write it for themselves: %1.\n")
                    .arg(report.skipped.size());
    }
    return text;
}

struct ImportOptions {
    ImportRequest request;
    QString group;
};

Result<GroupId> groupNamed(LibraryThread& library, const QString& name)
{
    if (name.isEmpty()) {
        return GroupId();
    }
    return library.run([&name](Library& open) -> Result<GroupId> {
        const auto group = People(open).findGroup(name);
        return group ? Result<GroupId>(group->id) : Result<GroupId>(propagate(group));
    });
}

Result<Answer> runImport(CommandContext& context, const ImportOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto group = groupNamed(**library, options.group);
    if (!group) {
        return propagate(group);
    }
    ImportRequest request = options.request;
    request.fields.group = *group;
    ProgressBar progress = context.progress();
    const auto report = importPhotos(**library, context.workers(), request, progress);
    if (!report) {
        return propagate(report);
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("found"), report->found},
                              {QStringLiteral("imported"), report->imported},
                              {QStringLiteral("import"), idToJson(report->import)},
                              {QStringLiteral("parts"), report->parts},
                              {QStringLiteral("duplicates"), report->duplicates},
                              {QStringLiteral("failed"), failuresOf(report->failed)},
                              {QStringLiteral("cleared"), report->cleared},
                              {QStringLiteral("not_cleared"), failuresOf(report->notCleared)},
                              {QStringLiteral("skipped"), failuresOf(report->skipped)},
                              {QStringLiteral("faces"), report->faces},
                              {QStringLiteral("photos"), idsToJson(report->photos)},
                              {QStringLiteral("cancelled"), report->wasCancelled}};
    answer.status = statusWith(!report->failed.isEmpty() || report->wasCancelled);
    answer.text = wordsFor(*report, request.isDryRun);
    return answer;
}

} // namespace

void addImportCommand(CommandGroup& root)
{
    auto options = std::make_shared<ImportOptions>();
    ImportRequest* request = &options->request;
    CLI::App& command = root.add("import", "Copy photos from cards and folders (recursively) into the library",
                                 Handler([options](CommandContext& context) { return runImport(context, *options); }));
    addTexts(command, "SOURCE", request->sources, "Files and folders")->required();
    addText(command, "--event", request->event, "The event they belong to; made when there is none of that name");
    addText(command, "--group", options->group, "The class, team or other group that they show");
    addText(command, "--photographer", request->fields.photographer, "Who took them");
    addText(command, "--note", request->fields.note, "A note on each of them");
    command.add_flag("--clear-source", request->clearSource,
                     "Remove from the source what is proven safe in the library");
    command.add_flag("--dry-run", request->isDryRun, "Only say what would be done");
}

} // namespace cloakroom::cli
