#include "core/intake/TwinShots.h"

#include "core/catalogue/Library.h"
#include "core/catalogue/PartRepository.h"
#include "core/catalogue/TwinRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/intake/SourceShots.h"

namespace cloakroom::twin_shots {

namespace {

template <typename Fits>
Result<PhotoId> twinOf(Library& library, const NewPhoto& photo, Fits fits)
{
    const auto twins = TwinRepository(library.db()).of(photo);
    if (!twins) {
        return propagate(twins);
    }
    for (const Twin& twin : *twins) {
        if (!twin.hasRaw && fits(twin)) {
            return twin.photo;
        }
    }
    return PhotoId();
}

} // namespace

Result<PhotoId> pictureOf(Library& library, const NewPhoto& raw)
{
    return twinOf(library, raw, [&raw](const Twin& twin) { return mayBeRawOf(raw.name, twin.name); });
}

Result<PhotoId> rawOf(Library& library, const NewPhoto& picture)
{
    return twinOf(library, picture,
                  [&picture](const Twin& twin) { return twin.isUntouched && mayBeRawOf(twin.name, picture.name); });
}

Result<void> putPictureFirst(Library& library, PhotoId raw, const NewPhoto& picture)
{
    PhotoRepository photos(library.db());
    const auto details = photos.details(raw, Viewpoint::of(library.role()));
    if (!details) {
        return propagate(details);
    }
    const auto original = photos.original(raw);
    if (!original) {
        return propagate(original);
    }
    // First the photo lets go of the RAW's bytes: nothing is in the library twice.
    if (auto done = TwinRepository(library.db()).replaceOriginal(raw, picture); !done) {
        return done;
    }
    const auto part = PartRepository(library.db()).insert({raw, PartRole::Raw, details->summary.name, *original});
    return part ? Result<void>() : Result<void>(propagate(part));
}

} // namespace cloakroom::twin_shots
