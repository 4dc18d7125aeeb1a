#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace cloakroom::test {

/// A disk in memory, as a VFS for SQLite, that writes down everything that is done to it: so that any moment of a run
/// can be replayed as a power cut, with unsynced writes lost, kept out of order or torn at 512 bytes.
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

    /// Makes this the disk that the VFS shows. One at a time.
    void insert();
    /// Registers the VFS once and returns it.
    static sqlite3_vfs* vfs();
    static MemoryDisk& current();

    /// Notes something in the log, such as a commit that returned.
    void mark(int64_t number) { log.push_back({What::Mark, {}, number, {}}); }

    /// What a power cut after `count` operations leaves.
    [[nodiscard]] Files afterPowerCut(size_t count, unsigned seed) const;
    /// The last mark among the first `count` operations; -1 for none.
    [[nodiscard]] int64_t lastMark(size_t count) const;

    /// The operation with this number (of those that change something) fails, with SQLITE_FULL for a write.
    std::optional<size_t> failAt;
    /// Everything after the failure fails as well, as on a disk that is gone.
    bool staysBroken = false;
    [[nodiscard]] bool failsNow();

    Files files;
    std::vector<Operation> log;

private:
    size_t m_changes = 0;
};

} // namespace cloakroom::test
