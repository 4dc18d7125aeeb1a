#include "core/catalogue/PartRepository.h"

#include "core/catalogue/Sql.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace cloakroom {

Result<PartId> PartRepository::insert(const NewPart& part)
{
    const auto id = insertSql(m_database,
                              QStringLiteral("INSERT INTO photo_part(photo_id, role, name, vault_name, uuid, "
                                             "wrapped_key, bytes, digest) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"),
                              part.photo, partRoleKey(part.role), part.name, part.original.vaultName,
                              part.original.uuid, part.original.wrappedKey, part.original.bytes, part.original.digest);
    if (!id) {
        return propagate(id);
    }
    return PartId{*id};
}

Result<QList<PhotoPart>> PartRepository::of(PhotoId photo)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT id, role, name, bytes FROM photo_part WHERE photo_id = ? ORDER BY id"), photo),
        [](const Statement& row) {
            return PhotoPart{
                {row.int64(0)}, partRoleFromKey(row.text(1)).value_or(PartRole::Settings), row.text(2), row.int64(3)};
        });
}

Result<StoredOriginal> PartRepository::original(PhotoId photo, PartId part)
{
    const auto row =
        firstRow(boundSql(m_database,
                          QStringLiteral("SELECT vault_name, uuid, wrapped_key, digest, bytes "
                                         "FROM photo_part WHERE photo_id = ? AND id = ?"),
                          photo, part),
                 [](const Statement& found) {
                     return StoredOriginal{found.text(0), found.blob(1), found.blob(2), found.blob(3), found.int64(4)};
                 });
    if (!row) {
        return propagate(row);
    }
    if (!*row) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("PartRepository", "There is no such file with this photo."));
    }
    return **row;
}

Result<std::optional<KnownFile>> PartRepository::byDigest(const QByteArray& digest, PhotoId photo)
{
    // Two searches by index; the view over both tables would be scanned.
    return firstRow(
        boundSql(
            m_database,
            QStringLiteral(
                "SELECT s.photo_id, s.vault_name, s.uuid, s.wrapped_key, s.digest, s.bytes, p.deleted_at IS NOT NULL "
                "FROM (SELECT id AS photo_id, vault_name, uuid, wrapped_key, digest, bytes FROM photo "
                "WHERE digest = ? UNION ALL SELECT photo_id, vault_name, uuid, wrapped_key, digest, bytes "
                "FROM photo_part WHERE digest = ?) s JOIN photo p ON p.id = s.photo_id "
                "ORDER BY s.photo_id <> ?, p.deleted_at IS NOT NULL, s.photo_id LIMIT 1"),
            digest, digest, qint64{photo.value}),
        [](const Statement& row) {
            return KnownFile{
                {row.int64(0)}, {row.text(1), row.blob(2), row.blob(3), row.blob(4), row.int64(5)}, row.boolean(6)};
        });
}

Result<QSet<std::pair<QString, qint64>>> PartRepository::namesOfLengths(const QList<qint64>& lengths)
{
    QJsonArray list;
    for (const qint64 length : lengths) {
        list.append(length);
    }
    const QString json = QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
    const auto rows =
        allRows(boundSql(m_database,
                         QStringLiteral("SELECT name, bytes FROM photo WHERE bytes IN (SELECT value FROM json_each(?)) "
                                        "UNION SELECT name, bytes FROM photo_part "
                                        "WHERE bytes IN (SELECT value FROM json_each(?))"),
                         json, json),
                [](const Statement& row) { return std::pair(row.text(0), row.int64(1)); });
    if (!rows) {
        return propagate(rows);
    }
    return QSet<std::pair<QString, qint64>>(rows->cbegin(), rows->cend());
}

} // namespace cloakroom
