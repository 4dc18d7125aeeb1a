#pragma once

#include "core/base/Result.h"
#include "core/storage/VfsFile.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <vector>

struct sqlite3_vfs;

namespace cloakroom {

/// SQLite's own VFS below ours.
[[nodiscard]] sqlite3_vfs* encryptedVfsBase();

/// A database file opened for reading beside SQLite's own connections. It goes through SQLite's VFS because closing a
/// second descriptor of our own would drop the process's POSIX locks on the file.
class OpenDatabaseFile {
public:
    [[nodiscard]] static Result<OpenDatabaseFile> open(const QString& path);
    ~OpenDatabaseFile();
    OpenDatabaseFile(OpenDatabaseFile&& other) noexcept = default;
    OpenDatabaseFile& operator=(OpenDatabaseFile&&) = delete;
    OpenDatabaseFile(const OpenDatabaseFile&) = delete;
    OpenDatabaseFile& operator=(const OpenDatabaseFile&) = delete;

    /// SQLite's code for the opening; only with SQLITE_OK may the following be called.
    [[nodiscard]] int result() const { return m_result; }
    [[nodiscard]] VfsFile& file();
    /// Bytes on disk; negative when that cannot be told.
    [[nodiscard]] qint64 sealedSize();

private:
    OpenDatabaseFile() = default;
    QByteArray m_name;
    std::vector<std::max_align_t> m_memory;
    int m_result = 0;
};

} // namespace cloakroom
