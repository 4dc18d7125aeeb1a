#include "ui/admin/AuditPage.h"

#include "core/audit/AuditLog.h"
#include "core/audit/Checkpoint.h"
#include "ui/admin/AuditModel.h"
#include "ui/common/EmptyState.h"
#include "ui/common/Message.h"
#include "ui/common/Tables.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>
#include <QTimer>

namespace cloakroom::ui {

namespace {

constexpr int kMostEntries = 5000;
constexpr int kTypingPause = 300; // ms

} // namespace

AuditPage::AuditPage(Session& session, QWidget* parent)
    : Page(session, tr("Audit"), parent)
    , m_model(new AuditModel(this))
    , m_table(makeTable(m_model, tr("Log")))
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("audit"), tr("Nothing to show"),
                             tr("Every change, export and sign-in is written here and cannot be edited unnoticed. No "
                                "entry fits these conditions.")))
    , m_check(makeButton(tr("Check the log"), ButtonKind::Usual, QStringLiteral("shield-check")))
    , m_more(makeButton(tr("Checkpoints")))
{
    m_more->setToolTip(tr("What is kept outside the library proves later that the log was not cut off"));
    makeSafekeepingMenu();
    addAction(m_more);
    m_check->setToolTip(tr("Proves that nobody changed, added or removed an entry"));
    addAction(m_check);
    QHeaderView* header = m_table->horizontalHeader();
    header->resizeSection(AuditModel::Time, 170);
    header->resizeSection(AuditModel::User, 140);
    header->resizeSection(AuditModel::Action, 220);
    header->resizeSection(AuditModel::Subject, 360);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body().addWidget(makeFilters());
    body().addWidget(m_stack, 1);
    connect(m_check, &QPushButton::clicked, this, &AuditPage::check);
    connect(&session, &Session::aboutToLock, this, [this] { m_model->setEntries({}); });
}

QWidget* AuditPage::makeFilters()
{
    m_since = new QComboBox;
    m_since->setAccessibleName(tr("Since"));
    m_since->addItem(tr("Last 7 days"), 7);
    m_since->addItem(tr("Last 30 days"), 30);
    m_since->addItem(tr("Last year"), 365);
    m_since->addItem(tr("Since the beginning"), 0);
    m_since->setCurrentIndex(1);
    m_user = new QLineEdit;
    m_user->setPlaceholderText(tr("User"));
    m_user->setAccessibleName(tr("User"));
    m_user->setClearButtonEnabled(true);
    m_user->setMaximumWidth(180);
    m_subject = new QLineEdit;
    m_subject->setPlaceholderText(tr("About, for example photo:12"));
    m_subject->setAccessibleName(tr("About"));
    m_subject->setClearButtonEnabled(true);
    m_subject->setMaximumWidth(240);
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_since);
    row->addWidget(m_user, 1);
    row->addWidget(m_subject, 1);
    row->addStretch(1);
    auto* pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kTypingPause);
    connect(pause, &QTimer::timeout, this, &AuditPage::readEntries);
    connect(m_user, &QLineEdit::textChanged, pause, qOverload<>(&QTimer::start));
    connect(m_subject, &QLineEdit::textChanged, pause, qOverload<>(&QTimer::start));
    connect(m_since, &QComboBox::currentIndexChanged, this, &AuditPage::readEntries);
    return bar;
}

void AuditPage::refresh()
{
    const bool seesAll = session().may(Right::SeeAllAudit);
    m_user->setVisible(seesAll);
    m_check->setVisible(seesAll);
    m_more->setVisible(seesAll);
    readEntries();
}

void AuditPage::focusFirst()
{
    m_table->setFocus();
}

void AuditPage::readEntries()
{
    audit::Filter filter;
    if (const int days = m_since->currentData().toInt(); days > 0) {
        filter.since = QDateTime::currentDateTimeUtc().addDays(-days);
    }
    filter.userName = m_user->text().trimmed();
    filter.subject = m_subject->text().trimmed();
    filter.limit = kMostEntries;
    session().ask(
        this, [filter](Library& library) { return audit::list(library, filter); },
        [this](const Result<QList<AuditEntry>>& entries) {
            if (!entries) {
                showError(entries.error());
                return;
            }
            m_model->setEntries(*entries);
            m_stack->setCurrentIndex(entries->isEmpty() ? 1 : 0);
            setSubtitle(entries->size() == kMostEntries ? tr("the newest %1 entries").arg(kMostEntries)
                                                        : tr("%1 entries").arg(entries->size()));
        });
}

