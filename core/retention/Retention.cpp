#include "core/retention/Retention.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/consent/BiometricTemplates.h"
#include "core/photos/PhotoErasure.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Retention", text);
}

} // namespace

Result<LibrarySettings> Retention::settings()
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    return librarySettings(m_library.db());
}

Result<void> Retention::setSettings(const LibrarySettings& settings)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = storeLibrarySettings(m_library.db(), settings); !done) {
        return done;
    }
    const QJsonObject subject{{QStringLiteral("bin_days"), settings.binDays},
                              {QStringLiteral("backup_keep_days"), settings.backupKeepDays},
                              {QStringLiteral("backup_remind_days"), settings.backupRemindDays},
                              {QStringLiteral("idle_minutes"), settings.idleMinutes}};
    if (auto done = audit::append(m_library, QStringLiteral("settings.library"), subject); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QList<DuePhoto>> Retention::due()
{
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    const QDateTime before = m_library.clock().now().addDays(-rules->binDays);
    const auto photos = ErasureRepository(m_library.db()).inBinSince(before);
    if (!photos) {
        return propagate(photos);
    }
    QList<DuePhoto> due;
    for (const PhotoId photo : *photos) {
        due.append({photo, QStringLiteral("bin")});
    }
    return due;
}

Result<std::optional<Erasure>> Retention::run()
{
    const auto photos = due();
    if (!photos) {
        return propagate(photos);
    }
    if (photos->isEmpty()) {
        return std::nullopt;
    }
    QList<PhotoId> ids;
    for (const DuePhoto& one : *photos) {
        ids.append(one.photo);
    }
    auto erased = eraseAll(ids, QStringLiteral("bin"));
    if (!erased) {
        return propagate(erased);
    }
    return std::optional(*std::move(erased));
}

Result<Erasure> Retention::erase(const QList<PhotoId>& photos, const QString& reason)
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    if (photos.isEmpty() || reason.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid,
                    tr("Erasing cannot be undone: say which photos, and in a few words why. Nothing was changed."));
    }
    for (const PhotoId photo : photos) {
        if (const auto state = visiblePhoto(m_library, photo); !state) {
            return propagate(state);
        }
    }
    return eraseAll(photos, reason.trimmed());
}

Result<Erasure> Retention::eraseAll(const QList<PhotoId>& photos, const QString& reason)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto erased = erasePhotoRows(m_library, photos, reason);
    if (!erased) {
        return propagate(erased);
    }
    if (const auto done = commitSettled(m_library, *transaction); !done) {
        return propagate(done);
    }
    if (const auto done = eraseFilesOf(m_library, *erased); !done) {
        return propagate(done);
    }
    const auto erasure = ErasureRepository(m_library.db()).get(erased->erasure);
    if (!erasure) {
        return propagate(erasure);
    }
    return erasure->value_or(Erasure{});
}

Result<QList<Erasure>> Retention::erasures()
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    return ErasureRepository(m_library.db()).list();
}

} // namespace cloakroom
