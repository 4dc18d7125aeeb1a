#pragma once

#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/catalogue/Records.h"

#include <QList>
#include <QString>

namespace cloakroom {

class WorkerPool;

/// Beyond this many bits of 64 pictures are as different as strangers (half of them are about 32). Of 83 real photos,
/// each brought to four sizes down to 320 pixels and three qualities down to 30, the farthest was 3 bits away from
/// itself, and no two different ones came within 10 (OriginLikenessTest).
inline constexpr int kMostOriginDistance = 10;

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
