#pragma once

#include "fault/MemoryDisk.h"

#include <random>

namespace cloakroom::test {

/// Goes through the log of a disk and tells what a power cut would leave there: unsynced writes lost, kept out of order
/// or torn at 512 bytes, unsynced deletions undone.
class PowerCuts {
public:
    explicit PowerCuts(const MemoryDisk& disk)
        : m_log(disk.log)
    {
    }

    /// False at the end of the log.
    [[nodiscard]] bool advance();
    /// One of the many things that a cut at this moment may leave.
    [[nodiscard]] MemoryDisk::Files cut(uint64_t seed) const;
    /// The last mark that was passed; -1 for none.
    [[nodiscard]] int64_t lastMark() const { return m_lastMark; }
    [[nodiscard]] size_t position() const { return m_position; }

private:
    /// A file as a power cut sees it: what is safe, and what was done since the last sync.
    struct Pending {
        std::string safe;
        bool isThere = false;
        std::vector<const MemoryDisk::Operation*> since;
    };

    static void settle(Pending& file);
    static void settleSome(Pending& file, std::mt19937_64& random);
    void remove(const MemoryDisk::Operation& operation);
    void sync(const MemoryDisk::Operation& operation);

    const std::vector<MemoryDisk::Operation>& m_log;
    size_t m_position = 0;
    int64_t m_lastMark = -1;
    std::map<std::string, Pending> m_files;
    std::map<std::string, Pending> m_deleted; ///< may come back: nobody waited for the folder
};

} // namespace cloakroom::test
