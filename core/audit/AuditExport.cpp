// What of the log goes out to be kept elsewhere: a checkpoint that is signed, or all of it as a table.
#include "core/audit/AuditLog.h"
#include "core/audit/Checkpoint.h"
#include "core/audit/NewFile.h"
#include "core/catalogue/BackupRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace cloakroom::audit {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AuditLog", text);
}

/// A field of a table. A spreadsheet runs what begins like a formula: an apostrophe makes it text.
QByteArray cell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) {
        text.prepend(QLatin1Char('\''));
    }
    text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    return '"' + text.toUtf8() + '"';
}

QByteArray line(const AuditEntry& entry)
{
    const QString subject = QString::fromUtf8(QJsonDocument(entry.subject).toJson(QJsonDocument::Compact));
    return QByteArray::number(entry.seq) + ',' + cell(entry.time.toString(Qt::ISODateWithMs)) + ','
        + cell(entry.userName) + ',' + cell(entry.action) + ',' + cell(subject) + ',' + cell(entry.detail) + "\r\n";
}

Result<void> recordAlone(Library& library, const QString& action)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = append(library, action); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<void> requireGenuine(const Library& library, const Checkpoint& checkpoint)
{
    if (library.libraryId() != QString::fromLatin1(checkpoint.libraryId.toHex())) {
        return fail(ErrorCode::Invalid, tr("This is the checkpoint of another library."));
    }
    if (!UnlockedFolder::isSignedBy(checkpoint.signer, checkpointText(checkpoint), checkpoint.signature)) {
        return fail(ErrorCode::Damaged,
                    tr("The checkpoint file was changed after it was made, so it proves nothing. Use another one."));
    }
    return {};
}

Result<Checkpoint> makeCheckpoint(Library& library)
{
    if (const auto allowed = library.require(Right::SeeAllAudit); !allowed) {
        return propagate(allowed);
    }
    // First, so that the checkpoint covers its own making.
    if (const auto done = recordAlone(library, QStringLiteral("audit.checkpoint")); !done) {
        return propagate(done);
    }
    const auto head = BackupRepository(library.db()).auditHead();
    const auto counts = countLibrary(library);
    if (!head || !counts) {
        return !head ? propagate(head) : propagate(counts);
    }
    Checkpoint checkpoint{library.folder().libraryId(),
                          head->seq,
                          head->hash,
                          counts->photos,
                          library.clock().now().toUTC(),
                          library.user().id,
                          library.folder().slot().publicKey,
                          {}};
    checkpoint.signature = library.folder().sign(checkpointText(checkpoint));
    return checkpoint;
}

Result<qint64> exportCsv(Library& library, const QString& path)
{
    if (const auto allowed = library.require(Right::SeeAllAudit); !allowed) {
        return propagate(allowed);
    }
    if (const auto done = recordAlone(library, QStringLiteral("audit.export")); !done) {
        return propagate(done);
    }
    const auto entries = list(library, {});
    if (!entries) {
        return propagate(entries);
    }
    QByteArray table = QByteArrayLiteral("entry,time,user,action,subject,detail\r\n");
    for (auto entry = entries->crbegin(); entry != entries->crend(); ++entry) {
        table += line(*entry);
    }
    if (const auto written = writeNewFile(path, table); !written) {
        return propagate(written);
    }
    return entries->size();
}

} // namespace cloakroom::audit
