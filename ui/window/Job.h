#pragma once

#include "core/base/Progress.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QWaitCondition>

#include <memory>
#include <optional>

namespace cloakroom::ui {

/// Where a running job says how far it is. Thread-safe; a paused job waits in isCancelled(), between two items.
class JobProgress final : public Progress {
public:
    struct State {
        qint64 done = 0;
        qint64 total = 0;
        QString item;
    };

    void report(qint64 done, qint64 total, const QString& item) override;
    [[nodiscard]] bool isCancelled() const override;

    void cancel();
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const;
    [[nodiscard]] State state() const;

private:
    mutable QMutex m_mutex;
    mutable QWaitCondition m_goOn;
    State m_state;
    bool m_isCancelled = false;
    bool m_isPaused = false;
};

/// A long piece of work as the window sees it. GUI thread; owned by the session, gone soon after finished().
class Job final : public QObject {
    Q_OBJECT

public:
    explicit Job(QString title, QObject* parent = nullptr);

    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] std::shared_ptr<JobProgress> progress() const { return m_progress; }
    [[nodiscard]] JobProgress::State state() const { return m_progress->state(); }
    /// Seconds, worked out from what is done so far; absent until that says something.
    [[nodiscard]] std::optional<int> secondsLeft() const;
    [[nodiscard]] bool isPaused() const { return m_progress->isPaused(); }
    [[nodiscard]] bool isCancelled() const { return m_wasCancelled; }

    void cancel();
    void setPaused(bool paused);
    /// Called by the session when the work has returned.
    void finish();

Q_SIGNALS:
    /// A few times a second while it runs.
    void advanced();
    void finished();

private:
    QString m_title;
    std::shared_ptr<JobProgress> m_progress;
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    qint64 m_pausedMs = 0;
    std::optional<qint64> m_pausedAt;
    bool m_wasCancelled = false;
};

/// "3 minutes left"
[[nodiscard]] QString timeLeftText(int seconds);

} // namespace cloakroom::ui
