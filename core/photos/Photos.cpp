// What photos say about themselves. Finding them: PhotoSearch.cpp; what they look like: PhotoPictures.cpp; what users
// change: PhotoChanges.cpp and PhotoEvents.cpp.

#include "core/photos/Photos.h"

#include "core/catalogue/Library.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Viewpoint.h"

namespace cloakroom {

Result<QList<PhotoSummary>> Photos::summaries(const QList<PhotoId>& photos)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    return PhotoRepository(m_library.db()).summaries(photos, Viewpoint::of(m_library.role()));
}

Result<PhotoDetails> Photos::details(PhotoId photo)
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    return PhotoRepository(m_library.db()).details(photo, Viewpoint::of(m_library.role()));
}

Result<PhotoCounts> Photos::counts()
{
    if (const auto allowed = m_library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    const auto numbers = PhotoRepository(m_library.db()).numbers(Viewpoint::of(m_library.role()));
    if (!numbers) {
        return propagate(numbers);
    }
    return PhotoCounts{numbers->all, numbers->unreviewed, numbers->unidentified, numbers->inBin, numbers->flagged};
}

} // namespace cloakroom
