#include "ui/common/Chip.h"

#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

namespace cloakroom::ui {

namespace {

constexpr int kHeight = 20;
constexpr int kIconSize = 13;
constexpr int kLeft = 6;
constexpr int kGap = 5;
constexpr int kRight = 8;

QFont markFont()
{
    return Theme::font(type::kSmall, QFont::DemiBold);
}

QString translated(const char* text)
{
    return QCoreApplication::translate("Mark", text);
}

} // namespace

MarkLook lookOf(Mark mark)
{
    const Colours& colours = Theme::current().colours();
    switch (mark) {
    case Mark::Ok:
    case Mark::Yes:
    case Mark::Shown:
        return {QStringLiteral("ok"), colours.ok, colours.okTint};
    case Mark::Cover:
    case Mark::Covered:
        return {QStringLiteral("cover"), colours.cover, colours.coverTint};
    case Mark::Ask:
    case Mark::Missing:
        return {QStringLiteral("ask"), colours.ask, colours.askTint};
    case Mark::Ends:
        return {QStringLiteral("clock"), colours.ask, colours.askTint};
    case Mark::Stop:
    case Mark::No:
        return {QStringLiteral("stop"), colours.stop, colours.stopTint};
    case Mark::Plain:
        break;
    }
    return {QString(), colours.text, colours.line};
}

QString wordOf(Mark mark, int count)
{
    switch (mark) {
    case Mark::Ok:
        return translated(QT_TRANSLATE_NOOP("Mark", "OK"));
    case Mark::Cover:
        return QCoreApplication::translate("Mark", "%n cover", nullptr, count);
    case Mark::Ask:
        return count > 0 ? QCoreApplication::translate("Mark", "%n to name", nullptr, count)
                         : translated(QT_TRANSLATE_NOOP("Mark", "To check"));
    case Mark::Stop:
        return translated(QT_TRANSLATE_NOOP("Mark", "Stop"));
    case Mark::Yes:
        return translated(QT_TRANSLATE_NOOP("Mark", "Yes"));
    case Mark::No:
        return translated(QT_TRANSLATE_NOOP("Mark", "No"));
    case Mark::Missing:
        return translated(QT_TRANSLATE_NOOP("Mark", "Missing"));
    case Mark::Ends:
        return translated(QT_TRANSLATE_NOOP("Mark", "Ends"));
    case Mark::Shown:
        return translated(QT_TRANSLATE_NOOP("Mark", "Shown"));
    case Mark::Covered:
        return translated(QT_TRANSLATE_NOOP("Mark", "Covered"));
    case Mark::Plain:
        break;
    }
    return {};
}

QSize markSize(const QString& text, bool hasIcon)
{
    const int words = QFontMetrics(markFont()).horizontalAdvance(text);
    return {(hasIcon ? kLeft + kIconSize + kGap : kRight) + words + kRight, kHeight};
}

void paintMark(QPainter& painter, QPoint topLeft, Mark mark, const QString& text)
{
    const MarkLook look = lookOf(mark);
    const QRect box(topLeft, markSize(text, !look.icon.isEmpty()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.tint);
    painter.drawRoundedRect(box, kHeight / 2.0, kHeight / 2.0);
    int x = box.x() + kRight;
    if (!look.icon.isEmpty()) {
        const qreal ratio = painter.device()->devicePixelRatioF();
        painter.drawPixmap(box.x() + kLeft, box.y() + (kHeight - kIconSize) / 2,
                           iconPixmap(look.icon, kIconSize, look.ink, ratio));
        x = box.x() + kLeft + kIconSize + kGap;
    }
    painter.setFont(markFont());
    painter.setPen(look.ink);
    painter.drawText(QRect(x, box.y(), box.right() - x, kHeight), Qt::AlignVCenter | Qt::AlignLeft, text);
    painter.restore();
}

Chip::Chip(Mark mark, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_mark(mark)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setMark(mark, text);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Chip::setMark(Mark mark, const QString& text)
{
    m_mark = mark;
    m_text = text.isEmpty() ? wordOf(mark) : text;
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return markSize(m_text, !lookOf(m_mark).icon.isEmpty());
}

void Chip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintMark(painter, {0, (height() - kHeight) / 2}, m_mark, m_text);
}

FilterChip::FilterChip(const QString& text, QWidget* parent)
    : QPushButton(ui::icon(QStringLiteral("close"), Ink::Accent), text, parent)
{
    setProperty("kind", QStringLiteral("chip"));
    setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight); // cross at the end
    setIconSize({12, 12});
    setToolTip(tr("Take this condition away"));
    setAccessibleName(tr("Condition: %1. Press to take it away.").arg(text));
}

} // namespace cloakroom::ui
