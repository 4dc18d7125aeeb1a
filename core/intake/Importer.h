#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"
#include "core/catalogue/ImportRecords.h"
#include "core/catalogue/LibraryThread.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace cloakroom {

class WorkerPool;

struct ImportRequest {
    QStringList sources; ///< files and folders; folders recursively, links out of them are not followed
    QString event; ///< created when it does not exist; empty = none
    bool isDryRun = false;
    bool clearSource = false; ///< remove from the source what is proven safe in the library
    bool findFaces = true;
    ImportFields fields = {}; ///< said once for all its photos
    /// Called on the job's thread with each handful of photos that came in.
    std::function<void(const QList<PhotoId>&)> onEntered = {};
};

struct ImportFailure {
    QString path;
    QString reason;
};

struct ImportReport {
    ImportId import; ///< its record; invalid for a dry run, or when nothing was looked at
    int found = 0; ///< files looked at
    int imported = 0; ///< new photos
    int parts = 0; ///< files kept with photos: their RAW, sound, settings, ...
    int duplicates = 0; ///< already in the library, byte for byte
    int cleared = 0;
    int faces = 0;
    QList<ImportFailure> failed; ///< every file that is not in the library, and why
    QList<ImportFailure> skipped; ///< what cameras and computers write for themselves; not in `found`
    QList<ImportFailure> notCleared; ///< in the library, but left on the source for this reason
    QList<PhotoId> photos; ///< the new ones
    bool wasCancelled = false;
};

struct WalkedFile;

/// Copies photos into the library: each file is read once, parsed in a worker process, encrypted, flushed, read back
/// and compared, and only then entered in the catalogue. Interrupted anywhere, it goes on where it stopped when run
/// again. Right::Import. Runs on a job thread and reads several files at once. An error means that nothing (more) could
/// be imported and says how many were; single files are reported. `found` is the sum of imported, parts,
/// duplicates and failed. A dry run counts what would be imported and changes nothing.
[[nodiscard]] Result<ImportReport> importPhotos(LibraryThread& library, WorkerPool& workers,
                                                const ImportRequest& request, Progress& progress);

/// The same of files that somebody else found, each a photo of its own; `request.sources` only says whence they came,
/// and nothing is cleared.
[[nodiscard]] Result<ImportReport> importFiles(LibraryThread& library, WorkerPool& workers,
                                               const ImportRequest& request, const QList<WalkedFile>& files,
                                               Progress& progress);

} // namespace cloakroom
