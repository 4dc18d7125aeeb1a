// What the canvas shows. What mouse and keyboard do to it: PhotoCanvasInput.cpp.

#include "ui/review/PhotoCanvas.h"

#include "ui/review/CanvasPainter.h"

#include <QAccessible>
#include <QPainter>

#include <utility>

namespace cloakroom::ui {

namespace {

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

} // namespace cloakroom::ui
