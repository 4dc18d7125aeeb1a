#pragma once

#include "core/base/Ids.h"
#include "core/base/Permissions.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

struct User {
    UserId id;
    QString name;
    Role role = Role::Viewer;
    bool isEnabled = true;
    QString slot; ///< the keyslot's file name
    QByteArray signingKey; ///< Ed25519 public key that checks this user's log entries
};

enum class SignOffKind { Faces, Publish };

/// A named user's statement about one exact state of a photo.
struct SignOff {
    SignOffId id;
    PhotoId photo;
    SignOffKind kind = SignOffKind::Faces;
    PurposeId purpose; ///< for Publish
    QByteArray facesHash; ///< the state it speaks of
    UserId by;
    QString byName;
    QDateTime at; ///< UTC
    bool isCurrent = false; ///< not revoked, and the photo is still in that state
};

enum class FlagOutcome { Release, Restrict, Seal, Erase };

struct Flag {
    FlagId id;
    PhotoId photo;
    QString reason;
    QString by;
    QDateTime at; ///< UTC
    std::optional<FlagOutcome> outcome; ///< absent = open
    QString note;
};

enum class SecondLookOutcome {
    Approved,
    SentBack, ///< with a note
    Withdrawn, ///< by whoever asked
    Outdated, ///< asked again after the photo changed
};

/// A second user is asked whether a photo is fit for a purpose, as it would leave.
struct SecondLook {
    SecondLookId id;
    PhotoId photo;
    PurposeId purpose;
    QString purposeKey;
    QString style; ///< how it would be covered
    UserId askedBy;
    QString askedByName;
    QDateTime askedAt; ///< UTC
    QString note; ///< of whoever asked
    std::optional<SecondLookOutcome> outcome; ///< absent = open
    QString decidedByName;
    QDateTime decidedAt; ///< UTC
    QString answer; ///< why it was sent back
    bool isCurrent = false; ///< the photo is still in the state that was asked about
};

enum class RegisterStatus { Published, Takedown, TakenDown, Replaced };

/// One photo that left: purpose, place, day, who is visible, who is covered.
struct RegisterEntry {
    RegisterId id;
    PhotoId photo;
    PurposeId purpose;
    QString purposeKey;
    QDateTime exportedAt; ///< UTC
    QString by;
    QString file; ///< the exported file's own name
    QString place;
    QByteArray sha256;
    QList<PersonId> shown;
    QList<FaceId> covered;
    RegisterStatus status = RegisterStatus::Published;
    QString reason; ///< for takedowns: why, in a sentence
    QString link; ///< where it can be seen, as somebody typed it
    QString caption; ///< the words that went with it
    QString approvedBy; ///< who said "fit to publish", where the purpose asks for it
    std::optional<QDate> reviewOn; ///< look at it again on that day
    RegisterId replacedBy;
    bool isGone = false; ///< somebody confirmed that it is not to be seen any more where it was published
    bool isPublic = false; ///< its purpose has an audience outside the school
};

/// What has to be done about a publication until it is settled.
enum class PublicationTask {
    TakeDown, ///< not everyone in it may be seen there any longer
    ConfirmReplaced, ///< a covered picture was made for it: is the old one gone?
    Review, ///< its day of review has come
};

struct AuditEntry {
    qint64 seq = 0;
    QDateTime time; ///< UTC
    UserId user;
    QString userName;
    QString action; ///< e.g. "photo.export"
    QJsonObject subject; ///< ids, never names
    QString detail; ///< erasable words, e.g. a reason somebody typed
};

[[nodiscard]] QString flagOutcomeKey(FlagOutcome value);
[[nodiscard]] std::optional<FlagOutcome> flagOutcomeFromKey(const QString& key);
[[nodiscard]] QString secondLookOutcomeKey(SecondLookOutcome value);
[[nodiscard]] std::optional<SecondLookOutcome> secondLookOutcomeFromKey(const QString& key);
[[nodiscard]] QString registerStatusKey(RegisterStatus value);
[[nodiscard]] QString signOffKindKey(SignOffKind value);
[[nodiscard]] QString publicationTaskKey(PublicationTask value);

} // namespace cloakroom
