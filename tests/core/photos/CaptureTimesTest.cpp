#include "core/photos/CaptureTimes.h"

#include "core/photos/Photos.h"
#include "core/photos/Stacks.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

std::optional<QDateTime> timeOf(TestLibrary& library, PhotoId photo)
{
    return need(library.run([photo](Library& open) { return Photos(open).details(photo); })).summary.takenAt;
}

} // namespace

TEST_CASE("a whole batch is corrected by an offset and brought back", "[photos][times]")
{
    TestLibrary library;
    const QList<PhotoId> photos = importDrawn(library, 3);
    const QDateTime noon(QDate(2000, 3, 26), QTime(1, 30));
    need(library.run([&](Library& open) { return CaptureTimes(open).set(photos.mid(0, 2), noon); }));
    constexpr qint64 kOffset = qint64{9'584} * 86'400 + 3'600;
    const auto preview = need(library.run([&](Library& open) { return CaptureTimes(open).preview(photos, kOffset); }));
    REQUIRE(preview.size() == 3);
    CHECK(preview[0].after == QDateTime(QDate(2026, 6, 22), QTime(2, 30)));
    CHECK_FALSE(preview[2].after);
    CHECK(timeOf(library, photos[0]) == noon); // only shown
    need(library.run([&](Library& open) { return CaptureTimes(open).shift(photos, kOffset); }));
    CHECK(timeOf(library, photos[0]) == preview[0].after);
    CHECK_FALSE(timeOf(library, photos[2]));
    need(library.run([&](Library& open) { return CaptureTimes(open).shift(photos, -kOffset); }));
    CHECK(timeOf(library, photos[0]) == noon);
    need(library.run([&](Library& open) { return CaptureTimes(open).reset(photos); }));
    CHECK_FALSE(timeOf(library, photos[0])); // the camera had written none
}

TEST_CASE("a correction that makes no sense changes nothing", "[photos][times]")
{
    TestLibrary library;
    const QList<PhotoId> photos = importDrawn(library, 1);
    const QDateTime noon(QDate(1850, 1, 1), QTime(12, 0));
    need(library.run([&](Library& open) { return CaptureTimes(open).set(photos, noon); }));
    CHECK_FALSE(
        library.run([&](Library& open) { return CaptureTimes(open).shift(photos, -qint64{30} * 366 * 86'400); }));
    CHECK_FALSE(library.run([&](Library& open) { return CaptureTimes(open).shift(photos, qint64{1} << 60); }));
    CHECK(timeOf(library, photos[0]) == noon);
    library.addUser(QStringLiteral("Mark"), Role::Marketing);
    library.signInAs(QStringLiteral("Mark"));
    CHECK_FALSE(library.run([&](Library& open) { return CaptureTimes(open).shift(photos, 60); }));
}

TEST_CASE("bursts are photos of one camera that follow and look like each other", "[photos][stacks]")
{
    const QDateTime start(QDate(2026, 6, 12), QTime(10, 0), Qt::UTC);
    const QByteArray look(8, '\0');
    const QByteArray alike = QByteArray(7, '\0') + '\x0F';
    const QByteArray other(8, '\x55');
    const auto at = [&](int id, qint64 ms, const QByteArray& seen, const char* camera = "A") {
        return StackCandidate{{id}, start.addMSecs(ms), QLatin1String(camera), seen};
    };
    const auto stacks =
        suggestedStacks({at(1, 0, look), at(2, 800, alike), at(3, 1500, look), at(4, 2000, other),
                         at(5, 2500, other, "B"), at(6, 30'000, other), at(7, 60'000, other), at(8, 200'000, other)});
    REQUIRE(stacks.size() == 2);
    CHECK(stacks[0] == QList<PhotoId>{{1}, {2}, {3}});
    CHECK(stacks[1] == QList<PhotoId>{{6}, {7}});
}

TEST_CASE("a stack is offered once and can be taken apart", "[photos][stacks]")
{
    TestLibrary library;
    const QString card = library.scratch(QStringLiteral("burst"));
    for (int i = 0; i < 3; ++i) {
        writeFile(QStringLiteral("%1/%2.jpg").arg(card).arg(i), need(toJpeg(drawnPicture(4), 80 + i)));
    }
    WorkerPool workers(1, builtWorker());
    const QList<PhotoId> photos = importFrom(library, workers, importOf(card)).photos;
    const auto suggested = [&library] {
        return need(library.run([](Library& open) { return Stacks(open).suggest(); }));
    };
    CHECK(suggested().isEmpty()); // without a time nobody knows
    need(library.run(
        [&](Library& open) { return CaptureTimes(open).set(photos, QDateTime(QDate(2026, 6, 12), QTime(10, 0))); }));
    CHECK(suggested() == QList<QList<PhotoId>>{photos});
    need(library.run([&](Library& open) { return Stacks(open).stack(photos); }));
    CHECK(suggested().isEmpty());
    CHECK(need(library.run([&](Library& open) { return Photos(open).details(photos[1]); })).stack == photos[0]);
    need(library.run([&](Library& open) { return Stacks(open).unstack(photos); }));
    CHECK(suggested().size() == 1);
}

TEST_CASE("a stack is found as one photo and grows and changes its top", "[photos][stacks]")
{
    TestLibrary library;
    const QList<PhotoId> photos = importDrawn(library, 5);
    const auto change = [&library](auto work) {
        need(library.run([&](Library& open) {
            Stacks stacks(open);
            return work(stacks);
        }));
    };
    const auto shown = [&library](const PhotoFilter& filter) {
        const auto found = need(library.run([&](Library& open) { return Photos(open).find(filter); }));
        return QSet<PhotoId>(found.cbegin(), found.cend());
    };
    PhotoFilter folded;
    folded.foldStacks = true;
    PhotoFilter whole;
    whole.stack = photos[0];
    change([&](Stacks& stacks) { return stacks.stack({photos[1], photos[0]}); });
    CHECK(shown(folded) == QSet<PhotoId>{photos[1], photos[2], photos[3], photos[4]});
    CHECK(shown({}).size() == 5);
    CHECK(shown(whole) == QSet<PhotoId>{photos[0], photos[1]});

    change([&](Stacks& stacks) { return stacks.stack({photos[2], photos[1]}); }); // the stack of photos[1] comes along
    CHECK(shown(whole).size() == 3);
    CHECK(shown(folded) == QSet<PhotoId>{photos[2], photos[3], photos[4]});
    change([&](Stacks& stacks) { return stacks.putOnTop(photos[0]); });
    CHECK(shown(folded) == QSet<PhotoId>{photos[0], photos[3], photos[4]});
    const auto sizes = need(library.run([&](Library& open) { return Stacks(open).sizes(photos); }));
    CHECK(sizes.size() == 3);
    CHECK(sizes.value(photos[1]) == 3);

    // A filter that leaves the top out must not hide the rest.
    need(library.run([&](Library& open) { return Photos(open).rate({photos[1], photos[2]}, 4); }));
    folded.minRating = 4;
    CHECK(shown(folded).size() == 1);
    folded.minRating = 0;
    need(library.run([&](Library& open) { return Photos(open).remove({photos[0]}); }));
    CHECK(shown(folded).size() == 3);
    need(library.run([&](Library& open) { return Photos(open).restore({photos[0]}); }));

    const auto apart = need(library.run([&](Library& open) { return Stacks(open).takeApart({photos[2]}); }));
    REQUIRE(apart.size() == 1);
    CHECK(apart[0] == QList<PhotoId>{photos[0], photos[1], photos[2]});
    CHECK(shown(folded).size() == 5);
    CHECK(shown(whole).isEmpty());
    CHECK_FALSE(library.run([&](Library& open) { return Stacks(open).putOnTop(photos[0]); }));
}
