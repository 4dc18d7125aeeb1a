#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace cloakroom {

class Database;

/// Imports under way, and the names that their files in the vault may have: a file is only ever written under a name
/// that was reserved (and committed) before, so that opening the library after a crash can remove what no photo owns.
class ImportRepository {
public:
    explicit ImportRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<ImportId> begin(UserId user, EventId event, const QString& source, const QDateTime& now);
    [[nodiscard]] Result<void> finish(ImportId import, const QDateTime& now);
    [[nodiscard]] Result<void> reserve(const QStringList& vaultNames);
    /// A photo owns the file now, or there is no such file.
    [[nodiscard]] Result<void> release(const QStringList& vaultNames);

private:
    Database& m_database;
};

} // namespace cloakroom
