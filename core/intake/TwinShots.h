#pragma once

#include "core/base/Result.h"
#include "core/catalogue/PhotoRepository.h"

namespace cloakroom {

class Library;

/// One shot on two cards: a camera with two slots writes the sensor's data to one and the finished picture to the
/// other, under one name, with one time. Both are one photo, in whatever order the cards come. Library's thread.
namespace twin_shots {

/// The photo whose sensor's data this RAW file is; invalid when there is none, or it has some already.
[[nodiscard]] Result<PhotoId> pictureOf(Library& library, const NewPhoto& raw);

/// The photo that so far is only the RAW file of this picture, and that nobody has worked on; invalid when there is
/// none: the picture is then a photo of its own.
[[nodiscard]] Result<PhotoId> rawOf(Library& library, const NewPhoto& picture);

/// The picture is what is seen of that photo from now on, and the RAW file is kept with it.
[[nodiscard]] Result<void> putPictureFirst(Library& library, PhotoId raw, const NewPhoto& picture);

} // namespace twin_shots
} // namespace cloakroom
