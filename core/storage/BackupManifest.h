#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/crypto/Bytes.h"
#include "core/storage/FileCopy.h"

#include <QDateTime>
#include <QHash>
#include <QList>

#include <functional>

namespace cloakroom {

/// A photo that was erased: to be erased again wherever an older state of the catalogue comes back.
struct Tombstone {
    QByteArray uuid;
    QString vaultName;
    PhotoId photo;
    QDateTime at; ///< UTC
};

/// What one state (snapshot) of a library in a backup consists of. Written last, signed and sealed (docs/format.md).
struct BackupManifest {
    QByteArray libraryId;
    quint32 generation = 0;
    int number = 0;
    QDateTime at; ///< UTC
    UserId user;
    qint64 auditSeq = 0;
    QByteArray auditHead;
    QHash<QString, FileDigest> files; ///< of the snapshot's own folder, by path in it
    QHash<QString, FileDigest> originals; ///< by vault name
    QList<Tombstone> tombstones; ///< all there ever were
    QByteArray signer; ///< Ed25519 public key
};

/// 64 bytes of Ed25519 over a message.
using Signer = std::function<QByteArray(const QByteArray& message)>;

/// `key`: see KeyPurpose::BackupManifest.
[[nodiscard]] QByteArray sealManifest(const BackupManifest& manifest, ByteView key, const Signer& sign);
/// Damaged unless it was sealed under this key as this number of this library, signed by the key that it names.
[[nodiscard]] Result<BackupManifest> openManifest(const QByteArray& bytes, ByteView key, const QByteArray& libraryId,
                                                  int number);

} // namespace cloakroom
