#include "core/catalogue/RegisterRepository.h"

#include "core/catalogue/Database.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Sql.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

const QString kSelect = QStringLiteral(
    "SELECT r.id, r.photo_id, r.purpose_id, p.key, r.exported_at, u.name, r.file, r.place, r.style, r.sha256, r.width, "
    "r.height, r.faces_hash, r.taken_down_at, r.replaced_by, r.link, r.caption, a.name, r.review_on, r.gone_at, "
    "p.audience, r.recipe FROM register r JOIN purpose p ON p.id = r.purpose_id "
    "JOIN user u ON u.id = r.user_id LEFT JOIN user a ON a.id = r.approved_by");

RegisterStatus storedStatus(const Statement& row)
{
    if (!row.isNull(14)) {
        return RegisterStatus::Replaced;
    }
    return row.isNull(13) ? RegisterStatus::Published : RegisterStatus::TakenDown;
}

RegisterRow readRow(const Statement& row)
{
    RegisterRow result;
    RegisterEntry& entry = result.entry;
    entry.id = RegisterId{row.int64(0)};
    entry.photo = PhotoId{row.int64(1)};
    entry.purpose = PurposeId{row.int64(2)};
    entry.purposeKey = row.text(3);
    entry.exportedAt = row.time(4);
    entry.by = row.text(5);
    entry.file = row.text(6);
    entry.place = row.text(7);
    entry.sha256 = row.blob(9);
    entry.status = storedStatus(row);
    entry.replacedBy = RegisterId{row.int64(14)};
    entry.link = row.text(15);
    entry.caption = row.text(16);
    entry.approvedBy = row.text(17);
    entry.reviewOn = row.day(18);
    entry.isGone = !row.isNull(13) || !row.isNull(19);
    entry.isPublic = audienceFromKey(row.text(20)).value_or(Audience::Outside) == Audience::Outside;
    result.recipe = row.text(21);
    result.style = row.text(8);
    result.size = QSize(row.integer(10), row.integer(11));
    result.facesHash = row.blob(12);
    return result;
}

RegisteredFace readFace(const Statement& row)
{
    return {FaceId{row.int64(0)}, PersonId{row.int64(1)}, row.boolean(2), row.boolean(3)};
}

/// The conditions of a query and their values, in the same order.
struct Conditions {
    QStringList words;
    QList<qint64> values;

    void add(const QString& word, qint64 value)
    {
        words += word;
        values += value;
    }
};

Conditions conditionsOf(const RegisterQuery& query)
{
    Conditions conditions;
    if (query.id) {
        conditions.add(QStringLiteral("r.id = ?"), query.id->value);
    }
    if (query.photo) {
        conditions.add(QStringLiteral("r.photo_id = ?"), query.photo->value);
    }
    if (query.purpose) {
        conditions.add(QStringLiteral("r.purpose_id = ?"), query.purpose->value);
    }
    if (query.person) {
        conditions.add(QStringLiteral("r.id IN (SELECT register_id FROM register_face WHERE person_id = ?)"),
                       query.person->value);
    }
    return conditions;
}

tl::unexpected<Error> noSuchEntry()
{
    return fail(ErrorCode::NotFound,
                QCoreApplication::translate("RegisterRepository", "There is no such entry in the register."));
}

/// Runs a change that must meet exactly one entry.
Result<void> changeOne(Result<Statement> statement)
{
    if (!statement) {
        return propagate(statement);
    }
    if (auto done = statement->run(); !done) {
        return done;
    }
    if (statement->rowsAffected() != 1) {
        return noSuchEntry();
    }
    return {};
}

} // namespace

