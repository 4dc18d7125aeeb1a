#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"

#include <QStringList>

namespace cloakroom {

class Progress;
class WorkerPool;

struct RepairRequest {
    QString backup; ///< folder of a backup to reread lost originals from; empty = none
    bool removeOrphans = false; ///< encrypted files that no photo owns
};

struct RepairReport {
    qint64 checked = 0; ///< originals
    qint64 restored = 0; ///< from the backup
    qint64 previewsMade = 0;
    qint64 orphansRemoved = 0;
    QStringList lost; ///< "photo 7": damaged or missing, and not in the backup either
    QStringList withoutPreview; ///< could not be made
};

/// Mends what can be mended: previews that are damaged or missing are made anew from the originals, originals that are
/// damaged or missing are put back from a backup, each proven by the library's own digest first. Damaged pages of the
/// catalogue are not for this: restore the library. Right::Administer; logged. Any thread but the library's.
[[nodiscard]] Result<RepairReport> repairLibrary(LibraryThread& library, WorkerPool& workers,
                                                 const RepairRequest& request, Progress& progress);

} // namespace cloakroom
