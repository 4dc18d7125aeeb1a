#include "core/catalogue/TagRepository.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

Result<QStringList> TagRepository::names(const Viewpoint& viewpoint)
{
    const auto rows =
        allRows(boundSql(m_database,
                         QStringLiteral("SELECT t.name FROM tag t WHERE EXISTS(SELECT 1 FROM photo_tag pt JOIN photo p "
                                        "ON p.id = pt.photo_id WHERE pt.tag_id = t.id AND %1) ORDER BY t.name")
                             .arg(photo_sql::visibleTo(viewpoint))),
                [](const Statement& row) { return row.text(0); });
    if (!rows) {
        return propagate(rows);
    }
    return QStringList(*rows);
}

Result<std::optional<qint64>> TagRepository::idOf(const QString& tag)
{
    auto exact = firstRow(boundSql(m_database, QStringLiteral("SELECT id FROM tag WHERE name = ?"), tag),
                          [](const Statement& row) { return row.int64(0); });
    if (!exact || *exact) {
        return exact;
    }
    const auto rows = allRows(boundSql(m_database, QStringLiteral("SELECT id, name FROM tag")),
                              [](const Statement& row) { return std::pair(row.int64(0), row.text(1)); });
    if (!rows) {
        return propagate(rows);
    }
    // SQLite ignores the case of ASCII letters only.
    for (const auto& [id, name] : *rows) {
        if (name.compare(tag, Qt::CaseInsensitive) == 0) {
            return std::optional(id);
        }
    }
    return std::optional<qint64>();
}

Result<void> TagRepository::attach(const QList<PhotoId>& photos, const QString& tag)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    auto id = idOf(tag);
    if (!id) {
        return propagate(id);
    }
    if (!*id) {
        const auto added = insertSql(m_database, QStringLiteral("INSERT INTO tag(name) VALUES(?)"), tag);
        if (!added) {
            return propagate(added);
        }
        *id = *added;
    }
    for (const PhotoId photo : photos) {
        if (auto done =
                runSql(m_database, QStringLiteral("INSERT OR IGNORE INTO photo_tag(photo_id, tag_id) VALUES(?, ?)"),
                       photo, **id);
            !done) {
            return done;
        }
    }
    return transaction->commit();
}

Result<void> TagRepository::detach(const QList<PhotoId>& photos, const QString& tag)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto id = idOf(tag);
    if (!id) {
        return propagate(id);
    }
    if (!*id) {
        return transaction->commit();
    }
    for (const PhotoId photo : photos) {
        if (auto done = runSql(m_database, QStringLiteral("DELETE FROM photo_tag WHERE photo_id = ? AND tag_id = ?"),
                               photo, **id);
            !done) {
            return done;
        }
    }
    auto swept =
        runSql(m_database,
               QStringLiteral("DELETE FROM tag WHERE id = ? AND NOT EXISTS(SELECT 1 FROM photo_tag WHERE tag_id = "
                              "tag.id)"),
               **id);
    if (!swept) {
        return swept;
    }
    return transaction->commit();
}

} // namespace cloakroom
