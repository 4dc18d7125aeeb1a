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
