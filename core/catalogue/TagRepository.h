#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace cloakroom {

class Database;
struct Viewpoint;

/// Tags and the photos that carry them. No rights. Names are unique, case ignored; a tag lives as long as a photo
/// carries it.
class TagRepository {
public:
    explicit TagRepository(Database& database)
        : m_database(database)
    {
    }

    /// Sorted; only those of photos that the viewpoint may see.
    [[nodiscard]] Result<QStringList> names(const Viewpoint& viewpoint);
    [[nodiscard]] Result<void> attach(const QList<PhotoId>& photos, const QString& tag);
    /// Photos without the tag stay as they are.
    [[nodiscard]] Result<void> detach(const QList<PhotoId>& photos, const QString& tag);

private:
    [[nodiscard]] Result<std::optional<qint64>> idOf(const QString& tag);

    Database& m_database;
};

} // namespace cloakroom
