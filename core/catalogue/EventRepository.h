#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Database;
struct Viewpoint;

/// Rows of events. No rights. Names are unique, case ignored.
class EventRepository {
public:
    explicit EventRepository(Database& database)
        : m_database(database)
    {
    }

    /// Newest day first, those without one last, then by name; each counts the photos that the viewpoint may see.
    [[nodiscard]] Result<QList<Event>> list(const Viewpoint& viewpoint);
    [[nodiscard]] Result<std::optional<Event>> byName(const QString& name, const Viewpoint& viewpoint);
    [[nodiscard]] Result<bool> exists(EventId event);
    [[nodiscard]] Result<EventId> insert(const QString& name, std::optional<QDate> on);
    [[nodiscard]] Result<void> rename(EventId event, const QString& name);

private:
    Database& m_database;
};

} // namespace cloakroom
