#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Collection.h"

#include <QList>

namespace cloakroom {

class Library;

/// A collection as it stands today: every count follows the consents, on every read.
struct CollectionStatus {
    Collection collection;
    QString purposeKey;
    QString purposeName;
    int photos = 0; ///< that the user may see
    int clear = 0;
    int ifCovered = 0;
    int blocked = 0; ///< of them that may not be used as things stand

    [[nodiscard]] bool isUsable() const { return blocked == 0; }
};

/// Photos picked for one use. Photos that the role may not see are neither shown nor counted. Runs on the library's
/// thread; changes need Right::Export and are logged.
class Collections {
public:
    explicit Collections(Library& library)
        : m_library(library)
    {
    }

    /// Newest first.
    [[nodiscard]] Result<QList<CollectionStatus>> list();
    [[nodiscard]] Result<CollectionStatus> get(CollectionId id);
    /// By name, case ignored. NotFound.
    [[nodiscard]] Result<CollectionStatus> find(const QString& name);
    /// In the order in which they were added.
    [[nodiscard]] Result<QList<PhotoId>> photos(CollectionId id);

    /// Errors: AlreadyExists, Invalid (no name), NotFound (purpose).
    [[nodiscard]] Result<CollectionId> add(const QString& name, PurposeId purpose);
    [[nodiscard]] Result<void> rename(CollectionId id, const QString& name);
    /// The photos stay in the library.
    [[nodiscard]] Result<void> remove(CollectionId id);
    /// How many were not in it before.
    [[nodiscard]] Result<int> addPhotos(CollectionId id, const QList<PhotoId>& photos);
    [[nodiscard]] Result<int> removePhotos(CollectionId id, const QList<PhotoId>& photos);

private:
    [[nodiscard]] Result<CollectionStatus> statusOf(const Collection& collection);
    [[nodiscard]] Result<void> requireFree(const QString& name, CollectionId own);

    Library& m_library;
};

} // namespace cloakroom
