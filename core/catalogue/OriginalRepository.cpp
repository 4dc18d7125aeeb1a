#include "core/catalogue/OriginalRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

Result<QList<OriginalRow>> OriginalRepository::list()
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT photo_id, part_id, vault_name, uuid, wrapped_key, digest, bytes "
                                           "FROM stored_file ORDER BY photo_id, part_id")),
                   [](const Statement& row) {
                       return OriginalRow{PhotoId{row.int64(0)},
                                          row.int64(1),
                                          {row.text(2), row.blob(3), row.blob(4), row.blob(5), row.int64(6)}};
                   });
}

Result<QStringList> OriginalRepository::reservedNames()
{
    const auto names = allRows(boundSql(m_database, QStringLiteral("SELECT vault_name FROM vault_pending")),
                               [](const Statement& row) { return row.text(0); });
    if (!names) {
        return propagate(names);
    }
    return QStringList(*names);
}

Result<void> OriginalRepository::setWrappedKey(const OriginalRow& row, const QByteArray& wrapped)
{
    if (row.part != 0) {
        return runSql(m_database, QStringLiteral("UPDATE photo_part SET wrapped_key = ? WHERE id = ?"), wrapped,
                      row.part);
    }
    return runSql(m_database, QStringLiteral("UPDATE photo SET wrapped_key = ? WHERE id = ?"), wrapped, row.photo);
}

} // namespace cloakroom
