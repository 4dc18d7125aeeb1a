#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBuffer.h"

#include <QByteArray>
#include <QList>
#include <QString>

struct sqlite3_vfs;

namespace cloakroom {

/// The name to open databases with: `file:<path>?vfs=cloakroom`.
inline constexpr const char* kVfsName = "cloakroom";

/// Makes the encrypting VFS SQLite's default for this process, over SQLite's own unix-excl. Any thread, any number of
/// times. From then on every database file is encrypted under a registered key or does not open.
[[nodiscard]] Result<void> registerVfs();

/// The same under another name over another VFS and not as default: for tests that put a failing disk below.
[[nodiscard]] Result<void> registerVfsOver(const char* name, sqlite3_vfs* base);

/// While it lives, the database at `path` (and its WAL and journal) can be opened. Registering a path twice counts;
/// AlreadyExists when it is registered with another key. Connections that are open keep working after it is gone.
class KeyRegistration {
public:
    KeyRegistration() = default;
    [[nodiscard]] static Result<KeyRegistration> add(const QString& path, ByteView key, quint32 generation);
    ~KeyRegistration();
    KeyRegistration(KeyRegistration&& other) noexcept;
    KeyRegistration& operator=(KeyRegistration&& other) noexcept;
    KeyRegistration(const KeyRegistration&) = delete;
    KeyRegistration& operator=(const KeyRegistration&) = delete;

private:
    explicit KeyRegistration(QByteArray canonicalPath)
        : m_path(std::move(canonicalPath))
    {
    }
    QByteArray m_path;
};

/// Pages (counted from 1, ascending) of the database at `path` that did not authenticate when they were read since the
/// process started or forgetDamage was called. Any thread.
[[nodiscard]] QList<qint64> damagedPages(const QString& path);
void forgetDamage(const QString& path);

} // namespace cloakroom
