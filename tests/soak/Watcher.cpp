#include "soak/Watcher.h"

#include "core/storage/EncryptedVfs.h"
#include "soak/Sql.h"

namespace cloakroom::soak {

Watcher::Watcher(const std::string& path)
    : m_thread([this, path] { watch(path); })
{
}

Watcher::~Watcher()
{
    m_ends = true;
    if (m_thread.joinable())
        m_thread.join();
}

void Watcher::watch(const std::string& path)
{
    try {
        const Sql own(path, kVfsName);
        own.must("PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA busy_timeout=20000; PRAGMA cache_size=20");
        while (!m_ends) {
            own.must("BEGIN");
            const std::string version = own.text("SELECT version FROM meta");
            const std::string digest = digestOf(own, "main");
            own.must("COMMIT");
            std::string& known = m_seen[version];
            if (!known.empty() && known != digest)
                throw Failure("two looks at version " + version + " differ");
            known = digest;
            ++m_looks;
        }
    } catch (const std::exception& problem) {
        m_problem = problem.what();
    }
}

int64_t Watcher::finish()
{
    m_ends = true;
    m_thread.join();
    if (!m_problem.empty())
        throw Failure("a reading thread: " + m_problem);
    for (const auto& [version, digest] : m_seen) {
        const auto published = m_published.find(version);
        if (published == m_published.end() || published->second != digest)
            throw Failure("a reading thread saw a version " + version + " that was never committed");
    }
    return m_looks;
}

} // namespace cloakroom::soak
