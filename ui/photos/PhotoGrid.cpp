#include "ui/photos/PhotoGrid.h"

#include "ui/common/Theme.h"
#include "ui/photos/PhotoCell.h"
#include "ui/photos/PhotoGridModel.h"
#include "ui/window/PictureLoader.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kSmallest = 96;
constexpr int kLargest = 320;
constexpr int kZoomStep = 24;

} // namespace

PhotoGrid::PhotoGrid(PhotoGridModel& model, PictureLoader& pictures, QWidget* parent)
    : QAbstractItemView(parent)
    , m_model(model)
    , m_pictures(pictures)
{
    setProperty("plain", true);
    setFrameShape(NoFrame);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setVerticalScrollMode(ScrollPerPixel);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Photos"));
    setModel(&model);
    connect(&model, &PhotoGridModel::daysChanged, this, &PhotoGrid::layOut);
    connect(&pictures, &PictureLoader::loaded, this, [this] { viewport()->update(); });
    connect(&Theme::current(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

QList<PhotoId> PhotoGrid::selectedPhotos() const
{
    QList<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QList<PhotoId> photos;
    for (const int row : std::as_const(rows)) {
        photos.append(m_model.photoAt(row));
    }
    return photos;
}

void PhotoGrid::selectPhotos(const QList<PhotoId>& photos)
{
    QItemSelection selection;
    for (const PhotoId photo : photos) {
        const QModelIndex index = m_model.index(m_model.rowOf(photo));
        if (index.isValid()) {
            selection.select(index, index);
        }
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
}

PhotoId PhotoGrid::currentPhoto() const
{
    return currentIndex().isValid() ? m_model.photoAt(currentIndex().row()) : PhotoId{};
}

void PhotoGrid::setThumbnailSize(int pixels)
{
    m_wantedSize = std::clamp(pixels, kSmallest, kLargest);
    layOut();
}

void PhotoGrid::layOut()
{
    // What is at the top stays at the top while headings above it become known.
    const auto [top, last] = m_layout.rowsBetween(verticalOffset(), verticalOffset());
    const int before = last >= 0 ? m_layout.cell(top).y() : 0;
    m_layout.arrange(m_model.rowCount(), viewport()->width() - GridLayout::kGap, m_wantedSize, [this](int row) {
        const GridRow* known = m_model.rowAt(row);
        return known == nullptr ? std::nullopt : known->day();
    });
    updateGeometries();
    if (last >= 0 && before > 0 && top < m_model.rowCount()) {
        verticalScrollBar()->setValue(verticalOffset() + m_layout.cell(top).y() - before);
    }
    tellVisible();
    viewport()->update();
}

void PhotoGrid::updateGeometries()
{
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_layout.cellSize() / 3);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void PhotoGrid::tellVisible()
{
    const auto [first, last] = m_layout.rowsBetween(verticalOffset(), verticalOffset() + viewport()->height());
    m_model.setVisible(first, last);
}

void PhotoGrid::reset()
{
    QAbstractItemView::reset();
    m_anchor = 0;
    m_hovered = -1;
    layOut();
    Q_EMIT selectedPhotosChanged();
}

QRect PhotoGrid::visualRect(const QModelIndex& index) const
{
    return index.isValid() ? m_layout.cell(index.row()).translated(0, -verticalOffset()) : QRect();
}

void PhotoGrid::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid()) {
        return;
    }
    const QRect cell = m_layout.cell(index.row());
    const GridLayout::Section* section = m_layout.sectionOf(index.row());
    const bool isFirstLine = index.row() - section->first < m_layout.columns();
    const int top = isFirstLine ? section->y : cell.top() - GridLayout::kGap;
    const int bottom = cell.bottom() + GridLayout::kGap;
    if (hint == PositionAtTop || top < verticalOffset()) {
        verticalScrollBar()->setValue(top);
    } else if (bottom > verticalOffset() + viewport()->height()) {
        verticalScrollBar()->setValue(bottom - viewport()->height());
    }
}

QModelIndex PhotoGrid::indexAt(const QPoint& point) const
{
    const int row = m_layout.rowAt(point + QPoint(0, verticalOffset()));
    return row < 0 ? QModelIndex() : m_model.index(row);
}

int PhotoGrid::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QModelIndex PhotoGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_model.rowCount();
    if (rows == 0) {
        return {};
    }
    if (!currentIndex().isValid()) {
        return m_model.index(0);
    }
    const int row = currentIndex().row();
    const int page = std::max(1, viewport()->height() / (m_layout.cellSize() + GridLayout::kGap));
    int next = row;
    switch (action) {
    case MoveUp:
        next = m_layout.above(row);
        break;
    case MoveDown:
        next = m_layout.below(row);
        break;
    case MoveLeft:
    case MovePrevious:
        next = row - 1;
        break;
    case MoveRight:
    case MoveNext:
        next = row + 1;
        break;
    case MoveHome:
        next = 0;
        break;
    case MoveEnd:
        next = rows - 1;
        break;
    case MovePageUp:
    case MovePageDown:
        for (int i = 0; i < page; ++i) {
            next = action == MovePageUp ? m_layout.above(next) : m_layout.below(next);
        }
        break;
    }
    return m_model.index(std::clamp(next, 0, rows - 1));
}

void PhotoGrid::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    const QRect content = rect.normalized().translated(0, verticalOffset());
    const auto [first, last] = m_layout.rowsBetween(content.top(), content.bottom());
    QItemSelection selection;
    for (int row = first; row <= last; ++row) {
        if (m_layout.cell(row).intersects(content)) {
            selection.select(m_model.index(row), m_model.index(row));
        }
    }
    selectionModel()->select(selection, flags);
}

