#include "core/storage/FileIo.h"

#include "core/crypto/Random.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace cloakroom {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Storage", text);
}

/// Calls until it is not interrupted.
template <typename Function>
auto retrying(Function&& function)
{
    auto answer = function();
    while (answer < 0 && errno == EINTR)
        answer = function();
    return answer;
}

} // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    Descriptor taken(std::move(other));
    std::swap(m_descriptor, taken.m_descriptor);
    return *this;
}

Descriptor Descriptor::open(const QString& path, int flags, unsigned mode)
{
    const QByteArray name = QFile::encodeName(path);
    return Descriptor(retrying([&] { return ::open(name.constData(), flags | O_CLOEXEC, mode); }));
}

bool Descriptor::close()
{
    const int descriptor = std::exchange(m_descriptor, -1);
    // Linux has closed it even when it was interrupted: never twice.
    return descriptor < 0 || ::close(descriptor) == 0 || errno == EINTR;
}

UnlinkUnlessKept::UnlinkUnlessKept(const QString& path)
    : m_path(QFile::encodeName(path))
{
}

UnlinkUnlessKept::~UnlinkUnlessKept()
{
    if (!m_path.isEmpty())
        ::unlink(m_path.constData());
}

tl::unexpected<Error> failFromErrno(int error, const char* what)
{
    const QString detail = QStringLiteral("%1: errno %2").arg(QLatin1String(what)).arg(error);
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return fail(ErrorCode::NoSpace,
                    say("The disk with the library is full. Nothing was lost; free some space and try again."), detail);
    case ENOENT:
        return fail(ErrorCode::NotFound, say("A file of the library is missing."), detail);
    case EEXIST:
        return fail(ErrorCode::AlreadyExists, say("A file of this name is already in the library."), detail);
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(ErrorCode::Unreadable,
                    say("The library's folder may not be written or read by you. Nothing was changed; ask your "
                        "technician for access."),
                    detail);
    default:
        return fail(ErrorCode::Unreadable,
                    say("The disk with the library reported an error. Nothing was changed; check the disk and its "
                        "connection, then try again."),
                    detail);
    }
}

Result<void> writeAll(const Descriptor& file, ByteView bytes)
{
    while (!bytes.empty()) {
        const auto count = retrying([&] { return ::write(file.get(), bytes.data(), bytes.size()); });
        if (count <= 0)
            return failFromErrno(count == 0 ? ENOSPC : errno, "write");
        bytes = bytes.subspan(static_cast<size_t>(count));
    }
    return {};
}

Result<size_t> readUpTo(const Descriptor& file, MutableByteView out, qint64 offset)
{
    size_t done = 0;
    while (done < out.size()) {
        const MutableByteView rest = out.subspan(done);
        const auto count = retrying([&] {
            return offset < 0 ? ::read(file.get(), rest.data(), rest.size())
                              : ::pread(file.get(), rest.data(), rest.size(), offset + static_cast<qint64>(done));
        });
        if (count < 0)
            return failFromErrno(errno, "read");
        if (count == 0)
            break;
        done += static_cast<size_t>(count);
    }
    return done;
}

Result<qint64> sizeOf(const Descriptor& file)
{
    struct stat info = {};
    if (::fstat(file.get(), &info) != 0)
        return failFromErrno(errno, "stat");
    return qint64{info.st_size};
}

Result<QByteArray> readSmallFile(const QString& path, qint64 limit)
{
    const Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.isOpen())
        return failFromErrno(errno, "open");
    QByteArray bytes(limit + 1, '\0');
    const Result<size_t> count = readUpTo(file, mutableViewOf(bytes), 0);
    if (!count)
        return propagate(count);
    bytes.truncate(static_cast<qsizetype>(*count));
    if (bytes.size() > limit) {
        return fail(ErrorCode::Damaged,
                    say("A file of the library is damaged: it is too long. Restore it from a backup."),
                    QFileInfo(path).fileName());
    }
    return bytes;
}

Result<void> replaceFile(const QString& path, const QByteArray& bytes)
{
    const QString temporaryPath =
        path + QLatin1Char('.') + QString::fromLatin1(randomBytes(6).toHex()) + temporarySuffix();
    Descriptor file = Descriptor::open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.isOpen())
        return failFromErrno(errno, "create");
    UnlinkUnlessKept temporary(temporaryPath);
    if (Result<void> written = writeAll(file, viewOf(bytes)); !written)
        return written;
    if (::fsync(file.get()) != 0 || !file.close())
        return failFromErrno(errno, "fsync");
    if (::rename(QFile::encodeName(temporaryPath).constData(), QFile::encodeName(path).constData()) != 0)
        return failFromErrno(errno, "rename");
    temporary.keep();
    return syncFolder(QFileInfo(path).path());
}

Result<void> removeFile(const QString& path)
{
    if (::unlink(QFile::encodeName(path).constData()) != 0)
        return failFromErrno(errno, "unlink");
    return syncFolder(QFileInfo(path).path());
}

Result<void> makeFolder(const QString& path)
{
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0)
        return failFromErrno(errno, "mkdir");
    return syncFolder(QFileInfo(path).path());
}

Result<void> syncFolder(const QString& path)
{
    const Descriptor folder = Descriptor::open(path, O_RDONLY | O_DIRECTORY);
    if (!folder.isOpen())
        return failFromErrno(errno, "open folder");
    // Some network file systems cannot flush a folder and say so with EINVAL.
    if (::fsync(folder.get()) != 0 && errno != EINVAL)
        return failFromErrno(errno, "fsync folder");
    return {};
}

Result<void> renameNew(const QString& from, const QString& to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
        return {};
    if (errno != EINVAL && errno != ENOSYS)
        return failFromErrno(errno, "rename");
    // File systems without that flag: a hard link does not replace either.
    if (::link(source.constData(), target.constData()) != 0)
        return failFromErrno(errno, "link");
    if (::unlink(source.constData()) != 0)
        return failFromErrno(errno, "unlink");
    return {};
}

QString temporarySuffix()
{
    return QStringLiteral(".part");
}

} // namespace cloakroom
