#include "core/audit/Checkpoint.h"

#include "core/audit/NewFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
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

} // namespace cloakroom::audit
