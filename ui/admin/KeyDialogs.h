#pragma once

#include "core/storage/Password.h"
#include "ui/common/FormDialog.h"
#include "ui/common/RecoveryPaper.h"

class QLineEdit;

namespace cloakroom::ui {

class KeyFileField;

/// Asks for one's own password again before something that only its owner may do; with the key file where there is one.
class OwnPasswordDialog : public FormDialog {
    Q_OBJECT
public:
    OwnPasswordDialog(const QString& title, const QString& action, const QString& introduction, QWidget* parent);

    /// Takes the password out of the field. Fails when the key file cannot be read.
    [[nodiscard]] Result<Password> take();

private:
    QLineEdit* m_password;
    KeyFileField* m_keyFile;
};

/// Shows a new recovery key once, to print or write down; closes when its last groups were typed back.
class RecoveryKeyDialog : public FormDialog {
    Q_OBJECT
public:
    RecoveryKeyDialog(RecoveryPaper paper, QWidget* parent);
    ~RecoveryKeyDialog() override;

private:
    void savePdf();

    RecoveryPaper m_paper;
};

} // namespace cloakroom::ui
