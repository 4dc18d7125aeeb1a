#include "ui/review/FaceCrop.h"

#include "ui/common/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cloakroom::ui {

QPixmap cropOf(const QImage& picture, QSize original, const QRect& face, int edge, qreal ratio)
{
    constexpr double kMargin = 0.35; // of the face
    const double scale = original.isEmpty() ? 0 : picture.width() / double(original.width());
    const double side = std::max(face.width(), face.height()) * (1 + kMargin) * scale;
    QRectF source(0, 0, side, side);
    source.moveCenter(QRectF(face).center() * scale);
    QPixmap crop((QSizeF(edge, edge) * ratio).toSize());
    crop.setDevicePixelRatio(ratio);
    crop.fill(Qt::transparent);
    QPainter painter(&crop);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath corners;
    corners.addRoundedRect(QRectF(0, 0, edge, edge), kRadius, kRadius);
    painter.setClipPath(corners);
    painter.drawImage(QRectF(0, 0, edge, edge), picture, source);
    return crop;
}

} // namespace cloakroom::ui
