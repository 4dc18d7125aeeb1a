#include "core/intake/Imports.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/ImportRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/SettingRepository.h"
#include "core/crypto/KeyedHash.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>

namespace cloakroom {

namespace {

constexpr int kMostHours = 24 * 365;
const QString kReminderKey = QStringLiteral("import.reminder-hours");

QString tr(const char* text)
{
    return QCoreApplication::translate("Imports", text);
}

QJsonObject subjectOf(ImportId import)
{
    return {{QStringLiteral("import"), import.value}};
}

// Flagged photos stay where they are: whoever may not know of them must not move them either.
Result<bool> mayTouch(Library& library, PhotoId photo)
{
    const auto seen = visiblePhoto(library, photo);
    if (seen) {
        return !seen->isFlagged;
    }
    return seen.error().code == ErrorCode::NotFound ? Result<bool>(false) : Result<bool>(propagate(seen));
}

Result<int> setDeleted(Library& library, const QList<PhotoId>& photos, const std::optional<QDateTime>& at)
{
    int changed = 0;
    for (const PhotoId photo : photos) {
        const auto may = mayTouch(library, photo);
        if (!may) {
            return propagate(may);
        }
        if (!*may) {
            continue;
        }
        if (const auto done = PhotoRepository(library.db()).setDeleted(photo, at); !done) {
            return propagate(done);
        }
        ++changed;
    }
    return changed;
}

// One transaction around a change of an import and its entry in the log. `work` answers a number of photos.
template <typename Work>
Result<int> changed(Library& library, ImportId import, const QString& action, Work work)
{
    if (const auto allowed = library.require(Right::Import); !allowed) {
        return propagate(allowed);
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto record = ImportRepository(library.db()).record(import);
    if (!record) {
        return propagate(record);
    }
    Result<int> photos = work(*record);
    if (!photos) {
        return photos;
    }
    QJsonObject subject = subjectOf(import);
    subject.insert(QStringLiteral("photos"), *photos);
    if (const auto logged = audit::append(library, action, subject); !logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return photos;
}

} // namespace

QByteArray receiptDigest(const QList<ImportFile>& files)
{
    QByteArray lines;
    QDataStream out(&lines, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    for (const ImportFile& file : files) {
        out << file.path << file.bytes << file.digest << fileOutcomeKey(file.outcome) << file.reason
            << clearingKey(file.clearing) << file.clearedAt.toMSecsSinceEpoch() << file.keptReason;
    }
    return keyedHash({}, {viewOf(lines)});
}

Result<QList<ImportRecord>> Imports::list(int limit)
{
    if (const auto allowed = m_library.require(Right::Import); !allowed) {
        return propagate(allowed);
    }
    return ImportRepository(m_library.db()).list(limit);
}

Result<ImportReceipt> Imports::receipt(ImportId import)
{
    if (const auto allowed = m_library.require(Right::Import); !allowed) {
        return propagate(allowed);
    }
    ImportRepository imports(m_library.db());
    const auto record = imports.record(import);
    if (!record) {
        return propagate(record);
    }
    auto files = imports.files(import);
    if (!files) {
        return propagate(files);
    }
    for (ImportFile& file : *files) {
        if (!file.photo.isValid()) {
            continue;
        }
        const auto seen = visiblePhoto(m_library, file.photo);
        if (!seen && seen.error().code != ErrorCode::NotFound) {
            return propagate(seen);
        }
        if (!seen) {
            file.photo = {}; // what it may not see looks like what is gone
        }
    }
    const QByteArray digest = receiptDigest(*files);
    return ImportReceipt{m_library.schoolName(), m_library.libraryId(), *record, *std::move(files), digest};
}

Result<int> Imports::undo(ImportId import)
{
    return changed(m_library, import, QStringLiteral("import.undo"), [&](const ImportRecord&) -> Result<int> {
        ImportRepository imports(m_library.db());
        const QDateTime now = m_library.clock().now();
        const auto photos = imports.photosOf(import);
        if (!photos) {
            return propagate(photos);
        }
        if (const auto done = imports.setUndone(import, now); !done) {
            return propagate(done);
        }
        return setDeleted(m_library, *photos, now);
    });
}

Result<int> Imports::redo(ImportId import)
{
    return changed(m_library, import, QStringLiteral("import.redo"), [&](const ImportRecord& record) -> Result<int> {
        if (!record.undoneAt.isValid()) {
            return fail(ErrorCode::Invalid, tr("This import was not undone, so there is nothing to bring back."));
        }
        ImportRepository imports(m_library.db());
        const auto photos = imports.undonePhotosOf(import);
        if (!photos) {
            return propagate(photos);
        }
        if (const auto done = imports.setUndone(import, std::nullopt); !done) {
            return propagate(done);
        }
        return setDeleted(m_library, *photos, std::nullopt);
    });
}

Result<int> Imports::reminderHours()
{
    const auto text = SettingRepository(m_library.db()).get(kReminderKey);
    if (!text) {
        return propagate(text);
    }
    return qBound(0, text->value_or(QString()).toInt(), kMostHours);
}

Result<void> Imports::setReminderHours(int hours)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    if (hours < 0 || hours > kMostHours) {
        return fail(ErrorCode::Invalid, tr("The reminder can be set to between 0 (off) and %1 hours.").arg(kMostHours));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = SettingRepository(m_library.db()).set(kReminderKey, QString::number(hours)); !done) {
        return done;
    }
    const QJsonObject subject{{QStringLiteral("hours"), hours}};
    if (auto done = audit::append(m_library, QStringLiteral("import.set-reminder"), subject); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QList<ImportRecord>> Imports::overdue()
{
    const auto hours = reminderHours();
    if (!hours) {
        return propagate(hours);
    }
    const auto all = *hours > 0 ? list() : Result<QList<ImportRecord>>(QList<ImportRecord>());
    if (!all) {
        return propagate(all);
    }
    const QDateTime latest = m_library.clock().now().addSecs(-qint64{*hours} * 3600);
    QList<ImportRecord> due;
    for (const ImportRecord& record : *all) {
        if (record.leftOnSource > 0 && !record.settledAt.isValid() && record.startedAt <= latest) {
            due.append(record);
        }
    }
    return due;
}

Result<void> Imports::settle(ImportId import)
{
    const auto done =
        changed(m_library, import, QStringLiteral("import.settle"), [&](const ImportRecord&) -> Result<int> {
            const auto set = ImportRepository(m_library.db()).setSettled(import, m_library.clock().now());
            return set ? Result<int>(0) : Result<int>(propagate(set));
        });
    return done ? Result<void>() : Result<void>(propagate(done));
}

} // namespace cloakroom
