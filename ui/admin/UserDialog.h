#pragma once

#include "core/base/Permissions.h"
#include "core/storage/Password.h"
#include "ui/common/FormDialog.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace cloakroom::ui {

/// Two fields for a new password and a sentence on how good it is. Part of the dialogs below.
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

/// Adds a user with role and first password.
class UserDialog : public FormDialog {
    Q_OBJECT
public:
    explicit UserDialog(QWidget* parent);

    [[nodiscard]] QString name() const;
    [[nodiscard]] Role role() const;
    [[nodiscard]] Password takePassword() { return m_password->take(); }

private:
    QLineEdit* m_name;
    QComboBox* m_role;
    QLabel* m_roleSentence;
    NewPasswordFields* m_password;
};

/// Changes one's own password.
class PasswordDialog : public FormDialog {
    Q_OBJECT
public:
    explicit PasswordDialog(QWidget* parent);

    [[nodiscard]] Password takePassword() { return m_password->take(); }

private:
    NewPasswordFields* m_password;
};

} // namespace cloakroom::ui
