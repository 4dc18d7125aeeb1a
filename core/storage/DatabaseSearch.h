#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace cloakroom {

/// How often any of `needles` (4 to 256 bytes each) stands in the decrypted pages of the database file at `path`, free
/// pages and page ends included: what somebody with the key would find. The write-ahead log is not looked at: empty it
/// first. Its key is registered; works beside open connections. Damaged, Unreadable.
[[nodiscard]] Result<qint64> searchDatabase(const QString& path, const QList<QByteArray>& needles);

} // namespace cloakroom
