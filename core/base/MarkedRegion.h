#pragma once

#include <QRect>
#include <QString>

namespace cloakroom {

/// By whose rules another program wrote a region into a photo's file. Stored by key: never rename a key.
enum class RegionStandard { Mwg, Microsoft, Iptc };

/// How far a region's place can be trusted. Programs disagree whether places are those of the stored or of the upright
/// picture; where its size does not tell, both readings are kept, as two regions.
enum class Placing {
    Sure,
    AsStored, ///< if it is one of the stored picture
    AsShown, ///< if it is one of the upright picture
    Cut, ///< the picture has another shape than the one that was marked
};

/// Where another program says that a face is, and whose. Says nothing for certain.
struct MarkedRegion {
    QRect rect; ///< pixels of the upright original, inside it, never empty
    QString name; ///< as it was written, short and printable; may be empty
    RegionStandard standard = RegionStandard::Mwg;
    Placing placing = Placing::Sure;

    friend bool operator==(const MarkedRegion&, const MarkedRegion&) = default;
};

/// A file marks no more faces than this; the rest is left out.
inline constexpr int kMostMarkedRegions = 500;
/// Longer names are cut.
inline constexpr int kLongestMarkedName = 120;

} // namespace cloakroom
