#pragma once

#include <QFuture>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <type_traits>

namespace cloakroom {

/// Does `work(index)` for 0 .. count-1 on a pool, several at once, and hands each answer to `take(index, answer)` on
/// the calling thread in order of index. At most `ahead` pieces are begun and not yet taken, which bounds the memory
/// that answers hold. When `take` says false, no more are begun; those that are under way are still waited for and
/// taken.
template <typename Work, typename Take>
void inOrder(QThreadPool& pool, qsizetype count, qsizetype ahead, Work work, Take take)
{
    using Answer = std::invoke_result_t<Work&, qsizetype>;
    std::deque<QFuture<Answer>> begun;
    bool goesOn = true;
    qsizetype next = 0;
    for (qsizetype index = 0;; ++index) {
        while (goesOn && next < count && next - index < ahead) {
            begun.push_back(QtConcurrent::run(&pool, [&work, next] { return work(next); }));
            ++next;
        }
        if (begun.empty()) {
            return;
        }
        QFuture<Answer> first = std::move(begun.front());
        begun.pop_front();
        goesOn = take(index, first.takeResult()) && goesOn;
    }
}

/// The same for work that answers twice. `work(index, say)` calls `say(first)` exactly once and goes on; what it
/// returns is the second answer. `take(index, first)` and later `finish(index, second)` get them on the calling thread,
/// each in order of index; a piece counts as taken when it is finished. When `take` says false, no more are begun.
template <typename First, typename Work, typename Take, typename Finish>
void inOrderTwice(QThreadPool& pool, qsizetype count, qsizetype ahead, Work work, Take take, Finish finish)
{
    using Say = std::function<void(First)>;
    using Second = std::invoke_result_t<Work&, qsizetype, const Say&>;
    struct Piece {
        std::future<First> first;
        QFuture<Second> second;
    };
    std::deque<Piece> begun; // those that are not finished
    bool goesOn = true;
    qsizetype finished = 0;
    qsizetype taken = 0;
    qsizetype next = 0;
    const auto begin = [&](qsizetype index) {
        auto promise = std::make_shared<std::promise<First>>();
        auto first = promise->get_future();
        const Say say = [promise](First answer) { promise->set_value(std::move(answer)); };
        begun.push_back({std::move(first), QtConcurrent::run(&pool, [&work, index, say] { return work(index, say); })});
    };
    for (;;) {
        while (goesOn && next < count && next - finished < ahead) {
            begin(next++);
        }
        if (begun.empty()) {
            return;
        }
        bool waits = taken == next; // nothing else can go on before the oldest is finished
        if (!waits) {
            goesOn = take(taken, begun[static_cast<size_t>(taken - finished)].first.get()) && goesOn;
            ++taken;
        }
        while (finished < taken && (waits || begun.front().second.isFinished())) {
            finish(finished++, begun.front().second.takeResult());
            begun.pop_front();
            waits = false;
        }
    }
}

} // namespace cloakroom
