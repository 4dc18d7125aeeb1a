#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"
#include "core/catalogue/ImportRecords.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace cloakroom {

class Database;

/// Imports, what became of each file, and the names that their files in the vault may have: a file is only ever written
/// under a name that was reserved (and committed) before, so that opening the library after a crash can remove what no
/// photo owns.
class ImportRepository {
public:
    explicit ImportRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<ImportId> begin(UserId user, EventId event, const QString& source, const QDateTime& now,
                                         const ImportFields& fields = {});
    [[nodiscard]] Result<void> setEvent(ImportId import, EventId event);
    [[nodiscard]] Result<void> finish(ImportId import, const QDateTime& now);
    [[nodiscard]] Result<ImportFileId> addFile(ImportId import, const ImportFile& file);
    /// The state of its removal from the source; `at` for Done, `reason` for Kept.
    [[nodiscard]] Result<void> setClearing(ImportFileId file, Clearing state, const std::optional<QDateTime>& at,
                                           const QString& reason);

    /// Newest first. `limit` 0 = all.
    [[nodiscard]] Result<QList<ImportRecord>> list(int limit);
    /// NotFound.
    [[nodiscard]] Result<ImportRecord> record(ImportId import);
    /// In the order in which they were looked at.
    [[nodiscard]] Result<QList<ImportFile>> files(ImportId import);
    /// Photos that this import brought in and that are not in the bin.
    [[nodiscard]] Result<QList<PhotoId>> photosOf(ImportId import);
    /// Those that went to the bin when the import was undone and are there still.
    [[nodiscard]] Result<QList<PhotoId>> undonePhotosOf(ImportId import);
    [[nodiscard]] Result<void> setSettled(ImportId import, const QDateTime& at);
    [[nodiscard]] Result<void> setUndone(ImportId import, const std::optional<QDateTime>& at);

    [[nodiscard]] Result<void> reserve(const QStringList& vaultNames);
    /// A photo owns the file now, or there is no such file.
    [[nodiscard]] Result<void> release(const QStringList& vaultNames);

private:
    Database& m_database;
};

} // namespace cloakroom
