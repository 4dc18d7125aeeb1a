#pragma once

#include "core/tables/Table.h"

#include <QByteArray>

namespace cloakroom {

/// A CSV, a Common Transfer File, or a zip of CSVs, told apart by the bytes: one table, or one for each .csv at the top
/// or in one folder of the archive. An archive may hold 64 files of 64 MB, 128 MB in all, however small it is packed.
/// Untrusted bytes: called in the worker process alone (see WorkerPool::readTables()). Pure.
[[nodiscard]] TableFile readTableFile(const QByteArray& bytes);

[[nodiscard]] bool looksLikeZip(const QByteArray& bytes);

} // namespace cloakroom
