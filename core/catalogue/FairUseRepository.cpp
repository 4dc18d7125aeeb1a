#include "core/catalogue/FairUseRepository.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

Result<QHash<PersonId, UseCount>> FairUseRepository::counts(std::optional<PurposeId> purpose, const QDateTime& since,
                                                            const Viewpoint& viewpoint)
{
    QHash<PersonId, UseCount> counts;
    const auto photos =
        allRows(boundSql(m_database,
                         QStringLiteral(
                             "SELECT f.person_id, count(DISTINCT f.photo_id) FROM face f JOIN photo p ON p.id = "
                             "f.photo_id WHERE f.state = 'confirmed' AND f.person_id IS NOT NULL AND p.deleted_at IS "
                             "NULL AND %1 GROUP BY f.person_id")
                             .arg(photo_sql::visibleTo(viewpoint))),
                [&counts](const Statement& row) {
                    counts[PersonId{row.int64(0)}].photos = row.integer(1);
                    return true;
                });
    if (!photos) {
        return propagate(photos);
    }
    const auto published =
        allRows(boundSql(m_database,
                         QStringLiteral(
                             "SELECT f.person_id, count(DISTINCT r.id), max(r.exported_at) FROM register r JOIN "
                             "register_face f ON f.register_id = r.id WHERE f.shown <> 0 AND f.person_id IS NOT NULL "
                             "AND r.replaced_by IS NULL AND r.purpose_id = coalesce(?, r.purpose_id) AND "
                             "r.exported_at >= ? GROUP BY f.person_id"),
                         purpose, since),
                [&counts](const Statement& row) {
                    UseCount& count = counts[PersonId{row.int64(0)}];
                    count.published = row.integer(1);
                    count.lastAt = row.time(2);
                    return true;
                });
    if (!published) {
        return propagate(published);
    }
    return counts;
}

} // namespace cloakroom
