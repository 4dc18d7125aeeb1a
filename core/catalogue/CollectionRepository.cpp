#include "core/catalogue/CollectionRepository.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

const QString kSelect = QStringLiteral("SELECT c.id, c.name, c.purpose_id, c.created_at, u.name FROM collection c JOIN "
                                       "user u ON u.id = c.created_by ");

Collection readCollection(const Statement& row)
{
    return {CollectionId{row.int64(0)}, row.text(1), PurposeId{row.int64(2)}, row.time(3), row.text(4)};
}

/// How many rows a change met.
Result<int> changed(Result<Statement> statement)
{
    if (!statement) {
        return propagate(statement);
    }
    if (const auto done = statement->run(); !done) {
        return propagate(done);
    }
    return static_cast<int>(statement->rowsAffected());
}

} // namespace

Result<QList<Collection>> CollectionRepository::list()
{
    return allRows(boundSql(m_database, kSelect + QStringLiteral("ORDER BY c.id DESC")), readCollection);
}

Result<std::optional<Collection>> CollectionRepository::get(CollectionId id)
{
    return firstRow(boundSql(m_database, kSelect + QStringLiteral("WHERE c.id = ?"), id), readCollection);
}

Result<QList<PhotoId>> CollectionRepository::photos(CollectionId id)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT c.photo_id FROM collection_photo c JOIN photo p ON p.id = c.photo_id "
                                "WHERE c.collection_id = ? AND p.deleted_at IS NULL ORDER BY c.added_at, "
                                "c.photo_id"),
                 id),
        [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

Result<CollectionId> CollectionRepository::insert(const Collection& collection, UserId by)
{
    const auto id =
        insertSql(m_database,
                  QStringLiteral("INSERT INTO collection(name, purpose_id, created_at, created_by) VALUES(?, ?, ?, ?)"),
                  collection.name, collection.purpose, collection.createdAt, by);
    if (!id) {
        return propagate(id);
    }
    return CollectionId{*id};
}

Result<void> CollectionRepository::rename(CollectionId id, const QString& name)
{
    return runSql(m_database, QStringLiteral("UPDATE collection SET name = ? WHERE id = ?"), name, id);
}

Result<void> CollectionRepository::remove(CollectionId id)
{
    return runSql(m_database, QStringLiteral("DELETE FROM collection WHERE id = ?"), id);
}

Result<int> CollectionRepository::addPhotos(CollectionId id, const QList<PhotoId>& photos, const QDateTime& at)
{
    return changed(boundSql(m_database,
                            QStringLiteral("INSERT OR IGNORE INTO collection_photo(collection_id, photo_id, added_at) "
                                           "SELECT ?, id, ? FROM photo WHERE id IN (SELECT value FROM json_each(?))"),
                            id, at, idList(photos)));
}

Result<int> CollectionRepository::removePhotos(CollectionId id, const QList<PhotoId>& photos)
{
    return changed(
        boundSql(m_database,
                 QStringLiteral("DELETE FROM collection_photo WHERE collection_id = ? AND photo_id IN (SELECT "
                                "value FROM json_each(?))"),
                 id, idList(photos)));
}

} // namespace cloakroom
