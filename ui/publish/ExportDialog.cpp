#include "ui/publish/ExportDialog.h"

#include "core/catalogue/Library.h"
#include "core/consent/Clearances.h"
#include "core/consent/Purposes.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/publish/CoverPreview.h"
#include "ui/publish/ExportChoices.h"
#include "ui/publish/ExportHelp.h"
#include "ui/publish/ExportResult.h"
#include "ui/publish/StayCard.h"
#include "ui/window/Session.h"

#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 880;

} // namespace

ExportDialog::ExportDialog(Session& session, QList<PhotoId> photos, PurposeId purpose, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_photos(std::move(photos))
    , m_title(makeLabel({}, "title"))
    , m_stack(new QStackedWidget)
    , m_preview(new CoverPreview(session))
    , m_error(makeParagraph({}, "error"))
    , m_cancel(makeButton(tr("Cancel")))
    , m_export(makeButton(tr("Export"), ButtonKind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("exportDialog"));
    setFixedWidth(kWidth);
    for (const Purpose& one : session.purposes()) {
        if (one.id == purpose) {
            m_purpose = one;
        }
    }
    m_help = new ExportHelp(session, m_purpose, this);
    connect(m_help, &ExportHelp::left, this, &ExportDialog::reject);
    connect(m_help, &ExportHelp::said, this, &ExportDialog::say);
    connect(m_help, &ExportHelp::failed, this, &ExportDialog::say);
    m_choices = new ExportChoices(m_purpose);
    connect(m_choices, &ExportChoices::changed, this,
            [this] { m_preview->setLook(termsOf(request()), m_choices->style()); });
    m_stack->addWidget(makeForm());
    m_stack->addWidget(makeRunning());
    m_stack->addWidget(makeResult());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(space::kLarge);
    layout->addWidget(m_title);
    layout->addWidget(m_stack);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
    m_error->hide();
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setDefault(true);
    m_export->setEnabled(false);
    connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::start);
    connect(&session, &Session::aboutToLock, this, &QDialog::close);
    const QString title = tr("Export for: %1").arg(m_purpose.name);
    setWindowTitle(title);
    m_title->setText(title);
    readPlan();
}

QWidget* ExportDialog::makeForm()
{
    m_stays = new StayCard;
    auto* top = new QHBoxLayout;
    top->setSpacing(20);
    top->addWidget(m_preview, 0, Qt::AlignTop);
    top->addWidget(m_choices, 1);
    auto* form = new QWidget;
    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kLarge);
    layout->addLayout(top);
    layout->addWidget(m_stays);
    return form;
}

QWidget* ExportDialog::makeRunning()
{
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progressText = makeLabel({}, "mute");
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    layout->addWidget(m_progressText);
    layout->addWidget(m_progress);
    layout->addWidget(makeParagraph(tr("Each photo is covered, written, read back and checked."), "small"));
    layout->addStretch();
    return page;
}

QWidget* ExportDialog::makeResult()
{
    auto* page = new QWidget;
    m_result = new QVBoxLayout(page);
    m_result->setContentsMargins(0, 0, 0, 0);
    m_result->setSpacing(space::kMedium);
    return page;
}

ExportRequest ExportDialog::request() const
{
    ExportRequest out = m_choices->request();
    out.photos = m_photos;
    out.wishes = m_preview->wishes();
    return out;
}

void ExportDialog::say(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

void ExportDialog::readPlan()
{
    m_session.ask(
        this,
        [photos = m_photos, purpose = m_purpose](Library& library) {
            return Clearances(library).of(photos, purpose, library.today());
        },
        [this](const Result<QList<Clearance>>& clearances) {
            if (!clearances) {
                m_error->setText(clearances.error().text);
                m_error->show();
                return;
            }
            m_plan = planExport(m_photos, *clearances);
            showPlan();
            Q_EMIT planned();
        });
}

void ExportDialog::showPlan()
{
    const int leaving = int(m_plan.leaving().size());
    const QString title = m_photos.size() == 1
        ? tr("Export one photo for: %1").arg(m_purpose.name)
        : tr("Export %1 photos for: %2").arg(m_photos.size()).arg(m_purpose.name);
    m_title->setText(title);
    setWindowTitle(title);
    m_export->setText(leaving == 0       ? tr("Export")
                          : leaving == 1 ? tr("Export one photo")
                                         : tr("Export %1 photos").arg(leaving));
    m_export->setEnabled(leaving > 0);
    m_choices->showPlan(m_plan);
    m_preview->setPlan(m_plan, termsOf(request()));
    m_stays->showPlan(m_plan, *m_help, coverStyleKey(m_choices->style()));
    m_export->setFocus();
}

void ExportDialog::start()
{
    const ExportRequest wanted = request();
    if (!QDir::isAbsolutePath(wanted.folder)) {
        m_error->setText(tr("Choose the folder that the photos go to."));
        m_error->show();
        m_choices->focusFolder();
        return;
    }
    m_error->hide();
    m_exportedTo = wanted.folder;
    m_stack->setCurrentIndex(1);
    m_export->hide();
    m_progress->setRange(0, 0);
    m_progressText->setText(tr("Exporting ..."));
    m_job = m_session.runJob(
        tr("Exporting for: %1").arg(m_purpose.name), this,
        [session = &m_session, wanted](Progress& progress) {
            return exportPhotos(session->library(), session->workers(), wanted, progress);
        },
        [this](const Result<ExportReport>& report) { showResult(report); });
    connect(m_job, &Job::advanced, this, &ExportDialog::showProgress);
}

void ExportDialog::showProgress()
{
    const JobProgress::State state = m_job->state();
    m_progress->setRange(0, int(state.total));
    m_progress->setValue(int(state.done));
    const QString done = tr("%1 of %2 photos").arg(state.done).arg(state.total);
    const auto seconds = m_job->secondsLeft();
    m_progressText->setText(seconds ? tr("%1 · %2").arg(done, timeLeftText(*seconds)) : done);
}

void ExportDialog::showResult(const Result<ExportReport>& report)
{
    m_job = nullptr;
    if (!report) {
        m_stack->setCurrentIndex(0);
        m_export->show();
        m_error->setText(report.error().text);
        m_error->show();
        return;
    }
    clearLayout(*m_result);
    m_result->addWidget(new ExportResult(*report, m_exportedTo, *m_help, coverStyleKey(m_choices->style())));
    while (m_stack->count() > 1) { // the form would keep the window as large as it was
        m_stack->removeWidget(m_stack->widget(0));
    }
    const qsizetype count = report->exported.size();
    m_title->setText(count == 0       ? tr("No photo was exported")
                         : count == 1 ? tr("One photo is exported")
                                      : tr("%1 photos are exported").arg(count));
    m_cancel->setText(tr("Close"));
    m_cancel->setDefault(true);
    m_cancel->setFocus();
    adjustSize();
    Q_EMIT m_session.registerChanged();
    Q_EMIT m_session.photosChanged();
    Q_EMIT exported(*report);
}

void ExportDialog::reject()
{
    if (m_job) {
        m_job->cancel();
    }
    QDialog::reject();
}

void ExportDialog::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_B && !event->isAutoRepeat()) {
        m_preview->setComparing(true);
        return;
    }
    QDialog::keyPressEvent(event);
}

void ExportDialog::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_B && !event->isAutoRepeat()) {
        m_preview->setComparing(false);
        return;
    }
    QDialog::keyReleaseEvent(event);
}

} // namespace cloakroom::ui
