#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cloakroom::test {

/// A disk in memory, as a VFS for SQLite, that writes down everything that is done to it: so that any moment of a run
/// can be replayed as a power cut (PowerCuts).
class MemoryDisk {
public:
    enum class What { Create, Write, Truncate, Sync, Delete, DeleteSynced, Mark };
    struct Operation {
        What what;
        std::string file;
        int64_t offset = 0; ///< or size, or the mark's number
        std::string bytes;
    };

    using Files = std::map<std::string, std::string>;

    /// While it lives, this thread works for the disk and not for what is being tested.
    struct OwnWork {
        OwnWork() { ++depth; }
        ~OwnWork() { --depth; }
        OwnWork(const OwnWork&) = delete;
        OwnWork& operator=(const OwnWork&) = delete;
        OwnWork(OwnWork&&) = delete;
        OwnWork& operator=(OwnWork&&) = delete;
        static thread_local int depth;
    };

    /// Makes this the disk that the VFS shows. One at a time.
    void insert();
    /// Registers the VFS once and returns it.
    static sqlite3_vfs* vfs();
    static MemoryDisk& current();

    /// Notes something in the log, such as a commit that returned.
    void mark(int64_t number) { log.push_back({What::Mark, {}, number, {}}); }

    /// What can be made to fail: everything that changes something, reads, or openings of files.
    enum class At { Change, Read, Open };
    /// The operation `number` of its sort fails, a write with SQLITE_FULL after half of its bytes.
    struct Fault {
        At at = At::Change;
        size_t number = 0;
        bool staysBroken = false; ///< everything of the sort fails from there on, as on a disk that is gone
    };
    std::optional<Fault> fault;
    /// Counts an operation and says whether it fails.
    [[nodiscard]] bool failsNow(At at);
    /// Whether the fault has come.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

    Files files;
    std::vector<Operation> log;

private:
    std::map<At, size_t> m_counts;
    bool m_hasFailed = false;
};

} // namespace cloakroom::test
