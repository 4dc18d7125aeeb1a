#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"

#include <QList>

namespace cloakroom {

struct DatabaseCheck {
    qint64 pages = 0;
    /// Counted from 1, ascending. A file whose length fits no whole page has its last, partial page here.
    QList<qint64> damagedPages;

    [[nodiscard]] bool isWhole() const { return damagedPages.isEmpty(); }
};

/// Authenticates every page of the database file at `path`, whose key is registered (see KeyRegistration); works beside
/// open connections. Damaged when not even the file's header authenticates, NotFound, NewerVersion, Unreadable,
/// Cancelled. Pages that only the WAL holds yet are not looked at: checkpoint first.
[[nodiscard]] Result<DatabaseCheck> verifyDatabase(const QString& path, Progress& progress);

} // namespace cloakroom
