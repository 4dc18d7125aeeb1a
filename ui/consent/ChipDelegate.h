#pragma once

#include <QStyledItemDelegate>

namespace cloakroom::ui {

/// Draws a state mark in the middle of each cell; the model gives the mark (an int of Mark) under `markRole`.
class ChipDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ChipDelegate(int markRole, Qt::Alignment alignment, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_markRole;
    Qt::Alignment m_alignment;
};

} // namespace cloakroom::ui
