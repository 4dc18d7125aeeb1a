#pragma once

#include "core/base/Ids.h"
#include "core/base/PhotoKind.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>

namespace cloakroom {

/// How far a photo's review has come, as the command line names it.
enum class ReviewState { Unreviewed, FacesComplete, Approved };

/// What lists show of a photo. Sizes are those of the upright picture, in pixels.
struct PhotoSummary {
    PhotoId id;
    QString name; ///< the file name it had on the card
    PhotoKind kind = PhotoKind::Still;
    std::optional<QDateTime> takenAt; ///< the camera's local time
    std::optional<int> takenOffsetMinutes; ///< east of UTC, if the camera knew
    int width = 0;
    int height = 0;
    int faceCount = 0; ///< not counting rejected ones
    int unidentifiedFaces = 0; ///< unreviewed ones
    QString event;
    QStringList tags;
    ReviewState review = ReviewState::Unreviewed;
    bool isFlagged = false; ///< only ever true for those who may see flagged photos
    int rating = 0; ///< 0-5
};

/// Everything about one photo.
struct PhotoDetails {
    PhotoSummary summary;
    QString camera;
    QString format;
    qint64 bytes = 0;
    int orientation = 1;
    EventId event;
    QString note;
    QDateTime importedAt; ///< UTC
    QString importedBy;
    bool facesSearched = false;
    QString detector; ///< which detector looked last, empty = none yet
    QString photographer;
    QString group; ///< the class or team that it was taken of or for, as said at import
    std::optional<QDateTime> cameraTakenAt; ///< what the camera wrote, where the time was corrected since
    PhotoId stack; ///< the photo on top of the stack that it belongs to
};

/// Where the photo's encrypted original lies and how to open it. Never leaves core.
struct StoredOriginal {
    QString vaultName;
    QByteArray uuid; ///< 16 random bytes, bound to the encrypted file
    QByteArray wrappedKey;
    QByteArray digest; ///< keyed BLAKE2b of the plain bytes
    qint64 bytes = 0;
};

/// What a file that came with a photo is to it.
enum class PartRole {
    Raw, ///< the sensor's data beside a finished picture
    Movie, ///< the moving part of a live photo
    Sound, ///< a note spoken into the camera
    Settings, ///< how another program or the phone edits it (XMP, AAE, ...)
    Thumbnail, ///< the camera's own small picture of a video (THM)
    SmallCopy, ///< the camera's low-resolution copy of a video (LRV, LRF)
};

/// A file that is kept with a photo, whole, under its own key.
struct PhotoPart {
    PartId id;
    PartRole role = PartRole::Settings;
    QString name; ///< the file name it had on the card
    qint64 bytes = 0;
};

/// A face with a decision. `Confirmed` without a person = someone not on our lists.
enum class FaceState { Unreviewed, Confirmed, Rejected };

struct Face {
    FaceId id;
    PhotoId photo;
    QRect rect; ///< pixels of the upright original
    FaceState state = FaceState::Unreviewed;
    PersonId person; ///< invalid = nobody named
    double confidence = 0; ///< 0-1; 1 for faces drawn by a user
    QString detector; ///< "user" for drawn ones

    [[nodiscard]] bool isStranger() const { return state == FaceState::Confirmed && !person.isValid(); }
    friend bool operator==(const Face&, const Face&) = default;
};

enum class RegionShape { Rectangle, Ellipse };

/// Anything else that must not be seen: a badge, a certificate, a screen, a car plate. Always covered.
struct CoverRegion {
    RegionId id;
    PhotoId photo;
    QRect rect; ///< pixels of the upright original
    RegionShape shape = RegionShape::Rectangle;
};

struct Event {
    EventId id;
    QString name;
    std::optional<QDate> on;
    int photos = 0;
};

[[nodiscard]] QString photoKindKey(PhotoKind value);
[[nodiscard]] std::optional<PhotoKind> photoKindFromKey(const QString& key);
[[nodiscard]] QString reviewStateKey(ReviewState value);
[[nodiscard]] std::optional<ReviewState> reviewStateFromKey(const QString& key);
[[nodiscard]] QString partRoleKey(PartRole value);
[[nodiscard]] std::optional<PartRole> partRoleFromKey(const QString& key);
[[nodiscard]] QString faceStateKey(FaceState value);
[[nodiscard]] std::optional<FaceState> faceStateFromKey(const QString& key);
[[nodiscard]] QString regionShapeKey(RegionShape value);
[[nodiscard]] std::optional<RegionShape> regionShapeFromKey(const QString& key);

} // namespace cloakroom
