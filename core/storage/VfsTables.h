#pragma once

#include "core/crypto/SecretBuffer.h"
#include "core/storage/VfsHeader.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <mutex>

namespace cloakroom {

/// A database's key and what it belongs to, shared by the table and the files that were opened with it.
struct DatabaseKey {
    SecretBuffer key;
    quint32 generation = 0;
};

/// What the handles of one file share, since one of them may give the file a new identity. Guarded by its mutex.
struct SharedFile {
    std::mutex mutex;
    bool isLoaded = false;
    /// Null for a file without an authentic header: empty.
    std::shared_ptr<const FileIdentity> identity;
};

/// Process-wide, like SQLite's own table of files. Paths are as SQLite's xFullPathname gives them. Any thread.
namespace vfs_tables {

/// False when the path is registered with another key.
[[nodiscard]] bool addKey(const QByteArray& path, ByteView key, quint32 generation);
void removeKey(const QByteArray& path);
/// For the database, WAL, journal or super-journal at `path`; null when none is registered.
[[nodiscard]] std::shared_ptr<const DatabaseKey> keyFor(const QByteArray& path, FileKind kind);

[[nodiscard]] std::shared_ptr<SharedFile> sharedFile(const QByteArray& path);
/// The path names another file from now on.
void forgetFile(const QByteArray& path);

void addDamage(const QByteArray& path, qint64 number);
[[nodiscard]] QList<qint64> damage(const QByteArray& path);
void forgetDamage(const QByteArray& path);

} // namespace vfs_tables

} // namespace cloakroom
