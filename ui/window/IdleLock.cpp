#include "ui/window/IdleLock.h"

#include "core/catalogue/LibrarySettings.h"
#include "ui/window/Session.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QEvent>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kMillisecondsPerMinute = 60'000;
constexpr int kAgainWhileBusy = 5'000;

/// What only somebody at the computer causes.
bool isUse(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
        return true;
    default:
        return false;
    }
}

} // namespace

IdleLock::IdleLock(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::lockIfQuiet);
    connect(&m_session, &Session::opened, this, &IdleLock::readMinutes);
    connect(&m_session, &Session::settingsChanged, this, &IdleLock::readMinutes);
    connect(&m_session, &Session::aboutToLock, &m_timer, &QTimer::stop);
    QCoreApplication::instance()->installEventFilter(this);
    // The local system bus, not a network; where there is none (another system, a container) the timer remains.
    QDBusConnection::systemBus().connect(QStringLiteral("org.freedesktop.login1"),
                                         QStringLiteral("/org/freedesktop/login1"),
                                         QStringLiteral("org.freedesktop.login1.Manager"),
                                         QStringLiteral("PrepareForSleep"), this, SLOT(prepareForSleep(bool)));
}

void IdleLock::setMinutes(int minutes)
{
    m_minutes = std::clamp(minutes, 1, 240);
    restart();
}

void IdleLock::readMinutes()
{
    restart();
    m_session.ask(
        this, [](Library& library) { return librarySettings(library.db()); },
        [this](const Result<LibrarySettings>& settings) {
            if (settings) {
                setMinutes(settings->idleMinutes);
            }
        });
}

void IdleLock::restart()
{
    if (m_session.isOpen()) {
        m_timer.start(m_minutes * kMillisecondsPerMinute);
    }
}

void IdleLock::lockIfQuiet()
{
    if (!m_session.isOpen()) {
        return;
    }
    if (!m_session.jobs().isEmpty()) {
        m_timer.start(kAgainWhileBusy);
        return;
    }
    m_session.lock();
}

void IdleLock::prepareForSleep(bool isGoingToSleep)
{
    // Work is cut off by the sleep as it would be by the lock, and goes on where it stopped: the keys come first.
    if (isGoingToSleep) {
        m_session.lock();
    }
}

bool IdleLock::eventFilter(QObject* watched, QEvent* event)
{
    if (isUse(event->type()) && m_timer.isActive()) {
        restart();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace cloakroom::ui
