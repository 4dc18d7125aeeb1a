// The events that photos belong to.

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/EventRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Viewpoint.h"
#include "core/photos/PhotoNames.h"
#include "core/photos/Photos.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Photos", text);
}

// Whether the name is free: nobody else's than `own`.
Result<void> requireFree(Library& library, const QString& name, EventId own = {})
{
    const auto existing = EventRepository(library.db()).byName(name, Viewpoint::of(library.role()));
    if (!existing) {
        return propagate(existing);
    }
    if (*existing && (*existing)->id != own) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There is an event called %1 already. Nothing was changed.").arg((*existing)->name));
    }
    return {};
}

} // namespace

Result<QList<Event>> Photos::events()
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    return EventRepository(m_library.db()).list(Viewpoint::of(m_library.role()));
}

Result<EventId> Photos::addEvent(const QString& name, std::optional<QDate> on)
{
    if (const auto allowed = m_library.require(Right::Import); !allowed) {
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
    if (const auto free = requireFree(m_library, *clean); !free) {
        return propagate(free);
    }
    const auto id = EventRepository(m_library.db()).insert(*clean, on);
    if (!id) {
        return propagate(id);
    }
    const auto logged =
        audit::append(m_library, QStringLiteral("event.add"), {{QStringLiteral("event"), id->value}}, *clean);
    if (!logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return *id;
}

Result<void> Photos::renameEvent(EventId event, const QString& name)
{
    if (auto allowed = m_library.require(Right::Import); !allowed) {
        return allowed;
    }
    const auto clean = cleanName(name);
    if (!clean) {
        return propagate(clean);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    EventRepository events(m_library.db());
    const auto exists = events.exists(event);
    if (!exists) {
        return propagate(exists);
    }
    if (!*exists) {
        return fail(ErrorCode::NotFound, tr("There is no such event."));
    }
    if (auto free = requireFree(m_library, *clean, event); !free) {
        return free;
    }
    if (auto done = events.rename(event, *clean); !done) {
        return done;
    }
    if (auto done =
            audit::append(m_library, QStringLiteral("event.rename"), {{QStringLiteral("event"), event.value}}, *clean);
        !done) {
        return done;
    }
    return transaction->commit();
}

Result<Event> Photos::findEvent(const QString& name)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto found = EventRepository(m_library.db()).byName(name.simplified(), Viewpoint::of(m_library.role()));
    if (!found) {
        return propagate(found);
    }
    if (!*found) {
        return fail(ErrorCode::NotFound, tr("There is no event called %1.").arg(name.simplified()));
    }
    return **found;
}

} // namespace cloakroom
