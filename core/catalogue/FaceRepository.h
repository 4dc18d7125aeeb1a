#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/WallFace.h"

#include <QHash>
#include <QList>

namespace cloakroom {

class Database;

/// BLAKE2b-256 over a canonical encoding of a photo's faces (rejected ones too) and cover regions: the exact state that
/// a sign-off speaks of. The lists' order does not matter.
[[nodiscard]] QByteArray facesHash(const QList<Face>& faces, const QList<CoverRegion>& regions);

/// A face as it is stored.
struct FaceRecord {
    Face face;
    bool isMoved = false; ///< a user gave it this box

    /// A user said something about it: the detector may not change it.
    [[nodiscard]] bool isSettled() const;
};

/// What a rescan changes in one photo. `moved` carry id, box, confidence and detector.
struct FaceChanges {
    QList<Face> added;
    QList<Face> moved;
    QList<FaceId> removed;

    [[nodiscard]] bool isEmpty() const { return added.isEmpty() && moved.isEmpty() && removed.isEmpty(); }
};

/// What a user decided about a face, when.
struct FaceDecision {
    FaceState state = FaceState::Unreviewed;
    PersonId person;
    UserId by;
    QDateTime at;
};

/// Rows of faces and cover regions, and the one owner of photo.faces_hash: every change here ends with a fresh one, in
/// the same transaction. No rules: see Faces. Errors besides the database's: NotFound.
class FaceRepository {
public:
    explicit FaceRepository(Database& database)
        : m_database(database)
    {
    }

    /// Left to right, then top to bottom.
    [[nodiscard]] Result<QList<FaceRecord>> ofPhoto(PhotoId photo);
    [[nodiscard]] Result<FaceRecord> get(FaceId face);
    /// Faces of photos that are neither flagged, restricted nor in the bin; without rejected ones. Faces to name first,
    /// then newest photos first.
    [[nodiscard]] Result<QList<WallFace>> wall(const FaceWallFilter& filter, bool withProtected);
    /// How often each person is named in photos of an event that are neither flagged, restricted nor in the bin.
    [[nodiscard]] Result<QHash<PersonId, int>> namedIn(EventId event, bool withProtected);
    /// Under a new number, or the draft's own: of one that was removed (see wasRemoved).
    [[nodiscard]] Result<FaceId> add(const Face& draft, const FaceDecision& decision);
    [[nodiscard]] Result<void> move(const Face& face, QRect rect);
    [[nodiscard]] Result<void> decide(const Face& face, const FaceDecision& decision);
    /// All unreviewed faces of a photo; returns how many.
    [[nodiscard]] Result<int> decideUnreviewed(PhotoId photo, const FaceDecision& decision);
    [[nodiscard]] Result<void> remove(const Face& face);
    [[nodiscard]] Result<void> apply(PhotoId photo, const FaceChanges& changes);
    /// Whether a confirmed face of the photo shows a protected person.
    [[nodiscard]] Result<bool> showsProtected(PhotoId photo);
    /// Boxes of confirmed faces that show protected people.
    [[nodiscard]] Result<QList<QRect>> protectedFaces(PhotoId photo);

    [[nodiscard]] Result<QList<CoverRegion>> regions(PhotoId photo);
    [[nodiscard]] Result<CoverRegion> region(RegionId region);
    /// As add().
    [[nodiscard]] Result<RegionId> addRegion(const CoverRegion& draft, UserId by, const QDateTime& at);
    [[nodiscard]] Result<void> moveRegion(const CoverRegion& region, QRect rect);
    [[nodiscard]] Result<void> removeRegion(const CoverRegion& region);

    /// Whether the person exists and whether they are protected. NotFound.
    [[nodiscard]] Result<bool> isProtected(PersonId person);
    /// Whether this number was given to a face, or region, that is no more: only then may it be used again, for the
    /// same one.
    [[nodiscard]] Result<bool> wasRemoved(FaceId face);
    [[nodiscard]] Result<bool> wasRemoved(RegionId region);
    /// Computes the photo's hash from what is stored. Every change above has done it already.
    [[nodiscard]] Result<void> refreshHash(PhotoId photo);

private:
    [[nodiscard]] Result<FaceId> insert(const Face& draft, const FaceDecision& decision);
    [[nodiscard]] Result<bool> wasNumbered(const QString& table, qint64 number);
    template <typename Change>
    [[nodiscard]] Result<void> changing(PhotoId photo, Change change);

    Database& m_database;
};

} // namespace cloakroom
