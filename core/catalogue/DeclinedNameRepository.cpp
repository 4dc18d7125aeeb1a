#include "core/catalogue/DeclinedNameRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

Result<QList<DeclinedNameRepository::Row>> DeclinedNameRepository::ofPhoto(PhotoId photo)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT d.face_id, d.person_id, d.name FROM declined_name d JOIN face f ON "
                                           "f.id = d.face_id WHERE f.photo_id = ? ORDER BY d.id"),
                            photo),
                   [](const Statement& row) {
                       return Row{{row.int64(0)}, {row.int64(1)}, row.text(2)};
                   });
}

Result<void> DeclinedNameRepository::add(const Row& row, UserId by, const QDateTime& at)
{
    if (auto done = remove(row); !done) {
        return done;
    }
    return runSql(m_database,
                  QStringLiteral("INSERT INTO declined_name(face_id, person_id, name, declined_by, declined_at) "
                                 "VALUES(?, ?, ?, ?, ?)"),
                  row.face, row.person, row.name, by, at);
}

Result<void> DeclinedNameRepository::remove(const Row& row)
{
    return runSql(m_database,
                  QStringLiteral("DELETE FROM declined_name WHERE face_id = ? AND person_id IS ? AND name = ?"),
                  row.face, row.person, row.name);
}

} // namespace cloakroom
