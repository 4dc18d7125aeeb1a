#include "ui/people/ProtectDialog.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QPlainTextEdit>

namespace cloakroom::ui {

ProtectDialog::ProtectDialog(const Person& person, QWidget* parent)
    : FormDialog(tr("Protect %1").arg(person.fullName()), tr("Protect %1").arg(person.fullName()), parent)
    , m_reason(new QPlainTextEdit(person.protection.reason))
    , m_allowCovered(new QCheckBox(tr("Photos may leave if this person is covered")))
{
    setIntroduction(tr("From now on no photo of this person leaves the school for use outside it, and their face is "
                       "covered for everybody but the safeguarding lead. Only you see the reason. Photos that were "
                       "published before appear under Published, to be taken down."));
    m_reason->setObjectName(QStringLiteral("protectReason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(80);
    m_allowCovered->setChecked(person.protection.allowCovered);
    form()->addRow(tr("&Reason"), m_reason);
    form()->addRow(QString(), m_allowCovered);
    const auto update = [this] { setActionEnabled(!reason().isEmpty()); };
    connect(m_reason, &QPlainTextEdit::textChanged, this, update);
    update();
    m_reason->setFocus();
}

QString ProtectDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

bool ProtectDialog::mayLeaveCovered() const
{
    return m_allowCovered->isChecked();
}

} // namespace cloakroom::ui
