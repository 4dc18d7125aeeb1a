#include "fault/MemoryDisk.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace cloakroom::test {

namespace {

MemoryDisk* s_current = nullptr;

struct OpenFile {
    sqlite3_file file;
    std::string* name;
    bool isTemporary;
    std::vector<std::vector<char>>* shared;
};

OpenFile& as(sqlite3_file* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

std::string& contents(sqlite3_file* file)
{
    return s_current->files[*as(file).name];
}

void note(sqlite3_file* file, MemoryDisk::What what, int64_t offset, std::string bytes)
{
    if (!as(file).isTemporary)
        s_current->log.push_back({what, *as(file).name, offset, std::move(bytes)});
}

bool fails(sqlite3_file* file)
{
    return !as(file).isTemporary && s_current->failsNow(MemoryDisk::At::Change);
}

int closeFile(sqlite3_file* file)
{
    if (as(file).isTemporary)
        s_current->files.erase(*as(file).name);
    delete as(file).name;
    delete as(file).shared;
    return SQLITE_OK;
}

int readFile(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset)
{
    if (!as(file).isTemporary && s_current->failsNow(MemoryDisk::At::Read))
        return SQLITE_IOERR_READ;
    const std::string& all = contents(file);
    std::memset(out, 0, static_cast<size_t>(amount));
    if (offset >= static_cast<int64_t>(all.size()))
        return SQLITE_IOERR_SHORT_READ;
    const size_t count = std::min(static_cast<size_t>(amount), all.size() - static_cast<size_t>(offset));
    std::memcpy(out, all.data() + offset, count);
    return count == static_cast<size_t>(amount) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

void apply(std::string& all, int64_t offset, const std::string& bytes)
{
    all.resize(std::max(all.size(), static_cast<size_t>(offset) + bytes.size()), '\0');
    std::copy(bytes.begin(), bytes.end(), all.begin() + offset);
}

int writeFile(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset)
{
    std::string bytes(static_cast<const char*>(data), static_cast<size_t>(amount));
    if (fails(file)) {
        // As a full disk does: the beginning may have gone through.
        bytes.resize(bytes.size() / 2);
        apply(contents(file), offset, bytes);
        note(file, MemoryDisk::What::Write, offset, bytes);
        return SQLITE_FULL;
    }
    apply(contents(file), offset, bytes);
    note(file, MemoryDisk::What::Write, offset, std::move(bytes));
    return SQLITE_OK;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    if (fails(file))
        return SQLITE_IOERR_TRUNCATE;
    contents(file).resize(static_cast<size_t>(size), '\0');
    note(file, MemoryDisk::What::Truncate, size, {});
    return SQLITE_OK;
}

int syncFile(sqlite3_file* file, int)
{
    if (fails(file))
        return SQLITE_IOERR_FSYNC;
    note(file, MemoryDisk::What::Sync, 0, {});
    return SQLITE_OK;
}

int fileSize(sqlite3_file* file, sqlite3_int64* out)
{
    *out = static_cast<sqlite3_int64>(contents(file).size());
    return SQLITE_OK;
}

int noLock(sqlite3_file*, int)
{
    return SQLITE_OK;
}

int noReservedLock(sqlite3_file*, int* out)
{
    *out = 0;
    return SQLITE_OK;
}

int noControl(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file*)
{
    return 512;
}

int characteristics(sqlite3_file*)
{
    return 0;
}

int mapShared(sqlite3_file* file, int region, int size, int extend, volatile void** out)
{
    auto& all = *as(file).shared;
    while (static_cast<int>(all.size()) <= region && extend != 0)
        all.emplace_back(static_cast<size_t>(size));
    *out = static_cast<int>(all.size()) > region ? all[static_cast<size_t>(region)].data() : nullptr;
    return SQLITE_OK;
}

int lockShared(sqlite3_file*, int, int, int)
{
    return SQLITE_OK;
}

void orderShared(sqlite3_file*) { }

int unmapShared(sqlite3_file* file, int)
{
    as(file).shared->clear();
    return SQLITE_OK;
}

template <auto Function>
struct Own;

/// `Function` as the disk's own work.
template <typename Answer, typename... Arguments, Answer (*Function)(Arguments...)>
struct Own<Function> {
    static Answer call(Arguments... arguments)
    {
        const MemoryDisk::OwnWork own;
        return Function(arguments...);
    }
};

constexpr sqlite3_io_methods kMethods = {2,
                                         Own<closeFile>::call,
                                         Own<readFile>::call,
                                         Own<writeFile>::call,
                                         Own<truncateFile>::call,
                                         Own<syncFile>::call,
                                         Own<fileSize>::call,
                                         noLock,
                                         noLock,
                                         noReservedLock,
                                         noControl,
                                         sectorSize,
                                         characteristics,
                                         Own<mapShared>::call,
                                         lockShared,
                                         orderShared,
                                         Own<unmapShared>::call,
                                         nullptr,
                                         nullptr};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    static int temporaries = 0;
    if (name && s_current->failsNow(MemoryDisk::At::Open))
        return SQLITE_CANTOPEN;
    OpenFile& opened = as(file);
    opened.isTemporary = name == nullptr;
    opened.name = new std::string(name ? name : "temporary" + std::to_string(++temporaries));
    opened.shared = new std::vector<std::vector<char>>;
    const bool isThere = s_current->files.count(*opened.name) > 0;
    if (!isThere && !(flags & SQLITE_OPEN_CREATE)) {
        delete opened.name;
        delete opened.shared;
        return SQLITE_CANTOPEN;
    }
    opened.file.pMethods = &kMethods;
    if (!isThere) {
        s_current->files[*opened.name];
        note(file, MemoryDisk::What::Create, 0, {});
    }
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs*, const char* name, int syncFolder)
{
    if (s_current->failsNow(MemoryDisk::At::Change))
        return SQLITE_IOERR_DELETE;
    if (s_current->files.erase(name) == 0)
        return SQLITE_IOERR_DELETE_NOENT;
    s_current->log.push_back({syncFolder ? MemoryDisk::What::DeleteSynced : MemoryDisk::What::Delete, name, 0, {}});
    return SQLITE_OK;
}

int accessFile(sqlite3_vfs*, const char* name, int, int* out)
{
    const auto found = s_current->files.find(name);
    *out = found != s_current->files.end() && !found->second.empty() ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* name, int size, char* out)
{
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

} // namespace

thread_local int MemoryDisk::OwnWork::depth = 0;

void MemoryDisk::insert()
{
    s_current = this;
}

MemoryDisk& MemoryDisk::current()
{
    return *s_current;
}

bool MemoryDisk::failsNow(At at)
{
    const size_t number = m_counts[at]++;
    if (!fault || fault->at != at || number < fault->number || (number > fault->number && !fault->staysBroken))
        return false;
    m_hasFailed = true;
    return true;
}

sqlite3_vfs* MemoryDisk::vfs()
{
    static sqlite3_vfs disk = [] {
        sqlite3_vfs* const real = sqlite3_vfs_find("unix");
        sqlite3_vfs made = *real;
        made.iVersion = 2;
        made.szOsFile = sizeof(OpenFile);
        made.pNext = nullptr;
        made.zName = "memory-disk";
        made.xOpen = Own<openFile>::call;
        made.xDelete = Own<deleteFile>::call;
        made.xAccess = Own<accessFile>::call;
        made.xFullPathname = fullPath;
        return made;
    }();
    return &disk;
}

} // namespace cloakroom::test
