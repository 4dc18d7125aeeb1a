#include "core/catalogue/ImportRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

Result<void> forEachName(Database& database, const QString& sql, const QStringList& names)
{
    auto transaction = database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    for (const QString& name : names) {
        if (auto done = runSql(database, sql, name); !done) {
            return done;
        }
    }
    return transaction->commit();
}

} // namespace

Result<ImportId> ImportRepository::begin(UserId user, EventId event, const QString& source, const QDateTime& now)
{
    const auto id = insertSql(
        m_database, QStringLiteral("INSERT INTO import(user_id, started_at, event_id, source) VALUES(?, ?, ?, ?)"),
        user, now, event, source);
    if (!id) {
        return propagate(id);
    }
    return ImportId{*id};
}

Result<void> ImportRepository::finish(ImportId import, const QDateTime& now)
{
    return runSql(m_database, QStringLiteral("UPDATE import SET finished_at = ? WHERE id = ?"), now, import);
}

Result<void> ImportRepository::reserve(const QStringList& vaultNames)
{
    return forEachName(m_database, QStringLiteral("INSERT INTO vault_pending(vault_name) VALUES(?)"), vaultNames);
}

Result<void> ImportRepository::release(const QStringList& vaultNames)
{
    return forEachName(m_database, QStringLiteral("DELETE FROM vault_pending WHERE vault_name = ?"), vaultNames);
}

} // namespace cloakroom
