#include "core/intake/SourceFile.h"

#include "core/intake/SourceNames.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#endif

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Importer", text);
}

tl::unexpected<Error> cannotOpen(bool isGone)
{
    if (isGone) {
        return fail(ErrorCode::NotFound,
                    tr("The file is no longer there. The card may have been taken out before it was copied."));
    }
    return fail(ErrorCode::Unreadable,
                tr("The file cannot be opened. Check the card and the permissions, then import again."));
}

tl::unexpected<Error> changed()
{
    return fail(ErrorCode::Unreadable,
                tr("The file changed while it was being copied. Something else still writes to it: "
                   "wait until that is done, then import again."));
}

} // namespace

#ifdef Q_OS_UNIX

namespace {

bool openForReading(const QString& path, QFile& file, bool& isGone)
{
    // Neither a link put in place of the file nor a pipe that nobody writes to may lead us astray.
    const int handle = ::open(source_names::toNative(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    isGone = handle < 0 && (errno == ENOENT || errno == ENODEV || errno == ENXIO || errno == ENOTDIR);
    if (handle < 0) {
        return false;
    }
    if (!file.open(handle, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        ::close(handle);
        return false;
    }
    return true;
}

template <typename Stamp>
Stamp stampFrom(const struct stat& info)
{
    return {info.st_size,          qint64{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec,
            info.st_dev,           info.st_ino,
            S_ISREG(info.st_mode), (info.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0};
}

} // namespace

SourceFile::Stamp SourceFile::stampOf(const QFile& file)
{
    struct stat info = {};
    return ::fstat(file.handle(), &info) == 0 ? stampFrom<Stamp>(info) : Stamp();
}

SourceFile::Stamp SourceFile::stampOf(const QString& path)
{
    struct stat info = {};
    return ::lstat(source_names::toNative(path).constData(), &info) == 0 ? stampFrom<Stamp>(info) : Stamp();
}

bool SourceFile::remove(const QString& path)
{
    return ::unlink(source_names::toNative(path).constData()) == 0;
}

bool SourceFile::exists(const QString& path)
{
    struct stat info = {};
    return ::lstat(source_names::toNative(path).constData(), &info) == 0;
}

#else

bool SourceFile::remove(const QString& path)
{
    return QFile::remove(path);
}

bool SourceFile::exists(const QString& path)
{
    return QFileInfo::exists(path);
}

namespace {

bool openForReading(const QString& path, QFile& file, bool& isGone)
{
    isGone = !QFileInfo::exists(path);
    file.setFileName(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

} // namespace

SourceFile::Stamp SourceFile::stampOf(const QFile& file)
{
    return stampOf(file.fileName());
}

SourceFile::Stamp SourceFile::stampOf(const QString& path)
{
    const QFileInfo info(path);
    return {info.size(),
            info.lastModified().toMSecsSinceEpoch() * 1'000'000,
            0,
            0,
            info.isFile() && !info.isSymLink(),
            !info.isWritable()};
}

#endif

Result<std::unique_ptr<SourceFile>> SourceFile::open(const QString& path)
{
    std::unique_ptr<SourceFile> source(new SourceFile);
    source->m_path = path;
    bool isGone = false;
    if (!openForReading(path, source->m_file, isGone)) {
        return cannotOpen(isGone);
    }
    source->m_stamp = stampOf(source->m_file);
    if (!source->m_stamp.isRegular) {
        return cannotOpen(false);
    }
    return source;
}

std::unique_ptr<SourceFile> SourceFile::of(const QByteArray& bytes)
{
    std::unique_ptr<SourceFile> source(new SourceFile);
    source->m_memory = std::make_unique<QBuffer>();
    source->m_memory->setData(bytes);
    source->m_memory->open(QIODevice::ReadOnly);
    source->m_stamp.size = bytes.size();
    source->m_stamp.isRegular = true;
    return source;
}

QIODevice& SourceFile::device()
{
    return m_memory ? static_cast<QIODevice&>(*m_memory) : m_file;
}

Result<QByteArray> SourceFile::read(qint64 most)
{
    if (const auto device = rewound(); !device) {
        return propagate(device);
    }
    const qint64 wanted = qMin(most, m_stamp.size);
    QByteArray bytes(wanted, Qt::Uninitialized);
    qint64 got = 0;
    while (got < wanted) {
        const qint64 more = device().read(bytes.data() + got, wanted - got);
        if (more < 0) {
            return fail(
                ErrorCode::Unreadable,
                tr("The file could not be read to its end. The card may be damaged or was taken out. Nothing of "
                   "the file was kept: try it again, perhaps in another reader."));
        }
        if (more == 0) {
            return changed(); // shorter than it was a moment ago
        }
        got += more;
    }
    return bytes;
}

Result<QIODevice*> SourceFile::rewound()
{
    if (!device().seek(0)) {
        return fail(ErrorCode::Unreadable, tr("The file could not be read. The card may have been taken out."));
    }
    return &device();
}

Result<void> SourceFile::requireUnchanged() const
{
    if (!m_memory && (stampOf(m_file) != m_stamp || stampOf(m_path) != m_stamp)) {
        return changed();
    }
    return {};
}

} // namespace cloakroom
