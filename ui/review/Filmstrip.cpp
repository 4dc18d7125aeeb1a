#include "ui/review/Filmstrip.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/window/PictureLoader.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace cloakroom::ui {

namespace {

constexpr int kEdge = 48;
constexpr int kGap = 6;
constexpr int kPadding = 10;

} // namespace

Filmstrip::Filmstrip(PictureLoader& pictures, QWidget* parent)
    : QWidget(parent)
    , m_pictures(pictures)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Neighbouring photos"));
    connect(&m_pictures, &PictureLoader::loaded, this, [this](PhotoId photo) {
        if (m_photos.contains(photo)) {
            update();
        }
    });
}

void Filmstrip::setPhotos(const QList<PhotoId>& photos)
{
    m_photos = photos;
    setVisible(m_photos.size() > 1);
    update();
}

void Filmstrip::setCurrent(int index)
{
    m_current = index;
    update();
}

void Filmstrip::setDone(const QSet<PhotoId>& photos)
{
    m_done = photos;
    update();
}

QSize Filmstrip::sizeHint() const
{
    return {300, kEdge + 2 * kPadding};
}

QRect Filmstrip::cellAt(int index) const
{
    const int whole = int(m_photos.size()) * (kEdge + kGap) - kGap;
    // A short list stands still in the middle; a long one moves so that the photo at hand is there.
    const int first = whole <= width() ? (width() - whole) / 2 : (width() - kEdge) / 2 - m_current * (kEdge + kGap);
    return {first + index * (kEdge + kGap), kPadding, kEdge, kEdge};
}

void Filmstrip::drawCell(QPainter& painter, int index)
{
    const QRect cell = cellAt(index);
    const PhotoId photo = m_photos[index];
    const Colours& colours = Theme::current().colours();
    QPainterPath corners;
    corners.addRoundedRect(cell, 4, 4);
    painter.save();
    painter.setClipPath(corners);
    painter.fillRect(cell, colours.darkroomPanel);
    const QImage image = m_pictures.thumbnail(photo);
    if (!image.isNull()) {
        const int edge = std::min(image.width(), image.height());
        const QRect source((image.width() - edge) / 2, (image.height() - edge) / 2, edge, edge);
        painter.setOpacity(index == m_current ? 1.0 : 0.7);
        painter.drawImage(cell, image, source);
        painter.setOpacity(1);
    }
    painter.restore();
    if (m_done.contains(photo)) {
        painter.setBrush(colours.darkroom);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QRect(cell.right() - 16, cell.bottom() - 16, 15, 15));
        painter.drawPixmap(cell.right() - 14, cell.bottom() - 14,
                           iconPixmap(QStringLiteral("ok"), 11, QColor(0x7f, 0xe0, 0xa0), devicePixelRatioF()));
    }
    if (index == m_current) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.darkroomText, 2));
        painter.drawRoundedRect(QRectF(cell).adjusted(-1, -1, 1, 1), 5, 5);
    }
}

void Filmstrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), Theme::current().colours().darkroom);
    const int reach = width() / (kEdge + kGap) + 1;
    const int first = std::max(0, m_current - reach);
    const int last = std::min(int(m_photos.size()) - 1, m_current + reach);
    for (int index = first; index <= last; ++index) {
        drawCell(painter, index);
    }
}

void Filmstrip::mousePressEvent(QMouseEvent* event)
{
    for (int index = 0; index < int(m_photos.size()); ++index) {
        if (cellAt(index).contains(event->pos())) {
            Q_EMIT activated(index);
            return;
        }
    }
}

} // namespace cloakroom::ui
