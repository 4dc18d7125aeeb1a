#include "soak/DiskRuns.h"
#include "soak/Workload.h"

#include <dlfcn.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

/// Counts down to the allocation that fails; below zero: none does. Only the thread that armed it is meant.
thread_local int64_t s_left = -1;
thread_local bool s_hasFailed = false;

bool failsNow()
{
    if (s_left < 0 || cloakroom::test::MemoryDisk::OwnWork::depth > 0 || s_left-- > 0)
        return false;
    s_hasFailed = true;
    return true;
}

sqlite3_mem_methods s_usual;

void* allocate(int size)
{
    return failsNow() ? nullptr : s_usual.xMalloc(size);
}

void* reallocate(void* memory, int size)
{
    return failsNow() ? nullptr : s_usual.xRealloc(memory, size);
}

} // namespace

// This program's own operators and its own sodium_malloc stand before everybody else's.

void* operator new(std::size_t size)
{
    void* const memory = failsNow() ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

extern "C" void* sodium_malloc(size_t size)
{
    using Function = void* (*)(size_t);
    static const auto usual = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "sodium_malloc"));
    return failsNow() ? nullptr : usual(size);
}

namespace cloakroom::soak {

namespace {

constexpr int kTries = 3;

/// While it lives, the allocation `number` of this thread, counted from 0, fails.
class FailingAllocation {
public:
    explicit FailingAllocation(int64_t number)
    {
        s_hasFailed = false;
        s_left = number;
    }
    ~FailingAllocation() { s_left = -1; }
    FailingAllocation(const FailingAllocation&) = delete;
    FailingAllocation& operator=(const FailingAllocation&) = delete;
    FailingAllocation(FailingAllocation&&) = delete;
    FailingAllocation& operator=(FailingAllocation&&) = delete;
};

void watchSqlitesMemory()
{
    // Before SQLite does anything; the page cache asks for single pages, so that each is counted.
    static const bool isReady = [] {
        if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &s_usual) != SQLITE_OK)
            return false;
        sqlite3_mem_methods watched = s_usual;
        watched.xMalloc = allocate;
        watched.xRealloc = reallocate;
        return sqlite3_config(SQLITE_CONFIG_MALLOC, &watched) == SQLITE_OK
            && sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0) == SQLITE_OK;
    }();
    if (!isReady)
        throw Failure("SQLite's memory cannot be watched");
}

/// The statements of a transaction with one allocation failing; false when there are not so many allocations.
/// The words of the workload itself allocate as well, which ends a try as an exception.
bool transactionWithout(const Workload& workload, const Sql& sql, int64_t number, int64_t allocation)
{
    int rc = SQLITE_OK;
    try {
        const FailingAllocation failing(allocation);
        rc = workload.transaction(sql, number);
    } catch (const std::bad_alloc&) {
        (void)sql.run("ROLLBACK");
        return true;
    }
    if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_NOMEM && (rc & 0xff) != SQLITE_IOERR && (rc & 0xff) != SQLITE_CANTOPEN)
        throw Failure("an unclear error: " + std::to_string(rc));
    return s_hasFailed;
}

/// Makes transaction `number` after it failed for want of memory, unless it was made.
void makeUp(const Workload& workload, const Sql& sql, int64_t number)
{
    for (int i = 0; i < kTries; ++i) {
        if (sql.text("SELECT version FROM main.meta") == std::to_string(number))
            return;
        if (workload.transaction(sql, number) == SQLITE_OK)
            return;
    }
    throw Failure("transaction " + std::to_string(number) + " cannot be made afterwards");
}

/// One allocation fails in each transaction: the `first` one in the first, a later one in the next.
bool runOnce(const Workload& workload, int64_t first, Counts& counts)
{
    test::MemoryDisk disk;
    disk.insert();
    bool hasFailed = false;
    {
        const auto sql = workload.open();
        if (workload.configure(*sql) != SQLITE_OK || workload.makeTables(*sql) != SQLITE_OK)
            throw Failure("the workload cannot be set up");
        for (int64_t k = 1; k <= workload.transactions(); ++k) {
            const bool failed = transactionWithout(workload, *sql, k, first + k * 7);
            counts["failing allocations"] += failed ? 1 : 0;
            hasFailed = hasFailed || failed;
            makeUp(workload, *sql, k);
        }
        (void)workload.requireState(*sql, workload.transactions());
    }
    const auto again = workload.open();
    if (workload.configure(*again) != SQLITE_OK)
        throw Failure("the database does not open afterwards");
    (void)workload.requireState(*again, workload.transactions());
    return hasFailed;
}

} // namespace

void runMemoryFaults(int64_t faults, uint64_t seed, Counts& counts)
{
    watchSqlitesMemory();
    for (; counts["failing allocations"] < faults; ++seed) {
        Workload workload(seed);
        workload.record();
        ++counts["workloads"];
        try {
            for (int64_t first = 0; counts["failing allocations"] < faults; ++first) {
                if (!runOnce(workload, first, counts))
                    break;
            }
        } catch (const std::exception& problem) {
            throw Failure("workload " + std::to_string(seed) + ", mode " + workload.mode() + ": " + problem.what());
        }
    }
}

} // namespace cloakroom::soak
