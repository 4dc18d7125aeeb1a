#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

class Database;

/// A backup that was finished and verified.
struct BackupRecord {
    QDateTime at; ///< UTC
    UserId user;
    QString target; ///< the folder
    int snapshot = 0;
    quint32 generation = 0;
    qint64 photos = 0;
    QDateTime oldestAt; ///< UTC, of the oldest state that the backup still held afterwards
};

struct AuditHead {
    qint64 seq = 0;
    QByteArray hash;
};

/// The history of backups, and what a backup asks the catalogue. No rights.
class BackupRepository {
public:
    explicit BackupRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<void> insert(const BackupRecord& record);
    [[nodiscard]] Result<std::optional<BackupRecord>> last();
    /// The latest to each folder that was ever used, newest first.
    [[nodiscard]] Result<QList<BackupRecord>> lastByTarget();
    [[nodiscard]] Result<AuditHead> auditHead();
    /// Whether a public key has ever signed here: a user's or a recovery key's.
    [[nodiscard]] Result<bool> isSigner(const QByteArray& publicKey);
    /// Whether any photo still owns the encrypted file.
    [[nodiscard]] Result<bool> isOwned(const QString& vaultName);

private:
    Database& m_database;
};

} // namespace cloakroom
