#pragma once

#include "core/base/Ids.h"
#include "core/faces/FaceTemplate.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <vector>

namespace cloakroom {

/// How near somebody is to the group that a photo was taken of: the prior.
enum class Nearness {
    InGroup,
    SameYear, ///< in a year group that the group has, too
    Elsewhere,
};

/// Somebody of whom templates may be compared.
struct Candidate {
    PersonId person;
    QString familyName; ///< empty = not known
    Nearness nearness = Nearness::Elsewhere;
    std::vector<FaceTemplate> templates;
};

/// Somebody whom a face is like.
struct Likeness {
    PersonId person;
    double similarity = -1; ///< cosine with the most similar of their templates
    bool isStrong = false;
    Nearness nearness = Nearness::Elsewhere;
    /// Others who may be meant as well: about as similar, of the same family name, or like the person themselves.
    QList<PersonId> mistakable;
};

/// A face that somebody may be suggested for.
struct ProbeFace {
    FaceId face;
    QSet<PersonId> refused; ///< whom somebody said it is not
};

/// Whom each of a photo's faces is like, in the faces' order, best first and kMostSuggested at most. Somebody is
/// suggested for one face of a photo only: for the one they are most like. Who is further from the group needs to be
/// more alike. Pure.
[[nodiscard]] QList<QList<Likeness>> rankLikenesses(const QList<ProbeFace>& faces,
                                                    const std::vector<const FaceTemplate*>& probes,
                                                    const std::vector<Candidate>& candidates, const FaceModel& model);

inline constexpr qsizetype kMostSuggested = 3;

/// Groups of faces that look alike, largest first, each of two faces at least; the numbers are places in the list. Two
/// groups become one while all their faces together are, on average, as alike as `from` (average linkage). Pure.
[[nodiscard]] QList<QList<qsizetype>> stackAlike(const std::vector<FaceTemplate>& faces, double from);

} // namespace cloakroom
