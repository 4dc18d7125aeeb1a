#include "ui/admin/UserDialog.h"

#include "ui/admin/AdminWords.h"
#include "ui/common/Widgets.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace cloakroom::ui {

namespace {

QLineEdit* passwordField(const char* objectName)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(objectName));
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

} // namespace

NewPasswordFields::NewPasswordFields(FormDialog* dialog)
    : QObject(dialog)
    , m_first(passwordField("newPassword"))
    , m_second(passwordField("repeatPassword"))
    , m_advice(makeParagraph({}, "mute"))
{
    dialog->form()->addRow(tr("&Password"), m_first);
    dialog->form()->addRow(tr("&Once more"), m_second);
    dialog->form()->addRow(QString(), m_advice);
    connect(m_first, &QLineEdit::textChanged, this, &NewPasswordFields::check);
    connect(m_second, &QLineEdit::textChanged, this, &NewPasswordFields::check);
    check();
}

void NewPasswordFields::check()
{
    const PasswordVerdict verdict = judgePassword(m_first->text());
    const bool isSame = m_first->text() == m_second->text();
    m_isGood = verdict.isAccepted && isSame;
    if (m_first->text().isEmpty()) {
        m_advice->setText(tr("At least 12 characters, or five words."));
    } else if (!verdict.isAccepted) {
        m_advice->setText(verdict.reason);
    } else if (!isSame) {
        m_advice->setText(tr("Type the same password in both fields."));
    } else {
        m_advice->setText(verdict.strength == PasswordStrength::Strong ? tr("Good.")
                                                                       : tr("Fair. A longer one is better."));
    }
    Q_EMIT changed();
}

Password NewPasswordFields::take()
{
    QString text = m_first->text();
    Password password = Password::take(text);
    m_first->clear();
    m_second->clear();
    return password;
}

UserDialog::UserDialog(QWidget* parent)
    : FormDialog(tr("Add a user"), tr("Add user"), parent)
    , m_name(new QLineEdit)
    , m_role(new QComboBox)
    , m_roleSentence(makeParagraph({}, "mute"))
{
    m_name->setObjectName(QStringLiteral("userName"));
    m_name->setMaxLength(100);
    for (const Role role : {Role::Office, Role::Marketing, Role::Safeguarding, Role::Viewer, Role::Admin}) {
        m_role->addItem(roleText(role), int(role));
    }
    m_role->setObjectName(QStringLiteral("userRole"));
    form()->addRow(tr("&Name"), m_name);
    form()->addRow(tr("&Role"), m_role);
    form()->addRow(QString(), m_roleSentence);
    m_password = new NewPasswordFields(this);
    const auto update = [this] {
        m_roleSentence->setText(roleSentence(role()));
        setActionEnabled(m_password->isGood() && !name().isEmpty());
    };
    connect(m_name, &QLineEdit::textChanged, this, update);
    connect(m_role, &QComboBox::currentIndexChanged, this, update);
    connect(m_password, &NewPasswordFields::changed, this, update);
    update();
    m_name->setFocus();
}

QString UserDialog::name() const
{
    return m_name->text().trimmed();
}

Role UserDialog::role() const
{
    return Role(m_role->currentData().toInt());
}

PasswordDialog::PasswordDialog(QWidget* parent)
    : FormDialog(tr("Change your password"), tr("Change password"), parent)
{
    setIntroduction(tr("Nobody can look a password up. If you forget it, an administrator needs the recovery key."));
    m_password = new NewPasswordFields(this);
    const auto update = [this] { setActionEnabled(m_password->isGood()); };
    connect(m_password, &NewPasswordFields::changed, this, update);
    update();
}

} // namespace cloakroom::ui
