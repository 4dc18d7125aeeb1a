#pragma once

#include "ui/review/FaceWallModel.h"

#include <QStyledItemDelegate>

namespace cloakroom::ui {

/// Paints one face of a FaceWallModel: its picture, below it who it is, above it the line of its stack of look-alikes.
class FaceCell final : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kWidth = FaceWallModel::kCropEdge + 16; ///< pixels
    static constexpr int kHeight = FaceWallModel::kCropEdge + 36;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace cloakroom::ui
