#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/catalogue/Records.h"

#include <QList>
#include <QString>

namespace cloakroom {

class WorkerPool;

/// A publication that a file may be.
struct FileOrigin {
    RegisterEntry entry;
    bool isExact = false; ///< byte for byte the file that left
    int distance = 0; ///< 0-64 bits by which it looks different (see Look.h)
};

/// "Is this file ours?" First by the file's hash; where nothing has it by likeness, which survives another compression
/// or size, the likest first. A likeness is a hint: the shots of one burst look alike, too. The file is not trusted: it
/// is only ever parsed in a worker. Nothing found is an empty answer, and so is a file that is no picture and has no
/// known hash. Entries are as the register shows them to the role. Right::Export; logged. Job thread.
/// Errors: Unreadable, Invalid (larger than any picture that leaves).
[[nodiscard]] Result<QList<FileOrigin>> findOrigin(LibraryThread& library, WorkerPool& workers, const QString& path);

} // namespace cloakroom
