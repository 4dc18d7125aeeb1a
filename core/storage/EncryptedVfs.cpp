#include "core/storage/EncryptedVfs.h"

#include "core/crypto/Random.h"
#include "core/crypto/Sodium.h"
#include "core/storage/VfsAccess.h"
#include "core/storage/VfsFile.h"

#include <QCoreApplication>
#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cloakroom {

namespace {

/// What SQLite allocates for an open file: this, and behind it the file of the VFS below.
struct Handle {
    sqlite3_file file;
    VfsFile* opened;
};

static_assert(sizeof(Handle) % alignof(std::max_align_t) == 0);

Handle* handleOf(sqlite3_file* file)
{
    return reinterpret_cast<Handle*>(file);
}

VfsFile& fileOf(sqlite3_file* file)
{
    return *handleOf(file)->opened;
}

sqlite3_file* below(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(handleOf(file) + 1);
}

sqlite3_vfs* below(sqlite3_vfs* vfs)
{
    return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

/// SQLite is C: nothing may be thrown through it.
template <typename Function>
int withoutThrowing(Function&& function) noexcept
{
    try {
        return function();
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    } catch (...) {
        return SQLITE_IOERR;
    }
}

int closeFile(sqlite3_file* file)
{
    const int flushed = withoutThrowing([&] { return fileOf(file).flush(); });
    delete handleOf(file)->opened;
    const int closed = below(file)->pMethods->xClose(below(file));
    return flushed != SQLITE_OK ? flushed : closed;
}

int readFile(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset)
{
    const MutableByteView bytes(static_cast<unsigned char*>(out), static_cast<size_t>(amount));
    return withoutThrowing([&] { return fileOf(file).read(bytes, offset); });
}

int writeFile(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset)
{
    const ByteView bytes(static_cast<const unsigned char*>(data), static_cast<size_t>(amount));
    return withoutThrowing([&] { return fileOf(file).write(bytes, offset); });
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    return withoutThrowing([&] { return fileOf(file).truncate(size); });
}

int syncFile(sqlite3_file* file, int flags)
{
    return withoutThrowing([&] { return fileOf(file).sync(flags); });
}

int fileSize(sqlite3_file* file, sqlite3_int64* out)
{
    return withoutThrowing([&] {
        qint64 size = 0;
        const int rc = fileOf(file).size(size);
        *out = size;
        return rc;
    });
}

int lockFile(sqlite3_file* file, int level)
{
    return below(file)->pMethods->xLock(below(file), level);
}

int unlockFile(sqlite3_file* file, int level)
{
    return below(file)->pMethods->xUnlock(below(file), level);
}

int checkReservedLock(sqlite3_file* file, int* out)
{
    return below(file)->pMethods->xCheckReservedLock(below(file), out);
}

/// Any other page size would put several pages or parts of one into a unit.
int answerPragma(char** arguments)
{
    const std::string_view name = arguments[1] ? arguments[1] : "";
    if (sqlite3_stricmp(arguments[1], "page_size") != 0 || !arguments[2] || name.empty())
        return SQLITE_NOTFOUND;
    if (std::string_view(arguments[2]) == std::to_string(kPageBytes))
        return SQLITE_NOTFOUND;
    arguments[0] = sqlite3_mprintf("the page size is fixed");
    return SQLITE_ERROR;
}

int controlFile(sqlite3_file* file, int operation, void* argument)
{
    switch (operation) {
    case SQLITE_FCNTL_MMAP_SIZE:
        // A mapped file would show SQLite sealed bytes.
        *static_cast<sqlite3_int64*>(argument) = 0;
        return SQLITE_OK;
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
        // The file below must not grow by itself: its length tells the number of pages.
        return SQLITE_OK;
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE:
        *static_cast<int*>(argument) = 1;
        return SQLITE_OK;
    case SQLITE_FCNTL_VFSNAME:
        *static_cast<char**>(argument) = sqlite3_mprintf("%s", kVfsName);
        return SQLITE_OK;
    case SQLITE_FCNTL_PRAGMA:
        return answerPragma(static_cast<char**>(argument));
    case SQLITE_FCNTL_LOCKSTATE:
    case SQLITE_FCNTL_LAST_ERRNO:
    case SQLITE_FCNTL_PERSIST_WAL:
    case SQLITE_FCNTL_HAS_MOVED:
    case SQLITE_FCNTL_LOCK_TIMEOUT:
        return below(file)->pMethods->xFileControl(below(file), operation, argument);
    default:
        return SQLITE_NOTFOUND;
    }
}

int sectorSize(sqlite3_file* file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}

/// No atomic writes (a unit is longer than a page); a torn write harms nothing beside itself, since units share no
/// byte.
int deviceCharacteristics(sqlite3_file* file)
{
    const int given = below(file)->pMethods->xDeviceCharacteristics(below(file));
    return (given & SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN) | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapSharedMemory(sqlite3_file* file, int region, int size, int extend, volatile void** out)
{
    return below(file)->pMethods->xShmMap(below(file), region, size, extend, out);
}

int lockSharedMemory(sqlite3_file* file, int offset, int count, int flags)
{
    return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}

void orderSharedMemory(sqlite3_file* file)
{
    below(file)->pMethods->xShmBarrier(below(file));
}

int unmapSharedMemory(sqlite3_file* file, int deleteIt)
{
    return below(file)->pMethods->xShmUnmap(below(file), deleteIt);
}

/// Version 2: without xFetch and xUnfetch SQLite never maps a file.
constexpr sqlite3_io_methods kMethods = {
    2,
    closeFile,
    readFile,
    writeFile,
    truncateFile,
    syncFile,
    fileSize,
    lockFile,
    unlockFile,
    checkReservedLock,
    controlFile,
    sectorSize,
    deviceCharacteristics,
    mapSharedMemory,
    lockSharedMemory,
    orderSharedMemory,
    unmapSharedMemory,
    nullptr,
    nullptr,
};

FileKind kindOf(const char* name, int flags)
{
    if (!name)
        return FileKind::Temporary;
    if (flags & SQLITE_OPEN_MAIN_DB)
        return FileKind::Database;
    if (flags & SQLITE_OPEN_WAL)
        return FileKind::Wal;
    if (flags & SQLITE_OPEN_MAIN_JOURNAL)
        return FileKind::Journal;
    // SQLite opens a database's own journal so as well, to see which super-journal it names.
    if (flags & SQLITE_OPEN_SUPER_JOURNAL)
        return std::string_view(name).ends_with("-journal") ? FileKind::Journal : FileKind::SuperJournal;
    return FileKind::Temporary;
}

std::shared_ptr<const DatabaseKey> keyForOpening(const QByteArray& path, FileKind kind)
{
    if (kind != FileKind::Temporary)
        return vfs_tables::keyFor(path, kind);
    return std::make_shared<const DatabaseKey>(DatabaseKey{SecretBuffer::random(kKeyBytes), 0});
}

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    // Until this is set, SQLite takes the file for one that needs no closing.
    file->pMethods = nullptr;
    return withoutThrowing([&] {
        const FileKind kind = kindOf(name, flags);
        const QByteArray path = kind == FileKind::Temporary ? QByteArray() : QByteArray(name);
        auto key = keyForOpening(path, kind);
        if (!key)
            return SQLITE_CANTOPEN;
        sqlite3_file* const base = below(file);
        // SQLite opens files anew in the memory of closed ones: what fails to open must not look like the last one.
        base->pMethods = nullptr;
        // Before the file is touched: what may run out of memory.
        auto opened = std::make_unique<VfsFile>(kind, base, std::move(key), path);
        int rc = below(vfs)->xOpen(below(vfs), name, base, flags, outFlags);
        if (rc == SQLITE_OK)
            rc = withoutThrowing([&] { return opened->load(); });
        if (rc != SQLITE_OK) {
            if (base->pMethods)
                base->pMethods->xClose(base);
            return rc;
        }
        handleOf(file)->opened = opened.release();
        file->pMethods = &kMethods;
        return SQLITE_OK;
    });
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder)
{
    return withoutThrowing([&] {
        const int rc = below(vfs)->xDelete(below(vfs), name, syncFolder);
        vfs_tables::forgetFile(QByteArray(name));
        return rc;
    });
}

int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* out)
{
    return below(vfs)->xAccess(below(vfs), name, flags, out);
}

int fullPathName(sqlite3_vfs* vfs, const char* name, int size, char* out)
{
    return below(vfs)->xFullPathname(below(vfs), name, size, out);
}

// Loading code into the process is not something that a photo library needs: these four refuse.
void* openLibrary(sqlite3_vfs*, const char*)
{
    return nullptr;
}

void explainLibrary(sqlite3_vfs*, int size, char* out)
{
    sqlite3_snprintf(size, out, "extensions are not allowed");
}

void (*findSymbol(sqlite3_vfs*, void*, const char*))(void)
{
    return nullptr;
}

void closeLibrary(sqlite3_vfs*, void*) { }

int randomness(sqlite3_vfs*, int count, char* out)
{
    fillRandom({reinterpret_cast<unsigned char*>(out), static_cast<size_t>(count)});
    return count;
}

int sleepFor(sqlite3_vfs* vfs, int microseconds)
{
    return below(vfs)->xSleep(below(vfs), microseconds);
}

int currentTime(sqlite3_vfs* vfs, double* out)
{
    return below(vfs)->xCurrentTime(below(vfs), out);
}

int lastError(sqlite3_vfs* vfs, int size, char* out)
{
    return below(vfs)->xGetLastError ? below(vfs)->xGetLastError(below(vfs), size, out) : 0;
}

int currentTimeInt64(sqlite3_vfs* vfs, sqlite3_int64* out)
{
    return below(vfs)->xCurrentTimeInt64(below(vfs), out);
}

sqlite3_vfs makeVfs(const char* name, sqlite3_vfs* base)
{
    sqlite3_vfs vfs{};
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(Handle)) + base->szOsFile;
    vfs.mxPathname = base->mxPathname;
    vfs.zName = name;
    vfs.pAppData = base;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPathName;
    vfs.xDlOpen = openLibrary;
    vfs.xDlError = explainLibrary;
    vfs.xDlSym = findSymbol;
    vfs.xDlClose = closeLibrary;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTimeInt64;
    return vfs;
}

