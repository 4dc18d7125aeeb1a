#include "ui/consent/ChipDelegate.h"

#include "ui/common/Chip.h"
#include "ui/common/Icons.h"
#include "ui/common/Theme.h"

#include <QAbstractItemView>
#include <QFontMetrics>
#include <QPainter>
#include <QPen>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kChipWidth = 88;
constexpr int kChipHeight = 20;
constexpr int kIcon = 13;
constexpr int kIconGap = 5;
constexpr int kCellMargin = 4;

void paintWideMark(QPainter& painter, const QRect& chip, Mark mark, const QString& text)
{
    const MarkLook look = lookOf(mark);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.tint);
    painter.drawRoundedRect(chip, kChipHeight / 2.0, kChipHeight / 2.0);
    painter.setFont(Theme::font(type::kSmall, QFont::DemiBold));
    const int words = painter.fontMetrics().horizontalAdvance(text);
    // In a narrow cell the word says more than the icon.
    const bool hasRoom = words + kIcon + kIconGap + 2 * kCellMargin <= chip.width();
    const int iconWidth = look.icon.isEmpty() || !hasRoom ? 0 : kIcon + kIconGap;
    int x = chip.x() + std::max(kCellMargin, (chip.width() - words - iconWidth) / 2);
    if (iconWidth > 0) {
        painter.drawPixmap(x, chip.y() + (kChipHeight - kIcon) / 2,
                           iconPixmap(look.icon, kIcon, look.ink, painter.device()->devicePixelRatioF()));
        x += iconWidth;
    }
    painter.setPen(look.ink);
    painter.drawText(QRect(x, chip.y(), chip.right() - x, chip.height()), Qt::AlignVCenter | Qt::AlignLeft, text);
}

} // namespace

ChipDelegate::ChipDelegate(int markRole, Qt::Alignment alignment, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_markRole(markRole)
    , m_alignment(alignment)
{
}

void ChipDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant mark = index.data(m_markRole);
    if (!mark.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const Colours& colours = Theme::current().colours();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isCurrent = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected) {
        painter->fillRect(option.rect, colours.selected);
    }
    const QString text = index.data(Qt::DisplayRole).toString();
    const QFontMetrics metrics(Theme::font(type::kSmall, QFont::DemiBold));
    const int wanted = std::max(kChipWidth, metrics.horizontalAdvance(text) + kIcon + kIconGap + 2 * kCellMargin + 4);
    QRect chip(0, 0, std::min(wanted, option.rect.width() - 2 * kCellMargin), kChipHeight);
    chip.moveCenter(option.rect.center());
    if (m_alignment.testFlag(Qt::AlignLeft)) {
        chip.moveLeft(option.rect.left() + kCellMargin);
    }
    paintWideMark(*painter, chip, Mark(mark.toInt()), text);
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool isChosenAlone = isSelected && view && view->selectionBehavior() == QAbstractItemView::SelectItems;
    if (isCurrent || isChosenAlone) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colours.accent, isCurrent ? 2 : 1));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -2), kRadius - 2, kRadius - 2);
    }
    painter->restore();
}

QSize ChipDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (!index.data(m_markRole).isValid()) {
        return QStyledItemDelegate::sizeHint(option, index);
    }
    return {kChipWidth + 2 * kCellMargin, kChipHeight + 2 * kCellMargin};
}

} // namespace cloakroom::ui
