#include "ui/admin/KeyDialogs.h"

#include "ui/common/KeyFileField.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/CreateLibraryForm.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace cloakroom::ui {

OwnPasswordDialog::OwnPasswordDialog(const QString& title, const QString& action, const QString& introduction,
                                     QWidget* parent)
    : FormDialog(title, action, parent)
    , m_password(new QLineEdit)
    , m_keyFile(new KeyFileField)
{
    setIntroduction(introduction);
    m_password->setObjectName(QStringLiteral("ownPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    form()->addRow(tr("Your &password"), m_password);
    form()->addRow(tr("&Key file, if you have one"), m_keyFile);
    connect(m_password, &QLineEdit::textChanged, this,
            [this](const QString& typed) { setActionEnabled(!typed.isEmpty()); });
    setActionEnabled(false);
    m_password->setFocus();
}

Result<Password> OwnPasswordDialog::take()
{
    QString typed = m_password->text();
    Password password = Password::take(typed);
    m_password->clear();
    if (const auto added = m_keyFile->addTo(password); !added) {
        return propagate(added);
    }
    return password;
}

RecoveryKeyDialog::RecoveryKeyDialog(RecoveryPaper paper, QWidget* parent)
    : FormDialog(tr("The new recovery key"), tr("It is kept"), parent)
    , m_paper(std::move(paper))
{
    setIntroduction(
        tr("Print it or write it down now and keep it in the school's safe. It is stored nowhere and cannot "
           "be shown again."));
    auto* key = makeLabel(recoveryKeyInLines(m_paper.key));
    key->setStyleSheet(QStringLiteral("font-family: monospace; font-size: 16px;"));
    key->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    key->setAccessibleName(tr("Recovery key"));
    auto* qr = new QLabel;
    qr->setPixmap(QPixmap::fromImage(qrPicture(m_paper.key, 4)));
    qr->setAccessibleName(tr("The recovery key as a QR code"));
    auto* print = makeButton(tr("Print…"), ButtonKind::Usual, QStringLiteral("print"));
    auto* pdf = makeButton(tr("Save as PDF…"));
    pdf->setToolTip(tr("Onto a stick that goes into the safe: whoever has the file opens the library"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(space::kSmall);
    buttons->addWidget(print);
    buttons->addWidget(pdf);
    buttons->addStretch();
    auto* wide = new QWidget;
    auto* layout = new QVBoxLayout(wide);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(key, 0, Qt::AlignHCenter);
    layout->addWidget(qr, 0, Qt::AlignHCenter);
    layout->addLayout(buttons);
    auto* proof = new QLineEdit;
    proof->setObjectName(QStringLiteral("recoveryProof"));
    auto* proofLabel = makeLabel(tr("Type its last three groups from your &paper"), "strong");
    proofLabel->setBuddy(proof);
    layout->addWidget(proofLabel);
    layout->addWidget(proof);
    addWide(wide);
    cancelButton()->setText(tr("Close unchecked"));
    setActionEnabled(false);
    connect(proof, &QLineEdit::textChanged, this,
            [this](const QString& typed) { setActionEnabled(provesRecoveryKey(typed, m_paper.key)); });
    connect(print, &QPushButton::clicked, this, [this] { printRecoveryPaper(m_paper, this); });
    connect(pdf, &QPushButton::clicked, this, &RecoveryKeyDialog::savePdf);
    connect(this, &FormDialog::submitted, this, &QDialog::accept);
}

RecoveryKeyDialog::~RecoveryKeyDialog()
{
    wipe(m_paper.key);
}

void RecoveryKeyDialog::savePdf()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the page on a stick"), {}, tr("PDF (*.pdf)"));
    if (!path.isEmpty() && !saveRecoveryPaper(m_paper, path)) {
        showError(tr("The page could not be saved there. A file that exists is not replaced."));
    }
}

} // namespace cloakroom::ui
