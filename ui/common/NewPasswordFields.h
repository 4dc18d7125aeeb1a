#pragma once

#include "core/storage/Password.h"
#include "ui/common/FormDialog.h"

class QLabel;
class QLineEdit;

namespace cloakroom::ui {

/// Two fields for a new password and a sentence on how good it is: rows of a dialog.
class NewPasswordFields : public QObject {
    Q_OBJECT
public:
    explicit NewPasswordFields(FormDialog* dialog);

    [[nodiscard]] bool isGood() const { return m_isGood; }
    /// Takes the password out of the fields, which are empty afterwards.
    [[nodiscard]] Password take();

Q_SIGNALS:
    void changed();

private:
    void check();

    QLineEdit* m_first;
    QLineEdit* m_second;
    QLabel* m_advice;
    bool m_isGood = false;
};

} // namespace cloakroom::ui
