#include "core/catalogue/StackRepository.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Sql.h"
#include "core/catalogue/Viewpoint.h"

namespace cloakroom {

Result<QList<StackRow>> StackRepository::candidates(const Viewpoint& viewpoint, ImportId import)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT p.id, p.taken_at, p.camera, p.look FROM photo p "
                                "WHERE p.taken_at IS NOT NULL AND p.look IS NOT NULL AND p.stack_id IS NULL "
                                "AND p.deleted_at IS NULL AND p.kind = 'still' AND (? = 0 OR p.import_id = ?) "
                                "AND %1 ORDER BY p.taken_at, p.id")
                     .arg(photo_sql::visibleTo(viewpoint)),
                 qint64{import.value}, qint64{import.value}),
        [](const Statement& row) {
            // As if in UTC: differences are all that counts.
            return StackRow{{row.int64(0)},
                            QDateTime::fromString(row.text(1) + QLatin1Char('Z'), Qt::ISODateWithMs),
                            row.text(2),
                            row.blob(3)};
        });
}

Result<QHash<PhotoId, PhotoId>> StackRepository::tops(const Viewpoint& viewpoint)
{
    const auto rows = allRows(boundSql(m_database,
                                       QStringLiteral("SELECT p.id, p.stack_id FROM photo p WHERE p.stack_id IS NOT "
                                                      "NULL AND p.deleted_at IS NULL AND %1")
                                           .arg(photo_sql::visibleTo(viewpoint))),
                              [](const Statement& row) {
                                  return std::pair{PhotoId{row.int64(0)}, PhotoId{row.int64(1)}};
                              });
    if (!rows) {
        return propagate(rows);
    }
    QHash<PhotoId, PhotoId> tops;
    tops.reserve(rows->size());
    for (const auto& [photo, top] : *rows) {
        tops.insert(photo, top);
    }
    return tops;
}

Result<void> StackRepository::setStack(PhotoId photo, PhotoId top)
{
    return runSql(m_database, QStringLiteral("UPDATE photo SET stack_id = ? WHERE id = ?"), top, photo);
}

} // namespace cloakroom
