#pragma once

#include "core/catalogue/Photo.h"
#include "core/imaging/Head.h" // headAround()

#include <QColor>
#include <QImage>
#include <QList>
#include <QRect>
#include <QString>

#include <optional>

namespace cloakroom {

/// How covered regions look. All destroy: afterwards each region is a function of at most 64 colours.
enum class CoverStyle { Solid, Mosaic, Soft, Icon };

[[nodiscard]] QString coverStyleKey(CoverStyle style);
[[nodiscard]] std::optional<CoverStyle> coverStyleFromKey(const QString& key);

/// One thing to cover, in pixels of the picture it is applied to.
struct Cover {
    QRect rect; ///< already enlarged to the whole head
    RegionShape shape = RegionShape::Ellipse;
};

/// Covers the regions of an RGB picture. Pure; every pixel inside each shape is replaced, the last row and column too;
/// pixels outside the shapes' soft outer edge are not touched.
[[nodiscard]] QImage covered(const QImage& picture, const QList<Cover>& covers, CoverStyle style);

} // namespace cloakroom
