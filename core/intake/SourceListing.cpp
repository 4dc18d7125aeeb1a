#include "core/intake/SourceListing.h"

#include "core/intake/SourceNames.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#endif

namespace cloakroom {

namespace {

void sortByName(QList<SourceEntry>& entries)
{
    std::sort(entries.begin(), entries.end(),
              [](const SourceEntry& a, const SourceEntry& b) { return a.name < b.name; });
}

} // namespace

#ifdef Q_OS_UNIX

namespace {

using Folder = std::unique_ptr<DIR, int (*)(DIR*)>;

Folder openFolder(const QString& path)
{
    const int handle =
        ::open(source_names::toNative(path).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0) {
        return {nullptr, ::closedir};
    }
    DIR* opened = ::fdopendir(handle);
    if (opened == nullptr) {
        ::close(handle);
    }
    return {opened, ::closedir};
}

SourceEntry entryFrom(const char* name, int folder)
{
    SourceEntry entry;
    entry.name = source_names::fromNative(QByteArray(name));
    struct stat info = {};
    if (::fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
        entry.kind = SourceEntry::Kind::File; // opening it will tell what is wrong with it
        return entry;
    }
    entry.kind = S_ISREG(info.st_mode) ? SourceEntry::Kind::File
        : S_ISDIR(info.st_mode)        ? SourceEntry::Kind::Folder
        : S_ISLNK(info.st_mode)        ? SourceEntry::Kind::Link
                                       : SourceEntry::Kind::Other;
    entry.bytes = info.st_size;
    entry.modifiedMs = qint64{info.st_mtim.tv_sec} * 1000 + info.st_mtim.tv_nsec / 1'000'000;
    return entry;
}

} // namespace

SourceListing listSourceFolder(const QString& path)
{
    SourceListing listing;
    const Folder folder = openFolder(path);
    if (!folder) {
        listing.isTooDeep = errno == ENAMETOOLONG;
        listing.isWhole = false;
        return listing;
    }
    for (;;) {
        errno = 0;
        const dirent* found = ::readdir(folder.get()); // NOLINT(concurrency-mt-unsafe): safe for a stream of one's own
        if (found == nullptr) {
            listing.isWhole = errno == 0;
            break;
        }
        const QByteArrayView name(&found->d_name[0]);
        if (name != "." && name != "..") {
            listing.entries.append(entryFrom(&found->d_name[0], ::dirfd(folder.get())));
        }
    }
    sortByName(listing.entries);
    return listing;
}

QString canonicalSourcePath(const QString& path)
{
    const std::unique_ptr<char, void (*)(void*)> real(::realpath(source_names::toNative(path).constData(), nullptr),
                                                      std::free);
    return real ? source_names::fromNative(QByteArray(real.get())) : QString();
}

#else

SourceListing listSourceFolder(const QString& path)
{
    SourceListing listing;
    listing.isWhole = QFileInfo(path).isReadable();
    const QFileInfoList found =
        QDir(path).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QFileInfo& info : found) {
        const auto kind = info.isSymLink() ? SourceEntry::Kind::Link
            : info.isDir()                 ? SourceEntry::Kind::Folder
            : info.isFile()                ? SourceEntry::Kind::File
                                           : SourceEntry::Kind::Other;
        listing.entries.append({info.fileName(), kind, info.size(), info.lastModified().toMSecsSinceEpoch()});
    }
    sortByName(listing.entries);
    return listing;
}

QString canonicalSourcePath(const QString& path)
{
    return QFileInfo(path).canonicalFilePath();
}

#endif

} // namespace cloakroom
