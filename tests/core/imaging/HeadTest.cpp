#include "core/imaging/Head.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;

TEST_CASE("a head is larger than its face by the design's measure", "[imaging][head]")
{
    const QRect head = headAround(QRect(500, 500, 100, 100), QSize(2000, 2000));
    CHECK(head == QRect(467, 450, 166, 190));
    // Detectors mark faces narrowly, above all turned ones: the head behind it is as wide all the same.
    CHECK(headAround(QRect(500, 500, 60, 100), QSize(2000, 2000)) == QRect(447, 450, 166, 190));
    CHECK(headAround(QRect(500, 500, 200, 100), QSize(2000, 2000)) == QRect(440, 450, 320, 190));
}

TEST_CASE("a head never leaves the picture and always holds the visible face", "[imaging][head]")
{
    CHECK(rc::check("contained", [] {
        const QSize picture(*rc::gen::inRange(1, 5000), *rc::gen::inRange(1, 5000));
        const QRect face(*rc::gen::inRange(-6000, 6000), *rc::gen::inRange(-6000, 6000), *rc::gen::inRange(1, 7000),
                         *rc::gen::inRange(1, 7000));
        const QRect whole({0, 0}, picture);
        const QRect head = headAround(face, picture);
        const QRect visible = face & whole;
        RC_ASSERT(head.isEmpty() || whole.contains(head));
        RC_ASSERT(visible.isEmpty() || head.contains(visible));
    }));
}

TEST_CASE("there is no head around nothing", "[imaging][head]")
{
    CHECK(headAround(QRect(), QSize(100, 100)).isEmpty());
    CHECK(headAround(QRect(200, 200, 10, 10), QSize(100, 100)).isEmpty());
    CHECK(headAround(QRect(0, 0, 10, 10), QSize()).isEmpty());
}
