#include "MemoryDisk.h"
#include "core/storage/StorageTestHelp.h"

#include <QThread>

#include <sys/wait.h>
#include <unistd.h>

#include <vector>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr const char* kDiskVfs = "cloakroom-on-memory-disk";
const QString kDiskPath = QStringLiteral("/cloakroom-memory-disk/catalogue.db");

struct DiskFixture {
    SecretBuffer key = SecretBuffer::random(kKeyBytes);
    KeyRegistration registration = make();

    KeyRegistration make() const
    {
        static const bool isReady =
            registerVfs().has_value() && registerVfsOver(kDiskVfs, MemoryDisk::vfs()).has_value();
        REQUIRE(isReady);
        auto added = KeyRegistration::add(kDiskPath, key.view(), 1);
        REQUIRE(added);
        return std::move(*added);
    }
};

const char* const kState = "SELECT count(*) || ':' || sum(id * v) || ':' || sum(length(bytes)) FROM t";

int prepare(const Connection& db, const std::string& mode)
{
    return db.run("PRAGMA journal_mode=" + mode
                  + "; PRAGMA synchronous=FULL; PRAGMA cache_size=8; PRAGMA wal_autocheckpoint=25;"
                    "PRAGMA secure_delete=ON; CREATE TABLE IF NOT EXISTS done(k INTEGER PRIMARY KEY);"
                    "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, v INTEGER, bytes BLOB);"
                    "CREATE INDEX IF NOT EXISTS byBytes ON t(bytes);");
}

/// Transaction k: rows in, rows changed twice, rows out, so that pages spill, are rewritten in the log and go free.
int transaction(const Connection& db, int k)
{
    const std::string n = std::to_string(k);
    int rc = db.run("BEGIN; INSERT INTO done VALUES(" + n + "); INSERT INTO t SELECT " + n
                    + " * 100 + value, 1, randomblob(700) FROM temp.series;");
    if (rc == SQLITE_OK)
        rc = db.run("UPDATE t SET v = " + n + ", bytes = randomblob(650) WHERE id % 5 = " + n
                    + " % 5;"
                      "SAVEPOINT s; UPDATE t SET v = v + 1; ROLLBACK TO s;"
                      "UPDATE t SET bytes = randomblob(3000) WHERE id % 11 = "
                    + n
                    + " % 11;"
                      "DELETE FROM t WHERE id % 7 = "
                    + n + " % 7; COMMIT;");
    if (rc != SQLITE_OK)
        (void)db.run("ROLLBACK");
    return rc;
}

/// The numbers 1 to 12.
int addSeries(const Connection& db)
{
    return db.run("CREATE TEMP TABLE series AS WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n "
                  "WHERE value < 12) SELECT value FROM n;");
}

struct Run {
    MemoryDisk disk;
    std::vector<std::string> states;
};

constexpr int kTransactions = 14;

