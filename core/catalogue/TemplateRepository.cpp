#include "core/catalogue/TemplateRepository.h"

#include "core/base/Wipe.h"
#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/RowScan.h"
#include "core/catalogue/Sql.h"
#include "core/catalogue/Viewpoint.h"
#include "core/crypto/Random.h"

#include <cstring>
#include <string_view>
#include <vector>

namespace cloakroom {

namespace {

constexpr qsizetype kMarkBytes = 16;

std::string_view rawOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

std::string_view rawOf(std::span<const float> numbers)
{
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()};
}

TemplateReceipt readReceipt(const Statement& row)
{
    TemplateReceipt receipt;
    receipt.id = {row.int64(0)};
    receipt.person = {row.int64(1)};
    receipt.at = row.time(2);
    receipt.user = {row.int64(3)};
    receipt.reason = row.text(4);
    receipt.generation = static_cast<quint32>(row.int64(5));
    receipt.checked = row.text(6);
    receipt.templates = row.integer(7);
    return receipt;
}

} // namespace

Result<QList<PersonId>> TemplateRepository::people()
{
    return allRows(boundSql(m_database, QStringLiteral("SELECT DISTINCT person_id FROM face_template")),
                   [](const Statement& row) { return PersonId{row.int64(0)}; });
}

Result<int> TemplateRepository::count()
{
    const auto row = firstRow(boundSql(m_database, QStringLiteral("SELECT count(*) FROM face_template")),
                              [](const Statement& found) { return found.integer(0); });
    if (!row) {
        return propagate(row);
    }
    return row->value_or(0);
}

Result<TemplateCount> TemplateRepository::countOf(PersonId person)
{
    const auto row = firstRow(
        boundSql(m_database, QStringLiteral("SELECT count(*), min(made_at) FROM face_template WHERE person_id = ?"),
                 person),
        [](const Statement& found) {
            return TemplateCount{found.integer(0), found.time(1)};
        });
    if (!row) {
        return propagate(row);
    }
    return row->value_or(TemplateCount{});
}

Result<void> TemplateRepository::insert(const FaceToLearn& face, const TemplateModel& model, const QDateTime& at,
                                        std::span<const float> numbers)
{
    // Bound in place, for no copy of the numbers to be left in memory.
    auto scan = RowScan::prepare(
        m_database,
        QStringLiteral(
            "INSERT OR REPLACE INTO face_template(face_id, person_id, model, version, model_sha256, made_at, "
            "mark, numbers) VALUES(?, ?, ?, ?, ?, ?, ?, ?)"));
    if (!scan) {
        return propagate(scan);
    }
    const QByteArray mark = randomBytes(kMarkBytes);
    scan->bind(face.face.value).bind(face.person.value).bind(model.name).bind(model.version);
    scan->bindInPlace(rawOf(model.sha256)).bind(at.toUTC().toString(Qt::ISODateWithMs));
    scan->bindInPlace(rawOf(mark)).bindInPlace(rawOf(numbers));
    const auto row = scan->next();
    if (!row) {
        return propagate(row);
    }
    return {};
}

Result<void> TemplateRepository::read(const QList<PersonId>& people, const QByteArray& modelSha256,
                                      const std::function<void(PersonId, std::span<const float>)>& take)
{
    auto scan = RowScan::prepare(
        m_database,
        QStringLiteral("SELECT person_id, numbers FROM face_template WHERE person_id IN (SELECT value FROM "
                       "json_each(?)) AND model_sha256 = ? ORDER BY person_id, face_id"));
    if (!scan) {
        return propagate(scan);
    }
    scan->bind(idList(people)).bindInPlace(rawOf(modelSha256));
    auto row = scan->next();
    for (; row && *row; row = scan->next()) {
        const std::string_view bytes = scan->bytes(1);
        // SQLite promises no alignment for floats.
        std::vector<float> numbers(bytes.size() / sizeof(float));
        std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(float));
        take({scan->int64(0)}, numbers);
        wipe(numbers.data(), numbers.size() * sizeof(float));
    }
    if (!row) {
        return propagate(row);
    }
    return {};
}

