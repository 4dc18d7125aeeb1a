#include "core/catalogue/PendingExport.h"

#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/catalogue/SettingRepository.h"
#include "core/crypto/Sha256.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace cloakroom {

namespace {

const QString kPendingExport = QStringLiteral("pending-export");
const QString kEntry = QStringLiteral("register");
const QString kPath = QStringLiteral("path");
const QString kHandedOver = QStringLiteral("handed-over"); // several entries, of a file with a hash of its own
const QString kSha256 = QStringLiteral("sha256");

enum class Whereabouts { There, Absent, Unknown };

Whereabouts whereaboutsOf(const QString& path, const QByteArray& sha256)
{
    if (!QFileInfo(QFileInfo(path).path()).isDir()) {
        return Whereabouts::Unknown;
    }
    QFile file(path);
    if (!file.exists()) {
        return Whereabouts::Absent;
    }
    const auto found = file.open(QIODevice::ReadOnly) ? sha256Of(file) : std::nullopt;
    if (!found) {
        return Whereabouts::Unknown;
    }
    return *found == sha256 ? Whereabouts::There : Whereabouts::Absent; // somebody else's of that name
}

Result<void> takeBackOne(Library& library, const RegisterRow& row)
{
    if (auto done = RegisterRepository(library.db()).remove(row.entry.id); !done) {
        return done;
    }
    return appendAudit(library, QStringLiteral("photo.export-undone"),
                       {{QStringLiteral("photo"), row.entry.photo.value},
                        {QStringLiteral("purpose"), row.entry.purpose.value},
                        {QStringLiteral("register"), row.entry.id.value}},
                       {});
}

Result<void> takeBack(Library& library, const QList<RegisterRow>& rows)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    for (const RegisterRow& row : rows) {
        if (auto done = takeBackOne(library, row); !done) {
            return done;
        }
    }
    if (auto done = clearPendingExport(library.db()); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> keep(Database& database, const QJsonObject& pending)
{
    return SettingRepository(database).set(kPendingExport,
                                           QString::fromUtf8(QJsonDocument(pending).toJson(QJsonDocument::Compact)));
}

/// Those that are still there.
Result<QList<RegisterRow>> rowsOf(Library& library, const QJsonObject& pending)
{
    QJsonArray ids = pending.value(kHandedOver).toArray();
    if (pending.contains(kEntry)) {
        ids.append(pending.value(kEntry));
    }
    QList<RegisterRow> rows;
    for (const auto& id : std::as_const(ids)) {
        const auto row = RegisterRepository(library.db()).get(RegisterId{id.toInteger()});
        if (row) {
            rows += *row;
        } else if (row.error().code != ErrorCode::NotFound) {
            return propagate(row);
        }
    }
    return rows;
}

} // namespace

Result<void> keepPendingHandover(Database& database, const QList<RegisterId>& entries, const QString& path,
                                 const QByteArray& sha256)
{
    QJsonArray ids;
    for (const RegisterId entry : entries) {
        ids += entry.value;
    }
    return keep(database, {{kHandedOver, ids}, {kPath, path}, {kSha256, QString::fromLatin1(sha256.toHex())}});
}

Result<void> keepPendingExport(Database& database, RegisterId entry, const QString& path)
{
    return keep(database, {{kEntry, entry.value}, {kPath, path}});
}

Result<void> clearPendingExport(Database& database)
{
    return SettingRepository(database).remove(kPendingExport);
}

Result<void> settlePendingExport(Library& library)
{
    if (!library.require(Right::Export)) {
        return {};
    }
    const auto kept = SettingRepository(library.db()).get(kPendingExport);
    if (!kept) {
        return propagate(kept);
    }
    if (!*kept) {
        return {};
    }
    const QJsonObject pending = QJsonDocument::fromJson((*kept)->toUtf8()).object();
    const auto rows = rowsOf(library, pending);
    if (!rows) {
        return propagate(rows);
    }
    if (rows->isEmpty()) {
        return clearPendingExport(library.db());
    }
    const QByteArray sha256 = pending.contains(kSha256)
        ? QByteArray::fromHex(pending.value(kSha256).toString().toLatin1())
        : rows->first().entry.sha256;
    switch (whereaboutsOf(pending.value(kPath).toString(), sha256)) {
    case Whereabouts::There:
        return clearPendingExport(library.db());
    case Whereabouts::Absent:
        return takeBack(library, *rows);
    case Whereabouts::Unknown:
        break;
    }
    return {};
}

} // namespace cloakroom
