#include "MemoryDisk.h"

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
    return !as(file).isTemporary && s_current->failsNow();
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

constexpr sqlite3_io_methods kMethods = {2,           closeFile,   readFile,        writeFile, truncateFile,
                                         syncFile,    fileSize,    noLock,          noLock,    noReservedLock,
                                         noControl,   sectorSize,  characteristics, mapShared, lockShared,
                                         orderShared, unmapShared, nullptr,         nullptr};

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    static int temporaries = 0;
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
    if (s_current->failsNow())
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

/// A file as a power cut sees it: what is safe, and what was done since the last sync.
struct Pending {
    std::string safe;
    bool isThere = false;
    std::vector<const MemoryDisk::Operation*> since;
};

void applyTorn(std::string& all, const MemoryDisk::Operation& write, std::mt19937& random)
{
    constexpr int64_t kSector = 512;
    int64_t at = write.offset;
    const int64_t end = write.offset + static_cast<int64_t>(write.bytes.size());
    while (at < end) {
        const int64_t next = std::min(end, (at / kSector + 1) * kSector);
        if (random() % 2 == 0)
            apply(all, at, write.bytes.substr(static_cast<size_t>(at - write.offset), static_cast<size_t>(next - at)));
        at = next;
    }
}

void settle(Pending& file)
{
    for (const MemoryDisk::Operation* operation : file.since) {
        if (operation->what == MemoryDisk::What::Write)
            apply(file.safe, operation->offset, operation->bytes);
        else
            file.safe.resize(static_cast<size_t>(operation->offset), '\0');
    }
    file.since.clear();
    file.isThere = true;
}

void settleSome(Pending& file, std::mt19937& random)
{
    // Each write is lost, whole or torn; how likely differs from cut to cut.
    const unsigned kept = random() % 4;
    for (const MemoryDisk::Operation* operation : file.since) {
        const unsigned fate = random() % 4;
        if (fate > kept)
            continue;
        if (operation->what == MemoryDisk::What::Truncate)
            file.safe.resize(static_cast<size_t>(operation->offset), '\0');
        else if (random() % 2 == 0)
            applyTorn(file.safe, *operation, random);
        else
            apply(file.safe, operation->offset, operation->bytes);
    }
}

} // namespace

void MemoryDisk::insert()
{
    s_current = this;
}

MemoryDisk& MemoryDisk::current()
{
    return *s_current;
}

bool MemoryDisk::failsNow()
{
    const size_t number = m_changes++;
    return failAt && (number == *failAt || (staysBroken && number > *failAt));
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
        made.xOpen = openFile;
        made.xDelete = deleteFile;
        made.xAccess = accessFile;
        made.xFullPathname = fullPath;
        return made;
    }();
    return &disk;
}

MemoryDisk::Files MemoryDisk::afterPowerCut(size_t count, unsigned seed) const
{
    std::map<std::string, Pending> all;
    for (size_t i = 0; i < count; ++i) {
        const Operation& operation = log[i];
        Pending& file = all[operation.file];
        switch (operation.what) {
        case What::Create:
            break;
        case What::Write:
        case What::Truncate:
            file.since.push_back(&operation);
            break;
        case What::Sync:
            settle(file);
            break;
        case What::Delete:
        case What::DeleteSynced:
            // A deletion that nobody waited for has still reached a journalling file system in order.
            file = Pending();
            break;
        case What::Mark:
            break;
        }
    }
    std::mt19937 random(seed);
    Files left;
    for (auto& [name, file] : all) {
        const bool wasThere = file.isThere;
        settleSome(file, random);
        if (wasThere || (!file.safe.empty() && random() % 2 == 0))
            left[name] = file.safe;
    }
    left.erase(std::string());
    return left;
}

int64_t MemoryDisk::lastMark(size_t count) const
{
    int64_t last = -1;
    for (size_t i = 0; i < count; ++i) {
        if (log[i].what == What::Mark)
            last = log[i].offset;
    }
    return last;
}

} // namespace cloakroom::test
