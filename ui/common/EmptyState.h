#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace cloakroom::ui {

/// What a page shows while it has nothing: what it is for, and the first step.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(const QString& icon, const QString& title, const QString& text, const QString& buttonText = {},
                        QWidget* parent = nullptr);

    void setText(const QString& title, const QString& text);
    /// Empty hides the button.
    void setButton(const QString& text);

Q_SIGNALS:
    void pressed();

private:
    void showIcon();

    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_button;
};

} // namespace cloakroom::ui
