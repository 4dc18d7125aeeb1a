#pragma once

#include "core/base/MarkedRegion.h"

#include <QList>
#include <QSize>
#include <QString>

#include <optional>
#include <utility>

namespace cloakroom {

// Where other programs wrote that a face is, in a photo's XMP: the Metadata Working Group's regions (mwg-rs:Regions),
// Microsoft's (MP:RegionInfo) and IPTC's (Iptc4xmpExt:ImageRegion). Pure; every value may be rubbish, and is left out
// then.

/// One XMP value by its path as Exiv2 writes it ("Xmp.mwg-rs.Regions/mwg-rs:RegionList[1]/mwg-rs:Name").
using XmpProperty = std::pair<QString, QString>;

/// A region as it stands in the file.
struct WrittenRegion {
    RegionStandard standard = RegionStandard::Mwg;
    double x = 0; ///< of the left edge; a share of the picture's width, or pixels
    double y = 0;
    double width = 0;
    double height = 0;
    double diameter = 0; ///< of a circle around (x, y): a share of the picture's shorter edge, or pixels; else 0
    bool isInPixels = false;
    bool isWhole = false; ///< of somebody, perhaps not of the face alone
    QString name;
};

struct WrittenRegions {
    QList<WrittenRegion> regions;
    std::optional<QSizeF> appliedTo; ///< the size of the picture that was marked, in pixels
};

/// Reads no more than a bounded number of properties and regions.
[[nodiscard]] WrittenRegions writtenRegions(const QList<XmpProperty>& properties);

/// The regions in pixels of the upright picture, of which `orientation` (EXIF, 1-8) says how it is stored. Where it
/// cannot be told whether they are places of the stored or of the upright picture, both readings; see Placing.
[[nodiscard]] QList<MarkedRegion> placedRegions(const WrittenRegions& written, QSize upright, int orientation);

/// A share of the stored picture as a share of the upright one, for EXIF orientation 1-8.
[[nodiscard]] QRectF turnedShare(const QRectF& stored, int orientation);

} // namespace cloakroom
