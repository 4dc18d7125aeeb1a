#pragma once

#include "core/base/Result.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/storage/BackupManifest.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace cloakroom {

class Database;

using ErasureId = Id<struct ErasureTag>;

/// One act of erasing and why.
struct Erasure {
    ErasureId id;
    QDateTime at; ///< UTC
    UserId user;
    QString userName;
    QString reason;
    quint32 generation = 0; ///< of the library's key then
    QString checked; ///< what was looked for in the library's files right after, as JSON
    QList<PhotoId> photos;
};

/// What is left of erased photos anywhere else in the catalogue.
struct ErasedRemains {
    qint64 photos = 0;
    qint64 faces = 0;
    qint64 records = 0; ///< tags, regions, sign-offs, flags, parts, import records with a file's name
    qint64 pendingFiles = 0; ///< encrypted files that are still to be deleted
};

/// Erased photos: rows deleted, tombstones kept. No rights, no files.
class ErasureRepository {
public:
    explicit ErasureRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<ErasureId> begin(UserId user, const QString& reason, quint32 generation, const QDateTime& at);
    /// Deletes the photo's row and all that hangs on it, among it the wrapped key; reserves its encrypted files' names
    /// for deletion and leaves a tombstone for each. Answers the files. NotFound.
    [[nodiscard]] Result<QList<OriginalRow>> erase(ErasureId erasure, PhotoId photo);
    [[nodiscard]] Result<void> setChecked(ErasureId erasure, const QString& checked);
    /// The encrypted file is gone.
    [[nodiscard]] Result<void> forgetFile(const QString& vaultName);

    [[nodiscard]] Result<QList<Erasure>> list(); ///< newest first
    [[nodiscard]] Result<std::optional<Erasure>> get(ErasureId erasure);
    [[nodiscard]] Result<ErasedRemains> remains(ErasureId erasure);
    [[nodiscard]] Result<QStringList> vaultNames(ErasureId erasure);

    [[nodiscard]] Result<QList<Tombstone>> tombstones();
    /// After an older state came back: deletes again what these say, and keeps the tombstones. Answers how many photos
    /// and parts went.
    [[nodiscard]] Result<int> apply(const QList<Tombstone>& tombstones, UserId user, quint32 generation,
                                    const QDateTime& at);

    /// In the bin since before `before`, without an open, restricting or sealing flag.
    [[nodiscard]] Result<QList<PhotoId>> inBinSince(const QDateTime& before);

private:
    [[nodiscard]] Result<void> addTombstone(ErasureId erasure, const OriginalRow& row);
    [[nodiscard]] Result<QList<PhotoId>> photosOf(ErasureId erasure);

    Database& m_database;
};

} // namespace cloakroom
