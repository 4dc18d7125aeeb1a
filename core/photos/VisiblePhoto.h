#pragma once

#include "core/base/Result.h"
#include "core/catalogue/PhotoRepository.h"

namespace cloakroom {

class Library;

/// The photo's state, if the signed-in role may see photos and this one. NotFound for one that it may not see, so that
/// nobody can tell a flagged photo from none. Every service that touches a photo asks this first. Library's thread.
[[nodiscard]] Result<PhotoState> visiblePhoto(Library& library, PhotoId photo);

} // namespace cloakroom
