#include "ui/window/RestoreDialog.h"

#include "core/backup/Repair.h"
#include "ui/common/FolderField.h"
#include "ui/common/Widgets.h"
#include "ui/window/Job.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QProgressBar>
#include <QStandardPaths>

namespace cloakroom::ui {

namespace {

QLineEdit* namedField(const char* objectName)
{
    auto* field = new QLineEdit;
    field->setObjectName(QLatin1String(objectName));
    return field;
}

} // namespace

QString restoredSentence(const RestoreReport& report)
{
    const QString day = QLocale().toString(report.at.toLocalTime().date(), QLocale::LongFormat);
    const auto files = static_cast<int>(report.copied + report.unchanged);
    QString text = RestoreDialog::tr("The library is back as it was on %1: %n original(s) restored and compared with "
                                     "the backup.",
                                     nullptr, files)
                       .arg(day);
    if (report.erasedAgain > 0) {
        text += QLatin1Char(' ')
            + RestoreDialog::tr("%n photo(s) that had been erased since then were erased again.", nullptr,
                                report.erasedAgain);
    }
    if (!report.missing.isEmpty()) {
        text += QLatin1Char(' ')
            + RestoreDialog::tr("%n original(s) are missing from the backup or damaged in it: try an older backup for "
                                "them, on the page Settings under Safekeeping.",
                                nullptr, static_cast<int>(report.missing.size()));
    }
    return text;
}

void makeMissingPreviews(Session& session)
{
    session.runJob(
        RestoreDialog::tr("Making previews"), &session,
        [&session](Progress& progress) { return repairLibrary(session.library(), session.workers(), {}, progress); },
        [&session](const Result<RepairReport>&) { Q_EMIT session.photosChanged(); });
}

RestoreDialog::RestoreDialog(Session& session, QWidget* parent)
    : FormDialog(tr("Restore from a backup"), tr("Restore"), parent)
    , m_session(session)
    , m_backup(new FolderField(tr("Choose the folder of the backup")))
    , m_target(new FolderField(tr("Choose an empty folder for the library")))
    , m_kind(new QComboBox)
    , m_user(namedField("restoreUser"))
    , m_password(namedField("restorePassword"))
    , m_recoveryKey(namedField("restoreRecoveryKey"))
    , m_state(makeParagraph({}, "mute"))
    , m_bar(new QProgressBar)
{
    setIntroduction(tr("The newest state in the backup is copied to this computer, and every file is compared. The "
                       "backup itself stays as it is."));
    setMinimumWidth(600);
    m_password->setEchoMode(QLineEdit::Password);
    m_target->setPath(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                      + QStringLiteral("/Cloakroom library"));
    m_kind->addItem(tr("An administrator's password"));
    m_kind->addItem(tr("The recovery key"));
    m_bar->setAccessibleName(tr("Progress"));
    form()->addRow(tr("&Backup"), m_backup);
    form()->addRow(tr("&New folder"), m_target);
    form()->addRow(tr("&Open it with"), m_kind);
    form()->addRow(tr("&User name"), m_user);
    form()->addRow(tr("&Password of that time"), m_password);
    form()->addRow(tr("&Recovery key"), m_recoveryKey);
    addWide(m_state);
    addWide(m_bar);
    m_state->hide();
    m_bar->hide();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RestoreDialog::showKeyFields);
    for (QLineEdit* field : {m_user, m_password, m_recoveryKey}) {
        connect(field, &QLineEdit::textChanged, this, &RestoreDialog::updateAction);
    }
    connect(m_backup, &FolderField::changed, this, &RestoreDialog::updateAction);
    connect(m_target, &FolderField::changed, this, &RestoreDialog::updateAction);
    connect(this, &FormDialog::submitted, this, [this] { m_key ? openLibrary() : restore(); });
    showKeyFields();
    m_backup->setFocus();
}

void RestoreDialog::setBackup(const QString& folder)
{
    m_backup->setPath(folder);
}

void RestoreDialog::setTarget(const QString& folder)
{
    m_target->setPath(folder);
}

