#include "ui/admin/SafekeepingTab.h"

#include "core/accounts/Users.h"
#include "core/backup/Backup.h"
#include "core/backup/Repair.h"
#include "core/retention/Retention.h"
#include "ui/admin/ErasuresDialog.h"
#include "ui/admin/KeyDialogs.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <memory>

namespace cloakroom::ui {

namespace {

QSpinBox* numberField(int least, int most, const QString& suffix, const QString& name)
{
    auto* field = new QSpinBox;
    field->setRange(least, most);
    field->setSuffix(suffix);
    field->setAccessibleName(name);
    field->setMaximumWidth(160);
    return field;
}

QHBoxLayout* rowOf(std::initializer_list<QPushButton*> buttons)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    for (QPushButton* button : buttons) {
        row->addWidget(button);
    }
    row->addStretch();
    return row;
}

} // namespace

SafekeepingTab::SafekeepingTab(Session& session, Message& message, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_message(message)
{
    auto* content = new QWidget;
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(0, space::kLarge, 0, 0);
    cards->setSpacing(space::kMedium);
    cards->addWidget(makeBackup());
    cards->addWidget(makeKeys());
    cards->addWidget(makeKeeping());
    cards->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&session, &Session::backupChanged, this, &SafekeepingTab::refresh);
    connect(&session, &Session::aboutToLock, this, [this] {
        m_lastBackup->clear();
        m_lastTarget.clear();
    });
}

QWidget* SafekeepingTab::makeBackup()
{
    m_lastBackup = makeParagraph({});
    m_backUp = makeButton(tr("Back up now…"), ButtonKind::Primary, QStringLiteral("save"));
    m_repair = makeButton(tr("Repair…"));
    m_repair->setToolTip(tr("Makes missing previews anew and takes lost photos back from a backup"));
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("Backup"), "strong"));
    content->addWidget(m_lastBackup);
    content->addWidget(
        makeParagraph(tr("To another disk, a stick or a network share. Only what is new is copied; nothing "
                         "in it can be read without a password or the recovery key. You can go on working "
                         "meanwhile."),
                      "mute"));
    content->addLayout(rowOf({m_backUp, m_repair}));
    connect(m_backUp, &QPushButton::clicked, this, &SafekeepingTab::backUp);
    connect(m_repair, &QPushButton::clicked, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Choose a backup to take lost photos from"), m_lastTarget);
        if (!folder.isEmpty()) {
            repair(folder);
        }
    });
    return card;
}

QWidget* SafekeepingTab::makeKeys() const
{
    auto* change = makeButton(tr("Change the library's key…"), ButtonKind::Usual, QStringLiteral("key"));
    auto* recovery = makeButton(tr("Make a new recovery key…"), ButtonKind::Usual, QStringLiteral("print"));
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("Keys"), "strong"));
    content->addWidget(
        makeParagraph(tr("Change the library's key after somebody left who knew a password: what is written "
                         "afterwards stays closed to them. The recovery key opens the library when every "
                         "password is lost; make a new one when its paper may have been seen."),
                      "mute"));
    content->addLayout(rowOf({change, recovery}));
    connect(change, &QPushButton::clicked, this, &SafekeepingTab::changeKey);
    connect(recovery, &QPushButton::clicked, this, &SafekeepingTab::replaceRecoveryKey);
    return card;
}

QWidget* SafekeepingTab::makeKeeping()
{
    m_idleMinutes = numberField(1, 240, tr(" minutes"), tr("Lock after"));
    m_binDays = numberField(0, 3650, tr(" days"), tr("Empty the bin after"));
    m_remindDays = numberField(1, 365, tr(" days"), tr("Remind of a backup after"));
    m_keepDays = numberField(1, 3650, tr(" days"), tr("Keep older states of a backup for"));
    auto* form = new QFormLayout;
    form->setSpacing(space::kMedium);
    form->addRow(tr("Lock the window when nobody uses it for"), m_idleMinutes);
    form->addRow(tr("Erase photos that are in the bin for"), m_binDays);
    form->addRow(tr("Remind of a backup that is older than"), m_remindDays);
    form->addRow(tr("Keep older states of a backup for"), m_keepDays);
    auto* save = makeButton(tr("Save"), ButtonKind::Primary);
    auto* content = new QVBoxLayout;
    auto* card = makeCard(content);
    content->addWidget(makeLabel(tr("How long"), "strong"));
    content->addLayout(form);
    auto* erasures = makeButton(tr("Receipts of erasures…"), ButtonKind::Usual, QStringLiteral("document"));
    content->addLayout(rowOf({save, erasures}));
    connect(erasures, &QPushButton::clicked, this, [this] { (new ErasuresDialog(m_session, this))->open(); });
    connect(save, &QPushButton::clicked, this, &SafekeepingTab::saveSettings);
    return card;
}

void SafekeepingTab::refresh()
{
    if (!m_session.may(Right::Administer)) {
        return;
    }
    m_session.ask(
        this, [](Library& library) { return backupStatus(library); },
        [this](const Result<BackupStatus>& status) {
            if (status) {
                showStatus(*status);
            }
        });
    m_session.ask(
        this, [](Library& library) { return Retention(library).settings(); },
        [this](const Result<LibrarySettings>& settings) {
            if (!settings) {
                m_message.showError(settings.error());
                return;
            }
            m_idleMinutes->setValue(settings->idleMinutes);
            m_binDays->setValue(settings->binDays);
            m_remindDays->setValue(settings->backupRemindDays);
            m_keepDays->setValue(settings->backupKeepDays);
        });
}

