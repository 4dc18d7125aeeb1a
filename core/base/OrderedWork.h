#pragma once

#include <QFuture>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

#include <deque>
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

} // namespace cloakroom