tl::unexpected<Error> cannotRegister(const char* why)
{
    return fail(ErrorCode::Internal,
                QCoreApplication::translate("Storage",
                                            "The encrypted storage could not be set up, so nothing was opened. "
                                            "Reinstall Cloakroom and SQLite."),
                QString::fromLatin1(why));
}

Result<void> registerAs(const char* name, sqlite3_vfs* base, int asDefault)
{
    if (!base || !isSodiumReady())
        return cannotRegister("no VFS to build on, or no libsodium");
    // SQLite keeps the pointer for the life of the process.
    auto vfs = std::make_unique<sqlite3_vfs>(makeVfs(name, base));
    if (sqlite3_vfs_register(vfs.get(), asDefault) != SQLITE_OK)
        return cannotRegister("sqlite3_vfs_register refused");
    [[maybe_unused]] const sqlite3_vfs* const kept = vfs.release();
    return {};
}

/// As SQLite will name the file when it opens it, links resolved.
QByteArray canonicalPath(const QString& path)
{
    sqlite3_vfs* const base = encryptedVfsBase();
    if (!base)
        return {};
    std::vector<char> out(static_cast<size_t>(base->mxPathname) + 1);
    const QByteArray local = QFile::encodeName(path);
    const int rc = base->xFullPathname(base, local.constData(), static_cast<int>(out.size()), out.data());
    // SQLITE_OK_SYMLINK says that a link was resolved.
    return (rc & 0xff) == SQLITE_OK ? QByteArray(out.data()) : QByteArray();
}

} // namespace

