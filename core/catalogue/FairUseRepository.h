#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QDateTime>
#include <QHash>

#include <optional>

namespace cloakroom {

class Database;
struct Viewpoint;

/// How often somebody is in the library's photos, and how often they were seen outside of it.
struct UseCount {
    int photos = 0;
    int published = 0;
    QDateTime lastAt; ///< UTC; invalid = never
};

/// Counts over everybody at once. No rights: see fairUse().
class FairUseRepository {
public:
    explicit FairUseRepository(Database& database)
        : m_database(database)
    {
    }

    /// People who are in no photo and no publication are left out. `since`: publications from then on, UTC.
    [[nodiscard]] Result<QHash<PersonId, UseCount>> counts(std::optional<PurposeId> purpose, const QDateTime& since,
                                                           const Viewpoint& viewpoint);

private:
    Database& m_database;
};

} // namespace cloakroom
