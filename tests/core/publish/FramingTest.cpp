#include "core/publish/Framing.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <algorithm>

using namespace cloakroom;

namespace {

QRect onPicture(const QRect& rect, const Frame& frame)
{
    return rect.translated(frame.origin);
}

bool isWhole(const QRect& rect, QSize picture, const Frame& frame)
{
    const QRect clipped = rect.intersected(QRect(QPoint(0, 0), picture));
    return clipped.isEmpty() || QRect(QPoint(0, 0), frame.canvas).contains(onPicture(clipped, frame));
}

bool isAway(const QRect& rect, QSize picture, const Frame& frame)
{
    const QRect clipped = rect.intersected(QRect(QPoint(0, 0), picture));
    return !QRect(QPoint(0, 0), frame.canvas).intersects(onPicture(clipped, frame));
}

QList<QRect> someRects(QSize picture)
{
    QList<QRect> rects;
    const int count = *rc::gen::inRange(0, 7);
    for (int i = 0; i < count; ++i) {
        rects += QRect(*rc::gen::inRange(-40, picture.width()), *rc::gen::inRange(-40, picture.height()),
                       *rc::gen::inRange(1, 200), *rc::gen::inRange(1, 200));
    }
    return rects;
}

} // namespace

TEST_CASE("a cut goes through no cover and no visible face and keeps its shape", "[publish][framing]")
{
    CHECK(rc::check([] {
        const QSize picture(*rc::gen::inRange(50, 900), *rc::gen::inRange(50, 900));
        const auto framing = *rc::gen::element(Framing::Square, Framing::Story);
        const QList<QRect> covers = someRects(picture);
        const QList<QRect> faces = someRects(picture);
        const Frame frame = frameFor(picture, framing, covers, faces);
        for (const QRect& face : faces) {
            RC_ASSERT(isWhole(face, picture, frame));
        }
        for (const QRect& cover : covers) {
            RC_ASSERT(isWhole(cover, picture, frame) || isAway(cover, picture, frame));
        }
        const double wanted = framing == Framing::Square ? 1.0 : 9.0 / 16.0;
        const double error = std::abs(static_cast<double>(frame.canvas.width()) - wanted * frame.canvas.height());
        RC_ASSERT(error <= 1.0);
    }));
}

TEST_CASE("a cut is as large as can be and stands in the middle of the faces", "[publish][framing]")
{
    const Frame free = frameFor({600, 400}, Framing::Square, {}, {});
    CHECK(free.canvas == QSize(400, 400));
    CHECK(free.origin == QPoint(-100, 0));
    const Frame atTheRight = frameFor({600, 400}, Framing::Square, {}, {QRect(480, 100, 80, 80)});
    CHECK(atTheRight.origin == QPoint(-200, 0));
    const Frame tall = frameFor({400, 600}, Framing::Square, {}, {QRect(100, 20, 80, 80)});
    CHECK(tall.origin == QPoint(0, 0));
    CHECK(tall.canvas == QSize(400, 400));
}

TEST_CASE("a cover at the border of a cut moves it", "[publish][framing]")
{
    // The middle cut would begin at 100, in the middle of the cover.
    const Frame frame = frameFor({600, 400}, Framing::Square, {QRect(40, 100, 70, 80)}, {});
    CHECK((frame.origin == QPoint(-110, 0)));
    CHECK(isAway(QRect(40, 100, 70, 80), {600, 400}, frame));
}

TEST_CASE("where nothing fits the whole picture leaves with bars", "[publish][framing]")
{
    const QSize picture(600, 400);
    const Frame frame = frameFor(picture, Framing::Square, {}, {QRect(0, 100, 90, 90), QRect(500, 100, 90, 90)});
    CHECK(frame.canvas == QSize(600, 600));
    CHECK(frame.origin == QPoint(0, 100));
    const Frame story = frameFor(picture, Framing::Story, {QRect(0, 0, 600, 400)}, {});
    CHECK(story.canvas == QSize(600, 1067));
    CHECK(story.origin == QPoint(0, 333));
    CHECK(frameFor(picture, Framing::Whole, {}, {}) == Frame{picture, {}});
}