void AuditPage::makeSafekeepingMenu()
{
    auto* menu = new QMenu(m_more);
    m_more->setMenu(menu);
    connect(menu->addAction(tr("Save a checkpoint…")), &QAction::triggered, this, [this] {
        const QString name =
            QStringLiteral("cloakroom-checkpoint-%1.json").arg(QDate::currentDate().toString(Qt::ISODate));
        const QString file = QFileDialog::getSaveFileName(this, tr("Save a checkpoint to be kept elsewhere"), name,
                                                          tr("Checkpoint (*.json)"));
        if (!file.isEmpty()) {
            saveCheckpoint(file);
        }
    });
    connect(menu->addAction(tr("Check against a checkpoint…")), &QAction::triggered, this, [this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Choose the checkpoint that was kept"), {},
                                                          tr("Checkpoint (*.json)"));
        if (!file.isEmpty()) {
            checkAgainst(file);
        }
    });
    connect(menu->addAction(tr("Save the log as a table…")), &QAction::triggered, this, [this] {
        const QString file = QFileDialog::getSaveFileName(this, tr("Save the log; the file is not encrypted"),
                                                          QStringLiteral("log.csv"), tr("Table (*.csv)"));
        if (!file.isEmpty()) {
            saveTable(file);
        }
    });
}

void AuditPage::check()
{
    m_check->setEnabled(false);
    session().ask(
        this, [](Library& library) { return audit::verify(library); },
        [this](const Result<audit::Verification>& verified) { showVerification(verified); });
}

void AuditPage::checkAgainst(const QString& checkpointFile)
{
    const auto checkpoint = audit::readCheckpoint(checkpointFile);
    if (!checkpoint) {
        showError(checkpoint.error());
        return;
    }
    m_check->setEnabled(false);
    session().ask(
        this, [kept = *checkpoint](Library& library) { return audit::verify(library, &kept); },
        [this](const Result<audit::Verification>& verified) { showVerification(verified); });
}

void AuditPage::showVerification(const Result<audit::Verification>& verified)
{
    m_check->setEnabled(true);
    if (!verified) {
        showError(verified.error());
    } else if (verified->ok) {
        message().say(Message::Kind::Success,
                      (verified->continuesCheckpoint
                           ? tr("The log is whole and continues the checkpoint: all %1 entries fit together.")
                           : tr("The log is whole: all %1 entries fit together and are signed by those they name."))
                          .arg(verified->entries));
    } else if (verified->continuesCheckpoint == false) {
        message().say(Message::Kind::Error,
                      tr("The log is not the one of the checkpoint: from entry %1 on it was cut off or written anew. "
                         "Tell your data protection officer.")
                          .arg(verified->firstBad.value_or(0)));
    } else {
        message().say(Message::Kind::Error,
                      tr("The log was changed: entry %1 does not fit. What stands before it is proven; what "
                         "comes after it cannot be relied on. Tell your data protection officer.")
                          .arg(verified->firstBad.value_or(0)));
    }
}

void AuditPage::saveCheckpoint(const QString& file)
{
    session().ask(
        this,
        [file](Library& library) -> Result<qint64> {
            const auto checkpoint = audit::makeCheckpoint(library);
            if (!checkpoint) {
                return propagate(checkpoint);
            }
            if (const auto written = audit::writeCheckpoint(*checkpoint, file); !written) {
                return propagate(written);
            }
            return checkpoint->seq;
        },
        [this](const Result<qint64>& entry) {
            if (!entry) {
                showError(entry.error());
                return;
            }
            message().say(
                Message::Kind::Success,
                tr("The checkpoint of entry %1 is saved. Give it to somebody who keeps it elsewhere: the head "
                   "teacher or the data protection officer.")
                    .arg(*entry));
            readEntries();
        });
}

void AuditPage::saveTable(const QString& file)
{
    session().ask(
        this, [file](Library& library) { return audit::exportCsv(library, file); },
        [this](const Result<qint64>& count) {
            if (!count) {
                showError(count.error());
                return;
            }
            message().say(
                Message::Kind::Success,
                tr("%1 entries are saved. The file is not encrypted: delete it when you are done.").arg(*count));
            readEntries();
        });
}

} // namespace cloakroom::ui
