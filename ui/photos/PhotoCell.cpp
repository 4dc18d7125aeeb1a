#include "ui/photos/PhotoCell.h"

#include "ui/common/Chip.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"
#include "ui/photos/MarkText.h"
#include "ui/photos/PhotoGrid.h"
#include "ui/photos/PhotoGridModel.h"
#include "ui/window/PictureLoader.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kTick = 20;
constexpr int kRing = 3;
constexpr int kInset = 6;

/// The largest square of a picture around its focus.
QRectF squareAround(QSize picture, QPointF focus)
{
    const int edge = std::min(picture.width(), picture.height());
    const qreal x = std::clamp(focus.x() * picture.width() - edge / 2.0, 0.0, qreal(picture.width() - edge));
    const qreal y = std::clamp(focus.y() * picture.height() - edge / 2.0, 0.0, qreal(picture.height() - edge));
    return {x, y, qreal(edge), qreal(edge)};
}

QString headingText(const std::optional<QDate>& day)
{
    if (!day) {
        return PhotoGrid::tr("Without a date");
    }
    const bool isThisYear = day->year() == QDate::currentDate().year();
    return QLocale().toString(*day, isThisYear ? QStringLiteral("dddd d MMMM") : QStringLiteral("dddd d MMMM yyyy"));
}

void paintPicture(QPainter& painter, const PhotoCell& cell, PictureLoader& pictures)
{
    const QImage picture = pictures.thumbnail(cell.photo);
    if (!picture.isNull()) {
        painter.drawImage(QRectF(cell.rect), picture, squareAround(picture.size(), pictures.focus(cell.photo)));
        return;
    }
    if (pictures.isMissing(cell.photo)) {
        const int size = 24;
        painter.drawPixmap(
            cell.rect.center() - QPoint(size / 2, size / 2),
            iconPixmap(QStringLiteral("photos"), size, Theme::current().colours().mute, cell.pixelRatio));
    }
}

void paintTick(QPainter& painter, const PhotoCell& cell)
{
    const Colours& colours = Theme::current().colours();
    const QRect tick = photoCellTick(cell.rect);
    if (cell.isSelected) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        painter.drawEllipse(tick);
        painter.drawPixmap(tick.center() - QPoint(6, 6),
                           iconPixmap(QStringLiteral("ok"), 13, colours.accentText, cell.pixelRatio));
    } else if (cell.isHovered) {
        painter.setPen(QPen(Qt::white, 2));
        painter.setBrush(QColor(0, 0, 0, 90));
        painter.drawEllipse(QRectF(tick).adjusted(1, 1, -1, -1));
    }
}

void paintMarks(QPainter& painter, const PhotoCell& cell)
{
    if (cell.known == nullptr) {
        return;
    }
    painter.setPen(Qt::NoPen);
    if (cell.known->hasMark) {
        const MarkWords words = markOf(*cell.known);
        paintMark(painter, {cell.rect.left() + kInset, cell.rect.bottom() - kInset - 19}, words.mark, words.text);
    }
    const QPoint top(cell.rect.left() + kInset, cell.rect.top() + kInset);
    if (cell.known->inStack > 1) {
        paintMark(painter, top, Mark::Plain, PhotoGrid::tr("Stack of %1").arg(cell.known->inStack));
    } else if (cell.known->kind == PhotoKind::Video) {
        paintMark(painter, top, Mark::Plain, PhotoGrid::tr("Video"));
    }
}

void paintRings(QPainter& painter, const PhotoCell& cell)
{
    const Colours& colours = Theme::current().colours();
    painter.setBrush(Qt::NoBrush);
    if (cell.isSelected) {
        painter.setPen(QPen(colours.accent, kRing));
        painter.drawRoundedRect(QRectF(cell.rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    }
    if (cell.isCurrent) {
        painter.setPen(QPen(colours.text, 1.5, Qt::DotLine));
        const qreal inset = cell.isSelected ? 4 : 1;
        painter.drawRoundedRect(QRectF(cell.rect).adjusted(inset, inset, -inset, -inset), kRadius - 2, kRadius - 2);
    }
}

} // namespace

QRect photoCellTick(const QRect& cell)
{
    return {cell.right() - kInset - kTick + 1, cell.top() + kInset, kTick, kTick};
}

void paintPhotoCell(QPainter& painter, const PhotoCell& cell, PictureLoader& pictures)
{
    QPainterPath shape;
    shape.addRoundedRect(cell.rect, kRadius, kRadius);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(cell.rect, Theme::current().colours().line);
    paintPicture(painter, cell, pictures);
    painter.restore();
    paintMarks(painter, cell);
    paintTick(painter, cell);
    paintRings(painter, cell);
}

void paintDayHeading(QPainter& painter, const QRect& line, const std::optional<QDate>& day, int count)
{
    const Colours& colours = Theme::current().colours();
    const QFont strong = Theme::font(type::kBody, QFont::DemiBold);
    const QString title = headingText(day);
    painter.setFont(strong);
    painter.setPen(colours.text);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, title);
    painter.setFont(Theme::font(type::kBody));
    painter.setPen(colours.mute);
    painter.drawText(line.adjusted(QFontMetrics(strong).horizontalAdvance(title) + 10, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, PhotoGrid::tr("%n photo(s)", nullptr, count));
}

} // namespace cloakroom::ui
