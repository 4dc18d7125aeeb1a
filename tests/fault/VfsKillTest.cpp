#include "core/storage/StorageTestHelp.h"

#include <QThread>

#include <sys/wait.h>
#include <unistd.h>

#include <vector>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

int prepare(const Connection& db, const std::string& mode)
{
    return db.run("PRAGMA journal_mode=" + mode
                  + "; PRAGMA synchronous=FULL; PRAGMA cache_size=8; PRAGMA wal_autocheckpoint=25;"
                    "PRAGMA secure_delete=ON; CREATE TABLE IF NOT EXISTS done(k INTEGER PRIMARY KEY);"
                    "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, v INTEGER, bytes BLOB);"
                    "CREATE INDEX IF NOT EXISTS byBytes ON t(bytes);");
}

} // namespace

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
