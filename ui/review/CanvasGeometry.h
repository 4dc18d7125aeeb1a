#pragma once

#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>

#include <array>
#include <optional>

namespace cloakroom::ui {

/// The parts of a box that can be dragged.
enum class Handle { TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };

inline constexpr std::array kHandles{Handle::TopLeft,     Handle::Top,    Handle::TopRight,   Handle::Right,
                                     Handle::BottomRight, Handle::Bottom, Handle::BottomLeft, Handle::Left};

/// Where a photo lies in a view. Photo coordinates are pixels of the upright original, whatever size the picture has
/// that is drawn; view coordinates are the widget's. A plain value.
class CanvasGeometry {
public:
    static constexpr double kMaxScale = 8.0;
    static constexpr int kMargin = 24; ///< around a fitted photo, view pixels
    static constexpr int kSmallestBox = 8; ///< photo pixels

    void setViewSize(QSize size);
    /// Fits the photo into the view.
    void setPhotoSize(QSize size);

    [[nodiscard]] QSize photoSize() const { return m_photo; }
    [[nodiscard]] bool isEmpty() const { return m_photo.isEmpty() || m_view.isEmpty(); }
    /// View pixels per photo pixel.
    [[nodiscard]] double scale() const;
    [[nodiscard]] bool isFitted() const { return !m_scale; }

    void fit();
    /// Keeps the photo's point under `anchor` where it is.
    void zoomTo(double scale, QPointF anchor);
    void panBy(QPointF viewPixels);
    /// Moves as little as needed for the photo's rectangle to be seen.
    void reveal(const QRect& rect);

    [[nodiscard]] QPointF toView(QPointF photo) const;
    [[nodiscard]] QPointF toPhoto(QPointF view) const;
    [[nodiscard]] QRectF toView(const QRect& photo) const;
    [[nodiscard]] QRectF photoInView() const;

    /// The rectangle between two points of the view, whole photo pixels, clipped to the photo. Null when too small to
    /// be meant.
    [[nodiscard]] QRect drawn(QPointF from, QPointF to) const;
    /// Moved by whole photo pixels, never over the photo's edge.
    [[nodiscard]] QRect moved(const QRect& rect, QPoint by) const;
    /// One handle dragged by whole photo pixels, clipped, never turned inside out.
    [[nodiscard]] QRect resized(const QRect& rect, Handle handle, QPoint by) const;
    /// A box of a usual head's size in the middle of what is seen.
    [[nodiscard]] QRect suggestedBox() const;

    [[nodiscard]] static QPointF handlePoint(const QRectF& box, Handle handle);

private:
    [[nodiscard]] double fittedScale() const;
    void keepInView();

    QSize m_view;
    QSize m_photo;
    std::optional<double> m_scale; ///< absent = fitted
    QPointF m_centre; ///< the photo's point in the middle of the view
};

} // namespace cloakroom::ui
