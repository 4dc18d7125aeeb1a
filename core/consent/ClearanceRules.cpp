#include "core/base/KeyTable.h"
#include "core/consent/ConsentRules.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr std::array kRules{
    KeyName<Rule>{Rule::Video, "video"},
    KeyName<Rule>{Rule::Deleted, "deleted"},
    KeyName<Rule>{Rule::Flagged, "flagged"},
    KeyName<Rule>{Rule::Restricted, "restricted"},
    KeyName<Rule>{Rule::Expired, "expired"},
    KeyName<Rule>{Rule::PurposeNotActive, "purpose-not-active"},
    KeyName<Rule>{Rule::NotSignedOff, "not-signed-off"},
    KeyName<Rule>{Rule::NoSecondCheck, "no-second-check"},
    KeyName<Rule>{Rule::ProtectedPerson, "protected-person"},
    KeyName<Rule>{Rule::NeverCover, "never-cover"},
    KeyName<Rule>{Rule::NotReleased, "not-released"},
    KeyName<Rule>{Rule::Unreviewed, "unreviewed"},
    KeyName<Rule>{Rule::Stranger, "stranger"},
    KeyName<Rule>{Rule::ProtectedCovered, "protected-covered"},
    KeyName<Rule>{Rule::Consented, "consented"},
    KeyName<Rule>{Rule::NoticeSilent, "notice-silent"},
    KeyName<Rule>{Rule::Missing, "missing"},
    KeyName<Rule>{Rule::Refused, "refused"},
    KeyName<Rule>{Rule::Withdrawn, "withdrawn"},
    KeyName<Rule>{Rule::Ended, "ended"},
    KeyName<Rule>{Rule::Left, "left"},
    KeyName<Rule>{Rule::Profile, "profile"},
    KeyName<Rule>{Rule::Region, "region"},
    KeyName<Rule>{Rule::SourceUnusable, "source-unusable"},
    KeyName<Rule>{Rule::CheckFailed, "check-failed"},
    KeyName<Rule>{Rule::NotWritten, "not-written"},
};

constexpr std::array kOutcomes{
    KeyName<Outcome>{Outcome::Clear, "clear"},
    KeyName<Outcome>{Outcome::ClearIfCovered, "clear-if-covered"},
    KeyName<Outcome>{Outcome::Blocked, "blocked"},
};

bool blocksPhoto(Rule rule)
{
    return rule <= Rule::NotReleased;
}

/// A published face can be covered; a template for recognition is no picture: nothing is ever exported for this.
bool isForPictures(const Purpose& purpose)
{
    return purpose.key != QLatin1String("biometric");
}

/// The scale at which the picture leaves, as a fraction, so that nothing is rounded in a face's favour.
struct ExportScale {
    qint64 edge = 1;
    qint64 originalEdge = 1;
};

ExportScale exportScale(const PhotoFactsForClearance& photo, const Purpose& purpose, int exportLongestEdge)
{
    ExportScale scale;
    if (photo.longestEdge <= 0) {
        return scale;
    }
    scale = {photo.longestEdge, photo.longestEdge};
    for (const int limit : {exportLongestEdge, purpose.profile.longestEdge}) {
        if (limit > 0) {
            scale.edge = std::min(scale.edge, qint64{limit});
        }
    }
    return scale;
}

bool profileCovers(const FaceFacts& face, const PhotoFactsForClearance& photo, const PublicationProfile& profile,
                   ExportScale scale)
{
    switch (profile.cover) {
    case PublicationProfile::Cover::None:
        return false;
    case PublicationProfile::Cover::Pupils:
        return face.state == FaceState::Confirmed && face.person && face.person->kind == PersonKind::Pupil;
    case PublicationProfile::Cover::LargeFaces:
        return photo.longestEdge <= 0 || face.width <= 0
            || face.width * scale.edge > profile.largerThanPixels * scale.originalEdge;
    }
    return true;
}

FaceClearance faceClearance(const FaceFacts& face, const Purpose& purpose, const ConsentSettings& settings, QDate day)
{
    FaceClearance answer;
    answer.face = face.id;
    if (face.state != FaceState::Confirmed) {
        return answer;
    }
    if (!face.person) {
        answer.rule = Rule::Stranger;
        return answer;
    }
    answer.person = face.person->id;
    if (face.person->isProtected) {
        const bool mayLeave = purpose.audience == Audience::Inside || face.person->allowCovered;
        answer.rule = mayLeave ? Rule::ProtectedCovered : Rule::ProtectedPerson;
        return answer;
    }
    const Standing stands = standing(*face.person, purpose, settings, day);
    answer.show = stands.mayShow;
    answer.rule = stands.rule;
    answer.basis = stands.basis;
    return answer;
}

