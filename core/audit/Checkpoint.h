#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace cloakroom {

class Library;

namespace audit {

/// The log's end at one moment, signed (docs/format.md). Whoever keeps it outside the library can prove later that
/// nothing before it was cut off or written anew. Holds no name and no secret.
struct Checkpoint {
    QByteArray libraryId; ///< 16 bytes
    qint64 seq = 0;
    QByteArray head; ///< hash of entry `seq`
    qint64 photos = 0;
    QDateTime at; ///< UTC
    UserId user;
    QByteArray signer; ///< Ed25519 public key
    QByteArray signature;
};

/// A small JSON file.
[[nodiscard]] QByteArray encodeCheckpoint(const Checkpoint& checkpoint);
/// Invalid for a file that is none.
[[nodiscard]] Result<Checkpoint> decodeCheckpoint(const QByteArray& bytes);
/// Flushed to a new file. AlreadyExists rather than replace.
[[nodiscard]] Result<void> writeCheckpoint(const Checkpoint& checkpoint, const QString& path);
[[nodiscard]] Result<Checkpoint> readCheckpoint(const QString& path);

/// What its signature is over.
[[nodiscard]] QByteArray checkpointText(const Checkpoint& checkpoint);
/// Damaged when its own signature is wrong, Invalid when it is another library's.
[[nodiscard]] Result<void> requireGenuine(const Library& library, const Checkpoint& checkpoint);

} // namespace audit
} // namespace cloakroom
