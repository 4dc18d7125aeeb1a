// What mouse and keyboard do to the canvas: the second half of PhotoCanvas.

#include "ui/review/PhotoCanvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cloakroom::ui {

namespace {

constexpr double kHandleReach = 9; // view pixels
constexpr double kZoomStep = 1.25;

} // namespace

std::optional<Handle> PhotoCanvas::handleAt(QPointF view) const
{
    if (!m_isEditable || m_selected < 0 || !m_areItemsVisible) {
        return std::nullopt;
    }
    const QRectF box = m_geometry.toView(m_items[m_selected].rect);
    for (const Handle handle : kHandles) {
        const QPointF away = CanvasGeometry::handlePoint(box, handle) - view;
        if (std::hypot(away.x(), away.y()) <= kHandleReach) {
            return handle;
        }
    }
    return std::nullopt;
}

int PhotoCanvas::itemAt(QPointF view) const
{
    int best = -1;
    double bestArea = 0;
    for (int i = 0; m_areItemsVisible && i < int(m_items.size()); ++i) {
        const QRectF box = m_geometry.toView(m_items[i].rect).adjusted(-3, -3, 3, 3);
        const double area = box.width() * box.height();
        // The smallest box under the pointer is the one in front.
        if (box.contains(view) && (best < 0 || area < bestArea)) {
            best = i;
            bestArea = area;
        }
    }
    return best;
}

void PhotoCanvas::startDrag(QPointF view)
{
    if (m_tool != Tool::Select) {
        m_drag = Drag::Draw;
        return;
    }
    if (const auto handle = handleAt(view)) {
        m_handle = *handle;
        m_drag = Drag::Resize;
    } else {
        setSelected(itemAt(view));
        m_drag = m_selected >= 0 && m_isEditable ? Drag::Move : Drag::Pan;
    }
    if (m_selected >= 0) {
        m_before = m_items[m_selected].rect;
    }
}

void PhotoCanvas::mousePressEvent(QMouseEvent* event)
{
    if (m_geometry.isEmpty() || m_picture.isNull()) {
        return;
    }
    flush();
    m_pressed = m_current = event->position();
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::Pan;
    } else if (event->button() == Qt::LeftButton) {
        startDrag(event->position());
    }
    update();
}

QRect PhotoCanvas::draggedRect(QPointF view) const
{
    const QPointF way = (view - m_pressed) / m_geometry.scale();
    const QPoint by(qRound(way.x()), qRound(way.y()));
    return m_drag == Drag::Resize ? m_geometry.resized(m_before, m_handle, by) : m_geometry.moved(m_before, by);
}

void PhotoCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (m_drag == Drag::Pan) {
        m_geometry.panBy(at - m_current);
    } else if ((m_drag == Drag::Move || m_drag == Drag::Resize) && m_selected >= 0) {
        m_items[m_selected].rect = draggedRect(at);
    } else if (m_drag == Drag::None) {
        updateCursor(at);
        const int hovered = itemAt(at);
        if (std::exchange(m_hovered, hovered) == hovered) {
            return;
        }
    }
    m_current = at;
    update();
}

void PhotoCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    m_current = event->position();
    if (drag == Drag::Draw) {
        finishDraw(event->position());
    } else if ((drag == Drag::Move || drag == Drag::Resize) && m_selected >= 0
               && m_items[m_selected].rect != m_before) {
        Q_EMIT itemChanged(m_items[m_selected], m_items[m_selected].rect);
    }
    update();
}

void PhotoCanvas::finishDraw(QPointF view)
{
    const QRect rect = m_geometry.drawn(m_pressed, view);
    if (!rect.isNull()) {
        sendDrawn(rect);
    }
}

void PhotoCanvas::sendDrawn(const QRect& rect)
{
    const Tool tool = m_tool;
    setTool(Tool::Select);
    if (tool == Tool::DrawFace) {
        Q_EMIT faceDrawn(rect);
    } else if (tool == Tool::DrawRegion) {
        Q_EMIT regionDrawn(rect);
    }
}

void PhotoCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (m_tool != Tool::Select || itemAt(event->position()) >= 0) {
        mousePressEvent(event);
        return;
    }
    if (m_geometry.isFitted()) {
        m_geometry.zoomTo(1, event->position());
    } else {
        m_geometry.fit();
    }
    update();
}

