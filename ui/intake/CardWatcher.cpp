#include "ui/intake/CardWatcher.h"

#include <QtConcurrent/QtConcurrentRun>

namespace cloakroom::ui {

namespace {

constexpr int kLookMs = 2500;

} // namespace

CardWatcher::CardWatcher(QObject* parent)
    : QObject(parent)
    , m_volumes(mountedVolumes)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &CardWatcher::look);
    connect(&m_looking, &QFutureWatcherBase::finished, this, &CardWatcher::take);
}

void CardWatcher::setVolumes(Volumes volumes)
{
    m_volumes = std::move(volumes);
    if (!m_isStopped) {
        look();
    }
}

void CardWatcher::start()
{
    if (m_isStopped) {
        m_isStopped = false;
        m_timer.start();
        look();
    }
}

void CardWatcher::stop()
{
    m_isStopped = true;
    m_hasLooked = false;
    m_timer.stop();
    m_cards.clear();
}

void CardWatcher::look()
{
    if (!m_looking.isRunning()) {
        m_looking.setFuture(QtConcurrent::run([volumes = m_volumes] { return cardsAmong(volumes()); }));
    }
}

void CardWatcher::take()
{
    if (m_isStopped) {
        return;
    }
    const QList<Card> before = std::exchange(m_cards, m_looking.result());
    const bool isFirst = !std::exchange(m_hasLooked, true);
    if (isFirst || m_cards != before) {
        Q_EMIT cardsChanged();
    }
    for (const Card& card : std::as_const(m_cards)) {
        if (!isFirst && !before.contains(card)) {
            Q_EMIT cardInserted(card);
        }
    }
}

} // namespace cloakroom::ui
