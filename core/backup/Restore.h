#pragma once

#include "core/base/Result.h"
#include "core/storage/Password.h"
#include "core/storage/RecoveryKey.h"

#include <QDateTime>
#include <QStringList>

#include <optional>
#include <variant>

namespace cloakroom {

class Progress;

/// An administrator's name and password of the time, or the recovery key of the time.
struct RestoreUser {
    QString name;
    Password password;
};
using RestoreKey = std::variant<RestoreUser, RecoveryKey>;

struct RestoreRequest {
    QString target; ///< the backup
    QString folder; ///< absent or empty, or what an interrupted restore of the same state left
    std::optional<int> snapshot; ///< none = the newest state
};

struct RestoreReport {
    int snapshot = 0;
    QDateTime at; ///< UTC: when that state was backed up
    qint64 copied = 0; ///< originals
    qint64 unchanged = 0; ///< were there from an interrupted restore
    qint64 bytes = 0;
    int erasedAgain = 0; ///< photos that had been erased since that state
    QStringList missing; ///< originals that the backup lacks or holds damaged, by their random names
};

/// Makes the library anew from a backup, byte for byte, under the keys of that state; previews are left to be rebuilt
/// (core/backup/Repair.h). Every file is compared with the signed manifest. What was erased since stays erased.
/// library.json comes last: until then the folder is no library, and a second call goes on. Any thread.
/// Errors: NotFound (no backup or state), WrongPassword, NotAllowed, AlreadyExists (the folder holds something),
/// Damaged, NoSpace, Unreadable, Cancelled.
[[nodiscard]] Result<RestoreReport> restoreLibrary(const RestoreRequest& request, const RestoreKey& key,
                                                   Progress& progress);

/// The states that a backup holds, oldest first. Their days stand in the sealed manifests; this is without a key.
[[nodiscard]] Result<QList<int>> backupSnapshots(const QString& target);

} // namespace cloakroom
