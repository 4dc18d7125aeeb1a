#include "core/catalogue/AuditRepository.h"

#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/crypto/KeyedHash.h"
#include "core/storage/UnlockedFolder.h"

#include <QJsonDocument>
#include <QtEndian>

namespace cloakroom {

namespace {

const QByteArray kFirstPrevious(kDigestBytes, '\0');

void addField(Hasher& hasher, const QByteArray& field)
{
    const quint64 size = qToBigEndian(static_cast<quint64>(field.size()));
    hasher.add({reinterpret_cast<const unsigned char*>(&size), sizeof size});
    hasher.add(viewOf(field));
}

struct Head {
    qint64 seq = 0;
    QByteArray hash = kFirstPrevious;
};

Result<Head> head(Database& database)
{
    auto statement = database.prepare(QStringLiteral("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"));
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->next();
    if (!row) {
        return propagate(row);
    }
    return *row ? Head{statement->int64(0), statement->blob(1)} : Head{};
}

Result<void> insert(Database& database, const AuditRow& row)
{
    auto statement = database.prepare(QStringLiteral(
        "INSERT INTO audit(seq, time, user_id, action, subject, detail, detail_hash, previous_hash, hash, "
        "signature) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(row.entry.seq)
        .bind(QString::fromLatin1(row.time))
        .bind(row.entry.user.value)
        .bind(row.entry.action)
        .bind(QString::fromUtf8(row.subject))
        .bind(row.entry.detail)
        .bind(row.detailHash)
        .bind(row.previousHash)
        .bind(row.hash)
        .bind(row.signature)
        .run();
}

AuditEntry readEntry(const Statement& row)
{
    AuditEntry entry;
    entry.seq = row.int64(0);
    entry.time = row.time(1);
    entry.user = UserId{row.int64(2)};
    entry.action = row.text(3);
    entry.subject = QJsonDocument::fromJson(row.text(4).toUtf8()).object();
    entry.detail = row.text(5);
    entry.userName = row.text(6);
    return entry;
}

const QString kEntryColumns =
    QStringLiteral("SELECT a.seq, a.time, a.user_id, a.action, a.subject, a.detail, coalesce(u.name, '') FROM audit a "
                   "LEFT JOIN user u ON u.id = a.user_id");

} // namespace

QByteArray auditHash(const AuditRow& row)
{
    Hasher hasher({});
    addField(hasher, row.previousHash);
    addField(hasher, QByteArray::number(row.entry.seq));
    addField(hasher, row.time);
    addField(hasher, QByteArray::number(row.entry.user.value));
    addField(hasher, row.entry.action.toUtf8());
    addField(hasher, row.subject);
    addField(hasher, row.detailHash);
    return hasher.finish();
}

QByteArray auditDetailHash(Library& library, const QString& detail)
{
    return keyedHash(library.folder().auditKey(), {viewOf(detail.toUtf8())});
}

Result<void> appendAudit(Library& library, const QString& action, const QJsonObject& subject, const QString& detail)
{
    return appendAuditTo(library.db(), library, action, subject, detail);
}

Result<void> appendAuditTo(Database& database, Library& library, const QString& action, const QJsonObject& subject,
                           const QString& detail)
{
    const auto last = head(database);
    if (!last) {
        return propagate(last);
    }
    AuditRow row;
    row.entry.seq = last->seq + 1;
    row.time = library.clock().now().toUTC().toString(Qt::ISODateWithMs).toLatin1();
    row.entry.user = library.user().id;
    row.entry.action = action;
    row.entry.detail = detail;
    row.subject = QJsonDocument(subject).toJson(QJsonDocument::Compact);
    row.detailHash = auditDetailHash(library, detail);
    row.previousHash = last->hash;
    row.hash = auditHash(row);
    row.signature = library.folder().sign(row.hash);
    return insert(database, row);
}

Result<QList<AuditEntry>> auditEntries(Library& library, const AuditQuery& query)
{
    // Qt binds each placeholder by its place: a numbered one cannot be used twice.
    QString sql = kEntryColumns + QStringLiteral(" WHERE (? = '' OR a.time >= ?) AND (? = 0 OR a.user_id = ?)");
    if (!query.subjectKey.isEmpty()) {
        sql += QStringLiteral(" AND (json_extract(a.subject, '$.' || ?) = ? OR EXISTS(SELECT 1 FROM "
                              "json_each(a.subject, '$.' || ? || 's') WHERE value = ?))");
    }
    sql += QStringLiteral(" ORDER BY a.seq DESC");
    if (query.limit > 0) {
        sql += QStringLiteral(" LIMIT %1").arg(query.limit);
    }
    auto statement = library.db().prepare(sql);
    if (!statement) {
        return propagate(statement);
    }
    const QString since = query.since ? query.since->toUTC().toString(Qt::ISODateWithMs) : QString();
    statement->bind(since).bind(since).bind(query.user.value).bind(query.user.value);
    if (!query.subjectKey.isEmpty()) {
        statement->bind(query.subjectKey).bind(query.subjectId).bind(query.subjectKey).bind(query.subjectId);
    }
    QList<AuditEntry> entries;
    for (;;) {
        const auto row = statement->next();
        if (!row) {
            return propagate(row);
        }
        if (!*row) {
            return entries;
        }
        entries.append(readEntry(*statement));
    }
}

Result<void> visitAudit(Library& library, const std::function<bool(const AuditRow&)>& visit)
{
    auto statement = library.db().prepare(
        QStringLiteral("SELECT a.seq, a.time, a.user_id, a.action, a.subject, a.detail, '', a.detail_hash, "
                       "a.previous_hash, a.hash, a.signature FROM audit a ORDER BY a.seq"));
    if (!statement) {
        return propagate(statement);
    }
    for (;;) {
        const auto row = statement->next();
        if (!row) {
            return propagate(row);
        }
        if (!*row) {
            return {};
        }
        const AuditRow stored{readEntry(*statement),       statement->text(1).toLatin1(),
                              statement->text(4).toUtf8(), statement->blob(7),
                              statement->blob(8),          statement->blob(9),
                              statement->blob(10)};
        if (!visit(stored)) {
            return {};
        }
    }
}

} // namespace cloakroom
