#include "core/intake/ReceiptPage.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ReceiptPage", text);
}

QString when(const QDateTime& utc)
{
    return utc.isValid() ? QLocale().toString(utc.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString row(const QString& name, const QString& value)
{
    return value.isEmpty()
        ? QString()
        : QStringLiteral("<tr><td width='28%'>%1</td><td>%2</td></tr>").arg(name, value.toHtmlEscaped());
}

QString outcomeOf(const ImportFile& file)
{
    switch (file.outcome) {
    case FileOutcome::Imported:
        return tr("In the library, read back and compared");
    case FileOutcome::Part:
        return tr("In the library, kept with its photo");
    case FileOutcome::Duplicate:
        return tr("Was in the library already");
    case FileOutcome::Failed:
        return tr("Not in the library: %1").arg(file.reason);
    case FileOutcome::Skipped:
        break;
    }
    return tr("Passed over: %1").arg(file.reason);
}

QString clearingOf(const ImportFile& file)
{
    switch (file.clearing) {
    case Clearing::Done:
        return tr("Compared once more and removed, %1").arg(when(file.clearedAt));
    case Clearing::Begun:
        return tr("The import was cut off while this file was being removed: it may still be there");
    case Clearing::Kept:
        return tr("Left there: %1").arg(file.keptReason);
    case Clearing::No:
        break;
    }
    return tr("Left there");
}

QString fileRow(const ImportFile& file)
{
    const QString hash = file.digest.isEmpty() ? QStringLiteral("–") : QString::fromLatin1(file.digest.toHex());
    return QStringLiteral("<tr><td>%1<br/><span style='font-family:monospace;font-size:6pt'>%2</span></td>"
                          "<td align='right'>%3</td><td>%4</td><td>%5</td></tr>")
        .arg(file.path.toHtmlEscaped(), hash, QLocale().formattedDataSize(file.bytes), outcomeOf(file).toHtmlEscaped(),
             clearingOf(file).toHtmlEscaped());
}

QString headOf(const ImportReceipt& receipt)
{
    const ImportRecord& record = receipt.record;
    return row(tr("School"), receipt.school) + row(tr("Library"), receipt.libraryId)
        + row(tr("Import"), QString::number(record.id.value)) + row(tr("Imported by"), record.by)
        + row(tr("Begun"), when(record.startedAt))
        + row(tr("Finished"),
              record.finishedAt.isValid() ? when(record.finishedAt)
                                          : tr("The import was cut off; it goes on when it is "
                                               "started again"))
        + row(tr("From"), record.source) + row(tr("Event"), record.event) + row(tr("Group"), record.group)
        + row(tr("Photographer"), record.fields.photographer) + row(tr("Note"), record.fields.note)
        + row(tr("Undone"), when(record.undoneAt));
}

QString countsOf(const ImportRecord& record)
{
    return tr("%1 photos and %2 files that belong to them came in, %3 were in the library already, %4 did not come in, "
              "%5 were passed over. %6 were removed from the card, %7 that are in the library were left on it.")
        .arg(record.imported)
        .arg(record.parts)
        .arg(record.duplicates)
        .arg(record.failed)
        .arg(record.skipped)
        .arg(record.cleared)
        .arg(record.leftOnSource);
}

} // namespace

QString receiptHtml(const ImportReceipt& receipt)
{
    QString rows;
    for (const ImportFile& file : receipt.files) {
        rows += fileRow(file);
    }
    return QStringLiteral("<h2>%1</h2><table width='100%' cellpadding='2'>%2</table><p>%3</p>"
                          "<table width='100%' border='1' cellspacing='0' cellpadding='3' style='font-size:8pt'>"
                          "<thead><tr><th align='left'>%4</th><th>%5</th><th align='left'>%6</th>"
                          "<th align='left'>%7</th></tr></thead>%8</table><p style='font-size:8pt'>%9</p>")
        .arg(tr("Receipt of an import"), headOf(receipt), countsOf(receipt.record).toHtmlEscaped(),
             tr("File and check value"), tr("Size"), tr("Library"), tr("Card"), rows,
             tr("Check values are BLAKE2b-256 of each file, keyed for this library, so that only the library can tell "
                "a file by them. Check value of this list, as it stands in the library's log at the end of the "
                "import: %1")
                 .arg(QString::fromLatin1(receipt.digest.toHex())));
}

Result<void> writeReceiptPdf(const ImportReceipt& receipt, const QString& path)
{
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        return fail(ErrorCode::Unsupported,
                    tr("A receipt cannot be written from within the shell. Run \"imports receipt\" by itself."));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(
            ErrorCode::Unreadable,
            tr("The receipt cannot be written to %1. Choose another folder; the import itself is safe.").arg(path));
    }
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
        writer.setTitle(tr("Receipt of an import"));
        QTextDocument page;
        page.setDefaultFont(QFont(QStringLiteral("Sans Serif"), 10));
        page.setHtml(receiptHtml(receipt));
        page.print(&writer);
    }
    if (file.error() != QFileDevice::NoError || !file.commit()) {
        return fail(ErrorCode::NoSpace,
                    tr("The receipt could not be written whole, so it was not kept. Make room, then try again."));
    }
    return {};
}

} // namespace cloakroom
