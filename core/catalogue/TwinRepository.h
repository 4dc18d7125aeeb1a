#pragma once

#include "core/base/Result.h"
#include "core/catalogue/PhotoRepository.h"

#include <QList>

namespace cloakroom {

class Database;

/// A photo that may be the same shot as a file.
struct Twin {
    PhotoId photo;
    QString name;
    bool hasRaw = false; ///< the sensor's data is kept with it already
    bool isUntouched = false; ///< nobody has said anything about its faces, signed it off, flagged or exported it
};

/// Photos that a camera took at one moment, on several cards. No rights.
class TwinRepository {
public:
    explicit TwinRepository(Database& database)
        : m_database(database)
    {
    }

    /// Stills of that camera and wall clock, not in the bin; none when either is unknown.
    [[nodiscard]] Result<QList<Twin>> of(const NewPhoto& photo);
    /// The photo is shown by another file from now on: name, format, original, size, look. Its faces go with the old
    /// one; it counts as not searched.
    [[nodiscard]] Result<void> replaceOriginal(PhotoId photo, const NewPhoto& by);

private:
    Database& m_database;
};

} // namespace cloakroom
