// Finding photos.

#include "core/catalogue/ClearanceCache.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PhotoQuery.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/StackRepository.h"
#include "core/consent/Clearances.h"
#include "core/photos/Photos.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Photos", text);
}

Result<void> check(const PhotoFilter& filter)
{
    if (filter.onlyThese && filter.persons.isEmpty()) {
        return fail(ErrorCode::Invalid, tr("\"Only these people\" needs at least one person to look for."));
    }
    if (filter.from && filter.to && *filter.from > *filter.to) {
        return fail(ErrorCode::Invalid, tr("The first day of the search is after its last day."));
    }
    if (filter.limit < 0 || filter.minRating < 0 || filter.minRating > 5) {
        return fail(ErrorCode::Invalid, tr("A rating goes from 0 to 5, and a limit is 0 or more."));
    }
    return {};
}

bool passes(Outcome outcome, bool alsoIfCovered)
{
    return outcome == Outcome::Clear || (alsoIfCovered && outcome == Outcome::ClearIfCovered);
}

Result<QList<PhotoId>> keepCleared(Library& library, const QList<PhotoId>& photos, PurposeId id, bool alsoIfCovered)
{
    const auto purpose = PurposeRepository(library.db()).get(id);
    if (!purpose) {
        return propagate(purpose);
    }
    if (!*purpose) {
        return fail(ErrorCode::NotFound, tr("There is no such purpose."));
    }
    const auto marks = Clearances(library).marks(photos, **purpose, library.today());
    if (!marks) {
        return propagate(marks);
    }
    QList<PhotoId> kept;
    for (const ClearanceMark& mark : *marks) { // in the order asked
        if (passes(mark.outcome, alsoIfCovered)) {
            kept += mark.photo;
        }
    }
    return kept;
}

/// Whether there is more to it than people and the bin; told by the query, so that no condition is ever forgotten.
bool hasOtherConditions(const PhotoFilter& filter, const Viewpoint& viewpoint)
{
    PhotoFilter bare;
    bare.inBin = filter.inBin;
    return PhotoQuery(FaceIndex::withoutPeople(filter), viewpoint).where() != PhotoQuery(bare, viewpoint).where();
}

/// Through the index of faces where the filter asks for people, or for nothing but what the index knows: in a large
/// library the query alone would look at every photo, and at every photo's faces.
Result<QList<PhotoId>> foundIn(Library& library, const PhotoFilter& filter, int limit)
{
    const Viewpoint viewpoint = Viewpoint::of(library.role());
    PhotoRepository photos(library.db());
    const bool hasOthers = hasOtherConditions(filter, viewpoint);
    if ((hasOthers && !FaceIndex::asksForPeople(filter)) || library.db().isInTransaction()) {
        return photos.ids(PhotoQuery(filter, viewpoint), limit);
    }
    FaceIndex& faces = library.clearanceCache().faces();
    Result<QList<PhotoId>> found = QList<PhotoId>();
    if (hasOthers) {
        found = photos.ids(PhotoQuery(FaceIndex::withoutPeople(filter), viewpoint), 0);
        found = found ? faces.kept(*found, filter, viewpoint) : found;
    } else {
        found = faces.find(filter, viewpoint);
    }
    if (found && limit > 0 && found->size() > limit) {
        found->resize(limit);
    }
    return found;
}

/// Of each stack the photo on top, or the first of those that were found; in their order.
Result<QList<PhotoId>> folded(Library& library, const QList<PhotoId>& photos)
{
    const auto tops = StackRepository(library.db()).tops(Viewpoint::of(library.role()));
    if (!tops || tops->isEmpty()) {
        return tops ? Result<QList<PhotoId>>(photos) : propagate(tops);
    }
    QHash<PhotoId, PhotoId> shown; // for each top
    for (const PhotoId photo : photos) {
        const PhotoId top = tops->value(photo);
        if (top.isValid() && (photo == top || !shown.contains(top))) {
            shown.insert(top, photo);
        }
    }
    QList<PhotoId> kept;
    std::copy_if(photos.begin(), photos.end(), std::back_inserter(kept), [&](PhotoId photo) {
        const PhotoId top = tops->value(photo);
        return !top.isValid() || shown.value(top) == photo;
    });
    return kept;
}

} // namespace

Result<QList<PhotoId>> Photos::find(const PhotoFilter& filter)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    if (const auto sensible = check(filter); !sensible) {
        return propagate(sensible);
    }
    const bool isSieved = filter.clearedFor || filter.usableFor || filter.foldStacks;
    auto photos = foundIn(m_library, filter, isSieved ? 0 : filter.limit);
    if (photos && filter.clearedFor) {
        photos = keepCleared(m_library, *photos, *filter.clearedFor, false);
    }
    if (photos && filter.usableFor) {
        photos = keepCleared(m_library, *photos, *filter.usableFor, true);
    }
    if (photos && filter.foldStacks) {
        photos = folded(m_library, *photos);
    }
    if (photos && filter.limit > 0 && photos->size() > filter.limit) {
        photos->resize(filter.limit);
    }
    return photos;
}

} // namespace cloakroom
