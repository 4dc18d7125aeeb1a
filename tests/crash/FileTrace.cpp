#include "crash/FileTrace.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

namespace cloakroom::test {

namespace {

std::atomic<FileTrace*> s_trace = nullptr;
/// What a descriptor below the folder stands for: a file's number, or a folder's path.
struct Opened {
    uint64_t file = 0;
    std::string folder = {};
};
std::map<int, Opened> s_opened;
thread_local int s_depth = 0;
std::mutex s_mutex; ///< held by the thread whose depth is not 0

/// The C library's function of this name.
template <typename Function>
Function* usual(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::pair<uint64_t, uint64_t> identityOf(const struct stat& info)
{
    return {info.st_dev, info.st_ino};
}

} // namespace

/// The inside of the trace, for the functions below. While one is alive, what it calls is not traced.
class Watch {
public:
    Watch()
    {
        if (s_depth++ == 0)
            s_mutex.lock();
    }
    ~Watch()
    {
        if (--s_depth == 0)
            s_mutex.unlock();
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    Watch(Watch&&) = delete;
    Watch& operator=(Watch&&) = delete;

    [[nodiscard]] static bool isOn() { return s_trace != nullptr && s_depth == 0; }

    /// The path below the folder; nothing for others.
    [[nodiscard]] static std::optional<std::string> below(const char* path)
    {
        if (!path || path[0] != '/')
            return std::nullopt;
        const std::string clean = std::filesystem::path(path).lexically_normal().string();
        const std::string& folder = s_trace.load()->m_folder;
        if (clean.compare(0, folder.size(), folder) != 0)
            return std::nullopt;
        if (clean.size() == folder.size())
            return std::string();
        return clean[folder.size()] == '/' ? std::optional(clean.substr(folder.size() + 1)) : std::nullopt;
    }

    static void note(FileTrace::Operation operation) { s_trace.load()->m_log.push_back(std::move(operation)); }

    [[nodiscard]] static bool fails(FileTrace::At at)
    {
        const size_t number = s_trace.load()->m_counts[at]++;
        const auto& fault = s_trace.load()->m_fault;
        if (!fault || fault->at != at || number < fault->number || (number > fault->number && !fault->staysBroken))
            return false;
        s_trace.load()->m_hasFailed = true;
        return true;
    }

    [[nodiscard]] static uint64_t numberOf(const struct stat& info, bool isNew)
    {
        uint64_t& number = s_trace.load()->m_numbers[identityOf(info)];
        if (number == 0 || isNew)
            number = s_trace.load()->m_nextNumber++;
        return number;
    }

    [[nodiscard]] static uint64_t numberAt(const char* path)
    {
        struct stat info = {};
        return ::stat(path, &info) == 0 && !S_ISDIR(info.st_mode) ? numberOf(info, false) : 0;
    }

    static void remember(int descriptor, const std::string& path, bool isNew, int flags)
    {
        struct stat info = {};
        if (::fstat(descriptor, &info) != 0)
            return;
        if (S_ISDIR(info.st_mode)) {
            s_opened[descriptor] = {0, path};
            return;
        }
        const uint64_t number = numberOf(info, isNew);
        s_opened[descriptor] = {number, {}};
        if (isNew)
            note({FileTrace::What::Create, number, path});
        else if (flags & O_TRUNC)
            note({FileTrace::What::Truncate, number, path});
    }

    [[nodiscard]] static const Opened* opened(int descriptor)
    {
        const auto found = s_opened.find(descriptor);
        return found == s_opened.end() ? nullptr : &found->second;
    }
};

FileTrace::FileTrace(std::string folder, std::optional<Fault> fault)
    : m_folder(std::move(folder))
    , m_fault(fault)
{
    const Watch watch;
    s_opened.clear();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder)) {
        const std::string name = entry.path().string().substr(m_folder.size() + 1);
        if (entry.is_directory()) {
            m_names[name] = 0;
            continue;
        }
        struct stat info = {};
        if (::stat(entry.path().c_str(), &info) != 0)
            continue;
        uint64_t& number = m_numbers[identityOf(info)];
        if (number == 0)
            number = m_nextNumber++;
        m_names[name] = number;
        std::ifstream file(entry.path(), std::ios::binary);
        m_files[number] = std::string(std::istreambuf_iterator<char>(file), {});
    }
    s_trace = this;
}

FileTrace::~FileTrace()
{
    end();
}

void FileTrace::end()
{
    const Watch watch;
    if (s_trace == this)
        s_trace = nullptr;
}

void FileTrace::mark(int64_t number)
{
    const Watch watch;
    m_log.push_back({What::Mark, 0, {}, {}, number});
}

bool FileTrace::hasFailed() const
{
    return m_hasFailed;
}

namespace {

int failWith(int error)
{
    errno = error;
    return -1;
}

int openTraced(const char* path, int flags, mode_t mode)
{
    static auto* const usualOpen = usual<int(const char*, int, ...)>("open64");
    if (!Watch::isOn())
        return usualOpen(path, flags, mode);
    const Watch watch;
    const auto name = Watch::below(path);
    if (!name)
        return usualOpen(path, flags, mode);
    const bool isNew = (flags & O_CREAT) != 0 && ::access(path, F_OK) != 0;
    if (Watch::fails(isNew ? FileTrace::At::Change : FileTrace::At::Open))
        return failWith(isNew ? ENOSPC : EIO);
    const int descriptor = usualOpen(path, flags, mode);
    if (descriptor >= 0)
        Watch::remember(descriptor, *name, isNew, flags);
    return descriptor;
}

/// A failing write puts half of its bytes there.
template <typename Write>
ssize_t writeTraced(int descriptor, const void* data, size_t count, off_t offset, Write&& write)
{
    if (!Watch::isOn())
        return write(count);
    const Watch watch;
    const Opened* const opened = Watch::opened(descriptor);
    if (!opened)
        return write(count);
    const bool fails = Watch::fails(FileTrace::At::Change);
    const off_t at = offset >= 0 ? offset : ::lseek(descriptor, 0, SEEK_CUR);
    const ssize_t done = write(fails ? count / 2 : count);
    if (done > 0)
        Watch::note({FileTrace::What::Write,
                     opened->file,
                     {},
                     {},
                     at,
                     std::string(static_cast<const char*>(data), static_cast<size_t>(done))});
    return fails ? failWith(ENOSPC) : done;
}

int syncTraced(int descriptor, int (*sync)(int))
{
    if (!Watch::isOn())
        return sync(descriptor);
    const Watch watch;
    const Opened* const opened = Watch::opened(descriptor);
    if (!opened)
        return sync(descriptor);
    if (Watch::fails(FileTrace::At::Change))
        return failWith(EIO);
    if (opened->file == 0)
        Watch::note({FileTrace::What::SyncFolder, 0, opened->folder});
    else
        Watch::note({FileTrace::What::Sync, opened->file});
    // What the real disk does is not what is being tested.
    return 0;
}

int truncateTraced(int descriptor, off_t size)
{
    static auto* const usualTruncate = usual<int(int, off_t)>("ftruncate64");
    if (!Watch::isOn())
        return usualTruncate(descriptor, size);
    const Watch watch;
    const Opened* const opened = Watch::opened(descriptor);
    if (opened && Watch::fails(FileTrace::At::Change))
        return failWith(EIO);
    const int rc = usualTruncate(descriptor, size);
    if (opened && rc == 0)
        Watch::note({FileTrace::What::Truncate, opened->file, {}, {}, size});
    return rc;
}

/// A change of names: `from` is empty where there is one only.
template <typename Change>
int nameTraced(FileTrace::What what, const char* from, const char* path, Change&& change)
{
    if (!Watch::isOn())
        return change();
    const Watch watch;
    const auto name = Watch::below(path);
    const auto fromName = from ? Watch::below(from) : std::optional<std::string>(std::string());
    if (!name && !(from && fromName))
        return change();
    // A move between the folder and elsewhere is nothing that is traced rightly: better to end than to prove nothing.
    if (!name || !fromName) {
        std::fprintf(stderr, "a file was moved into or out of the watched folder\n");
        std::abort();
    }
    if (Watch::fails(FileTrace::At::Change))
        return failWith(what == FileTrace::What::MakeFolder ? ENOSPC : EIO);
    const uint64_t number = Watch::numberAt(from ? from : path);
    const int rc = change();
    if (rc == 0)
        Watch::note({what, number, *name, *fromName});
    return rc;
}

template <typename Read>
ssize_t readTraced(int descriptor, Read&& read)
{
    if (!Watch::isOn())
        return read();
    const Watch watch;
    if (Watch::opened(descriptor) && Watch::fails(FileTrace::At::Read))
        return failWith(EIO);
    return read();
}

} // namespace

} // namespace cloakroom::test

