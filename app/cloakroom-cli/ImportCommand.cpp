#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
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
    return text;
}

Result<Answer> runImport(CommandContext& context, const ImportRequest& request)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    ProgressBar progress = context.progress();
    const auto report = importPhotos(**library, context.workers(), request, progress);
    if (!report) {
        return propagate(report);
    }
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("found"), report->found},
                              {QStringLiteral("imported"), report->imported},
                              {QStringLiteral("duplicates"), report->duplicates},
                              {QStringLiteral("failed"), failuresOf(report->failed)},
                              {QStringLiteral("cleared"), report->cleared},
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
    auto request = std::make_shared<ImportRequest>();
    CLI::App& command = root.add("import", "Copy photos from cards and folders (recursively) into the library",
                                 Handler([request](CommandContext& context) { return runImport(context, *request); }));
    addTexts(command, "SOURCE", request->sources, "Files and folders")->required();
    addText(command, "--event", request->event, "The event they belong to; made when there is none of that name");
    command.add_flag("--clear-source", request->clearSource,
                     "Remove from the source what is proven safe in the library");
    command.add_flag("--dry-run", request->isDryRun, "Only say what would be done");
}

} // namespace cloakroom::cli
