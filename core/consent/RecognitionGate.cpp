#include "core/consent/RecognitionGate.h"

#include <algorithm>

namespace cloakroom {

namespace {

bool isStated(const std::optional<QDate>& on, const QString& by, QDate day)
{
    return on && on->isValid() && *on <= day && !by.trimmed().isEmpty();
}

} // namespace

bool RecognitionSetup::isComplete(QDate day) const
{
    return isOn && day.isValid() && isStated(assessedOn, assessedBy, day) && isStated(noticesSentOn, noticesBy, day);
}

bool isLawfulGrant(const PersonFacts& person, const Standing& biometric, QDate day)
{
    constexpr int kAdult = 18;
    const std::optional<QDate>& born = person.dateOfBirth;
    const bool isChild =
        person.kind == PersonKind::Pupil && !(born && born->isValid() && born->addYears(kAdult) <= day);
    return std::any_of(person.consents.cbegin(), person.consents.cend(), [&](const Consent& said) {
        const bool isOwn = said.party == Party::Self || said.party == Party::Child;
        return said.decision == Decision::Granted && biometric.basis.contains(said.id) && isOwn != isChild;
    });
}

bool isRefusal(const Standing& biometric)
{
    return biometric.rule == Rule::Refused || biometric.rule == Rule::Withdrawn;
}

RecognitionRule mayCompare(const RecognitionSetup& setup, const GroupForRecognition& group,
                           const PhotoForRecognition& photo, FaceState face, QDate day)
{
    if (!setup.isComplete(day)) {
        return RecognitionRule::NotSetUp;
    }
    if (!group.exists || !group.isOn) {
        return RecognitionRule::GroupOff;
    }
    if (photo.kind != PhotoKind::Still || photo.isHeldBack) {
        return RecognitionRule::PhotoUnusable;
    }
    if (photo.showsProtected) {
        return RecognitionRule::Protected;
    }
    // The officer's leave is about comparing unknown faces in a group; somebody who said no and is known to be in this
    // very photo is not unknown.
    if (photo.showsRefusal) {
        return RecognitionRule::PersonRefused;
    }
    if (group.refusals != 0 && !group.isComparisonAllowed) {
        return RecognitionRule::GroupRefused;
    }
    return face == FaceState::Unreviewed ? RecognitionRule::Allowed : RecognitionRule::FaceDecided;
}

RecognitionRule mayEnrol(const RecognitionSetup& setup, const PersonForRecognition& person, QDate day)
{
    if (!setup.isComplete(day)) {
        return RecognitionRule::NotSetUp;
    }
    if (!person.isInGroupThatIsOn) {
        return RecognitionRule::GroupOff;
    }
    if (person.kind != PersonKind::Pupil && person.kind != PersonKind::Staff) {
        return RecognitionRule::NotAPupilOrStaff;
    }
    if (person.isProtected) {
        return RecognitionRule::Protected;
    }
    if (person.hasLeft) {
        return RecognitionRule::Left;
    }
    // Opt-in alone: silence, notice and anything that is not a consent in force mean no.
    const Standing& said = person.biometric;
    const bool isInForce = person.isPurposeActive && person.isLawfullyGranted && said.mayShow
        && said.rule == Rule::Consented && !said.basis.isEmpty()
        && (!said.endsOn || (said.endsOn->isValid() && day <= *said.endsOn));
    return isInForce ? RecognitionRule::Allowed : RecognitionRule::NoConsent;
}

} // namespace cloakroom
