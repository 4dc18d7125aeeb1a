#include "fault/PowerCuts.h"
#include "soak/DiskRuns.h"
#include "soak/Workload.h"

namespace cloakroom::soak {

namespace {

constexpr uint64_t kCutsAtEachOperation = 2;

/// A disk after a power cut and the one that it is recovered on.
class Recovery {
public:
    Recovery(const Workload& workload, test::MemoryDisk::Files left)
        : m_workload(workload)
    {
        m_disk.files = std::move(left);
        for (const auto& [name, bytes] : m_disk.files) {
            // So that a second cut knows what lies there.
            m_disk.log.push_back({test::MemoryDisk::What::Create, name, 0, {}});
            m_disk.log.push_back({test::MemoryDisk::What::Write, name, 0, bytes});
            m_disk.log.push_back({test::MemoryDisk::What::Sync, name, 0, {}});
        }
        m_begin = m_disk.log.size();
    }

    /// Opens, checks, and does the next transaction.
    void check(int64_t lastReturned)
    {
        m_disk.insert();
        const auto sql = m_workload.open();
        if (m_workload.configure(*sql) != SQLITE_OK)
            throw Failure("the database does not open: " + std::string(sqlite3_errmsg(sql->handle())));
        const int64_t found = m_workload.requireState(*sql, lastReturned);
        // Before the first mark the tables of one database may be there without those of the other.
        if (lastReturned < 0 || found == m_workload.transactions())
            return;
        m_disk.mark(found);
        if (const int rc = m_workload.transaction(*sql, found + 1); rc != SQLITE_OK)
            throw Failure("the transaction after the recovery: " + std::to_string(rc));
        (void)m_workload.requireState(*sql, found + 1);
        m_disk.mark(found + 1);
    }

    /// Cuts the power again at a moment of all that.
    void cutAgain(uint64_t seed, int64_t lastReturned)
    {
        test::PowerCuts cuts(m_disk);
        const size_t until = m_begin + 1 + seed % (m_disk.log.size() - m_begin + 1);
        while (cuts.position() < until && cuts.advance()) { }
        Recovery second(m_workload, cuts.cut(seed));
        second.check(std::max(lastReturned, cuts.lastMark()));
    }

private:
    const Workload& m_workload;
    test::MemoryDisk m_disk;
    size_t m_begin = 0;
};

void cutEverywhere(const Workload& workload, uint64_t seed, int64_t& left, Counts& counts)
{
    test::PowerCuts cuts(workload.disk());
    while (cuts.advance() && left > 0) {
        for (uint64_t i = 0; i < kCutsAtEachOperation && left > 0; ++i, --left) {
            const uint64_t cutSeed = seed + cuts.position() * kCutsAtEachOperation + i;
            try {
                Recovery recovery(workload, cuts.cut(cutSeed));
                recovery.check(cuts.lastMark());
                ++counts["power cuts in mode " + workload.mode()];
                if (cutSeed % 8 == 0) {
                    recovery.cutAgain(cutSeed, cuts.lastMark());
                    ++counts["second power cuts during a recovery"];
                }
            } catch (const std::exception& problem) {
                throw Failure("workload " + std::to_string(seed) + ", mode " + workload.mode() + ", after operation "
                              + std::to_string(cuts.position()) + " of " + std::to_string(workload.disk().log.size())
                              + ", cut " + std::to_string(cutSeed) + ": " + problem.what());
            }
        }
    }
}

} // namespace

void runPowerCuts(int64_t points, uint64_t seed, Counts& counts)
{
    for (int64_t left = points; left > 0; ++seed) {
        Workload workload(seed);
        workload.record();
        ++counts["workloads"];
        cutEverywhere(workload, seed, left, counts);
    }
}

} // namespace cloakroom::soak
