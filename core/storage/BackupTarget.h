#pragma once

#include "core/storage/BackupManifest.h"
#include "core/storage/FolderLock.h"

#include <QStringList>

#include <optional>

namespace cloakroom {

/// A backup's folder: `backup.json` (format and library id), `vault/` with originals as they are in the library, and
/// `snapshots/<number>/` with the rest of each kept state and its manifest, written last: a snapshot without one is
/// unfinished. Nothing in it is readable without a password or recovery key of the time.
class BackupTarget {
public:
    /// For writing: makes the folder when it is absent. AlreadyExists when it holds something else or another library's
    /// backup, InUse, NoSpace, Unreadable. Takes away what an interrupted backup left.
    [[nodiscard]] static Result<BackupTarget> openForWriting(const QString& path, const QByteArray& libraryId);
    /// For reading. NotFound when it is none.
    [[nodiscard]] static Result<BackupTarget> open(const QString& path);

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] const QByteArray& libraryId() const { return m_libraryId; }
    /// Numbers of finished snapshots, ascending.
    [[nodiscard]] QList<int> snapshots() const;
    [[nodiscard]] QString snapshotPath(int number) const;
    [[nodiscard]] QString vaultPath() const { return m_path + QStringLiteral("/vault"); }
    [[nodiscard]] QString originalPath(const QString& vaultName) const;
    [[nodiscard]] QStringList originals() const;

    /// An empty folder for the next snapshot.
    [[nodiscard]] Result<int> beginSnapshot() const;
    /// Copies a file of the snapshot into its folder.
    [[nodiscard]] Result<FileDigest> addFile(int number, const QString& from, const QString& name) const;
    /// Flushes a file that was made in its place, and reads it.
    [[nodiscard]] Result<FileDigest> adoptFile(int number, const QString& name) const;
    /// Copies an original, making its folder.
    [[nodiscard]] Result<FileDigest> addOriginal(const QString& from, const QString& vaultName) const;
    /// Flushes the folders and writes the manifest, reads it back and compares.
    [[nodiscard]] Result<void> finishSnapshot(const BackupManifest& manifest, ByteView key, const Signer& sign) const;
    [[nodiscard]] Result<BackupManifest> manifest(int number, ByteView key) const;

    /// The manifest first: half a snapshot is none.
    [[nodiscard]] Result<void> removeSnapshot(int number) const;
    [[nodiscard]] Result<void> removeOriginal(const QString& vaultName) const;

private:
    BackupTarget(QString path, QByteArray libraryId)
        : m_path(std::move(path))
        , m_libraryId(std::move(libraryId))
    {
    }
    [[nodiscard]] Result<void> prepare();

    QString m_path;
    QByteArray m_libraryId;
    std::optional<FolderLock> m_lock;
};

} // namespace cloakroom
