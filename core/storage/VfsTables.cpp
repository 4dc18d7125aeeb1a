#include "core/storage/VfsTables.h"

#include <QLoggingCategory>

#include <map>
#include <set>

Q_LOGGING_CATEGORY(vfsLog, "cloakroom.storage.vfs")

namespace cloakroom::vfs_tables {

namespace {

struct KeyEntry {
    std::shared_ptr<const DatabaseKey> key;
    int count = 0;
};

struct Tables {
    std::mutex mutex;
    std::map<QByteArray, KeyEntry> keys;
    std::map<QByteArray, std::weak_ptr<SharedFile>> files;
    std::map<QByteArray, std::set<qint64>> damage;
};

Tables& tables()
{
    // Never destroyed: connections may still be closed by other static objects at exit.
    static auto* const all = new Tables;
    return *all;
}

QByteArray databasePath(const QByteArray& path, FileKind kind)
{
    switch (kind) {
    case FileKind::Wal:
        return path.endsWith("-wal") ? path.chopped(4) : QByteArray();
    case FileKind::Journal:
        return path.endsWith("-journal") ? path.chopped(8) : QByteArray();
    case FileKind::SuperJournal:
        return path.left(path.lastIndexOf("-mj"));
    case FileKind::Database:
    case FileKind::Temporary:
        break;
    }
    return path;
}

} // namespace

bool addKey(const QByteArray& path, ByteView key, quint32 generation)
{
    auto added = std::make_shared<const DatabaseKey>(DatabaseKey{SecretBuffer::copyFrom(key), generation});
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    KeyEntry& entry = all.keys[path];
    if (entry.count > 0 && (!entry.key->key.equals(key) || entry.key->generation != generation))
        return false;
    if (entry.count == 0)
        entry.key = std::move(added);
    ++entry.count;
    return true;
}

void removeKey(const QByteArray& path)
{
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    const auto found = all.keys.find(path);
    if (found != all.keys.end() && --found->second.count == 0)
        all.keys.erase(found);
}

std::shared_ptr<const DatabaseKey> keyFor(const QByteArray& path, FileKind kind)
{
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    const auto found = all.keys.find(databasePath(path, kind));
    return found == all.keys.end() ? nullptr : found->second.key;
}

std::shared_ptr<SharedFile> sharedFile(const QByteArray& path)
{
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    std::erase_if(all.files, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<SharedFile>& entry = all.files[path];
    std::shared_ptr<SharedFile> file = entry.lock();
    if (!file) {
        file = std::make_shared<SharedFile>();
        entry = file;
    }
    return file;
}

void forgetFile(const QByteArray& path)
{
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    all.files.erase(path);
}

void addDamage(const QByteArray& path, qint64 number)
{
    // The number alone: a path may hold somebody's name.
    qCWarning(vfsLog) << "unit" << number << "did not authenticate";
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    all.damage[path].insert(number);
}

QList<qint64> damage(const QByteArray& path)
{
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    const auto found = all.damage.find(path);
    if (found == all.damage.end())
        return {};
    return {found->second.begin(), found->second.end()};
}

void forgetDamage(const QByteArray& path)
{
    Tables& all = tables();
    const std::lock_guard lock(all.mutex);
    all.damage.erase(path);
}

} // namespace cloakroom::vfs_tables
