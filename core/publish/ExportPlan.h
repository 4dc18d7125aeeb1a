#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/consent/ConsentRules.h"
#include "core/faces/EarlierSearch.h"
#include "core/publish/Covering.h"
#include "core/publish/Framing.h"

#include <QHash>
#include <QList>
#include <QSize>

#include <optional>

namespace cloakroom {

class Library;

/// What an export is for.
struct ExportTerms {
    PurposeId purpose;
    int longestEdge = 0; ///< limit asked for, pixels; 0 = none
    QHash<FaceId, CoverWish> wishes = {}; ///< for faces that are to be covered more than they must be
    Framing framing = Framing::Whole;
    int mostKilobytes = 0; ///< limit asked for; 0 = none
    bool watermark = false; ///< asked for, whatever the purpose's profile says
};

/// Everything that decides how one photo may leave, read at one moment. Two equal plans let out the same picture.
struct ExportPlan {
    PhotoId photo;
    Clearance clearance;
    Purpose purpose;
    QSize size; ///< of the upright original
    int longestEdge = 0; ///< of the picture as it leaves
    Framing framing = Framing::Whole;
    Frame frame; ///< what of it leaves; exportSource() cuts it
    int mostKilobytes = 0; ///< 0 = no limit
    QString watermark; ///< the school's name, or empty
    StoredOriginal original;
    std::optional<EarlierSearch> search; ///< of all of the picture that the plan is of, for the proof
    QList<Face> faces; ///< all of them, rejected ones too, with names that the role may not know
    QList<FaceId> coveredFaces;
    QList<FaceId> wishedFaces; ///< of those, the ones that might be seen
    QHash<FaceId, double> larger; ///< covers of faces that were made larger, and how many times
    QList<Cover> covers; ///< of faces, in the order of coveredFaces, then of regions; pixels of the upright original
    QByteArray facesHash;

    [[nodiscard]] bool isBlocked() const { return clearance.outcome == Outcome::Blocked; }
    [[nodiscard]] bool isCovered(FaceId face) const { return coveredFaces.contains(face); }
    /// Whether a picture made by this plan may leave under the other one, too.
    [[nodiscard]] bool letsOutTheSameAs(const ExportPlan& other) const;
    /// Faces as the register keeps them.
    [[nodiscard]] QList<RegisteredFace> registeredFaces() const;
    /// Decisions that the visible faces rest on.
    [[nodiscard]] QList<ConsentId> consents() const;
    /// Visible people whom the role may know.
    [[nodiscard]] QList<PersonId> shown() const;
};

/// Right::Export. A blocked photo is a plan, not an error. What contradicts itself is blocked: a face that the
/// clearance does not speak of, one outside the picture. Library's thread.
[[nodiscard]] Result<ExportPlan> planExport(Library& library, PhotoId photo, const ExportTerms& terms);

/// The same for a user who is to look at a photo before it may leave: one that lacks nothing but that look is planned
/// as it would leave then. For a picture on the screen, never for a file.
[[nodiscard]] Result<ExportPlan> planSecondLook(Library& library, PhotoId photo, PurposeId purpose);

/// The smaller of two limits, where 0 is none.
[[nodiscard]] int smallerLimit(int first, int second);
/// The longest edge that a limit leaves of a picture.
[[nodiscard]] int limitedEdge(QSize size, int limit);

} // namespace cloakroom
