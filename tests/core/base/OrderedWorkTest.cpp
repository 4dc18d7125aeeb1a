#include "core/base/OrderedWork.h"

#include <QThread>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <atomic>
#include <numeric>
#include <vector>

using namespace cloakroom;

TEST_CASE("first and second answers come each in order and never too many pieces are begun", "[base][work]")
{
    const bool holds = rc::check([] {
        const auto count = *rc::gen::inRange<qsizetype>(0, 40);
        const auto ahead = *rc::gen::inRange<qsizetype>(1, 6);
        const auto stopAt = *rc::gen::inRange<qsizetype>(0, 60);
        const auto delays = *rc::gen::container<std::vector<int>>(40, rc::gen::inRange(0, 3));
        QThreadPool pool;
        pool.setMaxThreadCount(3);
        std::atomic<qsizetype> underWay = 0;
        std::atomic<qsizetype> most = 0;
        std::vector<qsizetype> taken;
        std::vector<qsizetype> finished;
        inOrderTwice<qsizetype>(
            pool, count, ahead,
            [&](qsizetype index, const std::function<void(qsizetype)>& say) {
                most = std::max<qsizetype>(most, ++underWay);
                say(index * 2);
                QThread::usleep(static_cast<unsigned long>(50 * delays[static_cast<size_t>(index)]));
                return index * 3;
            },
            [&](qsizetype index, qsizetype first) {
                RC_ASSERT(first == index * 2);
                taken.push_back(index);
                return index != stopAt;
            },
            [&](qsizetype index, qsizetype second) {
                RC_ASSERT(second == index * 3);
                RC_ASSERT(std::find(taken.begin(), taken.end(), index) != taken.end());
                --underWay;
                finished.push_back(index);
            });
        std::vector<qsizetype> expected(taken.size());
        std::iota(expected.begin(), expected.end(), 0);
        RC_ASSERT(taken == expected);
        RC_ASSERT(finished == expected);
        RC_ASSERT(stopAt < count || static_cast<qsizetype>(taken.size()) == count);
        RC_ASSERT(most <= ahead);
    });
    CHECK(holds);
}

TEST_CASE("a second answer that is slow does not hold up the first ones", "[base][work]")
{
    QThreadPool pool;
    pool.setMaxThreadCount(4);
    std::atomic<bool> allTaken = false;
    qsizetype taken = 0;
    inOrderTwice<int>(
        pool, 4, 4,
        [&](qsizetype, const std::function<void(int)>& say) {
            say(1);
            while (!allTaken) {
                QThread::msleep(1);
            }
            return 2;
        },
        [&](qsizetype, int) {
            allTaken = ++taken == 4;
            return true;
        },
        [](qsizetype, int) {});
    CHECK(taken == 4);
}
