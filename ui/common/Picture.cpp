#include "ui/common/Picture.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cloakroom::ui {

QRectF cropAround(QSize picture, QSizeF proportion, QPointF focus)
{
    const QSizeF part = proportion.scaled(picture, Qt::KeepAspectRatio);
    const qreal x = std::clamp(focus.x() * picture.width() - part.width() / 2, 0.0, picture.width() - part.width());
    const qreal y = std::clamp(focus.y() * picture.height() - part.height() / 2, 0.0, picture.height() - part.height());
    return {QPointF(x, y), part};
}

Picture::Picture(QSize proportion, QWidget* parent)
    : QWidget(parent)
    , m_proportion(proportion)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Picture::setImage(const QImage& image, QPointF focus)
{
    m_image = image;
    m_focus = focus;
    update();
}

int Picture::heightForWidth(int width) const
{
    return width * m_proportion.height() / m_proportion.width();
}

QSize Picture::sizeHint() const
{
    constexpr int kWidth = 240;
    return {kWidth, heightForWidth(kWidth)};
}

void Picture::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(rect(), kRadius, kRadius);
    painter.setClipPath(shape);
    painter.fillRect(rect(), Theme::current().colours().line);
    if (!m_image.isNull()) {
        painter.drawImage(QRectF(rect()), m_image, cropAround(m_image.size(), size(), m_focus));
        return;
    }
    constexpr int kIcon = 24;
    painter.drawPixmap(rect().center() - QPoint(kIcon / 2, kIcon / 2),
                       iconPixmap(QStringLiteral("photos"), kIcon, inkColour(Ink::Mute), devicePixelRatioF()));
}

} // namespace cloakroom::ui
