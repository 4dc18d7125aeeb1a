#pragma once

#include "core/worker/WorkerPool.h"
#include "core/worker/WorkerProcess.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace cloakroom {

/// The worker processes of a pool: who uses which, when one is started and when one is ended. Thread-safe.
class WorkerSlots {
public:
    struct Slot {
        std::unique_ptr<WorkerProcess> process;
        int generation = 0;
        bool isTaken = false;
    };

    /// One slot for one thread, until the end of its request. Waits for a free one.
    class Lease {
    public:
        explicit Lease(WorkerSlots& pool)
            : m_pool(pool)
            , m_slot(pool.take())
        {
        }
        ~Lease() { m_pool.giveBack(m_slot); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Lease(Lease&&) = delete;
        Lease& operator=(Lease&&) = delete;
        [[nodiscard]] Slot& slot() const { return m_slot; }

    private:
        WorkerSlots& m_pool;
        Slot& m_slot;
    };

    WorkerSlots(int workers, WorkerOptions options);

    /// Asks one worker; the errors are those of WorkerPool's requests.
    [[nodiscard]] Result<WorkerProcess::Exchange> run(const WorkerRequest& request, quint64 bodyBytes,
                                                      const WorkerProcess::Body& body);
    [[nodiscard]] Result<WorkerProcess::Exchange> run(const Lease& lease, const WorkerRequest& request,
                                                      quint64 bodyBytes, const WorkerProcess::Body& body);
    /// The faces that a worker was still looking for in a photo of that size.
    [[nodiscard]] static Result<WorkerProcess::Exchange> rest(const Lease& lease, const QSize& photo);

    [[nodiscard]] int size() const { return static_cast<int>(m_slots.size()); }
    /// Never changes.
    [[nodiscard]] const RecogniserChoice& recogniser() const { return m_options.recogniser; }
    [[nodiscard]] DetectorChoice detector() const;
    void setDetector(const DetectorChoice& choice);

private:
    [[nodiscard]] static Result<WorkerProcess::Exchange> checked(Slot& slot, const WorkerRequest& request,
                                                                 Decoded<WorkerProcess::Exchange> exchange);
    [[nodiscard]] Slot& take();
    [[nodiscard]] Slot* freeSlot();
    void giveBack(Slot& slot);
    [[nodiscard]] Result<void> makeReady(Slot& slot);
    [[nodiscard]] WorkerOptions currentOptions(Slot& slot);

    mutable std::mutex m_mutex;
    std::condition_variable m_freed;
    WorkerOptions m_options;
    int m_generation = 0;
    std::vector<Slot> m_slots;
};

} // namespace cloakroom
