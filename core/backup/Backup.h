#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace cloakroom {

class Progress;

struct BackupReport {
    int snapshot = 0; ///< the number of the state that was made
    qint64 copied = 0; ///< originals
    qint64 unchanged = 0;
    qint64 bytes = 0; ///< copied
    qint64 removed = 0; ///< older states and originals that nothing kept refers to any more
    QStringList
        missing; ///< "photo 7": the library's own file is gone or unreadable; the backup's is kept if it has one
};

/// Copies what is new to the folder `target` (made if absent): originals as they are, the catalogue as it is at one
/// moment, keyslots, and a signed manifest last; nothing in it is readable. Everything copied is read back, and a
/// thirtieth of what was there already. Older states go after the days that the school keeps them, and all those under
/// an earlier key. The library may be used meanwhile. Cancelled or interrupted, the next one goes on where it stopped
/// and the state before stays good. Right::Administer. Any thread but the library's. Errors: NotAllowed, AlreadyExists
/// (the folder holds something else), InUse, NoSpace, Unreadable, Cancelled.
[[nodiscard]] Result<BackupReport> backupLibrary(LibraryThread& library, const QString& target, Progress& progress);

/// When a good backup was last made, and whether that is longer ago than the school wants. Anybody; library's thread.
struct BackupStatus {
    std::optional<QDateTime> last; ///< UTC
    QString target; ///< of the last one; empty for those who may not make one
    int remindDays = 0;
    bool isDue = false;
};
[[nodiscard]] Result<BackupStatus> backupStatus(Library& library);

} // namespace cloakroom
