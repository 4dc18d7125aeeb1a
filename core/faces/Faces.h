#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/faces/FaceDetector.h"

#include <QList>

namespace cloakroom {

class Library;

/// Faces and cover regions of stored photos, and a user's decisions about them, which outrank the detector and survive
/// every rescan. Every change voids the photo's sign-offs (their hash no longer fits). Right::NameFaces; logged;
/// library's thread.
class Faces {
public:
    explicit Faces(Library& library)
        : m_library(library)
    {
    }

    /// Left to right, top to bottom. A protected person's name is withheld from those who may not know it: their face
    /// comes as confirmed with an invalid person.
    [[nodiscard]] Result<QList<Face>> list(PhotoId photo);
    [[nodiscard]] Result<Face> get(FaceId face);
    [[nodiscard]] Result<FaceId> add(PhotoId photo, QRect rect, PersonId person = {});
    [[nodiscard]] Result<void> move(FaceId face, QRect rect);
    [[nodiscard]] Result<void> confirm(FaceId face, PersonId person);
    [[nodiscard]] Result<void> markStranger(FaceId face);
    [[nodiscard]] Result<void> reject(FaceId face);
    /// Back to unreviewed: undoes a name, "not ours" or "not a face".
    [[nodiscard]] Result<void> reset(FaceId face);
    /// Takes away a face that a user drew by mistake; one that the detector found is rejected instead.
    [[nodiscard]] Result<void> remove(FaceId face);
    /// Puts a drawn face back that remove() took away: the same box and decision under the same number, so that what
    /// was said of it before can still be taken back. Invalid for any other.
    [[nodiscard]] Result<void> restore(const Face& face);
    /// Every unreviewed face becomes "someone not on our lists": still covered on export. Returns how many.
    [[nodiscard]] Result<int> restAreStrangers(PhotoId photo);

    [[nodiscard]] Result<QList<CoverRegion>> regions(PhotoId photo);
    [[nodiscard]] Result<RegionId> addRegion(PhotoId photo, QRect rect, RegionShape shape);
    [[nodiscard]] Result<void> moveRegion(RegionId region, QRect rect);
    [[nodiscard]] Result<void> removeRegion(RegionId region);
    /// As restore().
    [[nodiscard]] Result<void> restoreRegion(const CoverRegion& region);

    /// Takes what a detector found, reconciled with what is there by overlap: decided faces stay as they are, a
    /// rejected one does not come back, undecided ones that were found again move, new ones are added. The photo counts
    /// as searched by this detector from now on.
    [[nodiscard]] Result<void> reconcile(PhotoId photo, const QList<DetectedFace>& found, const QString& detector);
    /// The same for a search that ran beside other work. `searched` is the digest of the bytes that were looked at:
    /// NotFound when the photo is gone or hidden by now, or when another picture took its place, beside whose faces the
    /// boxes would lie. After NotFound a transaction around this may still be committed.
    [[nodiscard]] Result<void> reconcileLate(PhotoId photo, const QByteArray& searched,
                                             const QList<DetectedFace>& found, const QString& detector);

private:
    Library& m_library;
};

} // namespace cloakroom
