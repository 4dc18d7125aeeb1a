#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Collection.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// Rows of collections. No rights: see Collections. Names are unique, case ignored.
class CollectionRepository {
public:
    explicit CollectionRepository(Database& database)
        : m_database(database)
    {
    }

    /// Newest first.
    [[nodiscard]] Result<QList<Collection>> list();
    [[nodiscard]] Result<std::optional<Collection>> get(CollectionId id);
    /// In the order in which they were added; photos in the bin left out.
    [[nodiscard]] Result<QList<PhotoId>> photos(CollectionId id);

    [[nodiscard]] Result<CollectionId> insert(const Collection& collection, UserId by);
    [[nodiscard]] Result<void> rename(CollectionId id, const QString& name);
    [[nodiscard]] Result<void> remove(CollectionId id);
    /// Those that are in it already stay as they are; how many came in.
    [[nodiscard]] Result<int> addPhotos(CollectionId id, const QList<PhotoId>& photos, const QDateTime& at);
    [[nodiscard]] Result<int> removePhotos(CollectionId id, const QList<PhotoId>& photos);

private:
    Database& m_database;
};

} // namespace cloakroom
