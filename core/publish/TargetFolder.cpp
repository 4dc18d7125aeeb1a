#include "core/publish/TargetFolder.h"

#include "core/crypto/Random.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

namespace cloakroom {

namespace {

constexpr mode_t kFileMode = 0644; // what an export is for: others may read it
constexpr mode_t kPrivateMode = 0600;

tl::unexpected<Error> failedWith(int error)
{
    const QString detail = QStringLiteral("errno %1").arg(error);
    if (error == ENOSPC || error == EDQUOT) {
        return fail(ErrorCode::NoSpace,
                    QCoreApplication::translate("TargetFolder",
                                                "There is no space left in the export folder. Files that were finished "
                                                "are complete. Make space or choose another folder, then export the "
                                                "rest."),
                    detail);
    }
    return fail(ErrorCode::Unreadable,
                QCoreApplication::translate("TargetFolder",
                                            "The export folder cannot be written to. Check that it is still there and "
                                            "that you may write to it, or choose another one."),
                detail);
}

tl::unexpected<Error> nameTaken()
{
    return fail(ErrorCode::AlreadyExists,
                QCoreApplication::translate("TargetFolder", "There is a file of this name in the export folder."));
}

/// An open file, closed at the end.
class Descriptor {
public:
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~Descriptor()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    Descriptor(Descriptor&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

Result<void> writeAll(int file, const char* bytes, qint64 length)
{
    qint64 done = 0;
    while (done < length) {
        const ssize_t count = ::write(file, bytes + done, static_cast<size_t>(length - done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return failedWith(count < 0 ? errno : EIO);
        }
        done += count;
    }
    return {};
}

Result<void> flush(int file)
{
    if (::fsync(file) != 0 || ::fchmod(file, kFileMode) != 0) {
        return failedWith(errno);
    }
    return {};
}

Result<QByteArray> readAll(const Descriptor& file)
{
    struct stat facts { };
    if (::fstat(file.get(), &facts) != 0) {
        return failedWith(errno);
    }
    // It was flushed, so its pages may go; file systems in memory keep them.
    ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
    QByteArray bytes(static_cast<qsizetype>(facts.st_size), '\0');
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pread(file.get(), bytes.data() + done, static_cast<size_t>(bytes.size() - done), done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return failedWith(count < 0 ? errno : EIO);
        }
        done += count;
    }
    return bytes;
}

/// What has a name now must have it after a power cut too.
Result<void> flushFolder(const QByteArray& folder)
{
    const Descriptor opened(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems have nothing to flush here and say EINVAL.
    if (!opened.isOpen() || (::fsync(opened.get()) != 0 && errno != EINVAL)) {
        return failedWith(errno);
    }
    return {};
}

Result<void> flushNamed(const QByteArray& folder, const QByteArray& path)
{
    auto flushed = flushFolder(folder);
    if (!flushed) {
        ::unlink(path.constData());
    }
    return flushed;
}

QByteArray hiddenPath(const QByteArray& folder)
{
    constexpr int kRandomBytes = 12;
    return folder + "/.cloakroom-" + randomBytes(kRandomBytes).toHex() + ".part";
}

/// Puts the hidden file in place of another; it is gone when that fails.
Result<void> renameOver(const QByteArray& folder, const QByteArray& hidden, const QString& name)
{
    const QByteArray path = folder + '/' + QFile::encodeName(name);
    if (::rename(hidden.constData(), path.constData()) != 0) {
        const int error = errno;
        ::unlink(hidden.constData());
        return failedWith(error);
    }
    // The old file is gone by now: whatever the flush says, the new one is what is there, and has to be registered.
    [[maybe_unused]] const auto flushed = flushFolder(folder);
    return {};
}

/// Without a name until it is published: the system takes it away when this process ends in any way.
class NamelessFile final : public PendingFile {
public:
    NamelessFile(QByteArray folder, Descriptor file)
        : m_folder(std::move(folder))
        , m_file(std::move(file))
    {
    }

    [[nodiscard]] Result<QByteArray> readBack() const override { return readAll(m_file); }

    [[nodiscard]] Result<void> publish(const QString& name) override
    {
        const QByteArray path = m_folder + '/' + QFile::encodeName(name);
        const QByteArray handle = "/proc/self/fd/" + QByteArray::number(m_file.get());
        if (::linkat(AT_FDCWD, handle.constData(), AT_FDCWD, path.constData(), AT_SYMLINK_FOLLOW) != 0) {
            return errno == EEXIST ? nameTaken() : failedWith(errno);
        }
        return flushNamed(m_folder, path);
    }

    [[nodiscard]] Result<void> replace(const QString& name) override
    {
        // A name cannot be given over another file, so it gets a hidden one first.
        const QByteArray hidden = hiddenPath(m_folder);
        const QByteArray handle = "/proc/self/fd/" + QByteArray::number(m_file.get());
        if (::linkat(AT_FDCWD, handle.constData(), AT_FDCWD, hidden.constData(), AT_SYMLINK_FOLLOW) != 0) {
            return failedWith(errno);
        }
        return renameOver(m_folder, hidden, name);
    }

private:
    QByteArray m_folder;
    Descriptor m_file;
};

/// Under a hidden name until it is published.
class HiddenFile final : public PendingFile {
public:
    HiddenFile(QByteArray folder, QByteArray path, Descriptor locked)
        : m_folder(std::move(folder))
        , m_path(std::move(path))
        , m_locked(std::move(locked))
    {
    }
    ~HiddenFile() override
    {
        if (!m_path.isEmpty()) {
            ::unlink(m_path.constData());
        }
    }
    HiddenFile(const HiddenFile&) = delete;
    HiddenFile& operator=(const HiddenFile&) = delete;

    [[nodiscard]] Result<QByteArray> readBack() const override
    {
        const Descriptor file(::open(m_path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        return file.isOpen() ? readAll(file) : failedWith(errno);
    }

    [[nodiscard]] Result<void> publish(const QString& name) override
    {
        const QByteArray path = m_folder + '/' + QFile::encodeName(name);
        if (::link(m_path.constData(), path.constData()) == 0) {
            ::unlink(m_path.constData());
        } else if (errno == EEXIST) {
            return nameTaken();
        } else if (auto renamed = renameOverOwn(path); !renamed) {
            return renamed;
        }
        m_path.clear();
        return flushNamed(m_folder, path);
    }

    [[nodiscard]] Result<void> replace(const QString& name) override
    {
        auto done = renameOver(m_folder, m_path, name);
        m_path.clear();
        return done;
    }

private:
    /// For file systems without links (memory sticks): takes the name with an empty file of our own first.
    [[nodiscard]] Result<void> renameOverOwn(const QByteArray& path) const
    {
        const Descriptor own(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivateMode));
        if (!own.isOpen()) {
            return errno == EEXIST ? nameTaken() : failedWith(errno);
        }
        if (::rename(m_path.constData(), path.constData()) != 0) {
            const int error = errno;
            ::unlink(path.constData());
            return failedWith(error);
        }
        return {};
    }

    QByteArray m_folder;
    QByteArray m_path;
    Descriptor m_locked;
};

Descriptor openNameless(const QByteArray& folder)
{
#ifdef O_TMPFILE
    return Descriptor(::open(folder.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, kPrivateMode));
#else
    return Descriptor(-1);
#endif
}

Result<GrowingFile> beginHidden(const QByteArray& folder)
{
    const QByteArray path = hiddenPath(folder);
    Descriptor file(::open(path.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kPrivateMode));
    if (!file.isOpen()) {
        return failedWith(errno);
    }
    ::flock(file.get(), LOCK_EX | LOCK_NB); // where there are no locks, nobody takes it for left behind either
    const int descriptor = file.get();
    return GrowingFile(std::make_unique<HiddenFile>(folder, path, std::move(file)), descriptor);
}

/// Hidden files of exports that were cut off. Whoever still writes one holds its lock.
void removeUnfinished(const QString& folder)
{
    const QDir dir(folder);
    const QStringList left =
        dir.entryList({QStringLiteral(".cloakroom-*.part")}, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QString& name : left) {
        const QByteArray path = QFile::encodeName(dir.filePath(name));
        const Descriptor file(::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (file.isOpen() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
            ::unlink(path.constData());
        }
    }
}

/// The real path of a folder that may not be there yet: that of its nearest parent that is, and the rest.
QString realPath(const QString& path)
{
    QString existing = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QString rest;
    while (!QFileInfo::exists(existing) && QFileInfo(existing).path() != existing) {
        rest.prepend(QLatin1Char('/') + QFileInfo(existing).fileName());
        existing = QFileInfo(existing).path();
    }
    return QDir::cleanPath(QFileInfo(existing).canonicalFilePath() + rest);
}

bool liesWithin(const QString& path, const QString& folder)
{
    return path == folder || path.startsWith(folder + QLatin1Char('/'));
}

} // namespace

TargetFolder::TargetFolder(QString path, Unfinished unfinished)
    : m_path(std::move(path))
    , m_unfinished(unfinished)
{
}

Result<TargetFolder> TargetFolder::open(const QString& path, const QString& libraryFolder, Unfinished unfinished)
{
    if (path.isEmpty() || (!libraryFolder.isEmpty() && liesWithin(realPath(path), realPath(libraryFolder)))) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("TargetFolder",
                                                "Photos cannot be exported into the library itself, where everything "
                                                "is encrypted. Choose another folder."));
    }
    if (!QDir().mkpath(path) || !QFileInfo(path).isDir()) {
        return failedWith(errno);
    }
    removeUnfinished(QFileInfo(path).canonicalFilePath());
    return TargetFolder(QFileInfo(path).canonicalFilePath(), unfinished);
}

bool TargetFolder::holds(const QString& name) const
{
    const QFileInfo file(m_path + QLatin1Char('/') + name);
    return file.exists() || file.isSymLink();
}

GrowingFile::GrowingFile(std::unique_ptr<PendingFile> pending, int descriptor)
    : m_pending(std::move(pending))
    , m_descriptor(descriptor)
{
}

Result<void> GrowingFile::append(const char* bytes, qint64 count) const
{
    return writeAll(m_descriptor, bytes, count);
}

Result<std::unique_ptr<PendingFile>> GrowingFile::finish()
{
    if (const auto done = flush(m_descriptor); !done) {
        return propagate(done);
    }
    // It was flushed, so its pages may go; file systems in memory keep them.
    ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_DONTNEED);
    return std::move(m_pending);
}

QString GrowingFile::readingPath() const
{
    return QStringLiteral("/proc/self/fd/%1").arg(m_descriptor);
}

Result<std::unique_ptr<PendingFile>> TargetFolder::write(const QByteArray& bytes) const
{
    auto file = begin();
    if (!file) {
        return propagate(file);
    }
    if (const auto written = file->append(bytes.constData(), bytes.size()); !written) {
        return propagate(written);
    }
    return file->finish();
}

Result<GrowingFile> TargetFolder::begin() const
{
    const QByteArray folder = QFile::encodeName(m_path);
    if (m_unfinished == Unfinished::Nameless) {
        Descriptor file = openNameless(folder);
        if (file.isOpen()) {
            const int descriptor = file.get();
            return GrowingFile(std::make_unique<NamelessFile>(folder, std::move(file)), descriptor);
        }
    }
    return beginHidden(folder);
}

} // namespace cloakroom
