#include "core/storage/BackupTarget.h"

#include "core/storage/FileIo.h"
#include "core/storage/VaultFiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace cloakroom {

namespace {

constexpr qint64 kMostInfoBytes = 4096;
constexpr qint64 kMostManifestBytes = qint64{1} << 30;
constexpr int kFormat = 1;
constexpr int kDigits = 8;
constexpr qsizetype kLibraryIdBytes = 16;

QString say(const char* text)
{
    return QCoreApplication::translate("Backup", text);
}

Result<void> makeIfMissing(const QString& path)
{
    if (QFileInfo(path).isDir())
        return {};
    return makeFolder(path);
}

/// With those above it: each is on its medium before the next one, since a backup of which a power cut takes the outer
/// folder is none.
Result<void> makeWithParents(const QString& path)
{
    if (QFileInfo(path).isDir())
        return {};
    if (auto above = makeWithParents(QFileInfo(path).absolutePath()); !above)
        return above;
    return makeFolder(path);
}

QByteArray infoJson(const QByteArray& libraryId)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("backup_format"), kFormat},
                                     {QStringLiteral("library"), QString::fromLatin1(libraryId.toHex())}})
        .toJson();
}

tl::unexpected<Error> notEmpty()
{
    return fail(ErrorCode::AlreadyExists,
                say("This folder holds something else than a backup of this library. Nothing in it was changed: choose "
                    "an empty folder or the library's own backup."));
}

/// The id of the library whose backup it is.
Result<QByteArray> readInfo(const QString& path)
{
    const auto json = readSmallFile(path + QStringLiteral("/backup.json"), kMostInfoBytes);
    if (!json && json.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::NotFound,
                    say("There is no backup in this folder. Choose the folder that holds backup.json."));
    }
    if (!json)
        return propagate(json);
    const QJsonObject object = QJsonDocument::fromJson(*json).object();
    const qint64 format = object.value(QStringLiteral("backup_format")).toInteger(0);
    if (format > kFormat) {
        return fail(ErrorCode::NewerVersion,
                    say("This backup was made by a later release of Cloakroom. Update Cloakroom to use it."));
    }
    const QByteArray id = QByteArray::fromHex(object.value(QStringLiteral("library")).toString().toLatin1());
    if (format != kFormat || id.size() != kLibraryIdBytes)
        return fail(ErrorCode::Damaged, say("The file backup.json of this backup is damaged. Nothing was changed."));
    return id;
}

/// What a power cut leaves of writing the first file of a new backup.
bool isUnfinishedInfo(const QString& name)
{
    return name.startsWith(QLatin1String("backup.json.")) && name.endsWith(temporarySuffix());
}

