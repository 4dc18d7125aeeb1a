#pragma once

#include "core/base/Ids.h"

#include <QDate>
#include <QRect>

#include <optional>

class QPainter;

namespace cloakroom::ui {

class PictureLoader;
struct GridRow;

/// A thumbnail of the grid as it is to be drawn now.
struct PhotoCell {
    QRect rect;
    PhotoId photo;
    const GridRow* known = nullptr; ///< absent until it has been read
    bool isSelected = false;
    bool isHovered = false;
    bool isCurrent = false; ///< the keyboard is here
    qreal pixelRatio = 1;
};

/// The picture (asked of `pictures`, which loads it if need be), the mark on it, its tick and rings.
void paintPhotoCell(QPainter& painter, const PhotoCell& cell, PictureLoader& pictures);

/// Where a cell's tick is, which selects beside what is selected.
[[nodiscard]] QRect photoCellTick(const QRect& cell);

/// "Friday 12 June  24 photos"
void paintDayHeading(QPainter& painter, const QRect& line, const std::optional<QDate>& day, int count);

} // namespace cloakroom::ui