QRegion PhotoGrid::visualRegionForSelection(const QItemSelection&) const
{
    return viewport()->rect(); // large selections: painting all is cheaper than adding up regions
}

void PhotoGrid::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    Q_EMIT selectedPhotosChanged();
}

void PhotoGrid::selectRange(int from, int to)
{
    const QItemSelection range(m_model.index(std::min(from, to)), m_model.index(std::max(from, to)));
    selectionModel()->select(range, QItemSelectionModel::ClearAndSelect);
}

PhotoCell PhotoGrid::cellOf(int row) const
{
    PhotoCell cell;
    cell.rect = m_layout.cell(row);
    cell.photo = m_model.photoAt(row);
    cell.known = m_model.rowAt(row);
    cell.isSelected = selectionModel()->isSelected(m_model.index(row));
    cell.isHovered = row == m_hovered;
    cell.isCurrent = hasFocus() && currentIndex().row() == row;
    cell.pixelRatio = devicePixelRatioF();
    return cell;
}

void PhotoGrid::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(0, -verticalOffset());
    const QRect area = event->rect().translated(0, verticalOffset());
    for (const GridLayout::Section& section : m_layout.sections()) {
        if (section.y > area.bottom()) {
            break;
        }
        if (section.y + GridLayout::kHeading >= area.top()) {
            const QRect line(0, section.y, viewport()->width(), GridLayout::kHeading - GridLayout::kGap);
            paintDayHeading(painter, line, section.day, section.count);
        }
    }
    const auto [first, last] = m_layout.rowsBetween(area.top(), area.bottom());
    for (int row = first; row <= last; ++row) {
        paintPhotoCell(painter, cellOf(row), m_pictures);
    }
    if (m_isBanding && !m_band.isNull()) {
        QColor fill = Theme::current().colours().accent;
        painter.setPen(fill);
        fill.setAlpha(40);
        painter.setBrush(fill);
        painter.drawRect(m_band);
    }
}

void PhotoGrid::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    layOut();
}

void PhotoGrid::scrollContentsBy(int, int)
{
    tellVisible();
    viewport()->update();
}

