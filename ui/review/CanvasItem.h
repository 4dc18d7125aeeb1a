#pragma once

#include "core/catalogue/Photo.h"

#include <QRect>
#include <QString>

namespace cloakroom::ui {

/// What happens to a face or region in the purpose that is chosen. Drawn by colour and by line, so that either is
/// enough.
enum class CanvasMark {
    Shown, ///< solid green
    Covered, ///< dotted blue, hatched
    Unknown, ///< dashed amber
};

/// A face or cover region as the canvas draws it.
struct CanvasItem {
    enum class Kind { Face, Region };

    Kind kind = Kind::Face;
    qint64 id = 0; ///< a FaceId's or RegionId's value
    QRect rect; ///< pixels of the upright original
    CanvasMark mark = CanvasMark::Unknown;
    RegionShape shape = RegionShape::Rectangle; ///< of a region
    int number = 0; ///< 0 = none is drawn
    QString label; ///< a name the user may know, or what it is

    friend bool operator==(const CanvasItem&, const CanvasItem&) = default;
};

} // namespace cloakroom::ui