bool hasSecondCheck(const PhotoFactsForClearance& photo)
{
    return std::any_of(photo.publishSignOffsBy.begin(), photo.publishSignOffsBy.end(),
                       [&photo](UserId user) { return user.isValid() && user != photo.signedOffBy; });
}

QList<Rule> photoRules(const PhotoFactsForClearance& photo, const Purpose& purpose, QDate day)
{
    QList<Rule> rules;
    const auto addIf = [&rules](bool holds, Rule rule) {
        if (holds) {
            rules += rule;
        }
    };
    addIf(photo.kind != PhotoKind::Still, Rule::Video);
    addIf(photo.isDeleted, Rule::Deleted);
    addIf(photo.hasOpenFlag, Rule::Flagged);
    addIf(photo.isRestricted, Rule::Restricted);
    addIf(!day.isValid() || (photo.expiresOn && (!photo.expiresOn->isValid() || *photo.expiresOn <= day)),
          Rule::Expired);
    addIf(!purpose.active || !isForPictures(purpose), Rule::PurposeNotActive);
    addIf(!photo.isSignedOff || !photo.signedOffBy.isValid(), Rule::NotSignedOff);
    addIf(purpose.secondCheck && !hasSecondCheck(photo), Rule::NoSecondCheck);
    return rules;
}

void addOnce(QList<Reason>& reasons, Rule rule)
{
    const bool isKnown =
        std::any_of(reasons.begin(), reasons.end(), [rule](const Reason& other) { return other.rule == rule; });
    if (!isKnown) {
        reasons += Reason{rule, {}};
    }
}

/// Everything for which something in the photo is covered.
QList<Reason> coverReasons(const Clearance& clearance)
{
    QList<Reason> reasons;
    for (const FaceClearance& face : clearance.faces) {
        if (!face.show && !blocksPhoto(face.rule)) {
            addOnce(reasons, face.rule);
        }
    }
    for (const FaceClearance& face : clearance.faces) {
        if (face.show && face.profileCover) {
            addOnce(reasons, Rule::Profile);
        }
    }
    if (clearance.regions > 0) {
        addOnce(reasons, Rule::Region);
    }
    return reasons;
}

} // namespace

int Clearance::coverCount() const
{
    const auto covered =
        std::count_if(faces.begin(), faces.end(), [](const FaceClearance& face) { return face.isCovered(); });
    return static_cast<int>(covered) + regions;
}

int Clearance::unidentifiedCount() const
{
    return static_cast<int>(std::count_if(faces.begin(), faces.end(),
                                          [](const FaceClearance& face) { return face.rule == Rule::Unreviewed; }));
}

bool Clearance::waitsForReview() const
{
    return outcome == Outcome::Blocked && std::all_of(reasons.begin(), reasons.end(), [this](const Reason& reason) {
               return !blocksPhoto(reason.rule) || reason.rule == Rule::NotSignedOff
                   || reason.rule == Rule::NoSecondCheck
                   || (reason.rule == Rule::NeverCover && unidentifiedCount() > 0);
           });
}

QString ruleKey(Rule rule)
{
    return keyOf(kRules, rule);
}

QString outcomeKey(Outcome outcome)
{
    return keyOf(kOutcomes, outcome);
}

Clearance clearanceOf(const PhotoFactsForClearance& photo, const Purpose& purpose, const ConsentSettings& settings,
                      QDate day, int exportLongestEdge)
{
    Clearance answer;
    answer.photo = photo.id;
    answer.regions = std::max(photo.regions, 0);
    for (const Rule rule : photoRules(photo, purpose, day)) {
        addOnce(answer.reasons, rule);
    }
    const ExportScale scale = exportScale(photo, purpose, exportLongestEdge);
    for (const FaceFacts& face : photo.faces) {
        if (face.state == FaceState::Rejected) {
            continue;
        }
        FaceClearance one = faceClearance(face, purpose, settings, day);
        one.profileCover = profileCovers(face, photo, purpose.profile, scale);
        if (one.rule == Rule::ProtectedPerson) {
            addOnce(answer.reasons, one.rule);
        }
        answer.faces += one;
    }
    if (purpose.neverCover && answer.coverCount() > 0) {
        addOnce(answer.reasons, Rule::NeverCover);
    }
    const bool isBlocked = !answer.reasons.isEmpty();
    answer.reasons += coverReasons(answer);
    answer.outcome = isBlocked ? Outcome::Blocked : answer.coverCount() > 0 ? Outcome::ClearIfCovered : Outcome::Clear;
    return answer;
}

} // namespace cloakroom
