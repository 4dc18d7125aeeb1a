#include "ui/review/CanvasPainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPen>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr double kCornerRadius = 6;
constexpr double kNumberRadius = 11;
constexpr double kHandleRadius = 4.5;
const QColor kInk(0x10, 0x14, 0x15);

QPen outlinePen(CanvasMark mark, double width)
{
    QPen pen(canvasColour(mark), width);
    pen.setCapStyle(Qt::FlatCap);
    if (mark == CanvasMark::Covered) {
        pen.setDashPattern({1.0, 1.4});
    } else if (mark == CanvasMark::Unknown) {
        pen.setDashPattern({3.0, 2.0});
    }
    return pen;
}

void drawShape(QPainter& painter, const QRectF& box, const CanvasItem& item)
{
    if (item.kind == CanvasItem::Kind::Region && item.shape == RegionShape::Ellipse) {
        painter.drawEllipse(box);
        return;
    }
    const double radius = std::min({kCornerRadius, box.width() / 4, box.height() / 4});
    painter.drawRoundedRect(box, radius, radius);
}

void drawNumber(QPainter& painter, QPointF at, const CanvasItem& item, bool isSelected)
{
    QFont font = painter.font();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QRectF disc(at - QPointF(kNumberRadius, kNumberRadius), QSizeF(2 * kNumberRadius, 2 * kNumberRadius));
    painter.setPen(isSelected ? QPen(canvasColour(item.mark), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(kInk);
    painter.drawEllipse(disc);
    painter.setPen(Qt::white);
    painter.drawText(disc, Qt::AlignCenter, QString::number(item.number));
}

void drawLabel(QPainter& painter, const QRectF& box, const QString& label)
{
    QFont font = painter.font();
    font.setPixelSize(12);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(label, Qt::ElideRight, 220);
    QRectF plate(0, 0, metrics.horizontalAdvance(text) + 16, 22);
    plate.moveCenter(QPointF(box.center().x(), box.bottom() + 17));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0x10, 0x14, 0x15, 0xe0));
    painter.drawRoundedRect(plate, 11, 11);
    painter.setPen(Qt::white);
    painter.drawText(plate, Qt::AlignCenter, text);
}

void drawHandles(QPainter& painter, const QRectF& box, CanvasMark mark)
{
    painter.setPen(QPen(kInk, 1));
    painter.setBrush(canvasColour(mark));
    for (const Handle handle : kHandles) {
        painter.drawEllipse(CanvasGeometry::handlePoint(box, handle), kHandleRadius, kHandleRadius);
    }
}

} // namespace

QColor canvasSurround()
{
    return {0x0f, 0x13, 0x14};
}

QColor canvasColour(CanvasMark mark)
{
    switch (mark) {
    case CanvasMark::Shown:
        return {0x7f, 0xe0, 0xa0};
    case CanvasMark::Covered:
        return {0x8c, 0xc2, 0xff};
    case CanvasMark::Unknown:
        break;
    }
    return {0xff, 0xd2, 0x7a};
}

void drawItem(QPainter& painter, const CanvasGeometry& geometry, const CanvasItem& item, CanvasLook look)
{
    const QRectF box = geometry.toView(item.rect);
    const double width = look.isSelected ? 4 : 2.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor hatch = canvasColour(item.mark);
    hatch.setAlpha(90);
    painter.setBrush(item.mark == CanvasMark::Covered ? QBrush(hatch, Qt::BDiagPattern) : QBrush(Qt::NoBrush));
    // A dark line underneath keeps the outline visible on any picture.
    painter.setPen(QPen(QColor(0, 0, 0, 60), width + 1.5));
    drawShape(painter, box, item);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(outlinePen(item.mark, width));
    drawShape(painter, box, item);
    if (look.hasHandles) {
        drawHandles(painter, box, item.mark);
    }
    if (item.number > 0) {
        drawNumber(painter, box.topLeft(), item, look.isSelected);
    }
    if (look.hasLabel && !item.label.isEmpty()) {
        drawLabel(painter, box, item.label);
    }
    painter.restore();
}

void drawRubberBand(QPainter& painter, const QRectF& box)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, 1.5, Qt::DashLine));
    painter.setBrush(QColor(255, 255, 255, 36));
    painter.drawRoundedRect(box, 4, 4);
    painter.restore();
}

} // namespace cloakroom::ui
