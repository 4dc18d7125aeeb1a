#pragma once

#include "core/base/Result.h"
#include "core/catalogue/WallFace.h"

#include <QHash>
#include <QList>

namespace cloakroom {

class Library;

/// A decision about one face. `Unreviewed` takes a decision back.
struct FaceChoice {
    FaceId face;
    FaceState state = FaceState::Unreviewed;
    PersonId person; ///< with Confirmed; invalid = not on our lists

    friend bool operator==(const FaceChoice&, const FaceChoice&) = default;
};

struct FaceRefusal {
    FaceId face;
    QString reason; ///< a sentence
};

struct FaceWallReport {
    QList<FaceChoice> before; ///< what those that were changed were before: decide() with it takes everything back
    QList<FaceRefusal> refused;
};

/// Many faces at once, of one person or one event. Right::NameFaces; logged; library's thread. Leaves out what is no
/// business of a wall of faces: photos that are flagged, restricted or in the bin, for everybody, and faces of
/// protected people for everybody but the safeguarding lead.
class FaceWall {
public:
    explicit FaceWall(Library& library)
        : m_library(library)
    {
    }

    /// Faces that nobody has decided about first, newest photos first. Rejected ones are left out.
    [[nodiscard]] Result<QList<WallFace>> list(const FaceWallFilter& filter);
    /// How often each person was named in photos of an event, as far as the role may know.
    [[nodiscard]] Result<QHash<PersonId, int>> namedIn(EventId event);
    /// All in one go, each under the rules of Faces. One that is refused keeps nobody else from being decided; an error
    /// means that nothing was changed.
    [[nodiscard]] Result<FaceWallReport> decide(const QList<FaceChoice>& choices);

private:
    [[nodiscard]] Result<void> decideOne(const FaceChoice& choice, FaceWallReport& report);

    Library& m_library;
};

} // namespace cloakroom
