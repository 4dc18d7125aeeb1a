#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/TemplateRepository.h"
#include "core/faces/LikenessRanking.h"
#include "core/faces/NameSuggestion.h"
#include "core/storage/Vault.h"

#include <QList>
#include <QRect>

#include <optional>
#include <vector>

namespace cloakroom {

class Library;
struct FaceModel;

// What a comparison asks of the library, piece by piece. Library's thread; each asks the gate anew, as of now, and asks
// for no other right than the gate's: for core/faces/NameSearch.h, which asked for Right::NameFaces.

/// NotAllowed while recognition is off.
[[nodiscard]] Result<void> requireRecognition(Library& library);

/// Faces of one photo that may be compared.
struct CompareTask {
    PhotoId photo;
    ImportId import;
    GroupId group;
    StoredOriginal original;
    QList<ProbeFace> faces;
    QList<QRect> rects; ///< in the same order
};

/// Nothing where the gate allows none of them.
[[nodiscard]] Result<std::optional<CompareTask>> compareTask(Library& library, PhotoId photo);

/// The same for faces of people whose templates may be made: those that are missing for people in the photos' groups.
struct LearnTask {
    PhotoId photo;
    StoredOriginal original;
    QList<FaceToLearn> faces;
};
[[nodiscard]] Result<QList<LearnTask>> learnTasks(Library& library, const QList<PhotoId>& photos,
                                                  const FaceModel& model);
/// Keeps what may be kept at this moment, and of faces that are still named so; the rest is dropped. Answers how many.
[[nodiscard]] Result<int> keepTemplates(Library& library, const QList<FaceToLearn>& faces,
                                        const std::vector<std::optional<FaceTemplate>>& made, const FaceModel& model);

/// Everybody whose templates may be compared with faces of this task.
[[nodiscard]] Result<std::vector<Candidate>> candidatesFor(Library& library, const CompareTask& task,
                                                           const FaceModel& model);

/// As words: how sure, and who else it may be.
[[nodiscard]] Result<NameSuggestion> suggestionFor(Library& library, FaceId face, const Likeness& likeness);

/// In the log: that faces of this photo were compared.
[[nodiscard]] Result<void> logComparison(Library& library, const CompareTask& task);

} // namespace cloakroom