Result<void> TemplateRepository::removeOf(PersonId person)
{
    return runSql(m_database, QStringLiteral("DELETE FROM face_template WHERE person_id = ?"), person);
}

Result<void> TemplateRepository::removeAll()
{
    return runSql(m_database, QStringLiteral("DELETE FROM face_template"));
}

Result<void> TemplateRepository::removeOfOtherModels(const QByteArray& modelSha256)
{
    return runSql(m_database, QStringLiteral("DELETE FROM face_template WHERE model_sha256 <> ?"), modelSha256);
}

Result<QList<FaceToLearn>> TemplateRepository::toLearn(const QList<PersonId>& people, const QByteArray& modelSha256,
                                                       int most)
{
    const auto sql =
        QStringLiteral(
            "WITH named AS (SELECT f.id, f.photo_id, f.person_id, f.x, f.y, f.w, f.h, "
            "t.face_id IS NOT NULL AS is_learnt, row_number() OVER (PARTITION BY f.person_id ORDER BY "
            "t.face_id IS NULL, f.w * f.h DESC, f.id) AS place FROM face f JOIN photo p ON p.id = f.photo_id "
            "LEFT JOIN face_template t ON t.face_id = f.id AND t.model_sha256 = ? "
            "WHERE f.state = 'confirmed' AND f.person_id IN (SELECT value FROM json_each(?)) AND p.kind = 'still' AND "
            "%1) SELECT id, photo_id, person_id, x, y, w, h FROM named WHERE place <= ? AND NOT is_learnt "
            "ORDER BY photo_id, id")
            .arg(photo_sql::visibleTo(Viewpoint{}));
    return allRows(boundSql(m_database, sql, modelSha256, idList(people), most), [](const Statement& row) {
        return FaceToLearn{{row.int64(0)},
                           {row.int64(1)},
                           {row.int64(2)},
                           {row.integer(3), row.integer(4), row.integer(5), row.integer(6)}};
    });
}

Result<QList<PersonId>> TemplateRepository::unsettled()
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT DISTINCT person_id FROM template_removal WHERE receipt_id IS NULL "
                                           "ORDER BY person_id")),
                   [](const Statement& row) { return PersonId{row.int64(0)}; });
}

Result<TemplateReceiptId> TemplateRepository::settle(const TemplateReceipt& draft)
{
    const auto id = insertSql(m_database,
                              QStringLiteral("INSERT INTO template_receipt(person_id, at, user_id, reason, generation) "
                                             "VALUES(?, ?, ?, ?, ?)"),
                              draft.person, draft.at, draft.user.value, draft.reason, qint64{draft.generation});
    if (!id) {
        return propagate(id);
    }
    const auto done =
        runSql(m_database,
               QStringLiteral("UPDATE template_removal SET receipt_id = ? WHERE receipt_id IS NULL AND person_id = ?"),
               *id, draft.person);
    if (!done) {
        return propagate(done);
    }
    return TemplateReceiptId{*id};
}

Result<QList<TemplateReceipt>> TemplateRepository::receipts()
{
    return allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT r.id, r.person_id, r.at, r.user_id, r.reason, r.generation, r.checked, "
                                "(SELECT count(*) FROM template_removal t WHERE t.receipt_id = r.id) FROM "
                                "template_receipt r ORDER BY r.id DESC")),
        readReceipt);
}

Result<QList<TemplateReceiptId>> TemplateRepository::uncheckedReceipts()
{
    return allRows(boundSql(m_database, QStringLiteral("SELECT id FROM template_receipt WHERE checked = ''")),
                   [](const Statement& row) { return TemplateReceiptId{row.int64(0)}; });
}

Result<QList<QByteArray>> TemplateRepository::marks(TemplateReceiptId receipt)
{
    return allRows(
        boundSql(m_database, QStringLiteral("SELECT mark_hex FROM template_removal WHERE receipt_id = ?"), receipt),
        [](const Statement& row) { return QByteArray::fromHex(row.text(0).toLatin1()); });
}

Result<void> TemplateRepository::setChecked(TemplateReceiptId receipt, const QString& checked)
{
    return runSql(m_database, QStringLiteral("UPDATE template_receipt SET checked = ? WHERE id = ?"), checked, receipt);
}

} // namespace cloakroom
