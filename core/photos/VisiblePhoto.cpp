#include "core/photos/VisiblePhoto.h"

#include "core/catalogue/Library.h"
#include "core/catalogue/Viewpoint.h"

namespace cloakroom {

Result<PhotoState> visiblePhoto(Library& library, PhotoId photo)
{
    if (const auto allowed = library.require(Right::SeePhotos); !allowed) {
        return propagate(allowed);
    }
    return PhotoRepository(library.db()).state(photo, Viewpoint::of(library.role()));
}

} // namespace cloakroom
