#pragma once

#include <QObject>
#include <QTimer>

namespace cloakroom::ui {

class Session;

/// Locks the library when nobody has touched keyboard or mouse for the minutes that the school has set, and when the
/// computer is about to sleep. While work is going on it waits for its end: locking would stop it. GUI thread.
class IdleLock final : public QObject {
    Q_OBJECT

public:
    explicit IdleLock(Session& session, QObject* parent = nullptr);

    /// 1 to 240; read from the library when one is opened.
    void setMinutes(int minutes);
    [[nodiscard]] int minutes() const { return m_minutes; }
    /// What the timer does when it runs out.
    void lockIfQuiet();

public Q_SLOTS:
    /// logind's signal: true before the computer sleeps, false when it is awake again.
    void prepareForSleep(bool isGoingToSleep);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void readMinutes();
    void restart();

    Session& m_session;
    QTimer m_timer;
    int m_minutes = 10;
};

} // namespace cloakroom::ui