void PhotoGrid::mousePressEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    const QModelIndex index = indexAt(point);
    if (event->button() == Qt::RightButton) {
        if (index.isValid() && !selectionModel()->isSelected(index)) {
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
            m_anchor = index.row();
        }
        return;
    }
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const bool isToggle = event->modifiers().testFlag(Qt::ControlModifier)
        || (index.isValid() && photoCellTick(visualRect(index)).contains(point));
    if (!index.isValid()) {
        m_isBanding = true;
        m_band = {};
        m_bandStart = point + QPoint(0, verticalOffset());
        m_beforeBand = isToggle ? selectionModel()->selection() : QItemSelection();
        if (!isToggle) {
            clearSelection();
        }
    } else if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        selectRange(m_anchor, index.row());
    } else {
        m_anchor = index.row();
        selectionModel()->setCurrentIndex(index,
                                          isToggle ? QItemSelectionModel::Toggle : QItemSelectionModel::ClearAndSelect);
    }
    viewport()->update();
}

void PhotoGrid::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (m_isBanding) {
        m_band = QRect(m_bandStart, point + QPoint(0, verticalOffset())).normalized();
        selectionModel()->select(m_beforeBand, QItemSelectionModel::ClearAndSelect);
        setSelection(m_band.translated(0, -verticalOffset()), QItemSelectionModel::Select);
        viewport()->update();
        return;
    }
    const QModelIndex index = indexAt(point);
    if (index.row() != m_hovered) {
        m_hovered = index.row();
        viewport()->update();
    }
}

void PhotoGrid::mouseReleaseEvent(QMouseEvent*)
{
    m_isBanding = false;
    m_band = {};
    viewport()->update();
}

void PhotoGrid::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton) {
        Q_EMIT opened(index.row());
    }
}

void PhotoGrid::keyPressEvent(QKeyEvent* event)
{
    const QHash<int, CursorAction> moves{{Qt::Key_Up, MoveUp},         {Qt::Key_Down, MoveDown},
                                         {Qt::Key_Left, MoveLeft},     {Qt::Key_Right, MoveRight},
                                         {Qt::Key_Home, MoveHome},     {Qt::Key_End, MoveEnd},
                                         {Qt::Key_PageUp, MovePageUp}, {Qt::Key_PageDown, MovePageDown}};
    const bool isShift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    if (const auto move = moves.constFind(event->key()); move != moves.cend()) {
        const QModelIndex next = moveCursor(*move, event->modifiers());
        if (next.isValid()) {
            selectionModel()->setCurrentIndex(
                next, isShift || isControl ? QItemSelectionModel::NoUpdate : QItemSelectionModel::ClearAndSelect);
            if (isShift) {
                selectRange(m_anchor, next.row());
            } else if (!isControl) {
                m_anchor = next.row();
            }
            scrollTo(next);
            viewport()->update();
        }
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid()) {
            Q_EMIT opened(currentIndex().row());
        }
    } else if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        m_anchor = currentIndex().row();
        selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle);
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->key() == Qt::Key_Escape) {
        clearSelection();
    } else {
        event->ignore();
    }
}

void PhotoGrid::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint at = isKeyboard && currentIndex().isValid()
        ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
        : event->globalPos();
    Q_EMIT menuRequested(at);
}

void PhotoGrid::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setThumbnailSize(m_wantedSize + (event->angleDelta().y() > 0 ? kZoomStep : -kZoomStep));
        return;
    }
    QAbstractItemView::wheelEvent(event);
}

void PhotoGrid::leaveEvent(QEvent* event)
{
    m_hovered = -1;
    viewport()->update();
    QAbstractItemView::leaveEvent(event);
}

void PhotoGrid::focusInEvent(QFocusEvent* event)
{
    if (!currentIndex().isValid() && m_model.rowCount() > 0 && event->reason() != Qt::MouseFocusReason) {
        selectionModel()->setCurrentIndex(m_model.index(0), QItemSelectionModel::NoUpdate);
    }
    QAbstractItemView::focusInEvent(event);
    viewport()->update();
}

} // namespace cloakroom::ui
