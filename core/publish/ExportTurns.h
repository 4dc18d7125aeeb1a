#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <mutex>

namespace cloakroom {

/// Items that were begun side by side end one after another, in the order of their numbers. Thread-safe.
class ExportTurns {
public:
    /// Blocks until all items before `number` have ended.
    void await(qsizetype number)
    {
        std::unique_lock lock(m_mutex);
        m_passed.wait(lock, [this, number] { return m_turn >= number; });
    }
    /// Ends the item, whether it awaited its turn before or not.
    void end(qsizetype number)
    {
        await(number);
        {
            const std::lock_guard lock(m_mutex);
            m_turn = number + 1;
        }
        m_passed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_passed;
    qsizetype m_turn = 0;
};

/// Memory that several threads share for pictures. Whoever asks for more than is left waits until others gave back;
/// one alone gets whatever it needs. Thread-safe.
class MemoryShare {
public:
    /// A part of it, given back at the end.
    class Part {
    public:
        Part(MemoryShare& share, qint64 bytes)
            : m_share(share)
            , m_bytes(bytes)
        {
            std::unique_lock lock(share.m_mutex);
            share.m_given.wait(lock, [&] { return share.m_taken == 0 || share.m_taken + bytes <= kBytes; });
            share.m_taken += bytes;
        }
        ~Part()
        {
            {
                const std::lock_guard lock(m_share.m_mutex);
                m_share.m_taken -= m_bytes;
            }
            m_share.m_given.notify_all();
        }
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;
        Part(Part&&) = delete;
        Part& operator=(Part&&) = delete;

    private:
        MemoryShare& m_share;
        qint64 m_bytes;
    };

private:
    static constexpr qint64 kBytes = qint64{400} << 20;

    std::mutex m_mutex;
    std::condition_variable m_given;
    qint64 m_taken = 0;
};

} // namespace cloakroom
