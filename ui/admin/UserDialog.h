#pragma once

#include "core/base/Permissions.h"
#include "core/storage/Password.h"
#include "ui/common/FormDialog.h"
#include "ui/common/NewPasswordFields.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace cloakroom::ui {

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
