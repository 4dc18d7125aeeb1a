#include "core/catalogue/PendingExport.h"

#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/catalogue/SettingRepository.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace cloakroom {

namespace {

const QString kPendingExport = QStringLiteral("pending-export");
const QString kEntry = QStringLiteral("register");
const QString kPath = QStringLiteral("path");

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
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) {
        return Whereabouts::Unknown;
    }
    return hash.result() == sha256 ? Whereabouts::There : Whereabouts::Absent; // somebody else's of that name
}

Result<void> takeBack(Library& library, const RegisterRow& row)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = RegisterRepository(library.db()).remove(row.entry.id); !done) {
        return done;
    }
    if (auto done = clearPendingExport(library.db()); !done) {
        return done;
    }
    if (auto done = appendAudit(library, QStringLiteral("photo.export-undone"),
                                {{QStringLiteral("photo"), row.entry.photo.value},
                                 {QStringLiteral("purpose"), row.entry.purpose.value},
                                 {QStringLiteral("register"), row.entry.id.value}},
                                {});
        !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<void> keepPendingExport(Database& database, RegisterId entry, const QString& path)
{
    const QJsonObject pending{{kEntry, entry.value}, {kPath, path}};
    return SettingRepository(database).set(kPendingExport,
                                           QString::fromUtf8(QJsonDocument(pending).toJson(QJsonDocument::Compact)));
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
    const auto row = RegisterRepository(library.db()).get(RegisterId{pending.value(kEntry).toInteger()});
    if (!row) {
        return row.error().code == ErrorCode::NotFound ? clearPendingExport(library.db()) : propagate(row);
    }
    switch (whereaboutsOf(pending.value(kPath).toString(), row->entry.sha256)) {
    case Whereabouts::There:
        return clearPendingExport(library.db());
    case Whereabouts::Absent:
        return takeBack(library, *row);
    case Whereabouts::Unknown:
        break;
    }
    return {};
}

} // namespace cloakroom
