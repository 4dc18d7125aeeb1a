#pragma once

#include "core/base/Result.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/RecoveryKey.h"

#include <QByteArray>
#include <QString>

namespace cloakroom {

/// The keys of a library as it was when a state of its backup was made.
struct SnapshotKeys {
    SecretBuffer backupCatalogue; ///< of catalogue.db in the backup
    SecretBuffer manifest;
    SecretBuffer catalogue; ///< of catalogue.db in the library
    QByteArray libraryId;
    quint32 generation = 0;
};

/// Opens the keyslots in a snapshot's folder, which is only read: no lock, no count of attempts. An administrator's
/// password or the recovery key of that time. Errors: WrongPassword, NotAllowed, Damaged, NotFound, NewerVersion.
[[nodiscard]] Result<SnapshotKeys> openSnapshotKeys(const QString& path, const QString& userName,
                                                    const Password& password);
[[nodiscard]] Result<SnapshotKeys> openSnapshotKeys(const QString& path, const RecoveryKey& key);

} // namespace cloakroom
