#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"

#include <QList>

namespace cloakroom {

class WorkerPool;

enum class ScanScope {
    Unsearched, ///< only photos that this detector has not searched
    All,
    Thorough, ///< all, with more patience: smaller and turned faces too
};

struct ScanFailure {
    PhotoId photo;
    QString reason;
};

struct ScanReport {
    int searched = 0;
    int faces = 0; ///< found in them
    QList<ScanFailure> failed;
    bool wasCancelled = false;
};

/// Looks for faces in stored photos through worker processes. Runs on a job thread; goes on where it stopped when run
/// again.
[[nodiscard]] Result<ScanReport> findFaces(LibraryThread& library, WorkerPool& workers, const QList<PhotoId>& photos,
                                           ScanScope scope, Progress& progress);

} // namespace cloakroom
