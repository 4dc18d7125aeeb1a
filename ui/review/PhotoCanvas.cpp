#include "ui/review/PhotoCanvas.h"

#include "ui/review/CanvasPainter.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace cloakroom::ui {

namespace {

constexpr double kHandleReach = 9; // view pixels
constexpr double kZoomStep = 1.25;
constexpr int kKeyboardPause = 500; // ms without a key after which a change is sent

} // namespace

PhotoCanvas::PhotoCanvas(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(240, 180);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Photo"));
    m_flush.setSingleShot(true);
    m_flush.setInterval(kKeyboardPause);
    connect(&m_flush, &QTimer::timeout, this, &PhotoCanvas::flush);
}

PhotoCanvas::~PhotoCanvas() = default;

void PhotoCanvas::setPhoto(const QImage& picture, QSize original)
{
    flush();
    m_drag = Drag::None;
    m_message.clear();
    m_geometry.setPhotoSize(original);
    setPicture(picture);
}

void PhotoCanvas::setPicture(const QImage& picture)
{
    m_picture = picture;
    m_scaled = {};
    update();
}

void PhotoCanvas::clear()
{
    setItems({});
    setPhoto({}, {});
}

void PhotoCanvas::setMessage(const QString& text)
{
    m_message = text;
    setAccessibleDescription(text);
    update();
}

void PhotoCanvas::setItems(const QList<CanvasItem>& items)
{
    const std::optional<CanvasItem> before =
        m_selected >= 0 ? std::optional(m_items[m_selected]) : std::optional<CanvasItem>();
    m_items = items;
    m_hovered = -1;
    int selected = -1;
    for (int i = 0; before && i < int(m_items.size()); ++i) {
        if (m_items[i].kind == before->kind && m_items[i].id == before->id) {
            selected = i;
        }
    }
    if (m_waiting && selected >= 0) {
        m_items[selected].rect = *m_waiting;
    } else {
        m_waiting.reset();
    }
    if (std::exchange(m_selected, selected) != selected) {
        Q_EMIT selectionChanged(m_selected);
    }
    update();
}

void PhotoCanvas::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    setTool(Tool::Select);
    update();
}

void PhotoCanvas::setItemsVisible(bool isVisible)
{
    m_areItemsVisible = isVisible;
    update();
}

void PhotoCanvas::setLabelsVisible(bool isVisible)
{
    m_areLabelsVisible = isVisible;
    update();
}

void PhotoCanvas::setSelected(int index)
{
    const int wanted = index >= 0 && index < int(m_items.size()) ? index : -1;
    if (wanted == m_selected) {
        return;
    }
    flush();
    m_selected = wanted;
    if (m_selected >= 0) {
        m_geometry.reveal(m_items[m_selected].rect);
    }
    announce();
    update();
    Q_EMIT selectionChanged(m_selected);
}

void PhotoCanvas::announce()
{
    if (m_selected < 0) {
        setAccessibleDescription({});
        return;
    }
    const CanvasItem& item = m_items[m_selected];
    const QString state = item.mark == CanvasMark::Shown ? tr("may show")
        : item.mark == CanvasMark::Covered               ? tr("will be covered")
                                                         : tr("not known yet");
    const QString what = item.kind == CanvasItem::Kind::Face ? tr("Face %1").arg(item.number) : tr("Covered area");
    setAccessibleDescription(tr("%1: %2, %3").arg(what, item.label, state));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void PhotoCanvas::setTool(Tool tool)
{
    const Tool wanted = m_isEditable ? tool : Tool::Select;
    if (m_tool == wanted) {
        return;
    }
    m_tool = wanted;
    setCursor(m_tool == Tool::Select ? Qt::ArrowCursor : Qt::CrossCursor);
    update();
    Q_EMIT toolChanged(m_tool);
}

void PhotoCanvas::zoomBy(double factor)
{
    m_geometry.zoomTo(m_geometry.scale() * factor, rect().center());
    update();
}

void PhotoCanvas::fit()
{
    m_geometry.fit();
    update();
}

void PhotoCanvas::flush()
{
    m_flush.stop();
    if (!m_waiting || m_selected < 0) {
        m_waiting.reset();
        return;
    }
    const QRect rect = *m_waiting;
    m_waiting.reset();
    Q_EMIT itemChanged(m_items[m_selected], rect);
}

void PhotoCanvas::drawPicture(QPainter& painter)
{
    const QRectF target = m_geometry.photoInView();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_geometry.scale() < 2);
    if (!m_geometry.isFitted()) {
        painter.drawImage(target, m_picture);
        return;
    }
    const QSize pixels = (target.size() * devicePixelRatioF()).toSize();
    if (m_scaled.size() != pixels) {
        m_scaled = QPixmap::fromImage(m_picture.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    painter.drawPixmap(target, m_scaled, QRectF(m_scaled.rect()));
}

void PhotoCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), canvasSurround());
    if (m_picture.isNull() || m_geometry.isEmpty()) {
        painter.setPen(QColor(0x9a, 0xa8, 0xa9));
        painter.drawText(rect().adjusted(32, 32, -32, -32), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    drawPicture(painter);
    for (int i = 0; m_areItemsVisible && i < int(m_items.size()); ++i) {
        if (i != m_selected) {
            drawItem(painter, m_geometry, m_items[i], {false, m_areLabelsVisible || i == m_hovered, false});
        }
    }
    if (m_areItemsVisible && m_selected >= 0) {
        drawItem(painter, m_geometry, m_items[m_selected], {true, true, m_isEditable && m_tool == Tool::Select});
    }
    if (m_drag == Drag::Draw) {
        drawRubberBand(painter, QRectF(m_pressed, m_current).normalized());
    }
}

void PhotoCanvas::resizeEvent(QResizeEvent*)
{
    m_geometry.setViewSize(size());
}

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
