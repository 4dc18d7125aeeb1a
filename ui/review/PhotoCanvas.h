#pragma once

#include "ui/review/CanvasGeometry.h"
#include "ui/review/CanvasItem.h"

#include <QImage>
#include <QList>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace cloakroom::ui {

/// A photo, large on neutral dark, with its faces and cover regions as boxes that can be drawn, moved, resized and
/// taken away by mouse and by keyboard. It only asks: whoever owns it stores the change and calls setItems() again.
///
/// Keys: Tab and Shift+Tab choose a box, arrows move it, Shift+arrows resize it from its lower right corner (with Ctrl
/// by single pixels), Delete takes it away, Enter draws a box in the middle when a drawing tool is on, Escape lets go,
/// + - 0 zoom and fit. Keys it has no use for go on to its parent.
class PhotoCanvas : public QWidget {
    Q_OBJECT
public:
    enum class Tool { Select, DrawFace, DrawRegion };

    explicit PhotoCanvas(QWidget* parent = nullptr);
    ~PhotoCanvas() override;

    /// `original` is the upright original's size in pixels; the picture may have any size. Fits it.
    void setPhoto(const QImage& picture, QSize original);
    /// The same photo drawn otherwise (for example as exported): zoom and boxes stay.
    void setPicture(const QImage& picture);
    void clear();
    /// Keeps the selection where kind and id are still there.
    void setItems(const QList<CanvasItem>& items);
    [[nodiscard]] const QList<CanvasItem>& items() const { return m_items; }
    void setMessage(const QString& text); ///< drawn instead of a photo
    void setEditable(bool isEditable);
    void setItemsVisible(bool isVisible);
    void setLabelsVisible(bool isVisible);
    [[nodiscard]] bool areLabelsVisible() const { return m_areLabelsVisible; }

    [[nodiscard]] int selected() const { return m_selected; } ///< -1 = none
    void setSelected(int index);
    [[nodiscard]] Tool tool() const { return m_tool; }
    void setTool(Tool tool);

    [[nodiscard]] const CanvasGeometry& geometryOfPhoto() const { return m_geometry; }
    void zoomBy(double factor);
    void fit();
    /// Sends a keyboard change that still waits for more keys.
    void flush();

    [[nodiscard]] QSize sizeHint() const override { return {820, 560}; }

Q_SIGNALS:
    void selectionChanged(int index);
    void faceDrawn(QRect rect);
    void regionDrawn(QRect rect);
    /// Moved or resized; not sent while it goes on.
    void itemChanged(const cloakroom::ui::CanvasItem& item, QRect rect);
    void removeRequested(const cloakroom::ui::CanvasItem& item);
    void toolChanged(cloakroom::ui::PhotoCanvas::Tool tool);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class Drag { None, Pan, Draw, Move, Resize };

    [[nodiscard]] std::optional<Handle> handleAt(QPointF view) const;
    [[nodiscard]] int itemAt(QPointF view) const;
    [[nodiscard]] QRect draggedRect(QPointF view) const;
    void startDrag(QPointF view);
    void finishDraw(QPointF view);
    void updateCursor(QPointF view);
    [[nodiscard]] bool handleZoomKey(const QKeyEvent& event);
    [[nodiscard]] bool handleArrow(const QKeyEvent& event);
    [[nodiscard]] bool handleEditKey(const QKeyEvent& event);
    void changeSelected(const QRect& rect);
    void sendDrawn(const QRect& rect);
    void announce();
    void drawPicture(QPainter& painter);

    CanvasGeometry m_geometry;
    QImage m_picture;
    QPixmap m_scaled; ///< the picture at the last fitted size
    QString m_message;
    QList<CanvasItem> m_items;
    int m_selected = -1;
    int m_hovered = -1;
    Tool m_tool = Tool::Select;
    bool m_isEditable = true;
    bool m_areItemsVisible = true;
    bool m_areLabelsVisible = false;

    Drag m_drag = Drag::None;
    QPointF m_pressed;
    QPointF m_current;
    Handle m_handle = Handle::BottomRight;
    QRect m_before; ///< the dragged item's rectangle before
    std::optional<QRect> m_waiting; ///< a keyboard change not sent yet
    QTimer m_flush;
};

} // namespace cloakroom::ui