QString cleaned(const QString& path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

Result<BackupTarget> BackupTarget::open(const QString& path)
{
    const auto id = readInfo(cleaned(path));
    if (!id)
        return propagate(id);
    return BackupTarget(cleaned(path), *id);
}

Result<BackupTarget> BackupTarget::openForWriting(const QString& path, const QByteArray& libraryId)
{
    BackupTarget target(cleaned(path), libraryId);
    if (QFileInfo::exists(target.m_path) && !QFileInfo(target.m_path).isDir())
        return notEmpty();
    if (const auto made = makeWithParents(target.m_path); !made)
        return propagate(made);
    const auto id = readInfo(target.m_path);
    if (id && *id != libraryId)
        return notEmpty();
    if (!id && id.error().code != ErrorCode::NotFound)
        return propagate(id);
    const auto filter = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    const QStringList entries = QDir(target.m_path).entryList(filter);
    const bool isFresh = std::all_of(entries.begin(), entries.end(), [](const QString& name) {
        return name == QLatin1String("lock") || name == QLatin1String("lost+found") || isUnfinishedInfo(name);
    });
    if (!id && !isFresh)
        return notEmpty();
    auto lock = FolderLock::acquire(target.m_path + QStringLiteral("/lock"));
    if (!lock)
        return propagate(lock);
    target.m_lock.emplace(std::move(*lock));
    for (const QString& name : entries) {
        if (isUnfinishedInfo(name))
            QFile::remove(target.m_path + QLatin1Char('/') + name);
    }
    if (!id) {
        if (const auto written = replaceFile(target.m_path + QStringLiteral("/backup.json"), infoJson(libraryId));
            !written)
            return propagate(written);
    }
    if (const auto prepared = target.prepare(); !prepared)
        return propagate(prepared);
    return target;
}

Result<void> BackupTarget::prepare()
{
    const QString snapshotsPath = m_path + QStringLiteral("/snapshots");
    for (const QString& path : {vaultPath(), snapshotsPath}) {
        if (auto made = makeIfMissing(path); !made)
            return made;
    }
    for (const QString& name : QDir(snapshotsPath).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString path = snapshotsPath + QLatin1Char('/') + name;
        if (!QFileInfo::exists(path + QStringLiteral("/manifest")) && !QDir(path).removeRecursively())
            return failFromErrno(EIO, "remove unfinished snapshot");
    }
    QDirIterator files(vaultPath(), {QLatin1Char('*') + temporarySuffix()}, QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        QFile::remove(files.next());
    return {};
}

QList<int> BackupTarget::snapshots() const
{
    QList<int> numbers;
    const QDir folder(m_path + QStringLiteral("/snapshots"));
    for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        bool isNumber = false;
        const int number = name.toInt(&isNumber);
        if (isNumber && number > 0 && snapshotPath(number) == folder.filePath(name)
            && QFileInfo::exists(snapshotPath(number) + QStringLiteral("/manifest")))
            numbers.append(number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

QString BackupTarget::snapshotPath(int number) const
{
    return m_path + QStringLiteral("/snapshots/%1").arg(number, kDigits, 10, QLatin1Char('0'));
}

QString BackupTarget::originalPath(const QString& vaultName) const
{
    return cloakroom::vaultPath(vaultPath(), vaultName).file;
}

QStringList BackupTarget::originals() const
{
    QStringList names;
    QDirIterator files(vaultPath(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info(files.next());
        if (originalPath(info.fileName()) == info.filePath())
            names.append(info.fileName());
    }
    return names;
}

Result<int> BackupTarget::beginSnapshot() const
{
    const QList<int> numbers = snapshots();
    const int number = numbers.isEmpty() ? 1 : numbers.last() + 1;
    for (const QString& path : {snapshotPath(number), snapshotPath(number) + QStringLiteral("/keyslots")}) {
        if (const auto made = makeFolder(path); !made)
            return propagate(made);
    }
    return number;
}

Result<FileDigest> BackupTarget::addFile(int number, const QString& from, const QString& name) const
{
    return copyVerified(from, snapshotPath(number) + QLatin1Char('/') + name);
}

Result<FileDigest> BackupTarget::adoptFile(int number, const QString& name) const
{
    const QString path = snapshotPath(number) + QLatin1Char('/') + name;
    const Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.isOpen())
        return failFromErrno(errno, "open to flush");
    if (::fsync(file.get()) != 0)
        return failFromErrno(errno, "flush");
    return digestOfFile(path);
}

Result<FileDigest> BackupTarget::addOriginal(const QString& from, const QString& vaultName) const
{
    const VaultPath path = cloakroom::vaultPath(vaultPath(), vaultName);
    if (const auto made = makeIfMissing(path.folder); !made && made.error().code != ErrorCode::AlreadyExists)
        return propagate(made);
    return copyVerified(from, path.file);
}

Result<void> BackupTarget::finishSnapshot(const BackupManifest& manifest, ByteView key, const Signer& sign) const
{
    const QString folder = snapshotPath(manifest.number);
    QStringList folders = {folder + QStringLiteral("/keyslots"), folder, vaultPath()};
    for (const QString& name : QDir(vaultPath()).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders.append(vaultPath() + QLatin1Char('/') + name);
    for (const QString& path : std::as_const(folders)) {
        if (auto synced = syncFolder(path); !synced)
            return synced;
    }
    const QByteArray bytes = sealManifest(manifest, key, sign);
    const QString path = folder + QStringLiteral("/manifest");
    if (auto written = replaceFile(path, bytes); !written)
        return written;
    const auto again = this->manifest(manifest.number, key);
    if (!again) {
        (void)removeFile(path);
        return propagate(again);
    }
    return {};
}

Result<BackupManifest> BackupTarget::manifest(int number, ByteView key) const
{
    const QString path = snapshotPath(number) + QStringLiteral("/manifest");
    const qint64 size = std::min(QFileInfo(path).size(), kMostManifestBytes);
    const auto bytes = readSmallFile(path, size);
    if (!bytes)
        return propagate(bytes);
    return openManifest(*bytes, key, m_libraryId, number);
}

Result<void> BackupTarget::removeSnapshot(int number) const
{
    const QString path = snapshotPath(number);
    if (auto removed = removeFile(path + QStringLiteral("/manifest")); !removed)
        return removed;
    if (!QDir(path).removeRecursively())
        return failFromErrno(EIO, "remove snapshot");
    return syncFolder(m_path + QStringLiteral("/snapshots"));
}

Result<void> BackupTarget::removeOriginal(const QString& vaultName) const
{
    return removeFile(originalPath(vaultName));
}

} // namespace cloakroom
