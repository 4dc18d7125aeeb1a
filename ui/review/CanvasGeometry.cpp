#include "ui/review/CanvasGeometry.h"

#include <QtMath>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr double kFitLimit = 3.0; // a small picture is not blown up to the whole screen
constexpr double kSmallestDrag = 6.0; // view pixels: less is a click

QPoint rounded(QPointF point)
{
    return {qRound(point.x()), qRound(point.y())};
}

/// Keeps the middle of a view of `viewLength` photo pixels where the photo fills it.
double keptInside(double centre, double viewLength, double photoLength)
{
    if (viewLength >= photoLength) {
        return photoLength / 2;
    }
    return std::clamp(centre, viewLength / 2, photoLength - viewLength / 2);
}

bool dragsLeft(Handle handle)
{
    return handle == Handle::TopLeft || handle == Handle::Left || handle == Handle::BottomLeft;
}

bool dragsRight(Handle handle)
{
    return handle == Handle::TopRight || handle == Handle::Right || handle == Handle::BottomRight;
}

bool dragsTop(Handle handle)
{
    return handle == Handle::TopLeft || handle == Handle::Top || handle == Handle::TopRight;
}

bool dragsBottom(Handle handle)
{
    return handle == Handle::BottomLeft || handle == Handle::Bottom || handle == Handle::BottomRight;
}

} // namespace

void CanvasGeometry::setViewSize(QSize size)
{
    m_view = size;
    keepInView();
}

void CanvasGeometry::setPhotoSize(QSize size)
{
    m_photo = size;
    fit();
}

double CanvasGeometry::fittedScale() const
{
    if (isEmpty()) {
        return 1;
    }
    const double across = std::max(1, m_view.width() - 2 * kMargin) / double(m_photo.width());
    const double down = std::max(1, m_view.height() - 2 * kMargin) / double(m_photo.height());
    return std::min({across, down, kFitLimit});
}

double CanvasGeometry::scale() const
{
    return m_scale.value_or(fittedScale());
}

void CanvasGeometry::fit()
{
    m_scale.reset();
    m_centre = QPointF(m_photo.width() / 2.0, m_photo.height() / 2.0);
}

void CanvasGeometry::zoomTo(double scale, QPointF anchor)
{
    const double smallest = fittedScale();
    if (isEmpty() || scale <= smallest) {
        fit();
        return;
    }
    const QPointF held = toPhoto(anchor);
    m_scale = std::min(scale, std::max(kMaxScale, smallest));
    m_centre += held - toPhoto(anchor);
    keepInView();
}

void CanvasGeometry::panBy(QPointF viewPixels)
{
    m_centre -= viewPixels / scale();
    keepInView();
}

void CanvasGeometry::keepInView()
{
    if (isEmpty()) {
        return;
    }
    m_centre.setX(keptInside(m_centre.x(), m_view.width() / scale(), m_photo.width()));
    m_centre.setY(keptInside(m_centre.y(), m_view.height() / scale(), m_photo.height()));
}

void CanvasGeometry::reveal(const QRect& rect)
{
    const QRectF box = toView(rect).adjusted(-kMargin, -kMargin, kMargin, kMargin);
    QPointF shift;
    if (box.left() < 0 || box.right() > m_view.width()) {
        shift.setX(box.left() < 0 ? -box.left() : m_view.width() - box.right());
    }
    if (box.top() < 0 || box.bottom() > m_view.height()) {
        shift.setY(box.top() < 0 ? -box.top() : m_view.height() - box.bottom());
    }
    if (!shift.isNull()) {
        panBy(shift);
    }
}

QPointF CanvasGeometry::toView(QPointF photo) const
{
    return (photo - m_centre) * scale() + QPointF(m_view.width() / 2.0, m_view.height() / 2.0);
}

QPointF CanvasGeometry::toPhoto(QPointF view) const
{
    return (view - QPointF(m_view.width() / 2.0, m_view.height() / 2.0)) / scale() + m_centre;
}

QRectF CanvasGeometry::toView(const QRect& photo) const
{
    return {toView(QPointF(photo.topLeft())), QSizeF(photo.size()) * scale()};
}

QRectF CanvasGeometry::photoInView() const
{
    return toView(QRect(QPoint(), m_photo));
}

QRect CanvasGeometry::drawn(QPointF from, QPointF to) const
{
    if (std::abs(from.x() - to.x()) < kSmallestDrag || std::abs(from.y() - to.y()) < kSmallestDrag) {
        return {};
    }
    const QPoint a = rounded(toPhoto(from));
    const QPoint b = rounded(toPhoto(to));
    const QRect rect(QPoint(std::min(a.x(), b.x()), std::min(a.y(), b.y())),
                     QSize(std::abs(a.x() - b.x()), std::abs(a.y() - b.y())));
    const QRect clipped = rect.intersected(QRect(QPoint(), m_photo));
    const bool isTooSmall = clipped.width() < kSmallestBox || clipped.height() < kSmallestBox;
    return isTooSmall ? QRect() : clipped;
}

QRect CanvasGeometry::moved(const QRect& rect, QPoint by) const
{
    QRect out = rect.translated(by);
    out.moveLeft(std::clamp(out.left(), 0, std::max(0, m_photo.width() - out.width())));
    out.moveTop(std::clamp(out.top(), 0, std::max(0, m_photo.height() - out.height())));
    return out;
}

QRect CanvasGeometry::resized(const QRect& rect, Handle handle, QPoint by) const
{
    // Edges as half-open intervals: QRect's own right() is one less.
    int left = rect.left();
    int top = rect.top();
    int right = left + rect.width();
    int bottom = top + rect.height();
    if (dragsLeft(handle)) {
        left = std::clamp(left + by.x(), 0, std::max(0, right - kSmallestBox));
    }
    if (dragsRight(handle)) {
        right = std::clamp(right + by.x(), std::min(left + kSmallestBox, m_photo.width()), m_photo.width());
    }
    if (dragsTop(handle)) {
        top = std::clamp(top + by.y(), 0, std::max(0, bottom - kSmallestBox));
    }
    if (dragsBottom(handle)) {
        bottom = std::clamp(bottom + by.y(), std::min(top + kSmallestBox, m_photo.height()), m_photo.height());
    }
    return {left, top, right - left, bottom - top};
}

QRect CanvasGeometry::suggestedBox() const
{
    const double shortEdge = std::min(
        {double(m_photo.width()), double(m_photo.height()), m_view.width() / scale(), m_view.height() / scale()});
    const int width = std::max(kSmallestBox, qRound(shortEdge / 6));
    const int height = std::max(kSmallestBox, qRound(shortEdge / 5));
    const QRect box(rounded(m_centre) - QPoint(width / 2, height / 2), QSize(width, height));
    return moved(box, {}).intersected(QRect(QPoint(), m_photo));
}

QPointF CanvasGeometry::handlePoint(const QRectF& box, Handle handle)
{
    const double x = dragsLeft(handle) ? box.left() : dragsRight(handle) ? box.right() : box.center().x();
    const double y = dragsTop(handle) ? box.top() : dragsBottom(handle) ? box.bottom() : box.center().y();
    return {x, y};
}

} // namespace cloakroom::ui
