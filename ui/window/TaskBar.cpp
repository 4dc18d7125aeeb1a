#include "ui/window/TaskBar.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>

namespace cloakroom::ui {

namespace {

constexpr int kHeight = 40;
constexpr int kSteps = 1000;

QString detectorText(const DetectorChoice& detector)
{
    switch (detector.kind) {
    case DetectorKind::YuNet:
        return TaskBar::tr("Face search: accurate");
    case DetectorKind::Cascade:
        return TaskBar::tr("Face search: basic");
    case DetectorKind::None:
        break;
    }
    return TaskBar::tr("Face search: not installed");
}

QString progressText(const Job& job)
{
    const JobProgress::State state = job.state();
    if (job.isCancelled()) {
        return TaskBar::tr("Stopping after the current one…");
    }
    if (state.total <= 0) {
        return TaskBar::tr("Getting ready…");
    }
    const QLocale locale;
    const QString count = TaskBar::tr("%1 of %2").arg(locale.toString(state.done), locale.toString(state.total));
    if (job.isPaused()) {
        return TaskBar::tr("%1 · paused").arg(count);
    }
    const std::optional<int> seconds = job.secondsLeft();
    return seconds ? TaskBar::tr("%1 · %2").arg(count, timeLeftText(*seconds)) : count;
}

} // namespace

TaskBar::TaskBar(Session& session, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_title(makeLabel({}, "mute"))
    , m_bar(new QProgressBar)
    , m_state(makeLabel({}, "mute"))
    , m_detector(makeLabel({}, "mute"))
    , m_pause(makeButton(tr("Pause"), ButtonKind::Usual, {}, ButtonSize::Small))
    , m_cancel(makeIconButton(QStringLiteral("close"), tr("Stop this work")))
{
    setObjectName(QStringLiteral("taskBar"));
    setFixedHeight(kHeight);
    m_bar->setTextVisible(false);
    m_bar->setMaximumWidth(408);
    m_cancel->setProperty("compact", true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::kLarge, 0, space::kLarge, 0);
    layout->setSpacing(space::kLarge);
    layout->addWidget(m_title);
    layout->addWidget(m_bar, 2);
    layout->addWidget(m_state);
    layout->addStretch(1);
    layout->addWidget(m_pause);
    layout->addWidget(m_cancel);
    layout->addWidget(m_detector);
    connect(&m_session, &Session::jobStarted, this, &TaskBar::follow);
    connect(&m_session, &Session::detectorChanged, this, &TaskBar::showDetector);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_job) {
            m_job->cancel();
        }
    });
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_job) {
            m_job->setPaused(!m_job->isPaused());
        }
    });
    showState();
    showDetector();
}

void TaskBar::follow(Job* job)
{
    m_job = job;
    connect(job, &Job::advanced, this, &TaskBar::showState);
    connect(job, &Job::finished, this, [this, job] {
        if (m_job == job) {
            m_job = m_session.jobs().isEmpty() ? nullptr : m_session.jobs().last();
        }
        showState();
    });
    showState();
}

void TaskBar::showState()
{
    const bool isRunning = !m_job.isNull();
    for (QWidget* widget : {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_state),
                            static_cast<QWidget*>(m_pause), static_cast<QWidget*>(m_cancel)}) {
        widget->setVisible(isRunning);
    }
    if (isRunning) {
        showJob(*m_job);
    } else {
        m_title->setText(tr("All work is done"));
    }
}

void TaskBar::showJob(const Job& job)
{
    const auto more = m_session.jobs().size() - 1;
    m_title->setText(more > 0 ? tr("%1 (and %n more)", nullptr, static_cast<int>(more)).arg(job.title()) : job.title());
    const JobProgress::State state = job.state();
    m_bar->setRange(0, state.total > 0 ? kSteps : 0);
    m_bar->setValue(state.total > 0 ? static_cast<int>(state.done * kSteps / state.total) : 0);
    m_bar->setAccessibleName(tr("Progress of %1").arg(job.title()));
    m_state->setText(progressText(job));
    m_pause->setText(job.isPaused() ? tr("Go on") : tr("Pause"));
    m_pause->setEnabled(!job.isCancelled());
    m_cancel->setEnabled(!job.isCancelled());
}

void TaskBar::showDetector()
{
    m_detector->setText(detectorText(m_session.detector()));
    m_detector->setToolTip(m_session.detector().description);
}

} // namespace cloakroom::ui
