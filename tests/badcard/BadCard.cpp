// Preloaded into the command line: a card whose sectors fail or that is pulled out, and a disk that is full, as the
// system calls would show them.
//   BADCARD_ERROR=NAME     reading a file of that name fails beyond its first 4 KiB
//   BADCARD_PULL=NAME      and at that moment the card's folder, BADCARD_ROOT, is gone
//   BADCARD_ROOM=BYTES     so much may be written to the vault in all; then the disk is full
//   BADCARD_TARGET=FOLDER  what is exported to: BADCARD_TARGET_ROOM bytes may be written to it, then writing fails with
//                          the error number BADCARD_TARGET_ERROR
#include <dlfcn.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

constexpr off_t kGood = 4096;

std::string pathOf(int file)
{
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    char path[4096];
    const ssize_t length = ::readlink(link, path, sizeof path);
    return length > 0 ? std::string(path, static_cast<size_t>(length)) : std::string();
}

bool isNamed(int file, const char* variable)
{
    const char* name = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): never changed here
    if (name == nullptr) {
        return false;
    }
    const std::string path = pathOf(file);
    const std::string ending = std::string("/") + name;
    return path.size() >= ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
}

void pullCard()
{
    const char* root = std::getenv("BADCARD_ROOT"); // NOLINT(concurrency-mt-unsafe)
    if (root != nullptr) {
        std::rename(root, (std::string(root) + ".pulled").c_str());
    }
}

} // namespace

extern "C" ssize_t read(int file, void* buffer, size_t count)
{
    static const auto real = reinterpret_cast<ssize_t (*)(int, void*, size_t)>(::dlsym(RTLD_NEXT, "read"));
    const bool isPulled = isNamed(file, "BADCARD_PULL");
    if (isPulled || isNamed(file, "BADCARD_ERROR")) {
        const off_t at = ::lseek(file, 0, SEEK_CUR);
        if (at >= kGood) {
            if (isPulled) {
                pullCard();
            }
            errno = EIO;
            return -1;
        }
        count = count > static_cast<size_t>(kGood - at) ? static_cast<size_t>(kGood - at) : count;
    }
    return real(file, buffer, count);
}

namespace {

long long numberOf(const char* variable)
{
    const char* text = std::getenv(variable); // NOLINT(concurrency-mt-unsafe)
    return text != nullptr ? std::atoll(text) : 0;
}

bool isTargetFull(int file, size_t count)
{
    static const char* const target = std::getenv("BADCARD_TARGET"); // NOLINT(concurrency-mt-unsafe)
    static std::atomic<long long> left = numberOf("BADCARD_TARGET_ROOM");
    if (target == nullptr || pathOf(file).rfind(target, 0) != 0) {
        return false;
    }
    return left.fetch_sub(static_cast<long long>(count)) < static_cast<long long>(count);
}

} // namespace

extern "C" ssize_t write(int file, const void* buffer, size_t count)
{
    static const auto real = reinterpret_cast<ssize_t (*)(int, const void*, size_t)>(::dlsym(RTLD_NEXT, "write"));
    if (isTargetFull(file, count)) {
        errno = static_cast<int>(numberOf("BADCARD_TARGET_ERROR"));
        return -1;
    }
    static const char* const room = std::getenv("BADCARD_ROOM"); // NOLINT(concurrency-mt-unsafe)
    static std::atomic<long long> left = room != nullptr ? std::atoll(room) : 0;
    if (room != nullptr && pathOf(file).find("/vault/") != std::string::npos) {
        if (left.fetch_sub(static_cast<long long>(count)) < static_cast<long long>(count)) {
            left = 0;
            errno = ENOSPC;
            return -1;
        }
    }
    return real(file, buffer, count);
}
