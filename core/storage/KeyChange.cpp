#include "core/storage/KeyChange.h"

#include "core/storage/FileIo.h"
#include "core/storage/KeyslotStore.h"
#include "core/storage/LibraryInfoFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace cloakroom {

namespace {

QString unfinishedFolder(const QString& library)
{
    return library + QStringLiteral("/change-key.part");
}

QString committedFolder(const QString& library)
{
    return library + QStringLiteral("/change-key");
}

Result<void> tell(const KeyChangeObserver& observer, const char* step)
{
    return observer ? observer(step) : Result<void>();
}

Result<void> removeFolder(const QString& path)
{
    if (!QFileInfo::exists(path))
        return {};
    if (!QDir(path).removeRecursively())
        return failFromErrno(EIO, "remove folder of a change of key");
    return syncFolder(QFileInfo(path).path());
}

Result<void> flushFile(const QString& path)
{
    const Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.isOpen())
        return failFromErrno(errno, "open to flush");
    if (::fsync(file.get()) != 0)
        return failFromErrno(errno, "flush");
    return {};
}

/// Over what is there; nothing when it was moved already.
Result<bool> moveInto(const QString& from, const QString& to)
{
    if (!QFileInfo::exists(from))
        return false;
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return failFromErrno(errno, "move into place");
    return true;
}

/// A log or journal belongs to the database that it stands beside: the old one's goes first. Under the new key it would
/// count as empty.
Result<bool> moveDatabase(const QString& from, const QString& to)
{
    if (!QFileInfo::exists(from))
        return false;
    for (const char* suffix : {"-wal", "-journal"}) {
        const QString beside = to + QLatin1String(suffix);
        if (::unlink(QFile::encodeName(beside).constData()) != 0 && errno != ENOENT)
            return failFromErrno(errno, "remove old log");
    }
    return moveInto(from, to);
}

Result<void> moveSlots(const QString& from, const QString& to, const KeyChangeObserver& observer)
{
    const QDir folder(from);
    for (const QString& name : folder.entryList({QStringLiteral("*.slot")}, QDir::Files, QDir::Name)) {
        if (const auto moved = moveInto(folder.filePath(name), to + QLatin1Char('/') + name); !moved)
            return propagate(moved);
        if (auto told = tell(observer, "move keyslot"); !told)
            return told;
    }
    return syncFolder(to);
}

Result<void> moveAll(const QString& from, const QString& library, const KeyChangeObserver& observer)
{
    const QString slash = QStringLiteral("/");
    if (QFileInfo::exists(from + QStringLiteral("/keyslots"))) {
        auto moved = moveSlots(from + QStringLiteral("/keyslots"), library + QStringLiteral("/keyslots"), observer);
        if (!moved)
            return moved;
    }
    for (const char* name : {"catalogue.db", "previews.db"}) {
        const auto moved = moveDatabase(from + slash + QLatin1String(name), library + slash + QLatin1String(name));
        if (!moved)
            return propagate(moved);
        if (auto told = tell(observer, "move database"); !told)
            return told;
    }
    const QString info = QStringLiteral("/library.json");
    if (const auto moved = moveInto(from + info, library + info); !moved)
        return propagate(moved);
    if (auto told = tell(observer, "move library.json"); !told)
        return told;
    return syncFolder(library);
}

} // namespace

KeyChange::KeyChange(LibraryFolder next, Keyring keys, KeyChangeObserver observer)
    : m_folder(std::move(next))
    , m_keys(std::move(keys))
    , m_observer(std::move(observer))
{
}

