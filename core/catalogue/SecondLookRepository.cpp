#include "core/catalogue/SecondLookRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

const QString kSelect = QStringLiteral(
    "SELECT l.id, l.photo_id, l.purpose_id, p.key, l.style, l.asked_by, a.name, l.asked_at, l.note, l.outcome, d.name, "
    "l.decided_at, l.answer, length(f.faces_hash) > 0 AND f.faces_hash = l.faces_hash FROM second_look l "
    "JOIN purpose p ON p.id = l.purpose_id JOIN photo f ON f.id = l.photo_id JOIN user a ON a.id = l.asked_by "
    "LEFT JOIN user d ON d.id = l.decided_by");

SecondLook readLook(const Statement& row)
{
    SecondLook look;
    look.id = SecondLookId{row.int64(0)};
    look.photo = PhotoId{row.int64(1)};
    look.purpose = PurposeId{row.int64(2)};
    look.purposeKey = row.text(3);
    look.style = row.text(4);
    look.askedBy = UserId{row.int64(5)};
    look.askedByName = row.text(6);
    look.askedAt = row.time(7);
    look.note = row.text(8);
    if (!row.isNull(9)) {
        // A word that this program does not know approves nothing.
        look.outcome = secondLookOutcomeFromKey(row.text(9)).value_or(SecondLookOutcome::SentBack);
    }
    look.decidedByName = row.text(10);
    look.decidedAt = row.time(11);
    look.answer = row.text(12);
    look.isCurrent = row.boolean(13);
    return look;
}

} // namespace

Result<SecondLookId> SecondLookRepository::insert(const SecondLook& look, const QByteArray& facesHash)
{
    const auto id =
        insertSql(m_database,
                  QStringLiteral("INSERT INTO second_look(photo_id, purpose_id, style, faces_hash, asked_by, "
                                 "asked_at, note) VALUES(?, ?, ?, ?, ?, ?, ?)"),
                  look.photo, look.purpose, look.style, facesHash, look.askedBy, look.askedAt, look.note);
    if (!id) {
        return propagate(id);
    }
    return SecondLookId{*id};
}

Result<std::optional<SecondLook>> SecondLookRepository::get(SecondLookId id)
{
    return firstRow(boundSql(m_database, kSelect + QStringLiteral(" WHERE l.id = ?"), id), readLook);
}

Result<QList<SecondLook>> SecondLookRepository::open()
{
    return allRows(m_database.prepare(kSelect + QStringLiteral(" WHERE l.outcome IS NULL ORDER BY l.id")), readLook);
}

Result<QList<SecondLook>> SecondLookRepository::openOf(PhotoId photo, PurposeId purpose)
{
    return allRows(
        boundSql(m_database,
                 kSelect
                     + QStringLiteral(" WHERE l.outcome IS NULL AND l.photo_id = ? AND l.purpose_id = ? ORDER BY l.id"),
                 photo, purpose),
        readLook);
}

Result<QList<SecondLook>> SecondLookRepository::askedBy(UserId user)
{
    return allRows(boundSql(m_database, kSelect + QStringLiteral(" WHERE l.asked_by = ? ORDER BY l.id DESC"), user),
                   readLook);
}

Result<void> SecondLookRepository::decide(SecondLookId id, const SecondLookDecision& decision)
{
    return runSql(m_database,
                  QStringLiteral("UPDATE second_look SET outcome = ?, decided_by = ?, decided_at = ?, answer = ? "
                                 "WHERE id = ? AND outcome IS NULL"),
                  secondLookOutcomeKey(decision.outcome), decision.by, decision.at, decision.answer, id);
}

Result<qint64> SecondLookRepository::decideOpenOf(PhotoId photo, PurposeId purpose, const SecondLookDecision& decision)
{
    auto statement =
        boundSql(m_database,
                 QStringLiteral("UPDATE second_look SET outcome = ?, decided_by = ?, decided_at = ?, answer = ? "
                                "WHERE photo_id = ? AND purpose_id = ? AND outcome IS NULL"),
                 secondLookOutcomeKey(decision.outcome), decision.by, decision.at, decision.answer, photo, purpose);
    if (!statement) {
        return propagate(statement);
    }
    if (const auto done = statement->run(); !done) {
        return propagate(done);
    }
    return statement->rowsAffected();
}

} // namespace cloakroom
