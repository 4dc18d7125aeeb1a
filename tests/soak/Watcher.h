#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace cloakroom::soak {

/// A thread with a connection of its own that looks at a database again and again while another connection writes. What
/// it saw must be a state that the writer had committed.
class Watcher {
public:
    /// Reads `main.meta.version` and everything else in one transaction.
    explicit Watcher(const std::string& path);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;
    Watcher(Watcher&&) = delete;
    Watcher& operator=(Watcher&&) = delete;

    /// The writer's word: this is what version `version` contains.
    void publish(const std::string& version, const std::string& digest) { m_published[version] = digest; }
    /// Ends the thread; throws Failure for anything seen that was never published. Returns how often it looked.
    [[nodiscard]] int64_t finish();

private:
    void watch(const std::string& path);

    std::atomic<bool> m_ends = false;
    std::atomic<int64_t> m_looks = 0;
    std::map<std::string, std::string> m_published;
    std::map<std::string, std::string> m_seen;
    std::string m_problem;
    std::thread m_thread;
};

} // namespace cloakroom::soak
