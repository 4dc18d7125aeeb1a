#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/faces/LikenessRanking.h"
#include "core/faces/NameSuggestion.h"

#include <QList>
#include <QString>

namespace cloakroom {

class TemplateSource;

/// One name that somebody may take or decline for a face; nothing is confirmed by the machine.
struct NameByLikeness {
    PhotoId photo;
    Likeness likeness;
    NameSuggestion suggestion; ///< the same as words; its warnings name those who are easily mistaken for them
};

struct NameSearchReport {
    QList<NameByLikeness> names; ///< by photo, then face, best first
    int learnt = 0; ///< templates made of people who agreed
    int compared = 0; ///< faces
    int leftOut = 0; ///< photos in which nothing may be compared
    bool wasCancelled = false;
};

/// Whom the undecided faces of these photos look like, among people with biometric consent in groups for which the
/// school switched recognition on. First learns what is missing from faces that users named. Templates of the undecided
/// faces are wiped before this returns, and none is stored. Asks the gate again before each photo. Right::NameFaces;
/// logged. NotAllowed while recognition is off: nothing is read or computed then. Job thread.
[[nodiscard]] Result<NameSearchReport> searchNames(LibraryThread& library, TemplateSource& source,
                                                   const QList<PhotoId>& photos, Progress& progress);

struct FaceStacks {
    QList<QList<FaceId>> stacks; ///< largest first, each of two faces at least
    int compared = 0;
    int leftOut = 0; ///< photos
    bool wasCancelled = false;
};

/// Undecided faces of these photos that look alike, for naming at once: within one import, and only where the gate
/// allows comparing. Nobody's identity is looked for; nothing is stored, and every template is wiped before this
/// returns. Errors and rights as above.
[[nodiscard]] Result<FaceStacks> stackUnknownFaces(LibraryThread& library, TemplateSource& source,
                                                   const QList<PhotoId>& photos, Progress& progress);

} // namespace cloakroom
