#pragma once

#include "core/imaging/RegionWriter.h"
#include "core/publish/ExportPlan.h"

namespace cloakroom {

/// A cover's share of a face from which the face counts as covered.
inline constexpr double kNamedFaceUnderCover = 0.3;

/// The names that a picture made by this plan may carry, of faces that it shows: named by a user, seen by a consent of
/// their own for the purpose (not by notice, not by silence), not protected, and under no cover of somebody else's.
/// Library's thread.
[[nodiscard]] Result<QList<NamedRegion>> namedFaces(Library& library, const ExportPlan& plan);

} // namespace cloakroom
