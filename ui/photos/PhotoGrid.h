#pragma once

#include "core/base/Ids.h"
#include "ui/photos/GridLayout.h"

#include <QAbstractItemView>

namespace cloakroom::ui {

class PhotoGridModel;
class PictureLoader;
struct PhotoCell;

/// Square thumbnails under headings of days, marks on them, any number of photos. Mouse, rubber band, Ctrl and Shift,
/// keyboard; Enter or a double click opens.
class PhotoGrid final : public QAbstractItemView {
    Q_OBJECT

public:
    PhotoGrid(PhotoGridModel& model, PictureLoader& pictures, QWidget* parent = nullptr);

    [[nodiscard]] QList<PhotoId> selectedPhotos() const;
    void selectPhotos(const QList<PhotoId>& photos);
    [[nodiscard]] PhotoId currentPhoto() const;
    /// Wanted edge of a thumbnail in pixels; what fits best is used.
    void setThumbnailSize(int pixels);
    [[nodiscard]] int thumbnailSize() const { return m_wantedSize; }

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;

Q_SIGNALS:
    void opened(int row);
    void selectedPhotosChanged();
    void menuRequested(const QPoint& globalPosition);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void reset() override;
    void updateGeometries() override;

private:
    void layOut();
    [[nodiscard]] PhotoCell cellOf(int row) const;
    void selectRange(int from, int to);
    void tellVisible();

    PhotoGridModel& m_model;
    PictureLoader& m_pictures;
    GridLayout m_layout;
    int m_wantedSize = 168;
    int m_anchor = 0; ///< where a Shift selection starts
    int m_hovered = -1;
    QPoint m_bandStart; ///< in content coordinates
    QRect m_band;
    bool m_isBanding = false;
    QItemSelection m_beforeBand;
};

} // namespace cloakroom::ui
