#pragma once

#include <QPushButton>

class QLabel;

namespace cloakroom::ui {

/// One line of the list of pages: icon, name and how many things wait there.
class PageButton final : public QPushButton {
    Q_OBJECT

public:
    PageButton(const QString& icon, const QString& text, QWidget* parent = nullptr);

    /// 0 hides the number.
    void setCount(int count);

private:
    QLabel* m_count;
    QString m_name;
};

} // namespace cloakroom::ui
