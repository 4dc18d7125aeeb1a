#pragma once

#include "ui/home/HomeFacts.h"

#include <QWidget>

namespace cloakroom::ui {

/// One bar a year: how many said yes, no, or have not answered.
class ConsentChart final : public QWidget {
    Q_OBJECT

public:
    explicit ConsentChart(QWidget* parent = nullptr);

    void setShares(const QList<ConsentShare>& shares);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<ConsentShare> m_shares;
};

} // namespace cloakroom::ui
