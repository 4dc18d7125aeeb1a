#pragma once

#include "core/base/Result.h"
#include "core/tables/Table.h"

#include <QString>

namespace cloakroom {

class WorkerPool;

/// What another system wrote: a CSV, a Common Transfer File, a zip of CSVs, or a folder with CSVs in it, whose tables
/// are called like their files. Every byte is parsed in a worker. Blocks; not on the GUI thread. Errors: Unreadable,
/// and those of WorkerPool.
[[nodiscard]] Result<TableFile> readRosterFile(WorkerPool& workers, const QString& path);
/// The same for what must be one table. What is wrong with the file as a whole is a fault of the table.
[[nodiscard]] Result<Table> readListFile(WorkerPool& workers, const QString& path);

} // namespace cloakroom
