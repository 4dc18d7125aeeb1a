#include "ExportAnswer.h"

#include "Json.h"

namespace cloakroom::cli {

namespace {

QJsonObject exportedToJson(const ExportedPhoto& photo)
{
    return {{QStringLiteral("photo"), photo.photo.value},
            {QStringLiteral("file"), textToJson(photo.file)},
            {QStringLiteral("sha256"), QString::fromLatin1(photo.sha256.toHex())},
            {QStringLiteral("shown"), idsToJson(photo.shown)},
            {QStringLiteral("covered"), idsToJson(photo.covered)},
            {QStringLiteral("register"), idToJson(photo.registerEntry)}};
}

} // namespace

Answer exportAnswer(const ExportReport& report, bool isDryRun)
{
    QJsonArray exported;
    QString text =
        (isDryRun ? Cli::tr("Would be exported: %1. Refused: %2.\n") : Cli::tr("Exported: %1. Refused: %2.\n"))
            .arg(report.exported.size())
            .arg(report.refused.size());
    for (const ExportedPhoto& photo : report.exported) {
        exported << exportedToJson(photo);
        text += Cli::tr("  photo %1  faces shown: %2, covered: %3  %4\n")
                    .arg(photo.photo.value)
                    .arg(photo.shown.size())
                    .arg(photo.covered.size())
                    .arg(photo.file);
    }
    QJsonArray refused;
    for (const RefusedPhoto& photo : report.refused) {
        refused << QJsonObject{{QStringLiteral("photo"), photo.photo.value},
                               {QStringLiteral("reasons"), toJsonArray(photo.reasons)}};
        for (const Reason& reason : photo.reasons) {
            text += Cli::tr("  photo %1 stays in: %2\n").arg(photo.photo.value).arg(reason.text);
        }
    }
    return {QJsonObject{{QStringLiteral("exported"), exported},
                        {QStringLiteral("refused"), refused},
                        {QStringLiteral("cancelled"), report.wasCancelled}},
            statusWith(!report.refused.isEmpty() || report.wasCancelled), text};
}

} // namespace cloakroom::cli
