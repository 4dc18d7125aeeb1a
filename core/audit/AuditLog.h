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
};

/// Adds an entry in the caller's transaction, so that nothing happens unlogged and nothing is logged that did not
/// happen. `subject` holds ids only ({"photo": 12}); words that may have to be erased one day go into `detail`.
[[nodiscard]] Result<void> append(Library& library, const QString& action, const QJsonObject& subject = {},
                                  const QString& detail = {});

/// Newest first. Those without SeeAllAudit see their own entries; the administrator's view leaves out sealed subjects.
[[nodiscard]] Result<QList<AuditEntry>> list(Library& library, const Filter& filter);

/// Recomputes the whole chain and checks every signature.
[[nodiscard]] Result<Verification> verify(Library& library);

} // namespace audit
} // namespace cloakroom