using namespace cloakroom::test;

extern "C" {

// The C library declares these with its own spelling of parameters and attributes.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-attributes"

int open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openTraced(path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openTraced(path, flags, mode);
}

int close(int descriptor)
{
    static auto* const usualClose = usual<int(int)>("close");
    if (Watch::isOn()) {
        const Watch watch;
        s_opened.erase(descriptor);
    }
    return usualClose(descriptor);
}

ssize_t write(int descriptor, const void* data, size_t count)
{
    static auto* const usualWrite = usual<ssize_t(int, const void*, size_t)>("write");
    return writeTraced(descriptor, data, count, -1, [&](size_t part) { return usualWrite(descriptor, data, part); });
}

ssize_t pwrite64(int descriptor, const void* data, size_t count, off64_t offset)
{
    static auto* const usualWrite = usual<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return writeTraced(descriptor, data, count, offset,
                       [&](size_t part) { return usualWrite(descriptor, data, part, offset); });
}

ssize_t pwrite(int descriptor, const void* data, size_t count, off_t offset)
{
    return pwrite64(descriptor, data, count, offset);
}

ssize_t read(int descriptor, void* data, size_t count)
{
    static auto* const usualRead = usual<ssize_t(int, void*, size_t)>("read");
    return readTraced(descriptor, [&] { return usualRead(descriptor, data, count); });
}

ssize_t pread64(int descriptor, void* data, size_t count, off64_t offset)
{
    static auto* const usualRead = usual<ssize_t(int, void*, size_t, off64_t)>("pread64");
    return readTraced(descriptor, [&] { return usualRead(descriptor, data, count, offset); });
}

ssize_t pread(int descriptor, void* data, size_t count, off_t offset)
{
    return pread64(descriptor, data, count, offset);
}

int fsync(int descriptor)
{
    static auto* const usualSync = usual<int(int)>("fsync");
    return syncTraced(descriptor, usualSync);
}

int fdatasync(int descriptor)
{
    static auto* const usualSync = usual<int(int)>("fdatasync");
    return syncTraced(descriptor, usualSync);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return truncateTraced(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    return truncateTraced(descriptor, size);
}

int rename(const char* from, const char* to) noexcept
{
    static auto* const usualRename = usual<int(const char*, const char*)>("rename");
    return nameTraced(FileTrace::What::Rename, from, to, [&] { return usualRename(from, to); });
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) noexcept
{
    static auto* const usualRename = usual<int(int, const char*, int, const char*, unsigned)>("renameat2");
    return nameTraced(FileTrace::What::Rename, from, to,
                      [&] { return usualRename(fromFolder, from, toFolder, to, flags); });
}

int link(const char* from, const char* to) noexcept
{
    static auto* const usualLink = usual<int(const char*, const char*)>("link");
    return nameTraced(FileTrace::What::Link, from, to, [&] { return usualLink(from, to); });
}

int unlink(const char* path) noexcept
{
    static auto* const usualUnlink = usual<int(const char*)>("unlink");
    return nameTraced(FileTrace::What::Unlink, nullptr, path, [&] { return usualUnlink(path); });
}

int mkdir(const char* path, mode_t mode) noexcept
{
    static auto* const usualMake = usual<int(const char*, mode_t)>("mkdir");
    return nameTraced(FileTrace::What::MakeFolder, nullptr, path, [&] { return usualMake(path, mode); });
}

int rmdir(const char* path) noexcept
{
    static auto* const usualRemove = usual<int(const char*)>("rmdir");
    return nameTraced(FileTrace::What::RemoveFolder, nullptr, path, [&] { return usualRemove(path); });
}

// Ways to write past write(): not used by what is watched, and refused so that nothing goes unseen.

ssize_t sendfile(int out, int, off_t*, size_t) noexcept
{
    (void)out;
    return failWith(EINVAL);
}

ssize_t copy_file_range(int, off64_t*, int, off64_t*, size_t, unsigned)
{
    return failWith(ENOSYS);
}

int linkat(int, const char*, int, const char*, int) noexcept
{
    return failWith(ENOENT);
}

#pragma GCC diagnostic pop
}