/// While it runs, closing means stopping: what is there already is used by the next attempt.
void RestoreDialog::reject()
{
    if (m_job != nullptr) {
        m_job->cancel();
        cancelButton()->setEnabled(false);
        return;
    }
    FormDialog::reject();
}

RestoreDialog::KeyKind RestoreDialog::keyKind() const
{
    return m_kind->currentIndex() == 0 ? KeyKind::Password : KeyKind::RecoveryKey;
}

Result<RestoreKey> RestoreDialog::key() const
{
    if (keyKind() == KeyKind::RecoveryKey) {
        auto key = RecoveryKey::parse(m_recoveryKey->text());
        return key ? Result<RestoreKey>(std::move(*key)) : propagate(key);
    }
    QString typed = m_password->text();
    RestoreKey key = RestoreUser{m_user->text().trimmed(), Password::fromText(typed)};
    wipe(typed);
    return key;
}

void RestoreDialog::showKeyFields()
{
    const bool isPassword = keyKind() == KeyKind::Password;
    form()->setRowVisible(m_user, isPassword);
    form()->setRowVisible(m_password, isPassword);
    form()->setRowVisible(m_recoveryKey, !isPassword);
    updateAction();
}

void RestoreDialog::updateAction()
{
    const bool hasKey = keyKind() == KeyKind::Password
        ? !m_user->text().trimmed().isEmpty() && !m_password->text().isEmpty()
        : !m_recoveryKey->text().isEmpty();
    setActionEnabled(hasKey && !m_backup->path().isEmpty() && !m_target->path().isEmpty());
}

void RestoreDialog::restore()
{
    auto opened = key();
    if (!opened) {
        showError(opened.error().text);
        return;
    }
    const auto shared = std::make_shared<const RestoreKey>(std::move(*opened));
    setBusy(true);
    m_job = new Job(windowTitle(), this);
    connect(m_job, &Job::advanced, this, &RestoreDialog::showProgress);
    m_state->show();
    m_bar->show();
    showProgress();
    m_session.restore({m_backup->path(), m_target->path(), {}}, shared, m_job->progress(),
                      [dialog = QPointer(this), shared](const Result<RestoreReport>& report) {
                          if (dialog) {
                              dialog->finish(report, shared);
                          }
                      });
}

void RestoreDialog::showProgress()
{
    const JobProgress::State state = m_job->state();
    const auto left = m_job->secondsLeft();
    m_bar->setRange(0, state.total > 0 ? 100 : 0); // 0 to 0 moves without a measure
    m_bar->setValue(state.total > 0 ? static_cast<int>(state.done * 100 / state.total) : 0);
    m_state->setText(left ? tr("Copying and comparing. %1").arg(timeLeftText(*left)) : tr("Copying and comparing…"));
}

void RestoreDialog::finish(const Result<RestoreReport>& report, const std::shared_ptr<const RestoreKey>& key)
{
    m_job->finish();
    m_job->deleteLater();
    m_job = nullptr;
    cancelButton()->setEnabled(true);
    m_state->hide();
    m_bar->hide();
    if (!report) {
        showError(report.error().text);
        return;
    }
    m_key = key;
    setBusy(false);
    setIntroduction(restoredSentence(*report));
    for (QWidget* field :
         std::initializer_list<QWidget*>{m_backup, m_target, m_kind, m_user, m_password, m_recoveryKey}) {
        form()->setRowVisible(field, false);
    }
    setActionText(tr("Open the library"));
    adjustSize();
    Q_EMIT restored(m_target->path());
}

void RestoreDialog::openLibrary()
{
    const auto* user = std::get_if<RestoreUser>(m_key.get());
    if (user == nullptr) {
        Q_EMIT passwordNeeded(m_target->path(), m_recoveryKey->text());
        accept();
        return;
    }
    setBusy(true);
    m_session.signIn(m_target->path(), user->name, user->password.clone(),
                     [&session = m_session, dialog = QPointer(this)](const Result<void>& signedIn) {
                         if (signedIn) {
                             makeMissingPreviews(session);
                         }
                         if (!dialog) {
                             return;
                         }
                         if (signedIn) {
                             dialog->accept();
                         } else {
                             dialog->showError(signedIn.error().text);
                         }
                     });
}

} // namespace cloakroom::ui
