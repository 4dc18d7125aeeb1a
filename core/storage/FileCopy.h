#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace cloakroom {

/// A file's length and BLAKE2b-256.
struct FileDigest {
    qint64 size = 0;
    QByteArray hash;

    friend bool operator==(const FileDigest&, const FileDigest&) = default;
};

/// Reads from the medium rather than from memory where the system lets us.
[[nodiscard]] Result<FileDigest> digestOfFile(const QString& path);

/// Copies to a temporary name beside `to`, flushes, reads the copy back, compares, and only then gives it its name,
/// replacing what had it. The folder of `to` exists; it is the caller's to flush (syncFolder). Any thread.
[[nodiscard]] Result<FileDigest> copyVerified(const QString& from, const QString& to);

} // namespace cloakroom
