#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ChangeNotes.h"
#include "core/catalogue/PhotoFilter.h"
#include "core/catalogue/Viewpoint.h"

#include <QBitArray>
#include <QList>

#include <array>
#include <vector>

namespace cloakroom {

class Database;

/// Finds photos by who is in them, in a large library too: the order of the grid and what filters ask of every photo
/// are kept in memory (some 50 bytes a photo), and a person's photos come from an index that holds all it takes. What
/// changes in between is noted by triggers of this connection, and only those photos are read again. Belongs to its
/// Database's thread and ends before it. Not inside a transaction: Internal.
class FaceIndex {
public:
    explicit FaceIndex(Database& database);

    /// The conditions of a filter that are about people: persons, withoutPersons, onlyThese, anyPerson, group,
    /// unidentified.
    [[nodiscard]] static bool asksForPeople(const PhotoFilter& filter);
    /// The filter without them.
    [[nodiscard]] static PhotoFilter withoutPeople(PhotoFilter filter);

    /// Photos that meet the conditions about people, and `inBin`, in the order of the grid; only those that the
    /// viewpoint may see, and never by a person whom it may not know. Other conditions are not looked at. Always what
    /// PhotoQuery's SQL finds.
    [[nodiscard]] Result<QList<PhotoId>> find(const PhotoFilter& filter, const Viewpoint& viewpoint);
    /// Those of `photos`, which the viewpoint may see, that meet the conditions about people; in their order.
    [[nodiscard]] Result<QList<PhotoId>> kept(const QList<PhotoId>& photos, const PhotoFilter& filter,
                                              const Viewpoint& viewpoint);

private:
    struct Place {
        std::array<char, 24> takenAt{}; ///< as it is stored; nothing for none
        qint64 photo = 0;
        [[nodiscard]] bool operator<(const Place& other) const;
    };
    struct Conditions;

    [[nodiscard]] Result<void> makeCurrent(const PhotoFilter& filter);
    [[nodiscard]] Result<void> makePhotosCurrent();
    [[nodiscard]] Result<void> readAll();
    [[nodiscard]] Result<void> readAgain(const QList<qint64>& photos);
    [[nodiscard]] Result<void> readPhotos(const QString& some, std::vector<Place>& places);
    [[nodiscard]] Result<void> readFaces(const QString& some);
    [[nodiscard]] Result<Conditions> conditionsOf(const PhotoFilter& filter, const Viewpoint& viewpoint);
    [[nodiscard]] Result<QBitArray> photosOf(const QString& sql, const QList<qint64>& values);
    [[nodiscard]] Result<void> addPersons(const PhotoFilter& filter, const Viewpoint& viewpoint, Conditions& all);
    [[nodiscard]] quint8 flagsOf(qint64 photo) const;
    void setFlags(qint64 photo, quint8 flags);

    Database& m_database;
    ChangeNotes m_notes;
    bool m_isRead = false;
    bool m_areFacesRead = false; ///< what flags say of faces
    std::vector<Place> m_order;
    std::vector<quint8> m_flags; ///< by the photo's number
};

} // namespace cloakroom
