#include "ui/home/ConsentChart.h"

#include "ui/common/Theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kRow = 27;
constexpr int kBar = 14;
constexpr int kGap = 8;
constexpr int kRounding = 4;

QString missingText(const ConsentShare& share)
{
    return ConsentChart::tr("%1% missing")
        .arg(share.all() == 0 ? 0 : (share.missing * 100 + share.all() / 2) / share.all());
}

void paintBar(QPainter& painter, const QRect& bar, const ConsentShare& share)
{
    const Colours& colours = Theme::current().colours();
    QPainterPath shape;
    shape.addRoundedRect(bar, kRounding, kRounding);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(bar, colours.line);
    const int all = std::max(1, share.all());
    const int yes = bar.width() * share.yes / all;
    const int no = bar.width() * share.no / all;
    painter.fillRect(bar.x(), bar.y(), yes, bar.height(), colours.ok);
    painter.fillRect(bar.x() + yes, bar.y(), no, bar.height(), colours.stop);
    painter.fillRect(bar.x() + yes - 1, bar.y(), 2, bar.height(), colours.panel);
    painter.restore();
}

} // namespace

ConsentChart::ConsentChart(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ConsentChart::setShares(const QList<ConsentShare>& shares)
{
    m_shares = shares;
    QStringList sentences;
    for (const ConsentShare& share : shares) {
        sentences.append(
            tr("%1: %2 yes, %3 no, %4 missing").arg(share.name).arg(share.yes).arg(share.no).arg(share.missing));
    }
    setAccessibleName(sentences.join(QLatin1String("; ")));
    setToolTip(sentences.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize ConsentChart::sizeHint() const
{
    return {360, static_cast<int>(m_shares.size()) * kRow};
}

QSize ConsentChart::minimumSizeHint() const
{
    return {220, sizeHint().height()};
}

void ConsentChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours& colours = Theme::current().colours();
    const QFont names = Theme::font(type::kBody);
    const QFont small = Theme::font(type::kSmall);
    int left = 0;
    int right = 0;
    for (const ConsentShare& share : std::as_const(m_shares)) {
        left = std::max(left, QFontMetrics(names).horizontalAdvance(share.name) + 2);
        right = std::max(right, QFontMetrics(small).horizontalAdvance(missingText(share)));
    }
    left = std::min(left, width() / 3);
    int y = 0;
    painter.setPen(colours.mute);
    for (const ConsentShare& share : std::as_const(m_shares)) {
        painter.setFont(names);
        painter.drawText(QRect(0, y, left, kRow), Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(names).elidedText(share.name, Qt::ElideRight, left));
        const QRect bar(left + kGap, y + (kRow - kBar) / 2, width() - left - right - 2 * kGap, kBar);
        paintBar(painter, bar, share);
        painter.setFont(small);
        painter.drawText(QRect(width() - right, y, right, kRow), Qt::AlignVCenter | Qt::AlignLeft, missingText(share));
        y += kRow;
    }
}

} // namespace cloakroom::ui
