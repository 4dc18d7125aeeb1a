#include "core/catalogue/EventRepository.h"

#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/Sql.h"

#include <algorithm>

namespace cloakroom {

Result<QList<Event>> EventRepository::list(const Viewpoint& viewpoint)
{
    const QString sql =
        QStringLiteral("SELECT e.id, e.name, e.on_day, (SELECT COUNT(*) FROM photo p WHERE p.event_id = "
                       "e.id AND p.deleted_at IS NULL AND %1) FROM event e "
                       "ORDER BY e.on_day DESC, e.name, e.id")
            .arg(photo_sql::visibleTo(viewpoint));
    return allRows(boundSql(m_database, sql), [](const Statement& row) {
        return Event{{row.int64(0)}, row.text(1), row.day(2), row.integer(3)};
    });
}

Result<std::optional<Event>> EventRepository::byName(const QString& name, const Viewpoint& viewpoint)
{
    // SQLite ignores the case of ASCII letters only; a school has some hundred events.
    const auto events = list(viewpoint);
    if (!events) {
        return propagate(events);
    }
    const auto found = std::find_if(events->begin(), events->end(), [&name](const Event& event) {
        return event.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == events->end() ? std::nullopt : std::optional(*found);
}

Result<bool> EventRepository::exists(EventId event)
{
    const auto row = firstRow(boundSql(m_database, QStringLiteral("SELECT 1 FROM event WHERE id = ?"), event),
                              [](const Statement&) { return true; });
    if (!row) {
        return propagate(row);
    }
    return row->has_value();
}

Result<EventId> EventRepository::insert(const QString& name, std::optional<QDate> on)
{
    const auto id = insertSql(m_database, QStringLiteral("INSERT INTO event(name, on_day) VALUES(?, ?)"), name, on);
    if (!id) {
        return propagate(id);
    }
    return EventId{*id};
}

Result<void> EventRepository::rename(EventId event, const QString& name)
{
    return runSql(m_database, QStringLiteral("UPDATE event SET name = ? WHERE id = ?"), name, event);
}

} // namespace cloakroom
