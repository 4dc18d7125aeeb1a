#include "core/catalogue/TwinRepository.h"

#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

const QString kTwins = QStringLiteral(
    "SELECT p.id, p.name, EXISTS(SELECT 1 FROM photo_part r WHERE r.photo_id = p.id AND r.role = ?), "
    "p.restriction = 'none' AND NOT EXISTS(SELECT 1 FROM flag WHERE photo_id = p.id) "
    "AND NOT EXISTS(SELECT 1 FROM sign_off WHERE photo_id = p.id) "
    "AND NOT EXISTS(SELECT 1 FROM register WHERE photo_id = p.id) "
    "AND NOT EXISTS(SELECT 1 FROM cover_region WHERE photo_id = p.id) "
    "AND NOT EXISTS(SELECT 1 FROM face WHERE photo_id = p.id AND (state <> 'unreviewed' OR is_moved <> 0 "
    "OR detector = 'user')) "
    "FROM photo p WHERE p.taken_at = ? AND p.camera = ? AND p.kind = 'still' AND p.deleted_at IS NULL ORDER BY p.id");

} // namespace

Result<QList<Twin>> TwinRepository::of(const NewPhoto& photo)
{
    const auto time = wallClockText(photo.takenAt);
    if (!time || photo.camera.isEmpty()) {
        return QList<Twin>();
    }
    return allRows(boundSql(m_database, kTwins, partRoleKey(PartRole::Raw), *time, photo.camera),
                   [](const Statement& row) {
                       return Twin{{row.int64(0)}, row.text(1), row.int64(2) != 0, row.int64(3) != 0};
                   });
}

Result<void> TwinRepository::replaceOriginal(PhotoId photo, const NewPhoto& by)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    FaceRepository faces(m_database);
    const auto old = faces.ofPhoto(photo);
    if (!old) {
        return propagate(old);
    }
    FaceChanges changes;
    for (const FaceRecord& record : *old) {
        changes.removed.append(record.face.id);
    }
    if (auto done = changes.isEmpty() ? Result<void>() : faces.apply(photo, changes); !done) {
        return done;
    }
    auto done = runSql(m_database,
                       QStringLiteral("UPDATE photo SET name = ?, format = ?, vault_name = ?, uuid = ?, wrapped_key = "
                                      "?, bytes = ?, digest = ?, width = ?, height = ?, orientation = ?, look = ?, "
                                      "searched_by = '', searched_at = NULL, found_faces = NULL WHERE id = ?"),
                       by.name, by.format, by.original.vaultName, by.original.uuid, by.original.wrappedKey,
                       by.original.bytes, by.original.digest, by.size.width(), by.size.height(), by.orientation,
                       by.look.isEmpty() ? std::nullopt : std::optional(by.look), photo);
    return done ? transaction->commit() : done;
}

} // namespace cloakroom
