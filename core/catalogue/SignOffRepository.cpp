#include "core/catalogue/SignOffRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

SignOff readSignOff(const Statement& row)
{
    SignOff signOff;
    signOff.id = SignOffId{row.int64(0)};
    signOff.photo = PhotoId{row.int64(1)};
    const bool isFaces = row.text(2) == signOffKindKey(SignOffKind::Faces);
    signOff.kind = isFaces ? SignOffKind::Faces : SignOffKind::Publish;
    signOff.purpose = PurposeId{row.int64(3)};
    signOff.facesHash = row.blob(4);
    signOff.by = UserId{row.int64(5)};
    signOff.byName = row.text(6);
    signOff.at = row.time(7);
    signOff.isCurrent = row.boolean(8);
    return signOff;
}

} // namespace

Result<QByteArray> SignOffRepository::facesHash(PhotoId photo)
{
    const auto hash = firstRow(boundSql(m_database, QStringLiteral("SELECT faces_hash FROM photo WHERE id = ?"), photo),
                               [](const Statement& row) { return row.blob(0); });
    if (!hash) {
        return propagate(hash);
    }
    return hash->value_or(QByteArray());
}

Result<SignOffId> SignOffRepository::insert(const SignOff& signOff)
{
    const auto id = insertSql(
        m_database,
        QStringLiteral("INSERT INTO sign_off(photo_id, kind, purpose_id, faces_hash, user_id, at) VALUES(?, ?, ?, ?, "
                       "?, ?)"),
        signOff.photo, signOffKindKey(signOff.kind), signOff.purpose, signOff.facesHash, signOff.by, signOff.at);
    if (!id) {
        return propagate(id);
    }
    return SignOffId{*id};
}

Result<QList<SignOff>> SignOffRepository::ofPhoto(PhotoId photo)
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT s.id, s.photo_id, s.kind, s.purpose_id, s.faces_hash, s.user_id, u.name, s.at, "
                                "s.revoked_at IS NULL AND length(p.faces_hash) > 0 AND s.faces_hash = p.faces_hash "
                                "FROM sign_off s JOIN photo p ON p.id = s.photo_id LEFT JOIN user u ON u.id = "
                                "s.user_id WHERE s.photo_id = ? ORDER BY s.id DESC"),
                 photo),
        readSignOff);
}

Result<qint64> SignOffRepository::revokeAll(PhotoId photo, UserId by, const QDateTime& at)
{
    auto statement = boundSql(
        m_database,
        QStringLiteral("UPDATE sign_off SET revoked_at = ?, revoked_by = ? WHERE photo_id = ? AND revoked_at IS NULL"),
        at, by, photo);
    if (!statement) {
        return propagate(statement);
    }
    if (const auto done = statement->run(); !done) {
        return propagate(done);
    }
    return statement->rowsAffected();
}

} // namespace cloakroom
