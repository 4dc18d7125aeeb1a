#include "core/storage/BackupManifest.h"

#include "core/crypto/Aead.h"
#include "core/crypto/KeyedHash.h"
#include "core/crypto/Signature.h"
#include "core/storage/LittleEndian.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kMagic = {'C', 'L', 'O', 'A', 'K', 'B', 'A', 'K'};
constexpr std::array<unsigned char, 8> kDomain = {'c', 'k', '-', 'b', 'm', 'a', 'n', '1'};
constexpr quint16 kVersion = 1;
constexpr qsizetype kHeaderBytes = 16;
constexpr qsizetype kSignerAt = 0;
constexpr qsizetype kSignatureAt = qsizetype{kPublicKeyBytes};
constexpr qsizetype kBodyAt = qsizetype{kPublicKeyBytes + kSignatureBytes};

tl::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged,
                QCoreApplication::translate("Backup",
                                            "This state of the backup is damaged or was changed, so it was not used. "
                                            "Try an older one, or another backup."),
                QStringLiteral("manifest: %1").arg(QLatin1String(what)));
}

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toHex());
}

QByteArray bytesOf(const QJsonValue& value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

QJsonArray toArray(const QHash<QString, FileDigest>& files)
{
    QJsonArray array;
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        array.append(QJsonArray{file.key(), file->size, hex(file->hash)});
    return array;
}

/// Nothing when an entry is odd.
std::optional<QHash<QString, FileDigest>> filesFrom(const QJsonValue& value)
{
    QHash<QString, FileDigest> files;
    for (const auto& one : value.toArray()) {
        const QJsonArray entry = one.toArray();
        const FileDigest digest{entry.at(1).toInteger(-1), bytesOf(entry.at(2))};
        if (entry.at(0).toString().isEmpty() || digest.size < 0 || digest.hash.size() != qsizetype{kDigestBytes})
            return std::nullopt;
        files.insert(entry.at(0).toString(), digest);
    }
    return files;
}

QJsonObject toJson(const BackupManifest& manifest)
{
    QJsonArray tombstones;
    for (const Tombstone& stone : manifest.tombstones) {
        tombstones.append(QJsonArray{hex(stone.uuid), stone.vaultName, stone.photo.value,
                                     stone.at.toUTC().toString(Qt::ISODateWithMs)});
    }
    return {{QStringLiteral("library"), hex(manifest.libraryId)},
            {QStringLiteral("generation"), qint64{manifest.generation}},
            {QStringLiteral("number"), manifest.number},
            {QStringLiteral("at"), manifest.at.toUTC().toString(Qt::ISODateWithMs)},
            {QStringLiteral("user"), manifest.user.value},
            {QStringLiteral("audit_seq"), manifest.auditSeq},
            {QStringLiteral("audit_head"), hex(manifest.auditHead)},
            {QStringLiteral("files"), toArray(manifest.files)},
            {QStringLiteral("originals"), toArray(manifest.originals)},
            {QStringLiteral("tombstones"), tombstones}};
}

Result<BackupManifest> fromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto files = filesFrom(object.value(QStringLiteral("files")));
    const auto originals = filesFrom(object.value(QStringLiteral("originals")));
    if (!files || !originals)
        return damaged("files");
    BackupManifest manifest;
    manifest.libraryId = bytesOf(object.value(QStringLiteral("library")));
    manifest.generation = static_cast<quint32>(object.value(QStringLiteral("generation")).toInteger());
    manifest.number = object.value(QStringLiteral("number")).toInt();
    manifest.at = QDateTime::fromString(object.value(QStringLiteral("at")).toString(), Qt::ISODateWithMs).toUTC();
    manifest.user = UserId{object.value(QStringLiteral("user")).toInteger()};
    manifest.auditSeq = object.value(QStringLiteral("audit_seq")).toInteger();
    manifest.auditHead = bytesOf(object.value(QStringLiteral("audit_head")));
    manifest.files = *files;
    manifest.originals = *originals;
    for (const auto& one : object.value(QStringLiteral("tombstones")).toArray()) {
        const QJsonArray entry = one.toArray();
        manifest.tombstones.append({bytesOf(entry.at(0)), entry.at(1).toString(), PhotoId{entry.at(2).toInteger()},
                                    QDateTime::fromString(entry.at(3).toString(), Qt::ISODateWithMs).toUTC()});
    }
    return manifest;
}

QByteArray headerOf(quint32 generation)
{
    QByteArray header(kHeaderBytes, '\0');
    const MutableByteView view = mutableViewOf(header);
    putBytes(view, 0, kMagic);
    putNumber(view, 8, kVersion);
    putNumber(view, 12, generation);
    return header;
}

QByteArray contextOf(const QByteArray& header, const QByteArray& libraryId, int number)
{
    QByteArray last(4, '\0');
    putNumber(mutableViewOf(last), 0, static_cast<quint32>(number));
    return header + libraryId + last;
}

} // namespace

QByteArray sealManifest(const BackupManifest& manifest, ByteView key, const Signer& sign)
{
    const QByteArray json = QJsonDocument(toJson(manifest)).toJson(QJsonDocument::Compact);
    const QByteArray body = manifest.signer + sign(copyOf(kDomain) + json) + json;
    const QByteArray header = headerOf(manifest.generation);
    return header + seal(key, viewOf(body), viewOf(contextOf(header, manifest.libraryId, manifest.number)));
}

Result<BackupManifest> openManifest(const QByteArray& bytes, ByteView key, const QByteArray& libraryId, int number)
{
    if (bytes.size() < kHeaderBytes || !bytes.startsWith(copyOf(kMagic)))
        return damaged("not one");
    if (numberAt<quint16>(viewOf(bytes), 8) > kVersion) {
        return fail(ErrorCode::NewerVersion,
                    QCoreApplication::translate("Backup",
                                                "This backup was made by a later release of Cloakroom. Update "
                                                "Cloakroom to use it."));
    }
    const QByteArray header = bytes.left(kHeaderBytes);
    // Large and holds no secret but what the catalogue holds anyway: copied out of locked memory at once.
    const SecretBuffer opened =
        open(key, viewOf(bytes).subspan(size_t{kHeaderBytes}), viewOf(contextOf(header, libraryId, number)));
    if (opened.size() < size_t{kBodyAt})
        return damaged("seal");
    const QByteArray body = copyOf(opened.view());
    const QByteArray json = body.mid(kBodyAt);
    const QByteArray signer = body.mid(kSignerAt, qsizetype{kPublicKeyBytes});
    const QByteArray signature = body.mid(kSignatureAt, qsizetype{kSignatureBytes});
    if (!verifySignature(viewOf(signer), viewOf(copyOf(kDomain) + json), viewOf(signature)))
        return damaged("signature");
    auto manifest = fromJson(json);
    if (!manifest)
        return manifest;
    if (manifest->libraryId != libraryId || manifest->number != number
        || manifest->generation != numberAt<quint32>(viewOf(header), 12))
        return damaged("of another library or state");
    manifest->signer = signer;
    return manifest;
}

} // namespace cloakroom
