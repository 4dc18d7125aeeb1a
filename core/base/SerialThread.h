#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <future>
#include <memory>
#include <type_traits>
#include <utility>

namespace cloakroom {

/// One thread that does what it is handed, one piece after another, in the order handed in. Thread-safe.
/// Not QtConcurrent::run(): waiting for one of its futures may pull the work off the pool and do it on the waiting
/// thread, at the same time as other work, and what lives on this thread (a database connection) would be shared.
class SerialThread {
public:
    SerialThread()
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1);
    }
    /// Finishes what was handed in.
    ~SerialThread() { finish(); }
    SerialThread(const SerialThread&) = delete;
    SerialThread& operator=(const SerialThread&) = delete;

    /// Does `work()` there and waits for its answer; inline when called on the thread itself. What it throws is thrown
    /// here.
    template <typename Work>
    auto run(Work&& work) -> std::invoke_result_t<Work&>
    {
        if (isCurrent()) {
            return work();
        }
        // Shared: the thread is not done with the task at the moment in which its answer can be read.
        auto task = std::make_shared<std::packaged_task<std::invoke_result_t<Work&>()>>([&work] { return work(); });
        auto answer = task->get_future();
        m_pool.start([this, task] {
            const Mark mark(this);
            (*task)();
        });
        return answer.get();
    }

    /// Hands in `work()` and returns at once. Work whose future is cancelled before its turn is left out.
    template <typename Work>
    auto post(Work work) -> QFuture<std::invoke_result_t<Work&>>
    {
        using Out = std::invoke_result_t<Work&>;
        struct Job {
            Work work;
            QPromise<Out> promise;
        };
        auto job = std::make_shared<Job>(Job{std::move(work), {}});
        job->promise.start();
        QFuture<Out> future = job->promise.future();
        m_pool.start([this, job] {
            const Mark mark(this);
            answer(job->promise, job->work);
        });
        return future;
    }

    /// Waits until everything handed in is done.
    void finish() { m_pool.waitForDone(); }

private:
    /// While it lives, the running thread is this one.
    class Mark {
    public:
        explicit Mark(const SerialThread* thread) { markedThread = thread; }
        ~Mark() { markedThread = nullptr; }
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;
    };

    [[nodiscard]] bool isCurrent() const { return markedThread == this; }

    template <typename Out, typename Work>
    static void answer(QPromise<Out>& promise, Work& work)
    {
        try {
            if (promise.isCanceled()) {
                // left out
            } else if constexpr (std::is_void_v<Out>) {
                work();
            } else {
                promise.addResult(work());
            }
        } catch (...) {
            promise.setException(std::current_exception());
        }
        promise.finish();
    }

    static inline thread_local const SerialThread* markedThread = nullptr;
    QThreadPool m_pool;
};

} // namespace cloakroom
