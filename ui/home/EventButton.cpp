#include "ui/home/EventButton.h"

#include "ui/common/Picture.h"
#include "ui/common/Theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace cloakroom::ui {

namespace {

constexpr int kWords = 44;

int pictureHeight(int width)
{
    return width * 2 / 3;
}

} // namespace

EventButton::EventButton(const QString& name, const QString& line, QWidget* parent)
    : QAbstractButton(parent)
    , m_line(line)
{
    setText(name);
    setAccessibleName(QStringLiteral("%1, %2").arg(name, line));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumWidth(96);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EventButton::setImage(const QImage& image, QPointF focus)
{
    m_image = image;
    m_focus = focus;
    update();
}

QSize EventButton::sizeHint() const
{
    constexpr int kWidth = 180;
    return {kWidth, heightForWidth(kWidth)};
}

int EventButton::heightForWidth(int width) const
{
    return pictureHeight(width) + kWords;
}

void EventButton::paintEvent(QPaintEvent*)
{
    const Colours& colours = Theme::current().colours();
    const QRect picture(0, 0, width(), pictureHeight(width()));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(picture, kRadius, kRadius);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(picture, colours.line);
    if (!m_image.isNull()) {
        painter.drawImage(QRectF(picture), m_image, cropAround(m_image.size(), picture.size(), m_focus));
    }
    painter.restore();
    if (hasFocus() || underMouse()) {
        painter.setPen(QPen(colours.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(picture).adjusted(1, 1, -1, -1), kRadius, kRadius);
    }
    const QFont strong = Theme::font(type::kBody, QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(colours.text);
    painter.drawText(QRect(0, picture.bottom() + 7, width(), 18), Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(strong).elidedText(text(), Qt::ElideRight, width()));
    painter.setFont(Theme::font(type::kSmall));
    painter.setPen(colours.mute);
    painter.drawText(QRect(0, picture.bottom() + 25, width(), 16), Qt::AlignVCenter | Qt::AlignLeft, m_line);
}

} // namespace cloakroom::ui
