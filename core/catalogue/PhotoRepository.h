#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QList>
#include <QSize>

#include <optional>

namespace cloakroom {

class Database;
class PhotoQuery;
struct Viewpoint;

/// A photo's row to be.
struct NewPhoto {
    QString name;
    PhotoKind kind = PhotoKind::Still;
    QString format;
    StoredOriginal original;
    QSize size; ///< of the upright picture; empty for a video
    int orientation = 1;
    std::optional<QDateTime> takenAt; ///< the camera's wall clock
    std::optional<int> takenOffsetMinutes;
    QString camera;
    ImportId import;
    EventId event;
    QDateTime importedAt; ///< UTC
    QString photographer;
    GroupId group;
    QString note;
    QByteArray look; ///< perceptual hash of the picture, 8 bytes; empty without a picture
};

/// A camera's time as it is stored: its wall clock, without a zone. Nothing for a time that is none. Pure.
[[nodiscard]] std::optional<QString> wallClockText(const std::optional<QDateTime>& takenAt);

/// What services have to know of a photo before they do anything with it.
struct PhotoState {
    PhotoId id;
    PhotoKind kind = PhotoKind::Video;
    QSize size;
    bool isFlagged = true;
    bool isInBin = false;
    QString searchedBy; ///< the detector that looked last, empty = none yet
};

/// The last search for faces.
struct SearchRecord {
    QString detector; ///< empty = none yet
    std::optional<QByteArray> found; ///< as packFound() wrote it
};

struct DigestMatch {
    PhotoId photo;
    bool isInBin = false;
};

struct PhotoNumbers {
    int all = 0;
    int unreviewed = 0;
    int unidentified = 0;
    int inBin = 0;
    int flagged = 0;
};

/// Rows of photos. No rights: the caller passes what its role may learn. Errors besides the database's: NotFound.
class PhotoRepository {
public:
    explicit PhotoRepository(Database& database)
        : m_database(database)
    {
    }

    /// With the hash of "no faces yet".
    [[nodiscard]] Result<PhotoId> insert(const NewPhoto& photo);
    [[nodiscard]] Result<std::optional<DigestMatch>> byDigest(const QByteArray& digest);

    /// Newest capture time first, photos without one last, then by id. `limit` 0 = all.
    [[nodiscard]] Result<QList<PhotoId>> ids(const PhotoQuery& query, int limit);
    /// In the order asked, those that the viewpoint may not see left out.
    [[nodiscard]] Result<QList<PhotoSummary>> summaries(const QList<PhotoId>& photos, const Viewpoint& viewpoint);
    [[nodiscard]] Result<PhotoDetails> details(PhotoId photo, const Viewpoint& viewpoint);
    [[nodiscard]] Result<PhotoNumbers> numbers(const Viewpoint& viewpoint);
    /// NotFound when there is none or the viewpoint may not see it: the two look the same.
    [[nodiscard]] Result<PhotoState> state(PhotoId photo, const Viewpoint& viewpoint);
    [[nodiscard]] Result<StoredOriginal> original(PhotoId photo);

    [[nodiscard]] Result<void> setEvent(PhotoId photo, EventId event);
    [[nodiscard]] Result<void> setGroup(PhotoId photo, GroupId group);
    [[nodiscard]] Result<void> setRating(PhotoId photo, int stars);
    [[nodiscard]] Result<void> setNote(PhotoId photo, const QString& note);
    [[nodiscard]] Result<void> setDeleted(PhotoId photo, const std::optional<QDateTime>& at);
    /// Corrects the time; what the camera wrote is kept.
    [[nodiscard]] Result<void> setTakenAt(PhotoId photo, const QDateTime& wallClock);
    [[nodiscard]] Result<void> resetTakenAt(PhotoId photo);
    /// `found` is kept as it is; absent where it is not known. See core/faces/EarlierSearch.h.
    [[nodiscard]] Result<void> setSearched(PhotoId photo, const QString& detector, const QDateTime& at,
                                           const std::optional<QByteArray>& found = std::nullopt);
    [[nodiscard]] Result<SearchRecord> search(PhotoId photo);

private:
    Database& m_database;
};

} // namespace cloakroom
