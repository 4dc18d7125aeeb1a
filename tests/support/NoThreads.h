#pragma once

#include <pthread.h>

#include <cstddef>
#include <system_error>
#include <thread>

namespace cloakroom::test {

/// While it lives, std::thread and std::async cannot start a thread: each would get a stack larger than any memory.
class NoThreads {
public:
    NoThreads()
    {
        constexpr std::size_t kNoMemoryHolds = std::size_t{1} << 46;
        pthread_attr_t attributes;
        pthread_getattr_default_np(&m_before);
        pthread_getattr_default_np(&attributes);
        pthread_attr_setstacksize(&attributes, kNoMemoryHolds);
        pthread_setattr_default_np(&attributes);
        pthread_attr_destroy(&attributes);
    }
    ~NoThreads()
    {
        pthread_setattr_default_np(&m_before);
        pthread_attr_destroy(&m_before);
    }
    NoThreads(const NoThreads&) = delete;
    NoThreads& operator=(const NoThreads&) = delete;
    NoThreads(NoThreads&&) = delete;
    NoThreads& operator=(NoThreads&&) = delete;

    /// Sanitizers hand out memory that does not exist.
    [[nodiscard]] static bool isInForce()
    {
        try {
            std::thread([] {}).join();
            return false;
        } catch (const std::system_error&) {
            return true;
        }
    }

private:
    pthread_attr_t m_before{};
};

} // namespace cloakroom::test
