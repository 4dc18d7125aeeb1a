#include "ui/common/NewPasswordFields.h"

#include "ui/common/Widgets.h"

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

} // namespace cloakroom::ui
