#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

namespace cloakroom {

class Database;
struct Viewpoint;

/// A photo that may belong to a burst.
struct StackRow {
    PhotoId photo;
    QDateTime takenAt; ///< wall clock
    QString camera;
    QByteArray look;
};

/// Which photos are kept together. No rights: the caller passes what its role may learn.
class StackRepository {
public:
    explicit StackRepository(Database& database)
        : m_database(database)
    {
    }

    /// Stills with a time and a look, in no stack and not in the bin, by time; of one import if it is valid.
    [[nodiscard]] Result<QList<StackRow>> candidates(const Viewpoint& viewpoint, ImportId import);
    /// Every photo that is in a stack and the photo on top of it, which may be gone; without those in the bin.
    [[nodiscard]] Result<QHash<PhotoId, PhotoId>> tops(const Viewpoint& viewpoint);
    /// Invalid `top` = in no stack.
    [[nodiscard]] Result<void> setStack(PhotoId photo, PhotoId top);

private:
    Database& m_database;
};

} // namespace cloakroom
