#include "soak/DiskRuns.h"
#include "soak/Workload.h"

#include <functional>

namespace cloakroom::soak {

namespace {

constexpr int kTries = 4;

/// SQLite's words for a disk that is full or broken, or for want of memory: never damage.
bool isClear(int rc)
{
    const int primary = rc & 0xff;
    return primary == SQLITE_FULL || primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_NOMEM
        || primary == SQLITE_BUSY;
}

/// A run with a fault in it, on a disk of its own.
class FaultyRun {
public:
    explicit FaultyRun(const Workload& workload)
        : m_workload(workload)
    {
    }

    /// What the last failed step answered.
    [[nodiscard]] const std::string& lastError() const { return m_lastError; }
    [[nodiscard]] test::MemoryDisk& disk() { return m_disk; }

    /// True when everything was done in the end, after `kTries` tries of what failed.
    bool run()
    {
        m_disk.insert();
        try {
            const auto sql = m_workload.open();
            return run(*sql);
        } catch (const Failure&) {
            // The opening itself failed.
            return false;
        }
    }

    /// What is left once the disk works again: whole, with everything that had returned.
    void checkLeft()
    {
        test::MemoryDisk healed;
        healed.files = m_disk.files;
        healed.insert();
        forgetDamageOfAll();
        const auto sql = m_workload.open();
        if (m_workload.configure(*sql) != SQLITE_OK)
            throw Failure("the database does not open afterwards");
        (void)m_workload.requireState(*sql, m_returned);
    }

private:
    bool run(const Sql& sql)
    {
        if (!insist([&] { return m_workload.configure(sql); }, sql, -1)
            || !insist([&] { return m_workload.makeTables(sql); }, sql, -1))
            return false;
        m_returned = 0;
        for (int64_t k = 1; k <= m_workload.transactions(); ++k) {
            if (!insist([&] { return m_workload.transaction(sql, k); }, sql, k))
                return false;
            m_returned = k;
        }
        return true;
    }

    /// Whether transaction `number` was made although its commit said otherwise.
    static bool isMade(const Sql& sql, int64_t number)
    {
        try {
            return number > 0 && sql.text("SELECT version FROM main.meta") == std::to_string(number);
        } catch (const Failure&) {
            return false;
        }
    }

    bool insist(const std::function<int()>& work, const Sql& sql, int64_t number)
    {
        for (int i = 0; i < kTries; ++i) {
            const int rc = work();
            if (rc == SQLITE_OK || isMade(sql, number))
                return true;
            // ATTACH has no better word for a file that does not open.
            if (number < 0 && rc == SQLITE_ERROR)
                continue;
            if (!isClear(sqlite3_extended_errcode(sql.handle())) && !isClear(rc))
                throw std::runtime_error("an unclear error: " + std::to_string(rc));
            m_lastError = std::to_string(rc) + " in step " + std::to_string(number);
        }
        return false;
    }

    static void forgetDamageOfAll()
    {
        for (const char* name : {"main.db", "aux.db"})
            forgetDamage(QStringLiteral("/cloakroom-memory-disk/") + QLatin1String(name));
    }

    const Workload& m_workload;
    test::MemoryDisk m_disk;
    int64_t m_returned = -1;
    std::string m_lastError;
};

const char* nameOf(test::MemoryDisk::At at)
{
    switch (at) {
    case test::MemoryDisk::At::Change:
        return "writes, flushes, truncations and deletions";
    case test::MemoryDisk::At::Read:
        return "reads";
    case test::MemoryDisk::At::Open:
        break;
    }
    return "openings";
}

/// False when the workload has no operation of this number.
bool failOnce(const Workload& workload, const test::MemoryDisk::Fault& fault, Counts& counts)
{
    FaultyRun run(workload);
    run.disk().fault = fault;
    const bool isDone = run.run();
    if (!run.disk().hasFailed())
        return false;
    if (!fault.staysBroken && !isDone && fault.at != test::MemoryDisk::At::Open)
        throw Failure("the connection did not get over one fault: " + run.lastError());
    run.checkLeft();
    ++counts[std::string("failing ") + nameOf(fault.at)];
    return true;
}

} // namespace

void runDiskFaults(int64_t faults, uint64_t seed, Counts& counts)
{
    using At = test::MemoryDisk::At;
    for (int64_t left = faults; left > 0; ++seed) {
        Workload workload(seed);
        workload.record();
        ++counts["workloads"];
        for (const At at : {At::Open, At::Change, At::Read}) {
            for (const bool staysBroken : {false, true}) {
                for (size_t number = 0; left > 0; ++number, --left) {
                    try {
                        if (!failOnce(workload, {at, number, staysBroken}, counts))
                            break;
                    } catch (const std::exception& problem) {
                        throw Failure("workload " + std::to_string(seed) + ", mode " + workload.mode() + ", "
                                      + nameOf(at) + " number " + std::to_string(number)
                                      + (staysBroken ? " and all after: " : ": ") + problem.what());
                    }
                }
            }
        }
    }
}

} // namespace cloakroom::soak
