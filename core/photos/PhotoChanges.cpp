// What users change about photos: tags, events, ratings, notes and the bin.

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/EventRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/TagRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/photos/PhotoNames.h"
#include "core/photos/Photos.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kMostNote = 4000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Photos", text);
}

/// How the log will tell of a change.
struct Entry {
    QString action;
    QJsonObject subject = {};
    QString detail = {};
};

QJsonObject withPhotos(QJsonObject subject, const QList<PhotoId>& photos)
{
    QJsonArray ids;
    for (const PhotoId photo : photos) {
        ids.append(photo.value);
    }
    subject.insert(QStringLiteral("photos"), ids);
    return subject;
}

// All of them or none: one that the role may not see or change stops the change. `work(repository, photo)` is asked
// for each.
template <typename Work>
Result<void> changeEach(Library& library, const QList<PhotoId>& photos, const Entry& entry, Work work)
{
    if (auto allowed = library.require(Right::Import); !allowed) {
        return allowed;
    }
    if (photos.isEmpty()) {
        return {};
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    PhotoRepository repository(library.db());
    for (const PhotoId photo : photos) {
        if (const auto state = visiblePhoto(library, photo); !state) {
            return propagate(state);
        }
        if (Result<void> done = work(repository, photo); !done) {
            return done;
        }
    }
    if (auto done = audit::append(library, entry.action, withPhotos(entry.subject, photos), entry.detail); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<void> Photos::tag(const QList<PhotoId>& photos, const QString& tag)
{
    const auto name = cleanName(tag);
    if (!name) {
        return propagate(name);
    }
    return changeEach(
        m_library, photos, {QStringLiteral("photo.tag"), {}, *name},
        [&](PhotoRepository&, PhotoId photo) { return TagRepository(m_library.db()).attach({photo}, *name); });
}

Result<void> Photos::untag(const QList<PhotoId>& photos, const QString& tag)
{
    const QString name = tag.simplified();
    return changeEach(
        m_library, photos, {QStringLiteral("photo.untag"), {}, name},
        [&](PhotoRepository&, PhotoId photo) { return TagRepository(m_library.db()).detach({photo}, name); });
}

Result<void> Photos::moveToEvent(const QList<PhotoId>& photos, EventId event)
{
    if (auto allowed = m_library.require(Right::Import); !allowed) {
        return allowed;
    }
    const auto exists = EventRepository(m_library.db()).exists(event);
    if (!exists) {
        return propagate(exists);
    }
    if (event.isValid() && !*exists) {
        return fail(ErrorCode::NotFound, tr("There is no such event."));
    }
    return changeEach(
        m_library, photos, {QStringLiteral("photo.move-to-event"), {{QStringLiteral("event"), event.value}}},
        [event](PhotoRepository& repository, PhotoId photo) { return repository.setEvent(photo, event); });
}

Result<void> Photos::setGroup(const QList<PhotoId>& photos, GroupId group)
{
    if (auto allowed = m_library.require(Right::Import); !allowed) {
        return allowed;
    }
    const auto groups = PersonRepository(m_library.db()).groups(true);
    if (!groups) {
        return propagate(groups);
    }
    const bool isThere =
        std::any_of(groups->cbegin(), groups->cend(), [group](const Group& one) { return one.id == group; });
    if (group.isValid() && !isThere) {
        return fail(ErrorCode::NotFound, tr("There is no such group. Nothing was changed."));
    }
    return changeEach(
        m_library, photos, {QStringLiteral("photo.set-group"), {{QStringLiteral("group"), group.value}}},
        [group](PhotoRepository& repository, PhotoId photo) { return repository.setGroup(photo, group); });
}

Result<void> Photos::rate(const QList<PhotoId>& photos, int stars)
{
    if (stars < 0 || stars > 5) {
        return fail(ErrorCode::Invalid, tr("A rating goes from 0 to 5 stars."));
    }
    return changeEach(
        m_library, photos, {QStringLiteral("photo.rate"), {{QStringLiteral("stars"), stars}}},
        [stars](PhotoRepository& repository, PhotoId photo) { return repository.setRating(photo, stars); });
}

Result<void> Photos::setNote(PhotoId photo, const QString& note)
{
    const QString text = note.trimmed();
    if (text.size() > kMostNote) {
        return fail(ErrorCode::Invalid, tr("A note can have at most %1 characters.").arg(kMostNote));
    }
    return changeEach(m_library, {photo}, {QStringLiteral("photo.note")},
                      [&text](PhotoRepository& repository, PhotoId each) { return repository.setNote(each, text); });
}

Result<void> Photos::remove(const QList<PhotoId>& photos)
{
    const QDateTime now = m_library.clock().now();
    return changeEach(m_library, photos, {QStringLiteral("photo.remove")},
                      [now](PhotoRepository& repository, PhotoId photo) { return repository.setDeleted(photo, now); });
}

Result<void> Photos::restore(const QList<PhotoId>& photos)
{
    return changeEach(
        m_library, photos, {QStringLiteral("photo.restore")},
        [](PhotoRepository& repository, PhotoId photo) { return repository.setDeleted(photo, std::nullopt); });
}

Result<QStringList> Photos::tags()
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    return TagRepository(m_library.db()).names(Viewpoint::of(m_library.role()));
}

} // namespace cloakroom
