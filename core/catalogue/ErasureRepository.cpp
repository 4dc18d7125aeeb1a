#include "core/catalogue/ErasureRepository.h"

#include "core/catalogue/Sql.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

const QString kSelect =
    QStringLiteral("SELECT e.id, e.at, e.user_id, u.name, e.reason, e.generation, e.checked FROM erasure e LEFT JOIN "
                   "user u ON u.id = e.user_id");

Erasure readErasure(const Statement& row)
{
    return {ErasureId{row.int64(0)},
            row.time(1),
            UserId{row.int64(2)},
            row.text(3),
            row.text(4),
            static_cast<quint32>(row.int64(5)),
            row.text(6),
            {}};
}

OriginalRow readOriginal(const Statement& row)
{
    return {PhotoId{row.int64(0)}, row.int64(1), {row.text(2), row.blob(3), row.blob(4), row.blob(5), row.int64(6)}};
}

Result<qint64> countSql(Database& database, const QString& sql, ErasureId erasure)
{
    const auto counted = firstRow(boundSql(database, sql, erasure), [](const Statement& row) { return row.int64(0); });
    if (!counted) {
        return propagate(counted);
    }
    return counted->value_or(0);
}

/// Counts rows of `table` that belong to photos of an erasure.
QString countIn(const char* table)
{
    return QStringLiteral("SELECT count(*) FROM %1 WHERE photo_id IN (SELECT photo_id FROM tombstone WHERE erasure_id "
                          "= ?)")
        .arg(QLatin1String(table));
}

} // namespace

Result<ErasureId> ErasureRepository::begin(UserId user, const QString& reason, quint32 generation, const QDateTime& at)
{
    const auto id =
        insertSql(m_database, QStringLiteral("INSERT INTO erasure(at, user_id, reason, generation) VALUES(?, ?, ?, ?)"),
                  at, user.value, reason, qint64{generation});
    if (!id) {
        return propagate(id);
    }
    return ErasureId{*id};
}

Result<void> ErasureRepository::addTombstone(ErasureId erasure, const OriginalRow& row)
{
    return runSql(m_database,
                  QStringLiteral("INSERT OR IGNORE INTO tombstone(uuid, vault_name, photo_id, erasure_id) "
                                 "VALUES(?, ?, ?, ?)"),
                  row.original.uuid, row.original.vaultName, row.photo, erasure);
}

Result<QList<OriginalRow>> ErasureRepository::erase(ErasureId erasure, PhotoId photo)
{
    auto files = allRows(boundSql(m_database,
                                  QStringLiteral("SELECT photo_id, part_id, vault_name, uuid, wrapped_key, "
                                                 "digest, bytes FROM stored_file WHERE photo_id = ?"),
                                  photo),
                         readOriginal);
    if (!files) {
        return propagate(files);
    }
    if (files->isEmpty()) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("Erasure", "There is no photo %1.").arg(photo.value));
    }
    for (const OriginalRow& file : *files) {
        if (const auto done = addTombstone(erasure, file); !done) {
            return propagate(done);
        }
        if (const auto done =
                runSql(m_database, QStringLiteral("INSERT OR IGNORE INTO vault_pending(vault_name) VALUES(?)"),
                       file.original.vaultName);
            !done) {
            return propagate(done);
        }
    }
    // The record of an import keeps that there was a file, not which.
    if (const auto done = runSql(
            m_database, QStringLiteral("UPDATE import_file SET path = '', digest = NULL WHERE photo_id = ?"), photo);
        !done) {
        return propagate(done);
    }
    if (const auto done = runSql(m_database, QStringLiteral("DELETE FROM photo WHERE id = ?"), photo); !done) {
        return propagate(done);
    }
    return files;
}

Result<void> ErasureRepository::setChecked(ErasureId erasure, const QString& checked)
{
    return runSql(m_database, QStringLiteral("UPDATE erasure SET checked = ? WHERE id = ?"), checked, erasure);
}

Result<void> ErasureRepository::forgetFile(const QString& vaultName)
{
    return runSql(m_database, QStringLiteral("DELETE FROM vault_pending WHERE vault_name = ?"), vaultName);
}