sqlite3_vfs* encryptedVfsBase()
{
    return sqlite3_vfs_find("unix-excl");
}

Result<OpenDatabaseFile> OpenDatabaseFile::open(const QString& path)
{
    OpenDatabaseFile opened;
    sqlite3_vfs* const vfs = sqlite3_vfs_find(kVfsName);
    const QByteArray name = canonicalPath(path);
    if (!vfs || name.isEmpty())
        return cannotRegister("the VFS is not registered");
    // SQLite looks for URI parameters behind the name: none, said by two more zeros.
    opened.m_name = name + QByteArray(3, '\0');
    opened.m_memory.resize((static_cast<size_t>(vfs->szOsFile) + sizeof(std::max_align_t) - 1)
                           / sizeof(std::max_align_t));
    auto* const file = reinterpret_cast<sqlite3_file*>(opened.m_memory.data());
    opened.m_result =
        vfs->xOpen(vfs, opened.m_name.constData(), file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, nullptr);
    return opened;
}

OpenDatabaseFile::~OpenDatabaseFile()
{
    if (m_memory.empty())
        return;
    auto* const file = reinterpret_cast<sqlite3_file*>(m_memory.data());
    if (file->pMethods)
        file->pMethods->xClose(file);
}

VfsFile& OpenDatabaseFile::file()
{
    return fileOf(reinterpret_cast<sqlite3_file*>(m_memory.data()));
}

qint64 OpenDatabaseFile::sealedSize()
{
    sqlite3_file* const base = below(reinterpret_cast<sqlite3_file*>(m_memory.data()));
    sqlite3_int64 size = 0;
    return base->pMethods->xFileSize(base, &size) == SQLITE_OK ? size : -1;
}

Result<void> registerVfs()
{
    static const Result<void> registered = registerAs(kVfsName, encryptedVfsBase(), 1);
    return registered;
}

Result<void> registerVfsOver(const char* name, sqlite3_vfs* base)
{
    return registerAs(name, base, 0);
}

Result<KeyRegistration> KeyRegistration::add(const QString& path, ByteView key, quint32 generation)
{
    const QByteArray canonical = canonicalPath(path);
    if (canonical.isEmpty() || key.size() != kKeyBytes)
        return cannotRegister("no canonical path or a key of wrong length");
    if (!vfs_tables::addKey(canonical, key, generation)) {
        return fail(ErrorCode::AlreadyExists,
                    QCoreApplication::translate("Storage", "This database is open already, under another key."));
    }
    return KeyRegistration(canonical);
}

KeyRegistration::~KeyRegistration()
{
    if (!m_path.isEmpty())
        vfs_tables::removeKey(m_path);
}

KeyRegistration::KeyRegistration(KeyRegistration&& other) noexcept
    : m_path(std::exchange(other.m_path, {}))
{
}

KeyRegistration& KeyRegistration::operator=(KeyRegistration&& other) noexcept
{
    KeyRegistration taken(std::move(other));
    std::swap(m_path, taken.m_path);
    return *this;
}

QList<qint64> damagedPages(const QString& path)
{
    return vfs_tables::damage(canonicalPath(path));
}

void forgetDamage(const QString& path)
{
    vfs_tables::forgetDamage(canonicalPath(path));
}

} // namespace cloakroom
