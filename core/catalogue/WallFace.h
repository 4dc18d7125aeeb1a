#pragma once

#include "core/catalogue/Photo.h"

#include <QSize>

namespace cloakroom {

/// Which faces a wall of faces shows; both conditions hold where both are given.
struct FaceWallFilter {
    PersonId person; ///< named as them
    EventId event; ///< in photos of it
    bool onlyToName = false; ///< that nobody has decided about
};

struct WallFace {
    Face face;
    QSize photoSize; ///< of the upright original, pixels
};

} // namespace cloakroom
