#include "Csv.h"

#include "Json.h"

#include <QFile>

namespace cloakroom::cli {

namespace {

constexpr qint64 kLargestFile = qint64{100} << 20;

QString wordsFor(const CsvReport& report, CsvMode mode)
{
    if (!report.errors.isEmpty()) {
        QString text = Cli::tr("Nothing was changed. Lines to mend: %1.\n").arg(report.errors.size());
        for (const TableProblem& problem : report.errors) {
            text += Cli::tr("  line %1: %2\n").arg(problem.line).arg(problem.reason);
        }
        return text;
    }
    const QString text = mode == CsvMode::DryRun
        ? Cli::tr("Would be added: %1, updated: %2, marked as left: %3. Unchanged: %4.")
        : Cli::tr("Added: %1, updated: %2, marked as left: %3. Unchanged: %4.");
    const QString people = text.arg(report.added).arg(report.updated).arg(report.left).arg(report.unchanged);
    QString words =
        report.decisions == 0 ? people : people + Cli::tr(" Decisions about photos: %1.").arg(report.decisions);
    if (report.takedowns > 0) {
        words += mode == CsvMode::DryRun
            ? Cli::tr(" Publications that would have to be taken down: %1.").arg(report.takedowns)
            : Cli::tr(" Publications to take down: %1.").arg(report.takedowns);
    }
    for (const TableProblem& kept : report.keptNoes) {
        words += Cli::tr("\n  line %1: %2").arg(kept.line).arg(kept.reason);
    }
    return words;
}

} // namespace

Result<QByteArray> readUserFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Unreadable, Cli::tr("The file %1 cannot be read.").arg(path), file.errorString());
    }
    const QByteArray bytes = file.read(kLargestFile + 1);
    if (bytes.size() > kLargestFile) {
        return fail(ErrorCode::Invalid, Cli::tr("The file %1 is larger than 100 MB.").arg(path));
    }
    return bytes;
}

Answer csvAnswer(const CsvReport& report, CsvMode mode)
{
    return {toJson(report), statusWith(!report.errors.isEmpty()), wordsFor(report, mode)};
}

} // namespace cloakroom::cli
