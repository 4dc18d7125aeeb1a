#include "core/photos/Collections.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/CollectionRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/consent/Clearances.h"
#include "core/consent/Purposes.h"
#include "core/photos/PhotoNames.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Collections", text);
}

tl::unexpected<Error> noSuchCollection()
{
    return fail(ErrorCode::NotFound, tr("There is no such collection."));
}

Result<Collection> stored(Library& library, CollectionId id)
{
    const auto found = CollectionRepository(library.db()).get(id);
    if (!found) {
        return propagate(found);
    }
    if (!*found) {
        return noSuchCollection();
    }
    return **found;
}

/// Makes a change of a collection and its log entry one. `change(CollectionRepository&)` answers what the caller gets.
template <typename Change>
auto changing(Library& library, const QString& action, CollectionId id, Change change)
    -> std::invoke_result_t<Change&, CollectionRepository&>
{
    if (const auto allowed = library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto known = stored(library, id); !known) {
        return propagate(known);
    }
    CollectionRepository repository(library.db());
    auto changed = change(repository);
    if (!changed) {
        return changed;
    }
    if (const auto logged = audit::append(library, action, {{QStringLiteral("collection"), id.value}}); !logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return changed;
}

} // namespace

Result<CollectionStatus> Collections::statusOf(const Collection& collection)
{
    const auto purpose = Purposes(m_library).get(collection.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = CollectionRepository(m_library.db()).photos(collection.id);
    if (!photos) {
        return propagate(photos);
    }
    const auto marks = Clearances(m_library).marks(*photos, *purpose, m_library.today());
    if (!marks) {
        return propagate(marks);
    }
    CollectionStatus status{collection, purpose->key, purpose->name, static_cast<int>(marks->size())};
    for (const ClearanceMark& mark : *marks) {
        switch (mark.outcome) {
        case Outcome::Clear:
            ++status.clear;
            break;
        case Outcome::ClearIfCovered:
            ++status.ifCovered;
            break;
        case Outcome::Blocked:
            ++status.blocked;
            break;
        }
    }
    return status;
}

Result<QList<CollectionStatus>> Collections::list()
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto collections = CollectionRepository(m_library.db()).list();
    if (!collections) {
        return propagate(collections);
    }
    QList<CollectionStatus> statuses;
    for (const Collection& collection : *collections) {
        const auto status = statusOf(collection);
        if (!status) {
            return propagate(status);
        }
        statuses += *status;
    }
    return statuses;
}

Result<CollectionStatus> Collections::get(CollectionId id)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto collection = stored(m_library, id);
    if (!collection) {
        return propagate(collection);
    }
    return statusOf(*collection);
}

Result<CollectionStatus> Collections::find(const QString& name)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto collections = CollectionRepository(m_library.db()).list();
    if (!collections) {
        return propagate(collections);
    }
    const auto found = std::find_if(collections->begin(), collections->end(), [&name](const Collection& one) {
        return one.name.compare(name.simplified(), Qt::CaseInsensitive) == 0;
    });
    if (found == collections->end()) {
        return fail(ErrorCode::NotFound, tr("There is no collection called %1.").arg(name.simplified()));
    }
    return statusOf(*found);
}

Result<QList<PhotoId>> Collections::photos(CollectionId id)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto collection = stored(m_library, id);
    if (!collection) {
        return propagate(collection);
    }
    const auto purpose = Purposes(m_library).get(collection->purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = CollectionRepository(m_library.db()).photos(id);
    if (!photos) {
        return propagate(photos);
    }
    // The marks leave out what the role may not see.
    const auto marks = Clearances(m_library).marks(*photos, *purpose, m_library.today());
    if (!marks) {
        return propagate(marks);
    }
    QList<PhotoId> seen;
    for (const ClearanceMark& mark : *marks) {
        seen += mark.photo;
    }
    return seen;
}

Result<void> Collections::requireFree(const QString& name, CollectionId own)
{
    const auto collections = CollectionRepository(m_library.db()).list();
    if (!collections) {
        return propagate(collections);
    }
    for (const Collection& other : *collections) {
        if (other.id != own && other.name.compare(name, Qt::CaseInsensitive) == 0) {
            return fail(ErrorCode::AlreadyExists,
                        tr("There is a collection called %1 already. Nothing was changed.").arg(other.name));
        }
    }
    return {};
}

Result<CollectionId> Collections::add(const QString& name, PurposeId purpose)
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto clean = cleanName(name);
    if (!clean) {
        return propagate(clean);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto known = Purposes(m_library).get(purpose); !known) {
        return propagate(known);
    }
    if (const auto free = requireFree(*clean, {}); !free) {
        return propagate(free);
    }
    auto id = CollectionRepository(m_library.db())
                  .insert({{}, *clean, purpose, m_library.clock().now(), {}}, m_library.user().id);
    if (!id) {
        return id;
    }
    const auto logged =
        audit::append(m_library, QStringLiteral("collection.add"), {{QStringLiteral("collection"), id->value}}, *clean);
    if (!logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return id;
}

Result<void> Collections::rename(CollectionId id, const QString& name)
{
    const auto clean = cleanName(name);
    if (!clean) {
        return propagate(clean);
    }
    return changing(m_library, QStringLiteral("collection.rename"), id,
                    [&](CollectionRepository& collections) -> Result<void> {
                        if (auto free = requireFree(*clean, id); !free) {
                            return free;
                        }
                        return collections.rename(id, *clean);
                    });
}

Result<void> Collections::remove(CollectionId id)
{
    return changing(m_library, QStringLiteral("collection.remove"), id,
                    [id](CollectionRepository& collections) { return collections.remove(id); });
}

Result<int> Collections::addPhotos(CollectionId id, const QList<PhotoId>& photos)
{
    return changing(m_library, QStringLiteral("collection.add-photos"), id, [&](CollectionRepository& collections) {
        return collections.addPhotos(id, photos, m_library.clock().now());
    });
}

Result<int> Collections::removePhotos(CollectionId id, const QList<PhotoId>& photos)
{
    return changing(m_library, QStringLiteral("collection.remove-photos"), id,
                    [&](CollectionRepository& collections) { return collections.removePhotos(id, photos); });
}

} // namespace cloakroom
