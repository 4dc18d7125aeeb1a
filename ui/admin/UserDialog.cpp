#include "ui/admin/UserDialog.h"

#include "ui/admin/AdminWords.h"
#include "ui/common/Widgets.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace cloakroom::ui {

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
