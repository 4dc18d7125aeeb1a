#include "core/base/SerialThread.h"

#include <QThread>

#include <catch2/catch.hpp>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace cloakroom;

TEST_CASE("work from many threads is done on one thread and one piece at a time", "[base][thread]")
{
    SerialThread serial;
    const QThread* home = serial.run([] { return QThread::currentThread(); });
    std::atomic<int> inside = 0;
    std::atomic<int> strays = 0;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 8; ++caller) {
        callers.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                serial.run([&] {
                    strays += QThread::currentThread() != home || inside.fetch_add(1) != 0;
                    std::this_thread::yield();
                    inside.fetch_sub(1);
                });
            }
        });
    }
    for (std::thread& caller : callers) {
        caller.join();
    }
    CHECK(strays == 0);
}

TEST_CASE("waiting for posted work does not do it on the waiting thread", "[base][thread]")
{
    SerialThread serial;
    std::atomic<bool> mayGo = false;
    const QFuture<void> first = serial.post([&mayGo] {
        while (!mayGo) {
            std::this_thread::yield();
        }
    });
    QFuture<QThread*> second = serial.post([] { return QThread::currentThread(); });
    std::thread release([&mayGo] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        mayGo = true;
    });
    CHECK(second.result() != QThread::currentThread());
    release.join();
}

TEST_CASE("work on the thread itself may hand in more and wait for it", "[base][thread]")
{
    SerialThread serial;
    CHECK(serial.run([&serial] { return serial.run([] { return 7; }); }) == 7);
}

TEST_CASE("what work throws reaches whoever waits for it", "[base][thread]")
{
    SerialThread serial;
    CHECK_THROWS_AS(serial.run([] { throw std::runtime_error("no"); }), std::runtime_error);
    CHECK(serial.run([] { return 1; }) == 1);
}
