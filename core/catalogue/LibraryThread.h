#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Library.h"

#include <QFuture>
#include <QPromise>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace cloakroom {

/// The one thread on which an open library lives. Everybody else hands it pieces of work, each a short one:
/// long jobs (import, export, face search) run elsewhere and call run() for their reads and writes.
/// Thread-safe. Destroying it locks the library after the work already handed in.
class LibraryThread {
public:
    using Opener = std::function<Result<std::unique_ptr<Library>>()>;

    LibraryThread()
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setExpiryTimeout(-1); // the connection belongs to this very thread
    }
    ~LibraryThread() { close(); }
    LibraryThread(const LibraryThread&) = delete;
    LibraryThread& operator=(const LibraryThread&) = delete;

    /// Runs `opener` (Library::open or create) on the thread and keeps what it opened. Blocks; key stretching takes a
    /// second.
    [[nodiscard]] Result<void> open(const Opener& opener)
    {
        return onThread([this, &opener]() -> Result<void> {
            m_library.reset();
            auto opened = opener();
            if (!opened) {
                return propagate(opened);
            }
            m_library = std::move(*opened);
            return {};
        });
    }

    /// Locks the library: keys are wiped when this returns.
    void close()
    {
        onThread([this] { m_library.reset(); });
        m_pool.waitForDone();
    }

    /// Runs `work(Library&)` and waits for its answer; inline when called on the thread itself.
    /// The library must be open.
    template <typename Work>
    auto run(Work&& work) -> std::invoke_result_t<Work&, Library&>
    {
        return onThread([this, &work] { return work(*m_library); });
    }

    /// Hands in `work(Library&)` and returns at once; for the window.
    template <typename Work>
    auto post(Work work) -> QFuture<std::invoke_result_t<Work&, Library&>>
    {
        return QtConcurrent::run(&m_pool, [this, work = std::move(work)]() mutable { return work(*m_library); });
    }

private:
    template <typename Work>
    auto onThread(Work work) -> std::invoke_result_t<Work&>
    {
        if (m_thread == QThread::currentThread()) {
            return work();
        }
        using Out = std::invoke_result_t<Work&>;
        if constexpr (std::is_void_v<Out>) {
            QtConcurrent::run(&m_pool, [this, &work] {
                m_thread = QThread::currentThread();
                work();
            }).waitForFinished();
        } else {
            std::optional<Out> out;
            QtConcurrent::run(&m_pool, [this, &work, &out] {
                m_thread = QThread::currentThread();
                out.emplace(work());
            }).waitForFinished();
            return std::move(*out);
        }
    }

    QThreadPool m_pool;
    std::atomic<QThread*> m_thread = nullptr;
    std::unique_ptr<Library> m_library;
};

} // namespace cloakroom
