#include "core/photos/CaptureTimes.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cstdlib>

namespace cloakroom {

namespace {

constexpr qint64 kMostSeconds = qint64{100} * 366 * 86'400;
constexpr int kFirstYear = 1826; // the oldest photograph that is left
constexpr int kLastYear = 9999;

QString tr(const char* text)
{
    return QCoreApplication::translate("CaptureTimes", text);
}

bool isSensible(const QDateTime& time)
{
    return time.isValid() && time.date().year() >= kFirstYear && time.date().year() <= kLastYear;
}

// On a wall clock every hour has sixty minutes, whatever this computer's zone does in spring.
QDateTime later(const QDateTime& wallClock, qint64 seconds)
{
    const QDateTime moved = QDateTime(wallClock.date(), wallClock.time(), Qt::UTC).addSecs(seconds);
    return {moved.date(), moved.time()};
}

Result<void> requireImport(Library& library, const QList<PhotoId>& photos)
{
    if (auto allowed = library.require(Right::Import); !allowed) {
        return allowed;
    }
    for (const PhotoId photo : photos) {
        if (const auto state = visiblePhoto(library, photo); !state) {
            return propagate(state);
        }
    }
    return {};
}

Result<void> log(Library& library, const QString& action, const QList<PhotoId>& photos, QJsonObject subject)
{
    QJsonArray ids;
    for (const PhotoId photo : photos) {
        ids.append(photo.value);
    }
    subject.insert(QStringLiteral("photos"), ids);
    return audit::append(library, action, subject);
}

} // namespace

Result<QList<TimeChange>> CaptureTimes::preview(const QList<PhotoId>& photos, qint64 seconds)
{
    if (std::llabs(seconds) > kMostSeconds) {
        return fail(ErrorCode::Invalid, tr("A camera's clock can be corrected by a hundred years at most."));
    }
    if (const auto allowed = requireImport(m_library, photos); !allowed) {
        return propagate(allowed);
    }
    const auto summaries = PhotoRepository(m_library.db()).summaries(photos, Viewpoint::of(m_library.role()));
    if (!summaries) {
        return propagate(summaries);
    }
    QList<TimeChange> changes;
    for (const PhotoSummary& photo : *summaries) {
        TimeChange change{photo.id, photo.name, photo.takenAt, photo.takenAt};
        if (photo.takenAt) {
            change.after = later(*photo.takenAt, seconds);
            if (!isSensible(*change.after)) {
                return fail(ErrorCode::Invalid,
                            tr("This would move a photo out of the years 1826 to 9999. Nothing was changed."));
            }
        }
        changes.append(change);
    }
    return changes;
}

Result<QList<TimeChange>> CaptureTimes::shift(const QList<PhotoId>& photos, qint64 seconds)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    auto changes = preview(photos, seconds);
    if (!changes) {
        return changes;
    }
    PhotoRepository repository(m_library.db());
    for (const TimeChange& change : *changes) {
        if (!change.after) {
            continue;
        }
        if (const auto done = repository.setTakenAt(change.photo, *change.after); !done) {
            return propagate(done);
        }
    }
    const auto logged =
        log(m_library, QStringLiteral("photo.shift-time"), photos, {{QStringLiteral("seconds"), seconds}});
    if (!logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return changes;
}

Result<void> CaptureTimes::set(const QList<PhotoId>& photos, const QDateTime& wallClock)
{
    if (!isSensible(wallClock)) {
        return fail(ErrorCode::Invalid, tr("This is no time at which a photo can have been taken."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto allowed = requireImport(m_library, photos); !allowed) {
        return allowed;
    }
    for (const PhotoId photo : photos) {
        if (auto done = PhotoRepository(m_library.db()).setTakenAt(photo, wallClock); !done) {
            return done;
        }
    }
    if (auto done = log(m_library, QStringLiteral("photo.set-time"), photos, {}); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> CaptureTimes::reset(const QList<PhotoId>& photos)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto allowed = requireImport(m_library, photos); !allowed) {
        return allowed;
    }
    for (const PhotoId photo : photos) {
        if (auto done = PhotoRepository(m_library.db()).resetTakenAt(photo); !done) {
            return done;
        }
    }
    if (auto done = log(m_library, QStringLiteral("photo.reset-time"), photos, {}); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
