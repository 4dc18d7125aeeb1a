#pragma once

#include "core/base/Ids.h"
#include "core/base/PhotoKind.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Photo.h"

#include <QDate>
#include <QList>

#include <optional>

namespace cloakroom {

/// The school's own settings by age; absent = parents decide alone at every age.
struct ConsentSettings {
    std::optional<int> childTooFromAge; ///< from this age a parent and the child must agree
    std::optional<int> childAloneFromAge; ///< from this age the child decides
    int schoolYearEndMonth = 8;
    int schoolYearEndDay = 31;

    friend bool operator==(const ConsentSettings&, const ConsentSettings&) = default;
};

/// What the rules need to know of one person for one purpose. An optional day that is present but not a day stands
/// for something stored that could not be read: the rules take it the strict way.
struct PersonFacts {
    PersonId id;
    PersonKind kind = PersonKind::Pupil;
    std::optional<QDate> dateOfBirth;
    std::optional<QDate> leftOn;
    std::optional<RequiredParties> partiesOverride;
    bool isProtected = false;
    bool allowCovered = false;
    bool isUnderstood =
        true; ///< false: something stored about them has no meaning to this program, so nothing is agreed
    QList<Consent> consents; ///< for this purpose, any order
};

struct FaceFacts {
    FaceId id;
    FaceState state = FaceState::Unreviewed;
    std::optional<PersonFacts> person; ///< absent = nobody named
    int width = 0; ///< pixels of the upright original
};

struct PhotoFactsForClearance {
    PhotoId id;
    PhotoKind kind = PhotoKind::Still;
    bool isDeleted = false;
    bool hasOpenFlag = false;
    bool isRestricted = false;
    std::optional<QDate> expiresOn; ///< blocked from this day
    bool isSignedOff = false; ///< a current "every face is marked" sign-off
    UserId signedOffBy;
    QList<UserId> publishSignOffsBy; ///< current "fit to publish" sign-offs for this purpose
    int longestEdge = 0; ///< of the upright original, pixels
    QList<FaceFacts> faces;
    int regions = 0; ///< cover regions, always covered
};

enum class Outcome { Clear, ClearIfCovered, Blocked };

} // namespace cloakroom