void runOn(Run& run, const std::string& mode)
{
    run.disk.insert();
    const Connection db(kDiskPath, kDiskVfs);
    REQUIRE(prepare(db, mode) == SQLITE_OK);
    REQUIRE(addSeries(db) == SQLITE_OK);
    run.states.push_back(db.text(kState));
    run.disk.mark(0);
    for (int k = 1; k <= kTransactions; ++k) {
        REQUIRE(transaction(db, k) == SQLITE_OK);
        run.disk.mark(k);
        run.states.push_back(db.text(kState));
        if (k % 5 == 0 && mode == "wal")
            REQUIRE(db.run(k % 2 ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(RESTART)") == SQLITE_OK);
    }
}

/// Opens what is left: whole, with every transaction that had returned and none in part.
void checkLeft(const Run& run, MemoryDisk::Files left, int64_t lastReturned)
{
    MemoryDisk after;
    after.files = std::move(left);
    after.insert();
    forgetDamage(kDiskPath);
    const Connection db(kDiskPath, kDiskVfs);
    CHECK(db.openResult() == SQLITE_OK);
    if (lastReturned < 0)
        return;
    CHECK(db.text("PRAGMA integrity_check") == "ok");
    const std::string found = db.text("SELECT ifnull(max(k), 0) FROM done");
    const auto k = std::atoll(found.c_str());
    CHECK(k >= lastReturned);
    CHECK(k <= lastReturned + 1);
    REQUIRE(k < static_cast<int64_t>(run.states.size()));
    CHECK(db.text(kState) == run.states[static_cast<size_t>(k)]);
    CHECK(damagedPages(kDiskPath).isEmpty());
}

} // namespace

TEST_CASE("a power cut at any moment leaves every returned transaction and none in part", "[fault][vfs][crash]")
{
    const std::string mode = GENERATE("wal", "delete", "persist", "truncate");
    CAPTURE(mode);
    const DiskFixture fixture;
    Run run;
    runOn(run, mode);
    const size_t operations = run.disk.log.size();
    REQUIRE(operations > 300);
    const size_t step = std::max<size_t>(operations / 160, 1);
    for (size_t count = 1; count <= operations; count += step) {
        const auto seed = static_cast<unsigned>(count);
        CAPTURE(count, operations);
        checkLeft(run, run.disk.afterPowerCut(count, seed), run.disk.lastMark(count));
    }
}

TEST_CASE("a failing disk operation loses nothing that was committed", "[fault][vfs]")
{
    const std::string mode = GENERATE("wal", "delete");
    const bool staysBroken = GENERATE(false, true);
    CAPTURE(mode, staysBroken);
    const DiskFixture fixture;
    size_t failAt = 1;
    for (bool hasFailed = true; hasFailed; failAt += failAt / 12 + 1) {
        CAPTURE(failAt);
        Run run;
        run.disk.failAt = failAt;
        run.disk.staysBroken = staysBroken;
        run.disk.insert();
        int64_t returned = -1;
        hasFailed = false;
        {
            const Connection db(kDiskPath, kDiskVfs);
            if (prepare(db, mode) == SQLITE_OK && addSeries(db) == SQLITE_OK) {
                returned = 0;
                for (int k = 1; k <= 6; ++k) {
                    if (transaction(db, k) != SQLITE_OK) {
                        hasFailed = true;
                        break;
                    }
                    returned = k;
                }
            } else {
                hasFailed = true;
            }
        }
        // While the disk is broken a page may have been seen half written: what counts is what is left.
        MemoryDisk after;
        after.files = run.disk.files;
        after.insert();
        forgetDamage(kDiskPath);
        const Connection db(kDiskPath, kDiskVfs);
        CHECK(db.openResult() == SQLITE_OK);
        if (returned < 0)
            continue;
        CHECK(db.text("PRAGMA integrity_check") == "ok");
        CHECK(std::atoll(db.text("SELECT ifnull(max(k), 0) FROM done").c_str()) >= returned);
        CHECK(damagedPages(kDiskPath).isEmpty());
    }
}

TEST_CASE("a killed writer leaves every committed row and nothing to read", "[fault][vfs][crash][kill]")
{
    const std::string mode = GENERATE("wal", "delete");
    CAPTURE(mode);
    const KeyedDatabase database;
    {
        const Connection db(database.path);
        REQUIRE(prepare(db, mode) == SQLITE_OK);
        REQUIRE(db.run("CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT)") == SQLITE_OK);
    }
    long long committed = 0;
    for (unsigned round = 0; round < 30; ++round) {
        int report[2] = {};
        REQUIRE(pipe(report) == 0);
        const pid_t child = fork();
        if (child == 0) {
            close(report[0]);
            const Connection db(database.path);
            (void)db.run("PRAGMA synchronous=FULL; PRAGMA cache_size=10; PRAGMA wal_autocheckpoint=30");
            for (long long k = committed + 1;; ++k) {
                const std::string row =
                    "INSERT INTO names VALUES(" + std::to_string(k) + ", 'CanaryKilledName' || hex(randomblob(900)));";
                if (db.run("BEGIN;" + row + "UPDATE names SET name = name || 'x' WHERE id % 9 = 3; COMMIT")
                    != SQLITE_OK)
                    _exit(1);
                (void)!write(report[1], &k, sizeof(k));
            }
        }
        close(report[1]);
        // Wait for its first commit, then a moment that differs from round to round.
        long long reported = 0;
        REQUIRE(read(report[0], &reported, sizeof(reported)) == static_cast<ssize_t>(sizeof(reported)));
        QThread::usleep(round * 700 % 9000);
        REQUIRE(kill(child, SIGKILL) == 0);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        for (long long next = 0; read(report[0], &next, sizeof(next)) == static_cast<ssize_t>(sizeof(next));)
            reported = next;
        close(report[0]);
        CHECK(filesWith(database.folder.path(), QStringLiteral("CanaryKilledName")).isEmpty());
        CHECK(filesWith(database.folder.path(), QStringLiteral("CREATE TABLE")).isEmpty());
        const Connection db(database.path);
        CHECK(db.text("PRAGMA integrity_check") == "ok");
        committed = std::atoll(db.text("SELECT max(id) FROM names").c_str());
        CHECK(committed >= reported);
        CHECK(committed <= reported + 1);
        CHECK(std::atoll(db.text("SELECT count(*) FROM names WHERE name LIKE 'CanaryKilledName%'").c_str())
              == committed);
    }
    CHECK(damagedPages(database.path).isEmpty());
}