KeyChange::KeyChange(KeyChange&& other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_keys(std::move(other.m_keys))
    , m_observer(std::move(other.m_observer))
    , m_catalogue(std::move(other.m_catalogue))
    , m_previews(std::move(other.m_previews))
    , m_isOurs(std::exchange(other.m_isOurs, false))
{
}

KeyChange::~KeyChange()
{
    if (m_isOurs)
        (void)removeFolder(unfinishedFolder(m_folder.path()));
}

QString KeyChange::cataloguePath() const
{
    return unfinishedFolder(m_folder.path()) + QStringLiteral("/catalogue.db");
}

QString KeyChange::previewsPath() const
{
    return unfinishedFolder(m_folder.path()) + QStringLiteral("/previews.db");
}

Vault KeyChange::vault() const
{
    return Vault(m_folder.vaultPath(), m_keys.vaultWrap(), m_keys.vaultDigest(), generation());
}

Result<void> KeyChange::after(const char* step) const
{
    return tell(m_observer, step);
}

Result<void> KeyChange::makeFolders()
{
    const QString folder = unfinishedFolder(m_folder.path());
    if (auto gone = removeFolder(folder); !gone)
        return gone;
    m_isOurs = true;
    for (const QString& path : {folder, folder + QStringLiteral("/keyslots")}) {
        if (auto made = makeFolder(path); !made)
            return made;
        if (auto told = after("make folder"); !told)
            return told;
    }
    return {};
}

Result<void> KeyChange::addSlot(const Keyslot& slot) const
{
    if (auto saved = KeyslotStore(unfinishedFolder(m_folder.path()) + QStringLiteral("/keyslots")).save(slot); !saved)
        return saved;
    return after("write keyslot");
}

Result<void> KeyChange::addInfo() const
{
    const QString path = unfinishedFolder(m_folder.path()) + QStringLiteral("/library.json");
    if (auto written = replaceFile(path, LibraryInfoFile::encode(m_folder)); !written)
        return written;
    return after("write library.json");
}

Result<void> KeyChange::registerKeys()
{
    auto catalogue = KeyRegistration::add(cataloguePath(), m_keys.catalogue(), generation());
    if (!catalogue)
        return propagate(catalogue);
    auto previews = KeyRegistration::add(previewsPath(), m_keys.previews(), generation());
    if (!previews)
        return propagate(previews);
    m_catalogue = std::move(*catalogue);
    m_previews = std::move(*previews);
    return {};
}

Result<void> KeyChange::commit()
{
    if (auto told = after("make databases"); !told)
        return told;
    for (const QString& path : {cataloguePath(), previewsPath()}) {
        // A log beside it would hold changes that the file does not.
        if (QFileInfo(path + QStringLiteral("-wal")).size() > 0) {
            return fail(ErrorCode::Internal,
                        QCoreApplication::translate("Library",
                                                    "The new key could not be put in place. The library is as it was."),
                        QStringLiteral("a new database was not closed"));
        }
        QFile::remove(path + QStringLiteral("-wal"));
        if (auto flushed = flushFile(path); !flushed)
            return flushed;
    }
    const QString folder = unfinishedFolder(m_folder.path());
    if (auto synced = syncFolder(folder); !synced)
        return synced;
    if (auto told = after("flush"); !told)
        return told;
    if (auto renamed = renameNew(folder, committedFolder(m_folder.path())); !renamed)
        return renamed;
    m_isOurs = false;
    if (auto told = after("commit"); !told)
        return told;
    return syncFolder(m_folder.path());
}

Result<bool> finishKeyChange(const QString& libraryPath, const KeyChangeObserver& observer)
{
    if (const auto gone = removeFolder(unfinishedFolder(libraryPath)); !gone)
        return propagate(gone);
    const QString committed = committedFolder(libraryPath);
    if (!QFileInfo::exists(committed))
        return false;
    // The rename that committed it may not have reached the disk yet when a program was killed right after it.
    if (const auto synced = syncFolder(libraryPath); !synced)
        return propagate(synced);
    if (const auto moved = moveAll(committed, libraryPath, observer); !moved)
        return propagate(moved);
    if (const auto gone = removeFolder(committed); !gone)
        return propagate(gone);
    return true;
}

} // namespace cloakroom
