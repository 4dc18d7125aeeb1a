#pragma once

#include "ui/review/ReviewPhoto.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cloakroom::ui {

/// "I count 7 faces. Is that everyone?" and what comes after it: who signed off, the second check, the next photo.
class SignOffCard : public QFrame {
    Q_OBJECT
public:
    struct Rights {
        bool mayNameFaces = false;
        bool mayCheck = false;
        UserId user;
    };

    explicit SignOffCard(QWidget* parent = nullptr);

    void setPhoto(const ReviewPhoto& photo, const Purpose& purpose, const Rights& rights);
    void focusButton();
    /// What Enter means now.
    void press();

Q_SIGNALS:
    void signOffPressed();
    void fitPressed();
    void searchPressed();
    void nextPressed();

private:
    enum class Step { Search, SignOff, Check, Next };

    void show(Step step, const QString& title, const QString& text);
    void showSignedOff(const ReviewPhoto& photo, const Purpose& purpose, const Rights& rights);

    Step m_step = Step::Next;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_main;
    QPushButton* m_later;
};

} // namespace cloakroom::ui
