#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Records.h"
#include "core/consent/ConsentRules.h"
#include "core/faces/NameSuggestion.h"
#include "ui/review/CanvasItem.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

/// Everything that the review page shows of one photo, read in one go. A plain value.
struct ReviewPhoto {
    PhotoDetails details;
    QList<Face> faces; ///< in the order of their numbers; rejected ones left out
    QList<CoverRegion> regions;
    std::optional<Clearance> clearance; ///< absent while no purpose is chosen
    QList<SignOff> signOffs; ///< current ones
    QList<NameSuggestion> suggestions; ///< names that faces may have; nobody has said so
    QList<DeclinedName> declined; ///< what users said that faces are not
    QSet<FaceId> quiet; ///< faces for which nobody is to be suggested by likeness

    [[nodiscard]] bool isSignedOff() const;
    [[nodiscard]] bool isFitToPublish(PurposeId purpose) const;
    [[nodiscard]] std::optional<SignOff> signOff(SignOffKind kind, PurposeId purpose = {}) const;
    /// What becomes of a face; unknown until somebody decided about it.
    [[nodiscard]] CanvasMark markOf(const Face& face) const;
    /// None for a face that somebody decided about, nor people who have been named on another one.
    [[nodiscard]] QList<NameSuggestion> suggestionsFor(const Face& face) const;
};

/// Reads it; on the library's thread. An invalid purpose = no clearance.
[[nodiscard]] Result<ReviewPhoto> readReviewPhoto(Library& library, PhotoId photo, const Purpose& purpose);

/// Pure: faces row by row from the top, each row from the left, as people are read off a class photo. Faces of which
/// one begins above the other's middle are in one row.
[[nodiscard]] QList<Face> inReadingOrder(QList<Face> faces);

/// The people who may be named, with how likely each is in the photo at hand.
class LikelyPeople {
public:
    struct Candidate {
        Person person;
        bool isInEvent = false;
        int rank = 0;
    };

    void setPeople(const QList<Person>& people);
    void setCounts(const QHash<PersonId, int>& counts) { m_counts = counts; }
    void count(PersonId person) { ++m_counts[person]; }
    [[nodiscard]] const Person* find(PersonId person) const;
    [[nodiscard]] QString nameOf(PersonId person) const;
    /// Pure: most likely first: members of the class that the photo was taken of, named in the same event, sharing a
    /// group with somebody in the photo, then by name.
    [[nodiscard]] QList<Candidate> ranked(const QList<Face>& inPhoto, const QString& group = {}) const;

private:
    QList<Person> m_people; ///< by name
    QHash<PersonId, int> m_places; ///< in m_people
    QHash<PersonId, int> m_counts;
};

} // namespace cloakroom::ui
