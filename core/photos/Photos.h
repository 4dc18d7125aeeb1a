#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/PhotoFilter.h"
#include "core/catalogue/Previews.h"

#include <QImage>
#include <QList>

namespace cloakroom {

class Library;

/// How many photos there are for each purpose of the side bar: all, unreviewed, with unnamed faces, in the bin,
/// flagged.
struct PhotoCounts {
    int all = 0;
    int unreviewed = 0;
    int unidentified = 0;
    int inBin = 0;
    int flagged = 0; ///< 0 for those who may not know
};

/// Photos as the signed-in role may see them: flagged, restricted and sealed ones exist only for the safeguarding lead.
/// Runs on the library's thread; changes are logged.
class Photos {
public:
    explicit Photos(Library& library)
        : m_library(library)
    {
    }

    /// Ids in the order of the grid: newest capture time first, photos without one last, then by id.
    [[nodiscard]] Result<QList<PhotoId>> find(const PhotoFilter& filter);
    /// In the order asked; photos that may not be seen are left out.
    [[nodiscard]] Result<QList<PhotoSummary>> summaries(const QList<PhotoId>& photos);
    [[nodiscard]] Result<PhotoDetails> details(PhotoId photo);
    [[nodiscard]] Result<PhotoCounts> counts();

    /// The picture for the window, upright. Faces of protected people are covered for everyone but the safeguarding
    /// lead; for flagged photos the safeguarding lead gets an obscured one (use reveal()). Null image when there is
    /// none.
    [[nodiscard]] Result<QImage> picture(PhotoId photo, Previews::Size size);
    /// A flagged photo as it is, for the safeguarding lead; the reason is recorded.
    [[nodiscard]] Result<QImage> reveal(PhotoId photo, const QString& reason);
    /// The decrypted original, byte for byte. Right::Originals; those of protected people for the safeguarding lead
    /// alone. Logged.
    [[nodiscard]] Result<QByteArray> original(PhotoId photo);

    [[nodiscard]] Result<void> tag(const QList<PhotoId>& photos, const QString& tag);
    [[nodiscard]] Result<void> untag(const QList<PhotoId>& photos, const QString& tag);
    [[nodiscard]] Result<void> moveToEvent(const QList<PhotoId>& photos, EventId event);
    /// The group that they were taken of or for; invalid = none. Decides whether faces in them may be compared.
    [[nodiscard]] Result<void> setGroup(const QList<PhotoId>& photos, GroupId group);
    [[nodiscard]] Result<void> rate(const QList<PhotoId>& photos, int stars);
    [[nodiscard]] Result<void> setNote(PhotoId photo, const QString& note);
    /// To the bin and back.
    [[nodiscard]] Result<void> remove(const QList<PhotoId>& photos);
    [[nodiscard]] Result<void> restore(const QList<PhotoId>& photos);
    [[nodiscard]] Result<QStringList> tags();

    [[nodiscard]] Result<QList<Event>> events();
    [[nodiscard]] Result<EventId> addEvent(const QString& name, std::optional<QDate> on);
    [[nodiscard]] Result<void> renameEvent(EventId event, const QString& name);
    /// By exact name, case ignored. NotFound.
    [[nodiscard]] Result<Event> findEvent(const QString& name);

private:
    Library& m_library;
};

} // namespace cloakroom
