#include "ui/review/FlagDialog.h"

#include <QFormLayout>
#include <QPlainTextEdit>

namespace cloakroom::ui {

FlagDialog::FlagDialog(QWidget* parent)
    : FormDialog(tr("Put this photo before the safeguarding lead"), tr("Flag this photo"), parent)
    , m_reason(new QPlainTextEdit)
{
    setIntroduction(tr("The photo disappears at once for everybody but the safeguarding lead. Do not show it to "
                       "anybody, copy it or print it."));
    m_reason->setObjectName(QStringLiteral("flagReason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(80);
    form()->addRow(tr("&Why?"), m_reason);
    const auto update = [this] { setActionEnabled(!reason().isEmpty()); };
    connect(m_reason, &QPlainTextEdit::textChanged, this, update);
    update();
    m_reason->setFocus();
}

QString FlagDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

} // namespace cloakroom::ui
