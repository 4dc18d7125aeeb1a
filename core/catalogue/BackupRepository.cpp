#include "core/catalogue/BackupRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

const QString kColumns =
    QStringLiteral("SELECT at, user_id, target, snapshot, generation, photos, oldest_at FROM backup");

BackupRecord readRecord(const Statement& row)
{
    return {row.time(0),  UserId{row.int64(1)}, row.text(2), row.integer(3), static_cast<quint32>(row.int64(4)),
            row.int64(5), row.time(6)};
}

Result<bool> isThere(Result<Statement> statement)
{
    const auto found = firstRow(std::move(statement), [](const Statement&) { return true; });
    if (!found) {
        return propagate(found);
    }
    return found->has_value();
}

} // namespace

Result<void> BackupRepository::insert(const BackupRecord& record)
{
    return runSql(m_database,
                  QStringLiteral("INSERT INTO backup(at, user_id, target, snapshot, generation, photos, oldest_at) "
                                 "VALUES(?, ?, ?, ?, ?, ?, ?)"),
                  record.at, record.user.value, record.target, record.snapshot, qint64{record.generation},
                  record.photos, record.oldestAt);
}

Result<std::optional<BackupRecord>> BackupRepository::last()
{
    return firstRow(boundSql(m_database, kColumns + QStringLiteral(" ORDER BY id DESC LIMIT 1")), readRecord);
}

Result<QList<BackupRecord>> BackupRepository::lastByTarget()
{
    return allRows(
        boundSql(m_database,
                 kColumns
                     + QStringLiteral(" WHERE id IN (SELECT max(id) FROM backup GROUP BY target) ORDER BY id DESC")),
        readRecord);
}

Result<AuditHead> BackupRepository::auditHead()
{
    const auto head =
        firstRow(boundSql(m_database, QStringLiteral("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")),
                 [](const Statement& row) {
                     return AuditHead{row.int64(0), row.blob(1)};
                 });
    if (!head) {
        return propagate(head);
    }
    return head->value_or(AuditHead{});
}

Result<bool> BackupRepository::isSigner(const QByteArray& publicKey)
{
    return isThere(boundSql(m_database,
                            QStringLiteral("SELECT 1 FROM user_key WHERE public_key = ? UNION ALL SELECT 1 FROM "
                                           "recovery_identity WHERE public_key = ?"),
                            publicKey, publicKey));
}

Result<bool> BackupRepository::isOwned(const QString& vaultName)
{
    return isThere(boundSql(m_database, QStringLiteral("SELECT 1 FROM stored_file WHERE vault_name = ?"), vaultName));
}

} // namespace cloakroom
