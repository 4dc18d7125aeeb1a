#pragma once

#include "core/base/Result.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cloakroom::ui {

/// A sentence across the top of a page or under a form: what happened, what was kept safe, what to do next. Hidden
/// while there is nothing to say; can be closed; screen readers are told when it appears.
class Message final : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Info, Success, Warning, Error };

    explicit Message(QWidget* parent = nullptr);

    void say(Kind kind, const QString& text, const QString& actionText = {});
    void showError(const Error& error) { say(Kind::Error, error.text); }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionPressed();

private:
    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    void showLook();
};

} // namespace cloakroom::ui
