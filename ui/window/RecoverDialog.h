#pragma once

#include "core/storage/RecoveryKey.h"
#include "ui/common/FormDialog.h"

class QLineEdit;

namespace cloakroom::ui {

class NewPasswordFields;
class Session;

/// For a lost password or a damaged keyslot: the recovery key from the safe gives somebody a new password and signs in
/// with it. Closes when the library is open.
class RecoverDialog final : public FormDialog {
    Q_OBJECT

public:
    RecoverDialog(Session& session, QString folder, QWidget* parent);

    /// So that nobody types twice what a restore has asked for already.
    void setKey(const QString& typed);
    void setUser(const QString& name);

private:
    void updateAction();
    void recover();

    Session& m_session;
    QString m_folder;
    QLineEdit* m_key;
    QLineEdit* m_user;
    NewPasswordFields* m_password;
};

} // namespace cloakroom::ui
