#pragma once

#include "core/base/Ids.h"
#include "core/base/MarkedRegion.h"
#include "core/base/Result.h"

#include <QList>

namespace cloakroom {

class Database;

/// Rows of what other programs marked in photos' files. Names in them are personal data; they go with the photo.
class MarkedRegionRepository {
public:
    explicit MarkedRegionRepository(Database& database)
        : m_database(database)
    {
    }

    /// In the order in which the file has them.
    [[nodiscard]] Result<QList<MarkedRegion>> ofPhoto(PhotoId photo);
    /// In place of what was kept for this photo.
    [[nodiscard]] Result<void> set(PhotoId photo, const QList<MarkedRegion>& regions);

private:
    Database& m_database;
};

} // namespace cloakroom