void PhotoCanvas::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    m_geometry.zoomTo(m_geometry.scale() * std::pow(kZoomStep, steps), event->position());
    event->accept();
    update();
}

void PhotoCanvas::updateCursor(QPointF view)
{
    if (m_tool != Tool::Select) {
        return;
    }
    const auto handle = handleAt(view);
    if (!handle) {
        setCursor(itemAt(view) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    switch (*handle) {
    case Handle::Left:
    case Handle::Right:
        return setCursor(Qt::SizeHorCursor);
    case Handle::Top:
    case Handle::Bottom:
        return setCursor(Qt::SizeVerCursor);
    case Handle::TopLeft:
    case Handle::BottomRight:
        return setCursor(Qt::SizeFDiagCursor);
    case Handle::TopRight:
    case Handle::BottomLeft:
        return setCursor(Qt::SizeBDiagCursor);
    }
}

void PhotoCanvas::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

void PhotoCanvas::focusInEvent(QFocusEvent* event)
{
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) {
        setSelected(event->reason() == Qt::TabFocusReason ? 0 : int(m_items.size()) - 1);
    }
    update();
}

void PhotoCanvas::focusOutEvent(QFocusEvent*)
{
    flush();
    update();
}

bool PhotoCanvas::focusNextPrevChild(bool next)
{
    // Tab walks through the boxes, then goes on to the next control.
    const int wanted = m_selected + (next ? 1 : -1);
    if (m_items.isEmpty() || wanted < 0 || wanted >= int(m_items.size())) {
        setSelected(-1);
        return QWidget::focusNextPrevChild(next);
    }
    setSelected(wanted);
    return true;
}

bool PhotoCanvas::handleZoomKey(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(kZoomStep);
        return true;
    case Qt::Key_Minus:
        zoomBy(1 / kZoomStep);
        return true;
    case Qt::Key_0:
        fit();
        return true;
    default:
        return false;
    }
}

bool PhotoCanvas::handleArrow(const QKeyEvent& event)
{
    QPoint way;
    switch (event.key()) {
    case Qt::Key_Left:
        way = {-1, 0};
        break;
    case Qt::Key_Right:
        way = {1, 0};
        break;
    case Qt::Key_Up:
        way = {0, -1};
        break;
    case Qt::Key_Down:
        way = {0, 1};
        break;
    default:
        return false;
    }
    if (!m_isEditable || m_selected < 0 || event.modifiers().testFlag(Qt::AltModifier)) {
        return false;
    }
    const bool isFine = event.modifiers().testFlag(Qt::ControlModifier);
    const QPoint by = way * (isFine ? 1 : std::max(1, qRound(4 / m_geometry.scale())));
    const QRect& rect = m_items[m_selected].rect;
    changeSelected(event.modifiers().testFlag(Qt::ShiftModifier) ? m_geometry.resized(rect, Handle::BottomRight, by)
                                                                 : m_geometry.moved(rect, by));
    return true;
}

void PhotoCanvas::changeSelected(const QRect& rect)
{
    if (rect == m_items[m_selected].rect) {
        return;
    }
    m_items[m_selected].rect = rect;
    m_waiting = rect;
    m_flush.start();
    m_geometry.reveal(rect);
    update();
}

bool PhotoCanvas::handleEditKey(const QKeyEvent& event)
{
    const int key = event.key();
    if (key == Qt::Key_Escape && (m_tool != Tool::Select || m_selected >= 0)) {
        flush();
        setTool(Tool::Select);
        setSelected(-1);
        return true;
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_tool != Tool::Select) {
        sendDrawn(m_geometry.suggestedBox());
        return true;
    }
    if ((key == Qt::Key_Delete || key == Qt::Key_Backspace) && m_isEditable && m_selected >= 0) {
        m_waiting.reset();
        Q_EMIT removeRequested(m_items[m_selected]);
        return true;
    }
    return false;
}

void PhotoCanvas::keyPressEvent(QKeyEvent* event)
{
    if (!handleArrow(*event) && !handleEditKey(*event) && !handleZoomKey(*event)) {
        QWidget::keyPressEvent(event);
    }
}

} // namespace cloakroom::ui
