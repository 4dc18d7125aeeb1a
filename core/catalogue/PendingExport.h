#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace cloakroom {

class Database;
class Library;

// An exported file gets its entry in the register first and its name a moment later. In between, the catalogue
// remembers which file that is, so that a crash leaves no entry of a file that never was. At most one at a time: both
// happen in one piece of work on the library's thread.

/// The same of a hand-over, a file that holds all of these: `sha256` is that file's own.
[[nodiscard]] Result<void> keepPendingHandover(Database& database, const QList<RegisterId>& entries,
                                               const QString& path, const QByteArray& sha256);
/// In the transaction that makes the entry.
[[nodiscard]] Result<void> keepPendingExport(Database& database, RegisterId entry, const QString& path);
/// Once the file has its name, or with the entry.
[[nodiscard]] Result<void> clearPendingExport(Database& database);

/// What a crash left open: an entry whose file is not in its folder goes, which is in the log; one whose file is there,
/// with the bytes that were registered, stays. While the folder cannot be reached (a stick that was pulled out) the
/// entry stays, too: the file may have left. Nothing to do for roles without Right::Export. Library's thread.
[[nodiscard]] Result<void> settlePendingExport(Library& library);

} // namespace cloakroom
