#include "ui/intake/CardWatcher.h"

#include "support/FilledSession.h"
#include "ui/intake/CardList.h"

#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QMutex>
#include <QSignalSpy>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

/// Mount points that come and go; asked from another thread.
class Slots {
public:
    CardWatcher::Volumes volumes()
    {
        return [this] {
            const QMutexLocker lock(&m_mutex);
            return m_volumes;
        };
    }
    void set(const QList<MountedVolume>& volumes)
    {
        const QMutexLocker lock(&m_mutex);
        m_volumes = volumes;
    }

private:
    QMutex m_mutex;
    QList<MountedVolume> m_volumes;
};

MountedVolume cardAt(const QTemporaryDir& dir, const char* name)
{
    const QString path = dir.filePath(QLatin1String(name));
    REQUIRE(QDir().mkpath(path + QStringLiteral("/DCIM")));
    return {path, QLatin1String(name)};
}

QString factsIn(const CardList& list)
{
    QStringList words;
    for (const QLabel* label : list.findChildren<QLabel*>()) {
        if (label->isVisible()) {
            words << label->text();
        }
    }
    return words.join(QLatin1Char('|'));
}

} // namespace

TEST_CASE("cards that are put in are told and those that were there before are only shown", "[ui][import][cards]")
{
    const QTemporaryDir dir;
    Slots places;
    const MountedVolume first = cardAt(dir, "EOS_DIGITAL");
    const MountedVolume second = cardAt(dir, "NIKON");
    places.set({first, {dir.path(), QStringLiteral("a disk")}});
    CardWatcher watcher;
    QSignalSpy changed(&watcher, &CardWatcher::cardsChanged);
    QSignalSpy inserted(&watcher, &CardWatcher::cardInserted);
    watcher.setVolumes(places.volumes());
    watcher.start();
    waitUntil("the first card is seen", [&] { return changed.count() == 1; });
    REQUIRE(watcher.cards().size() == 1); // a disk without a camera's folders is none
    CHECK(watcher.cards().first().name == QLatin1String("EOS_DIGITAL"));
    CHECK(inserted.isEmpty());
    places.set({first, second});
    watcher.setVolumes(places.volumes()); // looks at once
    waitUntil("the second card is told", [&] { return inserted.count() == 1; });
    CHECK(watcher.cards().size() == 2);
    places.set({second});
    waitUntil("the first is gone", [&] { return watcher.cards().size() == 1; });
    CHECK(inserted.count() == 1);
    watcher.stop();
    CHECK(watcher.cards().isEmpty());
}

TEST_CASE("a watcher that was stopped tells nothing more", "[ui][import][cards]")
{
    const QTemporaryDir dir;
    Slots places;
    places.set({cardAt(dir, "EOS_DIGITAL")});
    CardWatcher watcher;
    QSignalSpy changed(&watcher, &CardWatcher::cardsChanged);
    watcher.setVolumes(places.volumes());
    watcher.start();
    watcher.stop(); // the first look is still under way
    QTest::qWait(200);
    CHECK(changed.isEmpty());
    CHECK(watcher.cards().isEmpty());
}

TEST_CASE("a card keeps its tick while others come and go", "[ui][import][cards]")
{
    const QTemporaryDir dir;
    const MountedVolume first = cardAt(dir, "EOS_DIGITAL");
    const MountedVolume second = cardAt(dir, "NIKON");
    FilledSession open;
    CardList list(open.session());
    list.show();
    CHECK(factsIn(list).contains(QLatin1String("No memory card")));
    QSignalSpy chosen(&list, &CardList::chosenChanged);
    list.showCards({{first.path, first.name}});
    CHECK_FALSE(factsIn(list).contains(QLatin1String("No memory card")));
    REQUIRE(list.chosen().size() == 1);
    waitUntil("it was looked at", [&] { return factsIn(list).contains(QLatin1String("nothing new")); });
    CHECK(list.chosen().isEmpty()); // an empty card is not worth a click
    auto* tick = list.findChild<QCheckBox*>();
    tick->setFocus();
    QTest::keyClick(tick, Qt::Key_Space);
    REQUIRE(list.chosen().size() == 1);
    list.showCards({{first.path, first.name}, {second.path, second.name}});
    CHECK(tick->isChecked());
    CHECK(list.chosen().size() == 2);
    list.showCards({{second.path, second.name}});
    CHECK(list.chosen().size() == 1);
    CHECK(list.chosen().first().name == QLatin1String("NIKON"));
    list.forget();
    CHECK(list.chosen().isEmpty());
    CHECK(chosen.count() >= 4);
}
