#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <functional>
#include <optional>

namespace cloakroom {

class Database;
class Library;

/// One row of the log as stored, with what chains it to the one before.
struct AuditRow {
    AuditEntry entry;
    QByteArray time; ///< as stored, byte for byte
    QByteArray subject; ///< as stored, byte for byte
    QByteArray detailHash;
    QByteArray previousHash;
    QByteArray hash;
    QByteArray signature;
};

struct AuditQuery {
    std::optional<QDateTime> since;
    UserId user; ///< invalid = everyone
    QString subjectKey; ///< "photo", with subjectId; empty = everything
    qint64 subjectId = 0;
    int limit = 0; ///< 0 = all
};

/// Adds an entry in the caller's transaction, chained to the last one and signed by the signed-in user.
[[nodiscard]] Result<void> appendAudit(Library& library, const QString& action, const QJsonObject& subject,
                                       const QString& detail);

/// The same into a copy of the catalogue that is about to take its place.
[[nodiscard]] Result<void> appendAuditTo(Database& database, Library& library, const QString& action,
                                         const QJsonObject& subject, const QString& detail);

/// What an entry's hash has to be: BLAKE2b-256 over the previous hash and each field with its length before it.
[[nodiscard]] QByteArray auditHash(const AuditRow& row);
/// Stands in the chain for the words that may be erased one day.
[[nodiscard]] QByteArray auditDetailHash(Library& library, const QString& detail);

/// Newest first.
[[nodiscard]] Result<QList<AuditEntry>> auditEntries(Library& library, const AuditQuery& query);
/// Oldest first, one at a time; stops when `visit` says false.
[[nodiscard]] Result<void> visitAudit(Library& library, const std::function<bool(const AuditRow&)>& visit);

} // namespace cloakroom
