#pragma once

#include "core/catalogue/Photo.h"
#include "core/imaging/Head.h"

#include <QImage>
#include <QList>
#include <QRect>
#include <QString>

#include <optional>

namespace cloakroom {

/// How covered regions look. All destroy: afterwards each region is a function of at most 64 colours, and none of them
/// comes from the picture. Means of what is hidden, even of very few cells, can be matched to the original; the
/// measurements are in docs/covering.md.
enum class CoverStyle {
    Solid, ///< one flat colour, the same everywhere
    Mosaic, ///< at most 8x8 tiles over the whole region, always the same
    Soft, ///< the mosaic's tiles smoothly enlarged: looks like a blur
    Icon, ///< a neutral drawn head
};

[[nodiscard]] QString coverStyleKey(CoverStyle style);
[[nodiscard]] std::optional<CoverStyle> coverStyleFromKey(const QString& key);

/// One thing to cover, in pixels of the picture it is applied to.
struct Cover {
    /// Already enlarged to the whole head; not clipped, so that the ellipse in it is the head's also at the border.
    QRect rect;
    RegionShape shape = RegionShape::Ellipse;
    bool isPlain = false; ///< flat colour whatever the style

    friend bool operator==(const Cover&, const Cover&) = default;
};

/// The cover of a face: the ellipse around the whole head.
[[nodiscard]] Cover coverOf(QRect face);
/// The cover of a drawn region: its shape, slightly enlarged.
[[nodiscard]] Cover coverOf(const CoverRegion& region);

/// What a user asks for beyond the rules, for one face: only ever more cover.
struct CoverWish {
    static constexpr double kLargest = 3;

    bool cover = false; ///< although it might be seen
    double larger = 1; ///< times the size; what is below 1 counts as 1, above kLargest as that

    friend bool operator==(const CoverWish&, const CoverWish&) = default;
};

/// The cover, larger about its middle.
[[nodiscard]] Cover enlarged(const Cover& cover, double times);

/// The same cover in a picture of another size; never smaller than exact scaling makes it.
[[nodiscard]] Cover scaledCover(const Cover& cover, QSize from, QSize to);

/// Whether the shape covers this pixel entirely.
[[nodiscard]] bool covers(const Cover& cover, QPoint pixel);
/// Every pixel that covering may touch: the shape and its soft outer edge.
[[nodiscard]] QRect reachOf(const Cover& cover);

/// Covers the regions of an RGB picture: RGB888 of the same size. Pure; every pixel that a shape touches is replaced by
/// a colour that follows from the covers and the style alone, whatever the picture. Ellipses fade out beyond their
/// edge, over pixels that no shape touches; everything farther out stays as it is, bit for bit. Null when memory is
/// short, or for a null picture.
[[nodiscard]] QImage covered(const QImage& picture, const QList<Cover>& covers, CoverStyle style);

} // namespace cloakroom
