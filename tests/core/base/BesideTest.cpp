#include "core/base/Beside.h"

#include "tests/support/NoThreads.h"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace cloakroom;

TEST_CASE("work beside is done on another thread and hands over what it throws", "[base][beside]")
{
    auto thread = beside([] { return std::this_thread::get_id(); });
    CHECK(thread.get() != std::this_thread::get_id());
    auto failing = beside([]() -> int { throw std::runtime_error("no"); });
    CHECK_THROWS_AS(failing.get(), std::runtime_error);
}

TEST_CASE("without a thread to be had work beside is done by whoever asks for it", "[base][beside]")
{
    const test::NoThreads none;
    if (!none.isInForce()) {
        WARN("skipped: threads can still be started here");
        return;
    }
    auto thread = beside([] { return std::this_thread::get_id(); });
    CHECK(thread.get() == std::this_thread::get_id());
}