Result<QList<PhotoId>> ErasureRepository::photosOf(ErasureId erasure)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT DISTINCT photo_id FROM tombstone WHERE erasure_id = ? ORDER BY photo_id"),
                 erasure),
        [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

Result<QList<Erasure>> ErasureRepository::list()
{
    auto erasures = allRows(boundSql(m_database, kSelect + QStringLiteral(" ORDER BY e.id DESC")), readErasure);
    if (!erasures) {
        return erasures;
    }
    for (Erasure& erasure : *erasures) {
        const auto photos = photosOf(erasure.id);
        if (!photos) {
            return propagate(photos);
        }
        erasure.photos = *photos;
    }
    return erasures;
}

Result<std::optional<Erasure>> ErasureRepository::get(ErasureId erasure)
{
    auto found = firstRow(boundSql(m_database, kSelect + QStringLiteral(" WHERE e.id = ?"), erasure), readErasure);
    if (!found || !*found) {
        return found;
    }
    const auto photos = photosOf(erasure);
    if (!photos) {
        return propagate(photos);
    }
    (*found)->photos = *photos;
    return found;
}

Result<ErasedRemains> ErasureRepository::remains(ErasureId erasure)
{
    const auto photos = countSql(m_database,
                                 QStringLiteral("SELECT count(*) FROM stored_file WHERE uuid IN (SELECT uuid FROM "
                                                "tombstone WHERE erasure_id = ?)"),
                                 erasure);
    const auto faces = countSql(m_database, countIn("face"), erasure);
    const auto files = countSql(m_database,
                                QStringLiteral("SELECT count(*) FROM vault_pending WHERE vault_name IN (SELECT "
                                               "vault_name FROM tombstone WHERE erasure_id = ?)"),
                                erasure);
    for (const auto* counted : {&photos, &faces, &files}) {
        if (!*counted) {
            return propagate(*counted);
        }
    }
    ErasedRemains remains{*photos, *faces, 0, *files};
    for (const char* table :
         {"photo_tag", "cover_region", "marked_region", "sign_off", "flag", "photo_part", "import_file"}) {
        const auto counted = countSql(m_database, countIn(table), erasure);
        if (!counted) {
            return propagate(counted);
        }
        remains.records += *counted;
    }
    return remains;
}

Result<QStringList> ErasureRepository::vaultNames(ErasureId erasure)
{
    const auto names =
        allRows(boundSql(m_database, QStringLiteral("SELECT vault_name FROM tombstone WHERE erasure_id = ?"), erasure),
                [](const Statement& row) { return row.text(0); });
    if (!names) {
        return propagate(names);
    }
    return QStringList(*names);
}

Result<QList<Tombstone>> ErasureRepository::tombstones()
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT t.uuid, t.vault_name, t.photo_id, e.at FROM tombstone t JOIN "
                                           "erasure e ON e.id = t.erasure_id ORDER BY e.id")),
                   [](const Statement& row) {
                       return Tombstone{row.blob(0), row.text(1), PhotoId{row.int64(2)}, row.time(3)};
                   });
}

Result<int> ErasureRepository::apply(const QList<Tombstone>& tombstones, UserId user, quint32 generation,
                                     const QDateTime& at)
{
    QList<Tombstone> unknown;
    for (const Tombstone& stone : tombstones) {
        const auto known =
            firstRow(boundSql(m_database, QStringLiteral("SELECT 1 FROM tombstone WHERE uuid = ?"), stone.uuid),
                     [](const Statement&) { return true; });
        if (!known) {
            return propagate(known);
        }
        if (!*known) {
            unknown.append(stone);
        }
    }
    if (unknown.isEmpty()) {
        return 0;
    }
    const auto erasure = begin(user, QStringLiteral("restore"), generation, at);
    if (!erasure) {
        return propagate(erasure);
    }
    int erased = 0;
    for (const Tombstone& stone : std::as_const(unknown)) {
        const auto photo =
            firstRow(boundSql(m_database, QStringLiteral("SELECT id FROM photo WHERE uuid = ?"), stone.uuid),
                     [](const Statement& row) { return PhotoId{row.int64(0)}; });
        if (!photo) {
            return propagate(photo);
        }
        if (*photo) {
            if (const auto done = erase(*erasure, **photo); !done) {
                return propagate(done);
            }
            ++erased;
        }
        if (const auto done = runSql(m_database, QStringLiteral("DELETE FROM photo_part WHERE uuid = ?"), stone.uuid);
            !done) {
            return propagate(done);
        }
        if (const auto done = addTombstone(*erasure, {stone.photo, 0, {stone.vaultName, stone.uuid, {}, {}, 0}});
            !done) {
            return propagate(done);
        }
    }
    return erased;
}

Result<QList<PhotoId>> ErasureRepository::inBinSince(const QDateTime& before)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT id FROM photo WHERE deleted_at IS NOT NULL AND deleted_at <= ? AND restriction "
                                "= 'none' AND NOT EXISTS(SELECT 1 FROM flag WHERE photo_id = photo.id AND (outcome IS "
                                "NULL OR outcome <> 'release')) ORDER BY id"),
                 before),
        [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

} // namespace cloakroom
