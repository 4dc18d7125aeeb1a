#pragma once

#include "core/base/Result.h"
#include "core/base/SerialThread.h"
#include "core/catalogue/Library.h"

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cloakroom {

/// The one thread on which an open library lives. Everybody else hands it pieces of work, each a short one:
/// long jobs (import, export, face search) run elsewhere and call run() for their reads and writes.
/// Thread-safe. Destroying it locks the library after the work already handed in.
class LibraryThread {
public:
    using Opener = std::function<Result<std::unique_ptr<Library>>()>;

    LibraryThread() = default;
    ~LibraryThread() { close(); }
    LibraryThread(const LibraryThread&) = delete;
    LibraryThread& operator=(const LibraryThread&) = delete;

    /// Runs `opener` (Library::open or create) on the thread and keeps what it opened. Blocks; key stretching takes a
    /// second.
    [[nodiscard]] Result<void> open(const Opener& opener)
    {
        return m_thread.run([this, &opener]() -> Result<void> {
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
        m_thread.run([this] { m_library.reset(); });
        m_thread.finish();
    }

    /// Runs `work(Library&)` and waits for its answer; inline when called on the thread itself.
    /// The library must be open.
    template <typename Work>
    auto run(Work&& work) -> std::invoke_result_t<Work&, Library&>
    {
        return m_thread.run([this, &work] { return work(*m_library); });
    }

    /// Hands in `work(Library&)` and returns at once; for the window.
    template <typename Work>
    auto post(Work work) -> QFuture<std::invoke_result_t<Work&, Library&>>
    {
        return m_thread.post([this, work = std::move(work)]() mutable { return work(*m_library); });
    }

private:
    std::unique_ptr<Library> m_library;
    SerialThread m_thread;
};

} // namespace cloakroom