Result<RegisterId> RegisterRepository::insert(const NewRegisterEntry& entry)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto row =
        insertSql(m_database,
                  QStringLiteral("INSERT INTO register(photo_id, purpose_id, exported_at, user_id, file, "
                                 "place, style, sha256, width, height, faces_hash, review_on, caption, "
                                 "approved_by, look, recipe) "
                                 "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                  entry.photo, entry.purpose, entry.exportedAt, entry.by, entry.file, entry.place, entry.style,
                  entry.sha256, entry.size.width(), entry.size.height(), entry.facesHash, entry.reviewOn, entry.caption,
                  entry.approvedBy, entry.look.isEmpty() ? std::nullopt : std::optional(entry.look), entry.recipe);
    if (!row) {
        return propagate(row);
    }
    const RegisterId id{*row};
    if (const auto done = insertFaces(id, entry); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return id;
}

Result<void> RegisterRepository::insertFaces(RegisterId id, const NewRegisterEntry& entry)
{
    for (const RegisteredFace& face : entry.faces) {
        if (auto done = runSql(m_database,
                               QStringLiteral("INSERT INTO register_face(register_id, face_id, person_id, shown, "
                                              "profile_cover) VALUES(?, ?, ?, ?, ?)"),
                               id, face.face, face.person, face.isShown, face.isProfileCovered);
            !done) {
            return done;
        }
    }
    for (const ConsentId consent : entry.consents) {
        if (auto done = runSql(m_database,
                               QStringLiteral("INSERT OR IGNORE INTO register_consent(register_id, consent_id) "
                                              "VALUES(?, ?)"),
                               id, consent);
            !done) {
            return done;
        }
    }
    return {};
}

Result<void> RegisterRepository::remove(RegisterId id)
{
    auto transaction = m_database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done =
            runSql(m_database, QStringLiteral("UPDATE register SET replaced_by = NULL WHERE replaced_by = ?"), id);
        !done) {
        return done;
    }
    for (const char* table : {"register_face", "register_consent"}) {
        const QString sql = QStringLiteral("DELETE FROM %1 WHERE register_id = ?").arg(QLatin1String(table));
        if (auto done = runSql(m_database, sql, id); !done) {
            return done;
        }
    }
    if (auto done = changeOne(boundSql(m_database, QStringLiteral("DELETE FROM register WHERE id = ?"), id)); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QList<RegisterRow>> RegisterRepository::rows(const RegisterQuery& query)
{
    const Conditions conditions = conditionsOf(query);
    QString sql = kSelect;
    if (!conditions.words.isEmpty()) {
        sql += QStringLiteral(" WHERE ") + conditions.words.join(QStringLiteral(" AND "));
    }
    if (!query.sha256.isEmpty()) {
        sql += conditions.words.isEmpty() ? QStringLiteral(" WHERE r.sha256 = ?") : QStringLiteral(" AND r.sha256 = ?");
    }
    auto statement = m_database.prepare(sql + QStringLiteral(" ORDER BY r.exported_at DESC, r.id DESC"));
    if (!statement) {
        return propagate(statement);
    }
    for (const qint64 value : conditions.values) {
        statement->bind(value);
    }
    if (!query.sha256.isEmpty()) {
        statement->bind(query.sha256);
    }
    auto rows = allRows(std::move(statement), readRow);
    if (rows) {
        if (const auto done = fillFaces(*rows); !done) {
            return propagate(done);
        }
    }
    return rows;
}

Result<void> RegisterRepository::fillFaces(QList<RegisterRow>& rows)
{
    for (RegisterRow& row : rows) {
        const auto known = faces(row.entry.id);
        if (!known) {
            return propagate(known);
        }
        for (const RegisteredFace& face : *known) {
            if (!face.isShown) {
                row.entry.covered += face.face;
            } else if (!row.entry.shown.contains(face.person)) {
                row.entry.shown += face.person;
            }
        }
    }
    return {};
}

Result<RegisterRow> RegisterRepository::get(RegisterId id)
{
    RegisterQuery query;
    query.id = id;
    const auto found = rows(query);
    if (!found) {
        return propagate(found);
    }
    if (found->isEmpty()) {
        return noSuchEntry();
    }
    return found->first();
}

Result<QList<RegisteredFace>> RegisterRepository::faces(RegisterId id)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT face_id, person_id, shown, profile_cover FROM register_face "
                                           "WHERE register_id = ? ORDER BY face_id"),
                            id),
                   readFace);
}

Result<QList<ConsentId>> RegisterRepository::consents(RegisterId id)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT consent_id FROM register_consent WHERE register_id = ? ORDER BY "
                                           "consent_id"),
                            id),
                   [](const Statement& row) { return ConsentId{row.int64(0)}; });
}

Result<QList<RegisteredLook>> RegisterRepository::looks()
{
    return allRows(m_database.prepare(QStringLiteral("SELECT id, look FROM register WHERE look IS NOT NULL")),
                   [](const Statement& row) {
                       return RegisteredLook{RegisterId{row.int64(0)}, row.blob(1)};
                   });
}

Result<bool> RegisterRepository::knowsFile(const QString& file)
{
    const auto found = firstRow(boundSql(m_database, QStringLiteral("SELECT 1 FROM register WHERE file = ?"), file),
                                [](const Statement& row) { return row.boolean(0); });
    if (!found) {
        return propagate(found);
    }
    return found->has_value();
}

Result<QStringList> RegisterRepository::filesBeginning(const QString& prefix)
{
    return allRows(boundSql(m_database, QStringLiteral("SELECT file FROM register WHERE file >= ? AND file < ?"),
                            prefix, prefix + QChar(0x7f)),
                   [](const Statement& row) { return row.text(0); });
}

Result<void> RegisterRepository::setLink(RegisterId id, const QString& link)
{
    return changeOne(boundSql(m_database, QStringLiteral("UPDATE register SET link = ? WHERE id = ?"), link, id));
}

Result<void> RegisterRepository::setReviewOn(RegisterId id, std::optional<QDate> day)
{
    return changeOne(boundSql(m_database, QStringLiteral("UPDATE register SET review_on = ? WHERE id = ?"), day, id));
}

Result<void> RegisterRepository::setGone(RegisterId id, const QDateTime& at, UserId by)
{
    return changeOne(
        boundSql(m_database, QStringLiteral("UPDATE register SET gone_at = ?, gone_by = ? WHERE id = ?"), at, by, id));
}

Result<void> RegisterRepository::setPlace(RegisterId id, const QString& place)
{
    return changeOne(boundSql(m_database, QStringLiteral("UPDATE register SET place = ? WHERE id = ?"), place, id));
}

Result<void> RegisterRepository::setTakenDown(RegisterId id, const QDateTime& at, UserId by)
{
    return changeOne(boundSql(m_database,
                              QStringLiteral("UPDATE register SET taken_down_at = ?, taken_down_by = ? "
                                             "WHERE id = ?"),
                              at, by, id));
}

Result<void> RegisterRepository::setReplaced(RegisterId id, RegisterId by)
{
    return changeOne(boundSql(m_database, QStringLiteral("UPDATE register SET replaced_by = ? WHERE id = ?"), by, id));
}

} // namespace cloakroom