void SafekeepingTab::showStatus(const BackupStatus& status)
{
    m_lastTarget = status.target;
    if (!status.last) {
        m_lastBackup->setText(tr("There is no backup yet. If this computer is lost, so are the photos."));
        return;
    }
    m_lastBackup->setText(
        tr("The last good backup was made on %1, to %2.")
            .arg(QLocale().toString(status.last->toLocalTime(), QLocale::ShortFormat), status.target));
}

void SafekeepingTab::backUp()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Choose an empty folder on another disk, or the backup's folder"), m_lastTarget);
    if (!folder.isEmpty()) {
        backUpTo(folder);
    }
}

void SafekeepingTab::backUpTo(const QString& target)
{
    m_backUp->setEnabled(false);
    m_session.runJob(
        tr("Backing up"), this,
        [&session = m_session, target](Progress& progress) {
            return backupLibrary(session.library(), target, progress);
        },
        [this](const Result<BackupReport>& report) {
            m_backUp->setEnabled(true);
            if (!report) {
                m_message.showError(report.error());
                return;
            }
            Q_EMIT m_session.backupChanged();
            if (!report->missing.isEmpty()) {
                m_message.say(
                    Message::Kind::Warning,
                    tr("The backup is made, but %n photo(s) of the library cannot be read. Repair the library "
                       "from a backup.",
                       nullptr, int(report->missing.size())));
                return;
            }
            m_message.say(Message::Kind::Success,
                          tr("The backup is made and was read back: %1 photos copied, %2 were there already.")
                              .arg(report->copied)
                              .arg(report->unchanged));
        });
}

void SafekeepingTab::repair(const QString& backup)
{
    m_repair->setEnabled(false);
    m_session.runJob(
        tr("Repairing"), this,
        [&session = m_session, backup](Progress& progress) {
            return repairLibrary(session.library(), session.workers(), {backup, false}, progress);
        },
        [this](const Result<RepairReport>& report) {
            m_repair->setEnabled(true);
            if (!report) {
                m_message.showError(report.error());
                return;
            }
            Q_EMIT m_session.photosChanged();
            const bool isWhole = report->lost.isEmpty();
            m_message.say(isWhole ? Message::Kind::Success : Message::Kind::Error,
                          (isWhole
                               ? tr("Every photo is whole. %1 were taken back from the backup, %2 previews were made.")
                               : tr("%1 photos were taken back from the backup and %2 previews were made. Not in the "
                                    "backup either: %3."))
                              .arg(report->restored)
                              .arg(report->previewsMade)
                              .arg(report->lost.mid(0, 5).join(QStringLiteral(", "))));
        });
}

void SafekeepingTab::changeKey()
{
    if (!m_session.jobs().isEmpty()) {
        m_message.say(Message::Kind::Info, tr("Work is still going on. Wait until it has ended, then change the key."));
        return;
    }
    auto* dialog =
        new OwnPasswordDialog(tr("Change the library's key"), tr("Change the key"),
                              tr("The list of photos and the previews are written anew, which takes some minutes for a "
                                 "large library. You are "
                                 "signed in again afterwards. Passwords and the recovery key stay the same."),
                              this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        const auto taken = dialog->take();
        if (!taken) {
            dialog->showError(taken.error().text);
            return;
        }
        const auto password = std::make_shared<Password>(taken->clone());
        dialog->setBusy(true);
        m_session.ask(
            dialog, [password](Library& library) { return Users(library).checkOwnPassword(*password); },
            [this, dialog, password](const Result<void>& right) {
                if (!right) {
                    dialog->showError(right.error().text);
                    return;
                }
                dialog->accept();
                m_session.changeKey(password->clone());
            });
    });
    dialog->open();
}

void SafekeepingTab::replaceRecoveryKey()
{
    auto* dialog = new FormDialog(tr("Make a new recovery key"), tr("Make a new key"), this);
    dialog->setIntroduction(tr("The key on the paper that you have opens nothing any more from that moment. Have a "
                               "printer or paper at hand: the new one is shown once."));
    dialog->setDestructive();
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        dialog->setBusy(true);
        m_session.ask(
            dialog, [](Library& library) { return Users(library).replaceRecoveryKey(); },
            [this, dialog](const Result<QString>& key) {
                if (!key) {
                    dialog->showError(key.error().text);
                    return;
                }
                dialog->accept();
                showRecoveryKey(*key);
            });
    });
    dialog->open();
}

void SafekeepingTab::showRecoveryKey(const QString& key)
{
    auto* dialog = new RecoveryKeyDialog({m_session.schoolName(), key}, this);
    connect(&m_session, &Session::aboutToLock, dialog, &QDialog::close);
    dialog->open();
}

void SafekeepingTab::saveSettings()
{
    LibrarySettings settings;
    settings.idleMinutes = m_idleMinutes->value();
    settings.binDays = m_binDays->value();
    settings.backupRemindDays = m_remindDays->value();
    settings.backupKeepDays = m_keepDays->value();
    m_session.ask(
        this, [settings](Library& library) { return Retention(library).setSettings(settings); },
        [this](const Result<void>& done) {
            if (!done) {
                m_message.showError(done.error());
                return;
            }
            m_message.say(Message::Kind::Success, tr("Saved."));
            Q_EMIT m_session.settingsChanged();
            Q_EMIT m_session.backupChanged();
        });
}

} // namespace cloakroom::ui
