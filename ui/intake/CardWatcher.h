#pragma once

#include "core/intake/Cards.h"

#include <QFutureWatcher>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace cloakroom::ui {

/// Notices memory cards that are put in and taken out. Looks every few seconds, on another thread: a mount that hangs
/// does not hold the window up.
class CardWatcher final : public QObject {
    Q_OBJECT

public:
    using Volumes = std::function<QList<MountedVolume>()>;

    explicit CardWatcher(QObject* parent = nullptr);

    /// Another list of mount points, for tests.
    void setVolumes(Volumes volumes);
    void start();
    void stop();
    [[nodiscard]] const QList<Card>& cards() const { return m_cards; }

Q_SIGNALS:
    void cardsChanged();
    /// Put in while we watched: not those that were there when watching began.
    void cardInserted(const cloakroom::Card& card);

private:
    void look();
    void take();

    Volumes m_volumes;
    QTimer m_timer;
    QFutureWatcher<QList<Card>> m_looking;
    QList<Card> m_cards;
    bool m_hasLooked = false;
    bool m_isStopped = true;
};

} // namespace cloakroom::ui
