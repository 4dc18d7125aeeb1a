#pragma once

#include "core/base/Permissions.h"

namespace cloakroom {

/// What a role may learn of photos and of the people in them (the table of rights, as queries need it).
struct Viewpoint {
    bool seesFlagged = false; ///< flagged, restricted and sealed photos exist
    bool seesBin = false; ///< photos in the bin exist
    bool seesPeople = false; ///< may know who is in a photo
    bool knowsProtected = false; ///< protected people have a name, too

    [[nodiscard]] static Viewpoint of(Role role);
};

} // namespace cloakroom
