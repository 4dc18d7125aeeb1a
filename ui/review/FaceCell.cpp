#include "ui/review/FaceCell.h"

#include "ui/common/Theme.h"

#include <QPainter>

namespace cloakroom::ui {

namespace {

constexpr int kInset = 8;
constexpr int kLine = 3;

/// One line over all faces of a stack, with a gap to the next stack.
void paintStack(QPainter& painter, const QRect& cell, const QModelIndex& index)
{
    const int stack = index.data(FaceWallModel::StackRole).toInt();
    if (stack == 0) {
        return;
    }
    const auto isSame = [&index, stack](int row) {
        return index.sibling(row, 0).data(FaceWallModel::StackRole).toInt() == stack;
    };
    const int left = isSame(index.row() - 1) ? 0 : kInset;
    const int right = isSame(index.row() + 1) ? 0 : kInset;
    painter.fillRect(QRect(cell.left() + left, cell.top() + kLine, cell.width() - left - right, kLine),
                     Theme::current().colours().accent);
}

} // namespace

void FaceCell::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = Theme::current().colours();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect cell = option.rect.adjusted(2, 2, -2, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected || option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(colours.accent, isSelected ? 2 : 1));
        painter->setBrush(isSelected ? colours.selected : QColor(Qt::transparent));
        painter->drawRoundedRect(cell, kRadius, kRadius);
    }
    const QRect place(option.rect.x() + kInset, option.rect.y() + kInset, FaceWallModel::kCropEdge,
                      FaceWallModel::kCropEdge);
    paintStack(*painter, option.rect, index);
    const QPixmap crop = index.data(Qt::DecorationRole).value<QPixmap>();
    if (crop.isNull()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.line);
        painter->drawRoundedRect(place, kRadius, kRadius);
    } else {
        painter->drawPixmap(place, crop);
    }
    const bool isToName = index.data(FaceWallModel::ToNameRole).toBool();
    painter->setFont(Theme::font(type::kSmall));
    painter->setPen(isToName ? colours.mute : colours.text);
    const QRect words(place.left(), place.bottom() + 2, place.width(), option.rect.bottom() - place.bottom() - 4);
    painter->drawText(words, Qt::AlignCenter,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

QSize FaceCell::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {kWidth, kHeight};
}

} // namespace cloakroom::ui
