#pragma once

#include <QLayout>
#include <QList>

namespace cloakroom::ui {

/// Widgets side by side, in as many lines as they need.
class FlowLayout final : public QLayout {
    Q_OBJECT

public:
    explicit FlowLayout(int distance);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    [[nodiscard]] int arrange(const QRect& rect, bool isReal) const;

    QList<QLayoutItem*> m_items;
    int m_distance;
};

} // namespace cloakroom::ui
