#include "core/catalogue/ImportRepository.h"

#include "core/catalogue/Sql.h"

#include <QCoreApplication>

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

QDateTime timeOrNone(const Statement& row, int column)
{
    return row.isNull(column) ? QDateTime() : row.time(column);
}

// One row an import, its files counted.
QString recordSql(const QString& where)
{
    return QStringLiteral(
               "SELECT i.id, coalesce(u.name, ''), i.started_at, i.finished_at, i.source, coalesce(e.name, ''), "
               "coalesce(g.name, ''), i.medium, i.photographer, i.note, coalesce(i.group_id, 0), i.settled_at, "
               "i.undone_at, "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.outcome = 'imported'), "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.outcome = 'part'), "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.outcome = 'duplicate'), "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.outcome = 'failed'), "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.outcome = 'skipped'), "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.clearing = 'done'), "
               "(SELECT COUNT(*) FROM import_file f WHERE f.import_id = i.id AND f.clearing <> 'done' "
               "AND f.outcome IN ('imported', 'part', 'duplicate') AND NOT EXISTS(SELECT 1 FROM import_file l "
               "WHERE l.photo_id = f.photo_id AND l.id > f.id AND l.path = f.path AND l.clearing = 'done')), "
               "(SELECT coalesce(SUM(f.bytes), 0) FROM import_file f WHERE f.import_id = i.id "
               "AND f.outcome IN ('imported', 'part', 'duplicate')) "
               "FROM import i LEFT JOIN user u ON u.id = i.user_id LEFT JOIN event e ON e.id = i.event_id "
               "LEFT JOIN person_group g ON g.id = i.group_id WHERE ")
        + where;
}

ImportRecord readRecord(const Statement& row)
{
    ImportRecord record;
    int column = 0;
    record.id = {row.int64(column++)};
    record.by = row.text(column++);
    record.startedAt = row.time(column++);
    record.finishedAt = timeOrNone(row, column++);
    record.source = row.text(column++);
    record.event = row.text(column++);
    record.group = row.text(column++);
    record.fields.medium = row.text(column++);
    record.fields.photographer = row.text(column++);
    record.fields.note = row.text(column++);
    record.fields.group = {row.int64(column++)};
    record.settledAt = timeOrNone(row, column++);
    record.undoneAt = timeOrNone(row, column++);
    for (int* count : {&record.imported, &record.parts, &record.duplicates, &record.failed, &record.skipped,
                       &record.cleared, &record.leftOnSource}) {
        *count = row.integer(column++);
    }
    record.bytes = row.int64(column);
    return record;
}

ImportFile readFile(const Statement& row)
{
    ImportFile file;
    file.id = {row.int64(0)};
    file.path = row.text(1);
    file.bytes = row.int64(2);
    file.digest = row.blob(3);
    file.outcome = fileOutcomeFromKey(row.text(4)).value_or(FileOutcome::Failed); // unknown: not proven to be in
    file.reason = row.text(5);
    file.photo = {row.int64(6)};
    file.clearing = clearingFromKey(row.text(7)).value_or(Clearing::Kept);
    file.clearedAt = timeOrNone(row, 8);
    file.keptReason = row.text(9);
    return file;
}

} // namespace

Result<ImportId> ImportRepository::begin(UserId user, EventId event, const QString& source, const QDateTime& now,
                                         const ImportFields& fields)
{
    const auto id = insertSql(
        m_database,
        QStringLiteral("INSERT INTO import(user_id, started_at, event_id, source, medium, photographer, note, "
                       "group_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
        user, now, event, source, fields.medium, fields.photographer, fields.note, fields.group);
    if (!id) {
        return propagate(id);
    }
    return ImportId{*id};
}

Result<void> ImportRepository::setEvent(ImportId import, EventId event)
{
    return runSql(m_database, QStringLiteral("UPDATE import SET event_id = ? WHERE id = ?"), event, import);
}

Result<ImportFileId> ImportRepository::addFile(ImportId import, const ImportFile& file)
{
    const auto digest = file.digest.isEmpty() ? std::nullopt : std::optional(file.digest);
    const auto id =
        insertSql(m_database,
                  QStringLiteral("INSERT INTO import_file(import_id, path, bytes, digest, outcome, reason, "
                                 "photo_id) VALUES(?, ?, ?, ?, ?, ?, ?)"),
                  import, file.path, file.bytes, digest, fileOutcomeKey(file.outcome), file.reason, file.photo);
    if (!id) {
        return propagate(id);
    }
    return ImportFileId{*id};
}

Result<void> ImportRepository::setClearing(ImportFileId file, Clearing state, const std::optional<QDateTime>& at,
                                           const QString& reason)
{
    return runSql(m_database,
                  QStringLiteral("UPDATE import_file SET clearing = ?, cleared_at = ?, kept_reason = ? WHERE id = ?"),
                  clearingKey(state), at, reason, file);
}

Result<QList<ImportRecord>> ImportRepository::list(int limit)
{
    return allRows(
        boundSql(m_database, recordSql(QStringLiteral("1 ORDER BY i.id DESC LIMIT ?")), qint64{limit > 0 ? limit : -1}),
        readRecord);
}

Result<ImportRecord> ImportRepository::record(ImportId import)
{
    const auto row = firstRow(boundSql(m_database, recordSql(QStringLiteral("i.id = ?")), import), readRecord);
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return fail(ErrorCode::NotFound, QCoreApplication::translate("ImportRepository", "There is no such import."));
    }
    return **row;
}

Result<QList<ImportFile>> ImportRepository::files(ImportId import)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT id, path, bytes, digest, outcome, reason, photo_id, clearing, "
                                           "cleared_at, kept_reason FROM import_file WHERE import_id = ? ORDER BY id"),
                            import),
                   readFile);
}

Result<QList<PhotoId>> ImportRepository::photosOf(ImportId import)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT id FROM photo WHERE import_id = ? AND deleted_at IS NULL ORDER BY id"), import),
        [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

Result<QList<PhotoId>> ImportRepository::undonePhotosOf(ImportId import)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT p.id FROM photo p JOIN import i ON i.id = p.import_id "
                                           "WHERE i.id = ? AND p.deleted_at = i.undone_at ORDER BY p.id"),
                            import),
                   [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

Result<void> ImportRepository::setSettled(ImportId import, const QDateTime& at)
{
    return runSql(m_database, QStringLiteral("UPDATE import SET settled_at = ? WHERE id = ?"), at, import);
}

Result<void> ImportRepository::setUndone(ImportId import, const std::optional<QDateTime>& at)
{
    return runSql(m_database, QStringLiteral("UPDATE import SET undone_at = ? WHERE id = ?"), at, import);
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
