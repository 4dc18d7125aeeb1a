#pragma once

#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/Purpose.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

/// Why a photo or a face is treated as it is. Stored nowhere; keys (ruleKey) are part of the command line's contract.
enum class Rule {
    // photo
    Video,
    Deleted,
    Flagged,
    Restricted, ///< restricted or sealed by the safeguarding lead
    Expired,
    PurposeNotActive,
    NotSignedOff, ///< no current "every face is marked"
    NoSecondCheck, ///< no current "fit to publish" by a different user
    ProtectedPerson,
    NeverCover, ///< the purpose takes only photos that are clear
    // face
    Unreviewed,
    Stranger,
    ProtectedCovered,
    Consented,
    NoticeSilent, ///< on the basis of notice nobody objected
    Missing, ///< a required party has not said yes
    Refused,
    Withdrawn,
    Ended, ///< a grant's last day has passed
    Left, ///< the person no longer attends
    Region, ///< a cover region
};

/// The school's own settings by age; absent = parents decide alone at every age.
struct ConsentSettings {
    std::optional<int> childTooFromAge; ///< from this age a parent and the child must agree
    std::optional<int> childAloneFromAge; ///< from this age the child decides
    int schoolYearEndMonth = 8;
    int schoolYearEndDay = 31;
};

/// What the rules need to know of one person for one purpose.
struct PersonFacts {
    PersonId id;
    PersonKind kind = PersonKind::Pupil;
    std::optional<QDate> dateOfBirth;
    std::optional<QDate> leftOn;
    std::optional<RequiredParties> partiesOverride;
    bool isProtected = false;
    bool allowCovered = false;
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

/// May this person be seen for the purpose on that day, and by which rule.
struct Standing {
    bool mayShow = false;
    Rule rule = Rule::Missing;
    std::optional<QDate> endsOn; ///< last day of a yes that ends
    QList<ConsentId> basis; ///< the decisions that it rests on
};

enum class Outcome { Clear, ClearIfCovered, Blocked };

struct FaceClearance {
    FaceId face;
    PersonId person; ///< invalid = nobody named
    bool show = false; ///< may be seen, by consent
    bool profileCover = false; ///< covered by the purpose's publication profile all the same
    Rule rule = Rule::Unreviewed;
    QList<ConsentId> basis;

    [[nodiscard]] bool isCovered() const { return !show || profileCover; }
};

struct Reason {
    Rule rule = Rule::NotSignedOff;
    QString text; ///< a sentence that a parent would understand
};

/// The answer for (photo, purpose, day), with the rule behind each reason.
struct Clearance {
    PhotoId photo;
    Outcome outcome = Outcome::Blocked;
    QList<FaceClearance> faces; ///< rejected ones left out
    QList<Reason> reasons;

    /// Faces and cover regions that export covers.
    [[nodiscard]] int coverCount() const;
    int regions = 0;
};

[[nodiscard]] QString ruleKey(Rule rule);
[[nodiscard]] QString outcomeKey(Outcome outcome);

/// Which parties must agree for this person (design: the school's settings by age, an override per child).
/// Adults (staff, governors, visitors) always speak for themselves.
[[nodiscard]] RequiredParties requiredParties(const PersonFacts& person, const Purpose& purpose,
                                              const ConsentSettings& settings, QDate day);

/// The last day on which this grant holds; absent = no end.
[[nodiscard]] std::optional<QDate> lastDayOf(const Consent& grant, const Purpose& purpose,
                                             const ConsentSettings& settings);

/// Pure. Protection is not looked at here.
[[nodiscard]] Standing standing(const PersonFacts& person, const Purpose& purpose, const ConsentSettings& settings,
                                QDate day);

/// Pure: the rules of design section 6, in order; reasons carry rules, their sentences are added by Clearances.
/// `exportLongestEdge`: longest edge of the picture as it will leave, pixels, for the profile's face size; 0 = as the
/// original.
[[nodiscard]] Clearance clearanceOf(const PhotoFactsForClearance& photo, const Purpose& purpose,
                                    const ConsentSettings& settings, QDate day, int exportLongestEdge = 0);

} // namespace cloakroom
