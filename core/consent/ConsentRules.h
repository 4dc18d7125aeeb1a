#pragma once

#include "core/catalogue/ClearanceFacts.h"
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
    NotReleased, ///< what a role reads that may not know the true rule
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
    Profile, ///< the purpose's publication profile covers it whatever was agreed
    Region, ///< a cover region
    // export only: never part of a clearance
    SourceUnusable, ///< the original cannot be read, or is not what the catalogue says
    CheckFailed, ///< the finished picture did not pass its own check
    NotWritten, ///< the file could not be written or entered in the register
};

/// May this person be seen for the purpose on that day, and by which rule.
struct Standing {
    bool mayShow = false;
    Rule rule = Rule::Missing;
    std::optional<QDate> endsOn; ///< last day of a yes that ends
    QList<ConsentId> basis; ///< the decisions that it rests on
};

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
    QString clause = {}; ///< the same without what it is about, for several in one sentence
};

/// The answer for (photo, purpose, day), with the rule behind each reason.
struct Clearance {
    PhotoId photo;
    Outcome outcome = Outcome::Blocked;
    QList<FaceClearance> faces; ///< rejected ones left out
    QList<Reason> reasons;
    QString explanation; ///< all of it in one sentence; added by Clearances

    /// Faces and cover regions that export covers.
    [[nodiscard]] int coverCount() const;
    /// Faces that nobody has looked at yet.
    [[nodiscard]] int unidentifiedCount() const;
    /// Blocked only because names or a sign-off are missing: a user's next step.
    [[nodiscard]] bool waitsForReview() const;
    int regions = 0;
};

[[nodiscard]] QString ruleKey(Rule rule);
[[nodiscard]] QString outcomeKey(Outcome outcome);

/// Which parties must agree for this person (design: the school's settings by age, an override per child).
/// Adults (staff, governors, visitors) always speak for themselves (`Child`: whoever is in the picture decides alone).
/// Where ages matter and the date of birth is unknown, a parent and the child must agree.
[[nodiscard]] RequiredParties requiredParties(const PersonFacts& person, const Purpose& purpose,
                                              const ConsentSettings& settings, QDate day);

/// The last day on which this grant holds by its own dates; absent = no end. Before its first day when it never holds.
[[nodiscard]] std::optional<QDate> lastDayOf(const Consent& grant, const Purpose& purpose,
                                             const ConsentSettings& settings);

/// Pure. Protection is not looked at here.
[[nodiscard]] Standing standing(const PersonFacts& person, const Purpose& purpose, const ConsentSettings& settings,
                                QDate day);

/// Pure: the rules in order. `reasons` carry first every rule that blocks the photo, then every rule for which
/// something in it is covered, each once; their sentences are added by Clearances. Faces are answered for blocked
/// photos too. `exportLongestEdge`: longest edge of the picture as it will leave, pixels, for the profile's face size;
/// 0 = as large as the purpose lets it leave.
[[nodiscard]] Clearance clearanceOf(const PhotoFactsForClearance& photo, const Purpose& purpose,
                                    const ConsentSettings& settings, QDate day, int exportLongestEdge = 0);

} // namespace cloakroom
