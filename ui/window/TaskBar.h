#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace cloakroom::ui {

class Job;
class Session;

/// The bottom line: the running work with its progress, or that there is none; always which face detector is in use.
class TaskBar final : public QFrame {
    Q_OBJECT

public:
    explicit TaskBar(Session& session, QWidget* parent = nullptr);

private:
    void follow(Job* job);
    void showState();
    void showJob(const Job& job);
    void showDetector();

    Session& m_session;
    QPointer<Job> m_job;
    QLabel* m_title;
    QProgressBar* m_bar;
    QLabel* m_state;
    QLabel* m_detector;
    QPushButton* m_pause;
    QToolButton* m_cancel;
};

} // namespace cloakroom::ui
