#include "ui/intake/HandoverInDialog.h"

#include "ui/common/FolderField.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QDir>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QProgressBar>
#include <QRadioButton>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 600;

} // namespace

HandoverInDialog::HandoverInDialog(Session& session, QWidget* parent)
    : FormDialog(tr("Take in a hand-over"), tr("Take in"), parent)
    , m_session(session)
    , m_path(new FolderField(tr("Which hand-over file?"), FolderField::Of::File))
    , m_password(new QLineEdit)
    , m_intoLibrary(new QRadioButton(tr("Into this library, encrypted")))
    , m_intoFolder(new QRadioButton(tr("Into a folder, for another program")))
    , m_folder(new FolderField(tr("Which folder?")))
    , m_warning(makeParagraph(tr("Files in a folder are not encrypted: anybody can open them, and they say who is in "
                                 "the photos.")))
    , m_progress(new QProgressBar)
{
    setObjectName(QStringLiteral("handoverInDialog"));
    setMinimumWidth(kWidth);
    setIntroduction(tr("An encrypted file of photos that another school made with Cloakroom. The names in it become "
                       "suggestions: nobody is named before you say so."));
    makeFields();
    connect(this, &FormDialog::submitted, this, &HandoverInDialog::start);
    connect(m_path, &FolderField::changed, this, &HandoverInDialog::checkReady);
    connect(m_folder, &FolderField::changed, this, &HandoverInDialog::checkReady);
    connect(m_password, &QLineEdit::textChanged, this, &HandoverInDialog::checkReady);
    connect(m_intoFolder, &QRadioButton::toggled, this, &HandoverInDialog::showChoice);
    connect(&session, &Session::aboutToLock, this, &QDialog::close);
    showChoice();
}

void HandoverInDialog::makeFields()
{
    m_password->setObjectName(QStringLiteral("handoverPassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_intoLibrary->setChecked(true);
    m_intoFolder->setObjectName(QStringLiteral("handoverIntoFolder"));
    form()->addRow(tr("&File"), m_path);
    form()->addRow(tr("Its &password"), m_password);
    form()->addRow(tr("Where to"), m_intoLibrary);
    form()->addRow(QString(), m_intoFolder);
    form()->addRow(tr("F&older"), m_folder);
    m_progress->setTextVisible(false);
    m_progress->hide();
    addWide(m_warning);
    addWide(m_progress);
}

void HandoverInDialog::setPath(const QString& path)
{
    m_path->setPath(path);
}

void HandoverInDialog::setFolder(const QString& folder)
{
    m_folder->setPath(folder);
}

void HandoverInDialog::showChoice()
{
    const bool isFolder = m_intoFolder->isChecked();
    form()->setRowVisible(m_folder, isFolder);
    m_warning->setVisible(isFolder);
    setActionText(isFolder ? tr("Unpack…") : tr("Take in"));
    checkReady();
    fit();
}

void HandoverInDialog::checkReady()
{
    const bool isPlaced = !m_intoFolder->isChecked() || QDir::isAbsolutePath(m_folder->path());
    setActionEnabled(!m_path->path().isEmpty() && !m_password->text().isEmpty() && isPlaced);
}

void HandoverInDialog::start()
{
    if (m_intoFolder->isChecked()) {
        confirmUnpacking();
    } else {
        takeIn();
    }
}

std::shared_ptr<const Password> HandoverInDialog::takePassword()
{
    QString typed = m_password->text();
    auto password = std::make_shared<const Password>(Password::take(typed));
    m_password->clear();
    return password;
}

void HandoverInDialog::takeIn()
{
    HandoverImport wanted;
    wanted.path = m_path->path();
    watch(m_session.runJob(
        tr("Taking in a hand-over"), this,
        [session = &m_session, wanted, password = takePassword()](Progress& progress) {
            return importHandover(session->library(), session->workers(), wanted, *password, progress);
        },
        [this](const Result<ImportReport>& report) {
            if (!report) {
                showFailure(report.error());
                return;
            }
            Q_EMIT taken(*report);
            accept();
        }));
}

void HandoverInDialog::confirmUnpacking()
{
    auto* box = new QMessageBox(
        QMessageBox::Warning, tr("Unpack the hand-over"),
        tr("The photos are written to the folder as plain files. Anybody who gets at the folder can open them and read "
           "the names of the people in them. Delete them as soon as the other program has them."),
        QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("confirmUnpacking"));
    QPushButton* go = box->addButton(tr("Unpack without encryption"), QMessageBox::DestructiveRole);
    go->setObjectName(QStringLiteral("unpackPlain"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this, &HandoverInDialog::unpack);
    box->open();
}

void HandoverInDialog::unpack()
{
    const HandoverUnpacking wanted{m_path->path(), m_folder->path(), m_session.folder()};
    watch(m_session.runJob(
        tr("Unpacking a hand-over"), this,
        [wanted, password = takePassword()](Progress& progress) { return unpackHandover(wanted, *password, progress); },
        [this](const Result<UnpackReport>& report) {
            if (report) {
                showUnpacked(*report);
            } else {
                showFailure(report.error());
            }
        }));
}

void HandoverInDialog::watch(Job* job)
{
    m_job = job;
    setBusy(true);
    m_progress->setRange(0, 0);
    m_progress->show();
}

void HandoverInDialog::showFailure(const Error& error)
{
    m_progress->hide();
    showError(error.text);
    fit();
    m_password->setFocus();
    Q_EMIT failed();
}

void HandoverInDialog::showUnpacked(const UnpackReport& report)
{
    m_progress->hide();
    setBusy(false);
    for (int row = 0; row < form()->rowCount(); ++row) {
        form()->setRowVisible(row, false);
    }
    setIntroduction(report.wasCancelled
                        ? tr("Unpacking was ended early. What lies in %1 is complete, but not all there is.")
                              .arg(QDir::toNativeSeparators(report.folder))
                        : tr("The photos are in %1.").arg(QDir::toNativeSeparators(report.folder)));
    actionButton()->hide();
    cancelButton()->setText(tr("Close"));
    cancelButton()->setFocus();
    fit();
    Q_EMIT unpacked(report);
}

void HandoverInDialog::reject()
{
    if (m_job) {
        m_job->cancel();
    }
    FormDialog::reject();
}

} // namespace cloakroom::ui
