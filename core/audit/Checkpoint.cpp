#include "core/audit/Checkpoint.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/BackupRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QtEndian>

#include <optional>

namespace cloakroom::audit {

namespace {

constexpr int kFormat = 1;
constexpr qint64 kMostBytes = 16'384;
constexpr qsizetype kIdBytes = 16;
constexpr qsizetype kHashBytes = 32;
constexpr qsizetype kSignatureBytes = 64;

QString tr(const char* text)
{
    return QCoreApplication::translate("AuditLog", text);
}

QByteArray number(qint64 value)
{
    QByteArray bytes(8, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

std::optional<QByteArray> bytesOf(const QJsonObject& object, const char* key, qsizetype size)
{
    const QByteArray bytes = QByteArray::fromHex(object.value(QLatin1String(key)).toString().toLatin1());
    return bytes.size() == size ? std::optional(bytes) : std::nullopt;
}

tl::unexpected<Error> notOne()
{
    return fail(ErrorCode::Invalid, tr("This file is not a checkpoint of a log, or it was damaged."));
}

Result<void> writeNewFile(const QString& path, const QByteArray& bytes)
{
    if (QFileInfo::exists(path)) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There is a file of this name already, which is never replaced. Choose another name."));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(ErrorCode::Unreadable,
                    tr("The file could not be written. Check the folder and its disk, then try again."),
                    QStringLiteral("error %1").arg(static_cast<int>(file.error())));
    }
    return {};
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

QByteArray checkpointText(const Checkpoint& checkpoint)
{
    return QByteArrayLiteral("ck-chkp1") + checkpoint.libraryId + number(checkpoint.seq) + checkpoint.head
        + number(checkpoint.photos) + number(checkpoint.user.value)
        + checkpoint.at.toUTC().toString(Qt::ISODate).toLatin1();
}

QByteArray encodeCheckpoint(const Checkpoint& checkpoint)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("checkpoint_format"), kFormat},
                                     {QStringLiteral("library"), hex(checkpoint.libraryId)},
                                     {QStringLiteral("entry"), checkpoint.seq},
                                     {QStringLiteral("head"), hex(checkpoint.head)},
                                     {QStringLiteral("photos"), checkpoint.photos},
                                     {QStringLiteral("at"), checkpoint.at.toUTC().toString(Qt::ISODate)},
                                     {QStringLiteral("user"), checkpoint.user.value},
                                     {QStringLiteral("signer"), hex(checkpoint.signer)},
                                     {QStringLiteral("signature"), hex(checkpoint.signature)}})
        .toJson();
}

Result<Checkpoint> decodeCheckpoint(const QByteArray& bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const auto library = bytesOf(object, "library", kIdBytes);
    const auto head = bytesOf(object, "head", kHashBytes);
    const auto signer = bytesOf(object, "signer", kHashBytes);
    const auto signature = bytesOf(object, "signature", kSignatureBytes);
    const QDateTime at = QDateTime::fromString(object.value(QStringLiteral("at")).toString(), Qt::ISODate);
    const qint64 seq = object.value(QStringLiteral("entry")).toInteger(-1);
    const bool isOurs = object.value(QStringLiteral("checkpoint_format")).toInteger(0) == kFormat;
    if (!isOurs || !library || !head || !signer || !signature || !at.isValid() || seq < 1) {
        return notOne();
    }
    return Checkpoint{*library,   seq,
                      *head,      object.value(QStringLiteral("photos")).toInteger(),
                      at.toUTC(), UserId{object.value(QStringLiteral("user")).toInteger()},
                      *signer,    *signature};
}

Result<void> writeCheckpoint(const Checkpoint& checkpoint, const QString& path)
{
    return writeNewFile(path, encodeCheckpoint(checkpoint));
}

Result<Checkpoint> readCheckpoint(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Unreadable, tr("The checkpoint cannot be read. Choose the file that you kept."));
    }
    const QByteArray bytes = file.read(kMostBytes + 1);
    return bytes.size() > kMostBytes ? Result<Checkpoint>(notOne()) : decodeCheckpoint(bytes);
}

Result<void> requireGenuine(const Library& library, const Checkpoint& checkpoint)
{
    if (library.libraryId() != hex(checkpoint.libraryId)) {
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
