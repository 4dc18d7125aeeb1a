#include "ImportAnswer.h"

#include "Json.h"

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

} // namespace

Answer importAnswer(const ImportReport& report, bool isDryRun)
{
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("found"), report.found},
                              {QStringLiteral("imported"), report.imported},
                              {QStringLiteral("import"), idToJson(report.import)},
                              {QStringLiteral("parts"), report.parts},
                              {QStringLiteral("duplicates"), report.duplicates},
                              {QStringLiteral("failed"), failuresOf(report.failed)},
                              {QStringLiteral("cleared"), report.cleared},
                              {QStringLiteral("not_cleared"), failuresOf(report.notCleared)},
                              {QStringLiteral("skipped"), failuresOf(report.skipped)},
                              {QStringLiteral("faces"), report.faces},
                              {QStringLiteral("photos"), idsToJson(report.photos)},
                              {QStringLiteral("cancelled"), report.wasCancelled}};
    answer.status = statusWith(!report.failed.isEmpty() || report.wasCancelled);
    answer.text = wordsFor(report, isDryRun);
    return answer;
}

} // namespace cloakroom::cli
