// The one place that spells the keys under which these values are stored and typed.

#include "core/base/KeyTable.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/ImportRecords.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/RecognitionStep.h"
#include "core/catalogue/Records.h"

namespace cloakroom {

namespace {

constexpr std::array kPersonKinds{
    KeyName<PersonKind>{PersonKind::Pupil, "pupil"},
    KeyName<PersonKind>{PersonKind::Staff, "staff"},
    KeyName<PersonKind>{PersonKind::Governor, "governor"},
    KeyName<PersonKind>{PersonKind::Visitor, "visitor"},
};

constexpr std::array kRequiredPartiess{
    KeyName<RequiredParties>{RequiredParties::ByAge, "by-age"},
    KeyName<RequiredParties>{RequiredParties::OneParent, "one-parent"},
    KeyName<RequiredParties>{RequiredParties::BothParents, "both-parents"},
    KeyName<RequiredParties>{RequiredParties::ParentAndChild, "parent-and-child"},
    KeyName<RequiredParties>{RequiredParties::Child, "child"},
};

constexpr std::array kDecisions{
    KeyName<Decision>{Decision::Granted, "granted"},
    KeyName<Decision>{Decision::Refused, "refused"},
    KeyName<Decision>{Decision::Withdrawn, "withdrawn"},
};

constexpr std::array kPartys{
    KeyName<Party>{Party::Parent1, "parent1"}, KeyName<Party>{Party::Parent2, "parent2"},
    KeyName<Party>{Party::Carer, "carer"},     KeyName<Party>{Party::Authority, "authority"},
    KeyName<Party>{Party::Child, "child"},     KeyName<Party>{Party::Self, "self"},
};

constexpr std::array kAudiences{
    KeyName<Audience>{Audience::Inside, "inside"},
    KeyName<Audience>{Audience::Outside, "outside"},
};

constexpr std::array kBasiss{
    KeyName<Basis>{Basis::Consent, "consent"},
    KeyName<Basis>{Basis::Notice, "notice"},
};

constexpr std::array kProfileCovers{
    KeyName<PublicationProfile::Cover>{PublicationProfile::Cover::None, "none"},
    KeyName<PublicationProfile::Cover>{PublicationProfile::Cover::Pupils, "pupils"},
    KeyName<PublicationProfile::Cover>{PublicationProfile::Cover::LargeFaces, "large-faces"},
};

constexpr std::array kPartRoles{
    KeyName<PartRole>{PartRole::Raw, "raw"},
    KeyName<PartRole>{PartRole::Movie, "movie"},
    KeyName<PartRole>{PartRole::Sound, "sound"},
    KeyName<PartRole>{PartRole::Settings, "settings"},
    KeyName<PartRole>{PartRole::Thumbnail, "thumbnail"},
    KeyName<PartRole>{PartRole::SmallCopy, "small-copy"},
};

constexpr std::array kFileOutcomes{
    KeyName<FileOutcome>{FileOutcome::Imported, "imported"},   KeyName<FileOutcome>{FileOutcome::Part, "part"},
    KeyName<FileOutcome>{FileOutcome::Duplicate, "duplicate"}, KeyName<FileOutcome>{FileOutcome::Failed, "failed"},
    KeyName<FileOutcome>{FileOutcome::Skipped, "skipped"},
};

constexpr std::array kClearings{
    KeyName<Clearing>{Clearing::No, "no"},
    KeyName<Clearing>{Clearing::Begun, "begun"},
    KeyName<Clearing>{Clearing::Done, "done"},
    KeyName<Clearing>{Clearing::Kept, "kept"},
};

constexpr std::array kPhotoKinds{
    KeyName<PhotoKind>{PhotoKind::Still, "still"},
    KeyName<PhotoKind>{PhotoKind::Video, "video"},
};

constexpr std::array kReviewStates{
    KeyName<ReviewState>{ReviewState::Unreviewed, "unreviewed"},
    KeyName<ReviewState>{ReviewState::FacesComplete, "faces-complete"},
    KeyName<ReviewState>{ReviewState::Approved, "approved"},
};

constexpr std::array kFaceStates{
    KeyName<FaceState>{FaceState::Unreviewed, "unreviewed"},
    KeyName<FaceState>{FaceState::Confirmed, "confirmed"},
    KeyName<FaceState>{FaceState::Rejected, "rejected"},
};

constexpr std::array kRegionShapes{
    KeyName<RegionShape>{RegionShape::Rectangle, "rectangle"},
    KeyName<RegionShape>{RegionShape::Ellipse, "ellipse"},
};

constexpr std::array kFlagOutcomes{
    KeyName<FlagOutcome>{FlagOutcome::Release, "release"},
    KeyName<FlagOutcome>{FlagOutcome::Restrict, "restrict"},
    KeyName<FlagOutcome>{FlagOutcome::Seal, "seal"},
    KeyName<FlagOutcome>{FlagOutcome::Erase, "erase"},
};

constexpr std::array kRegisterStatuss{
    KeyName<RegisterStatus>{RegisterStatus::Published, "published"},
    KeyName<RegisterStatus>{RegisterStatus::Takedown, "takedown"},
    KeyName<RegisterStatus>{RegisterStatus::TakenDown, "taken-down"},
    KeyName<RegisterStatus>{RegisterStatus::Replaced, "replaced"},
};

constexpr std::array kSignOffKinds{
    KeyName<SignOffKind>{SignOffKind::Faces, "faces"},
    KeyName<SignOffKind>{SignOffKind::Publish, "publish"},
};

constexpr std::array kSecondLookOutcomes{
    KeyName<SecondLookOutcome>{SecondLookOutcome::Approved, "approved"},
    KeyName<SecondLookOutcome>{SecondLookOutcome::SentBack, "sent-back"},
    KeyName<SecondLookOutcome>{SecondLookOutcome::Withdrawn, "withdrawn"},
    KeyName<SecondLookOutcome>{SecondLookOutcome::Outdated, "outdated"},
};

constexpr std::array kPublicationTasks{
    KeyName<PublicationTask>{PublicationTask::TakeDown, "take-down"},
    KeyName<PublicationTask>{PublicationTask::ConfirmReplaced, "confirm-replaced"},
    KeyName<PublicationTask>{PublicationTask::Review, "review"},
};

constexpr std::array kRecognitionActions{
    KeyName<RecognitionAction>{RecognitionAction::Assessed, "assessed"},
    KeyName<RecognitionAction>{RecognitionAction::NoticesSent, "notices-sent"},
    KeyName<RecognitionAction>{RecognitionAction::SwitchedOn, "on"},
    KeyName<RecognitionAction>{RecognitionAction::SwitchedOff, "off"},
    KeyName<RecognitionAction>{RecognitionAction::GroupOn, "group-on"},
    KeyName<RecognitionAction>{RecognitionAction::GroupOff, "group-off"},
    KeyName<RecognitionAction>{RecognitionAction::ComparisonAllowed, "comparison-allowed"},
    KeyName<RecognitionAction>{RecognitionAction::ComparisonForbidden, "comparison-forbidden"},
};

} // namespace

QString recognitionActionKey(RecognitionAction value)
{
    return keyOf(kRecognitionActions, value);
}

std::optional<RecognitionAction> recognitionActionFromKey(const QString& key)
{
    return valueOf(kRecognitionActions, key);
}

QString personKindKey(PersonKind value)
{
    return keyOf(kPersonKinds, value);
}

std::optional<PersonKind> personKindFromKey(const QString& key)
{
    return valueOf(kPersonKinds, key);
}

QString requiredPartiesKey(RequiredParties value)
{
    return keyOf(kRequiredPartiess, value);
}

std::optional<RequiredParties> requiredPartiesFromKey(const QString& key)
{
    return valueOf(kRequiredPartiess, key);
}

QString decisionKey(Decision value)
{
    return keyOf(kDecisions, value);
}

std::optional<Decision> decisionFromKey(const QString& key)
{
    return valueOf(kDecisions, key);
}

QString partyKey(Party value)
{
    return keyOf(kPartys, value);
}

std::optional<Party> partyFromKey(const QString& key)
{
    return valueOf(kPartys, key);
}

QString audienceKey(Audience value)
{
    return keyOf(kAudiences, value);
}

std::optional<Audience> audienceFromKey(const QString& key)
{
    return valueOf(kAudiences, key);
}

QString basisKey(Basis value)
{
    return keyOf(kBasiss, value);
}

std::optional<Basis> basisFromKey(const QString& key)
{
    return valueOf(kBasiss, key);
}

QString profileCoverKey(PublicationProfile::Cover value)
{
    return keyOf(kProfileCovers, value);
}

std::optional<PublicationProfile::Cover> profileCoverFromKey(const QString& key)
{
    return valueOf(kProfileCovers, key);
}

QString partRoleKey(PartRole value)
{
    return keyOf(kPartRoles, value);
}

std::optional<PartRole> partRoleFromKey(const QString& key)
{
    return valueOf(kPartRoles, key);
}

QString fileOutcomeKey(FileOutcome value)
{
    return keyOf(kFileOutcomes, value);
}

std::optional<FileOutcome> fileOutcomeFromKey(const QString& key)
{
    return valueOf(kFileOutcomes, key);
}

QString clearingKey(Clearing value)
{
    return keyOf(kClearings, value);
}

std::optional<Clearing> clearingFromKey(const QString& key)
{
    return valueOf(kClearings, key);
}

QString photoKindKey(PhotoKind value)
{
    return keyOf(kPhotoKinds, value);
}

std::optional<PhotoKind> photoKindFromKey(const QString& key)
{
    return valueOf(kPhotoKinds, key);
}

QString reviewStateKey(ReviewState value)
{
    return keyOf(kReviewStates, value);
}

std::optional<ReviewState> reviewStateFromKey(const QString& key)
{
    return valueOf(kReviewStates, key);
}

QString faceStateKey(FaceState value)
{
    return keyOf(kFaceStates, value);
}

std::optional<FaceState> faceStateFromKey(const QString& key)
{
    return valueOf(kFaceStates, key);
}

QString regionShapeKey(RegionShape value)
{
    return keyOf(kRegionShapes, value);
}

std::optional<RegionShape> regionShapeFromKey(const QString& key)
{
    return valueOf(kRegionShapes, key);
}

QString flagOutcomeKey(FlagOutcome value)
{
    return keyOf(kFlagOutcomes, value);
}

std::optional<FlagOutcome> flagOutcomeFromKey(const QString& key)
{
    return valueOf(kFlagOutcomes, key);
}

QString registerStatusKey(RegisterStatus value)
{
    return keyOf(kRegisterStatuss, value);
}

QString secondLookOutcomeKey(SecondLookOutcome value)
{
    return keyOf(kSecondLookOutcomes, value);
}

std::optional<SecondLookOutcome> secondLookOutcomeFromKey(const QString& key)
{
    return valueOf(kSecondLookOutcomes, key);
}

QString publicationTaskKey(PublicationTask value)
{
    return keyOf(kPublicationTasks, value);
}

QString signOffKindKey(SignOffKind value)
{
    return keyOf(kSignOffKinds, value);
}

} // namespace cloakroom
