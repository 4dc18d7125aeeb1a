#pragma once

#include "core/base/Ids.h"
#include "core/catalogue/Photo.h"
#include "core/consent/ConsentRules.h"

#include <QDate>
#include <QString>

#include <optional>

namespace cloakroom {

/// What the school stated before it may compare faces at all (design, promise 8): that its data protection impact
/// assessment is done, and that every parent was told and could object. Absent = not stated.
struct RecognitionSetup {
    bool isOn = false;
    std::optional<QDate> assessedOn;
    QString assessedBy; ///< who answers for it
    std::optional<QDate> noticesSentOn;
    QString noticesBy;

    /// Everything stated, by somebody, on days that are not in the future.
    [[nodiscard]] bool isComplete(QDate day) const;
};

/// Why something biometric may not be done; the first that applies.
enum class RecognitionRule {
    Allowed,
    NotSetUp, ///< the school has not switched it on, or not stated what it has to
    GroupOff, ///< not switched on for this group, or there is none
    GroupRefused, ///< somebody in the group said no, and nobody allowed the comparison all the same
    Protected,
    PhotoUnusable, ///< a video, flagged, kept back or in the bin
    PersonRefused, ///< somebody already named in the photo said no
    FaceDecided, ///< a person has decided about it: there is nothing to suggest
    NotAPupilOrStaff,
    NoConsent, ///< no biometric consent in force
    Left,
};

/// What is known of a group when it is asked whether its photos may be compared.
struct GroupForRecognition {
    bool exists = false;
    bool isOn = false;
    int refusals = 0; ///< members, children's own say included, who refused or withdrew
    /// The school recorded that its data protection officer allowed the comparison all the same.
    bool isComparisonAllowed = false;
};

struct PhotoForRecognition {
    PhotoKind kind = PhotoKind::Still;
    bool isHeldBack = true; ///< flagged, restricted or in the bin
    bool showsProtected = true; ///< as far as faces are named
    bool showsRefusal = true; ///< somebody named in it refused or withdrew
};

struct PersonForRecognition {
    PersonKind kind = PersonKind::Visitor;
    bool isProtected = true;
    bool hasLeft = true;
    bool isInGroupThatIsOn = false;
    bool isPurposeActive = false; ///< the school still asks for the purpose "biometric"
    bool isLawfullyGranted = false; ///< by somebody whose yes the law takes: see isLawfulGrant()
    Standing biometric; ///< of the purpose "biometric", that day
};

/// May a template of this face be computed, in memory, and compared with enrolled people? Pure. Everything that is not
/// known counts against it.
[[nodiscard]] RecognitionRule mayCompare(const RecognitionSetup& setup, const GroupForRecognition& group,
                                         const PhotoForRecognition& photo, FaceState face, QDate day);

/// May a template of this person be made from a face that a user named, and kept? Pure.
[[nodiscard]] RecognitionRule mayEnrol(const RecognitionSetup& setup, const PersonForRecognition& person, QDate day);

/// Whether the law takes this yes (Protection of Freedoms Act 2012, section 26): for a pupil under 18, or whose age is
/// not known, one of those it rests on was given by a parent, a carer or an authority; for anybody else by themselves.
/// Whatever the school's own settings ask for. Pure.
[[nodiscard]] bool isLawfulGrant(const PersonFacts& person, const Standing& biometric, QDate day);

/// Whether somebody's "no" stands: it outweighs any number of "yes".
[[nodiscard]] bool isRefusal(const Standing& biometric);

} // namespace cloakroom
