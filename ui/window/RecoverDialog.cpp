#include "ui/window/RecoverDialog.h"

#include "ui/common/NewPasswordFields.h"
#include "ui/window/Session.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>

namespace cloakroom::ui {

RecoverDialog::RecoverDialog(Session& session, QString folder, QWidget* parent)
    : FormDialog(tr("Use the recovery key"), tr("Set the new password"), parent)
    , m_session(session)
    , m_folder(std::move(folder))
    , m_key(new QLineEdit)
    , m_user(new QLineEdit)
    , m_password(nullptr)
{
    setIntroduction(tr("The recovery key was printed when the library was made, and is kept in the school's safe. With "
                       "it somebody who forgot their password gets a new one. That is written into the log."));
    m_key->setObjectName(QStringLiteral("recoveryKey"));
    m_key->setPlaceholderText(tr("Groups of letters and digits, as on the paper"));
    m_user->setObjectName(QStringLiteral("recoverUser"));
    form()->addRow(tr("&Recovery key"), m_key);
    form()->addRow(tr("&User name"), m_user);
    m_password = new NewPasswordFields(this);
    connect(m_key, &QLineEdit::textChanged, this, &RecoverDialog::updateAction);
    connect(m_user, &QLineEdit::textChanged, this, &RecoverDialog::updateAction);
    connect(m_password, &NewPasswordFields::changed, this, &RecoverDialog::updateAction);
    connect(this, &FormDialog::submitted, this, &RecoverDialog::recover);
    setMinimumWidth(560);
    updateAction();
    m_key->setFocus();
}

void RecoverDialog::setKey(const QString& typed)
{
    m_key->setText(typed);
    m_user->setFocus();
}

void RecoverDialog::setUser(const QString& name)
{
    m_user->setText(name);
}

void RecoverDialog::updateAction()
{
    setActionEnabled(m_password->isGood() && !m_key->text().isEmpty() && !m_user->text().trimmed().isEmpty());
}

void RecoverDialog::recover()
{
    auto key = RecoveryKey::parse(m_key->text());
    if (!key) {
        showError(key.error().text);
        m_key->setFocus();
        return;
    }
    setBusy(true);
    m_session.recover(m_folder, std::move(*key), m_user->text().trimmed(), m_password->take(),
                      [dialog = QPointer(this)](const Result<void>& result) {
                          if (!dialog) {
                              return;
                          }
                          if (!result) {
                              dialog->showError(result.error().text);
                              return;
                          }
                          dialog->m_key->clear();
                          dialog->accept();
                      });
}

} // namespace cloakroom::ui
