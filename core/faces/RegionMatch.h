#pragma once

#include "core/base/MarkedRegion.h"
#include "core/faces/NameSuggestion.h"

#include <QList>
#include <QRect>

namespace cloakroom {

class PeopleByName;

// What other programs' regions say about the faces of a photo. Pure; a region never decides anything.

/// For each region the place in `faces` of the one that it marks, -1 for none: best fit first, each face at most once.
/// Programs draw a face tighter or wider than detectors do, so boxes fit that overlap a little, or of which each holds
/// the other's middle.
[[nodiscard]] QList<int> facesMarkedBy(const QList<MarkedRegion>& regions, const QList<QRect>& faces);

/// Where a region was kept in both readings, only the reading that fits more of the faces; both when that is open.
[[nodiscard]] QList<MarkedRegion> settledReading(const QList<MarkedRegion>& regions, const QList<QRect>& faces);

/// Where another program marked a face and none of these is: somebody may be there.
[[nodiscard]] QList<QRect> facesMissing(const QList<MarkedRegion>& regions, const QList<QRect>& faces);

/// The names that were written beside the faces. A person only where exactly one is called that.
[[nodiscard]] QList<NameSuggestion> namesFromFile(const QList<MarkedRegion>& regions, const QList<Face>& faces,
                                                  const PeopleByName& people);

} // namespace cloakroom
