#pragma once

#include "ui/review/CanvasGeometry.h"
#include "ui/review/CanvasItem.h"

#include <QColor>

class QPainter;

namespace cloakroom::ui {

/// How an item is drawn.
struct CanvasLook {
    bool isSelected = false;
    bool hasLabel = false;
    bool hasHandles = false;
};

/// The photo's surround, the same in light and dark: colours beside a photo change how it is seen.
[[nodiscard]] QColor canvasSurround();
[[nodiscard]] QColor canvasColour(CanvasMark mark);

/// Outline by mark, number, and on demand label and handles. `painter` is in view coordinates.
void drawItem(QPainter& painter, const CanvasGeometry& geometry, const CanvasItem& item, CanvasLook look);

/// The box that is being dragged open.
void drawRubberBand(QPainter& painter, const QRectF& box);

} // namespace cloakroom::ui
