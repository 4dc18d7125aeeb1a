#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

class Library;

/// The hash-chained, signed log (format: docs/format.md). One entry for every change, export, sign-in, failure and look
/// at a flagged or protected photo. Runs on the library's thread.
namespace audit {

struct Checkpoint;

struct Filter {
    std::optional<QDateTime> since; ///< UTC
    QString userName; ///< empty = everyone
    QString subject; ///< "photo:12", "person:3", ...; empty = everything
    int limit = 0;
};

struct Verification {
    bool ok = false;
    qint64 entries = 0;
    std::optional<qint64> firstBad; ///< seq of the first entry that does not fit
    /// With a checkpoint: whether the log still begins as it was then.
    std::optional<bool> continuesCheckpoint;
};

/// Adds an entry in the caller's transaction, so that nothing happens unlogged and nothing is logged that did not
/// happen. `subject` holds ids only ({"photo": 12}); words that may have to be erased one day go into `detail`.
[[nodiscard]] Result<void> append(Library& library, const QString& action, const QJsonObject& subject = {},
                                  const QString& detail = {});

/// Newest first. Those without SeeAllAudit see their own entries; the administrator's view leaves out sealed subjects.
[[nodiscard]] Result<QList<AuditEntry>> list(Library& library, const Filter& filter);

/// Recomputes the whole chain and checks every signature; with a checkpoint also that today's log continues the one of
/// then: neither shortened nor written anew. Damaged or Invalid when the checkpoint itself is no good.
[[nodiscard]] Result<Verification> verify(Library& library, const Checkpoint* checkpoint = nullptr);

/// States the log's end, signed by the signed-in user, to be kept outside the library. Right::SeeAllAudit; logged.
[[nodiscard]] Result<Checkpoint> makeCheckpoint(Library& library);

/// Everything that the role may see as a table for spreadsheets, oldest first, into the new file `path`, which is not
/// encrypted. Answers the number of entries. Right::SeeAllAudit; logged.
[[nodiscard]] Result<qint64> exportCsv(Library& library, const QString& path);

} // namespace audit
} // namespace cloakroom
