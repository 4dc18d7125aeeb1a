#include "ui/window/Job.h"

#include <QCoreApplication>
#include <QMutexLocker>

namespace cloakroom::ui {

namespace {

constexpr int kTickMs = 200;
constexpr qint64 kFirstEstimateMs = 2000;

} // namespace

void JobProgress::report(qint64 done, qint64 total, const QString& item)
{
    const QMutexLocker lock(&m_mutex);
    m_state = {done, total, item};
}

bool JobProgress::isCancelled() const
{
    const QMutexLocker lock(&m_mutex);
    while (m_isPaused && !m_isCancelled) {
        m_goOn.wait(&m_mutex);
    }
    return m_isCancelled;
}

void JobProgress::cancel()
{
    const QMutexLocker lock(&m_mutex);
    m_isCancelled = true;
    m_goOn.wakeAll();
}

void JobProgress::setPaused(bool paused)
{
    const QMutexLocker lock(&m_mutex);
    m_isPaused = paused;
    m_goOn.wakeAll();
}

bool JobProgress::isPaused() const
{
    const QMutexLocker lock(&m_mutex);
    return m_isPaused;
}

JobProgress::State JobProgress::state() const
{
    const QMutexLocker lock(&m_mutex);
    return m_state;
}

Job::Job(QString title, QObject* parent)
    : QObject(parent)
    , m_title(std::move(title))
    , m_progress(std::make_shared<JobProgress>())
{
    m_elapsed.start();
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &Job::advanced);
    m_timer.start();
}

std::optional<int> Job::secondsLeft() const
{
    const JobProgress::State now = state();
    const qint64 until = m_pausedAt.value_or(m_elapsed.elapsed());
    const qint64 spent = until - m_pausedMs;
    if (now.done <= 0 || now.total <= now.done || spent < kFirstEstimateMs) {
        return std::nullopt;
    }
    return static_cast<int>(spent * (now.total - now.done) / now.done / 1000);
}

void Job::cancel()
{
    m_wasCancelled = true;
    m_progress->cancel();
    Q_EMIT advanced();
}

void Job::setPaused(bool paused)
{
    if (paused == isPaused()) {
        return;
    }
    if (paused) {
        m_pausedAt = m_elapsed.elapsed();
    } else {
        m_pausedMs += m_elapsed.elapsed() - m_pausedAt.value_or(m_elapsed.elapsed());
        m_pausedAt.reset();
    }
    m_progress->setPaused(paused);
    Q_EMIT advanced();
}

void Job::finish()
{
    m_timer.stop();
    Q_EMIT finished();
}

QString timeLeftText(int seconds)
{
    if (seconds < 10) {
        return QCoreApplication::translate("Job", "a few seconds left");
    }
    if (seconds < 60) {
        return QCoreApplication::translate("Job", "less than a minute left");
    }
    const int minutes = (seconds + 30) / 60;
    if (minutes < 90) {
        return QCoreApplication::translate("Job", "%n minute(s) left", nullptr, minutes);
    }
    return QCoreApplication::translate("Job", "about %n hour(s) left", nullptr, (minutes + 30) / 60);
}

} // namespace cloakroom::ui
