// How much the encrypting VFS costs beside plain SQLite: bulk insert, scans and single rows, in WAL with full sync.
//   vfs-bench [ROWS] [ROUNDS]
#include "core/crypto/SecretBuffer.h"
#include "core/storage/EncryptedVfs.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace {

constexpr int kTransactions = 200;
using Times = std::map<std::string, double>;

void run(sqlite3* db, const std::string& sql)
{
    char* message = nullptr;
    if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
        std::fprintf(stderr, "vfs-bench: %s\n", message);
        std::exit(1);
    }
}

template <typename Work>
double secondsOf(Work&& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

sqlite3* openOrExit(const QByteArray& path, const char* vfs)
{
    sqlite3* db = nullptr;
    if (sqlite3_open_v2(path.constData(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs) != SQLITE_OK) {
        std::fprintf(stderr, "vfs-bench: cannot open with %s\n", vfs);
        std::exit(1);
    }
    run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;");
    return db;
}

void insertRows(sqlite3* db, int rows)
{
    const std::string each = std::to_string(rows / kTransactions);
    for (int i = 0; i < kTransactions; ++i) {
        run(db,
            "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < " + each
                + ") INSERT INTO t(a, b, c, text) SELECT random(), random(), hex(randomblob(8)), "
                  "hex(randomblob(60)) FROM n");
    }
}

void dropCache(const QByteArray& path)
{
    const int file = open(path.constData(), O_RDONLY | O_CLOEXEC);
    (void)!posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

Times measure(const QString& path, const char* vfs, int rows)
{
    Times times;
    const QByteArray local = QFile::encodeName(path);
    sqlite3* db = openOrExit(local, vfs);
    run(db,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c TEXT, text TEXT);"
        "CREATE INDEX byA ON t(a); CREATE INDEX byB ON t(b); CREATE INDEX byC ON t(c);");
    times["1 insert"] = secondsOf([&] { insertRows(db, rows); });
    times["2 checkpoint"] = secondsOf([&] { run(db, "PRAGMA wal_checkpoint(TRUNCATE)"); });
    sqlite3_close(db);
    dropCache(local);
    db = openOrExit(local, vfs);
    times["3 cold scan"] = secondsOf([&] { run(db, "SELECT sum(length(text)) FROM t"); });
    times["4 warm scan"] = secondsOf([&] { run(db, "SELECT sum(length(text)) FROM t"); });
    times["5 100 single commits"] = secondsOf([&] {
        for (int i = 1; i <= 100; ++i)
            run(db, "UPDATE t SET a = a + 1 WHERE id = " + std::to_string(i * 37));
    });
    sqlite3_close(db);
    return times;
}

void keepBest(Times& best, const Times& times)
{
    for (const auto& [name, seconds] : times)
        best[name] = best.count(name) ? std::min(best[name], seconds) : seconds;
}

} // namespace

int main(int argc, char** argv)
{
    const int rows = argc > 1 ? std::atoi(argv[1]) : 200'000;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    if (!cloakroom::registerVfs() || rows < kTransactions || rounds < 1)
        return 2;
    Times plain;
    Times sealed;
    for (int round = 0; round < rounds; ++round) {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("sealed.db"));
        const auto key = cloakroom::SecretBuffer::random(cloakroom::kKeyBytes);
        const auto registration = cloakroom::KeyRegistration::add(path, key.view(), 1);
        if (!registration)
            return 2;
        keepBest(plain, measure(folder.filePath(QStringLiteral("plain.db")), "unix-excl", rows));
        keepBest(sealed, measure(path, cloakroom::kVfsName, rows));
    }
    std::printf("%d rows, three random indexes, %d transactions, best of %d\n", rows, kTransactions, rounds);
    for (const auto& [name, seconds] : plain)
        std::printf("%-22s plain %7.3f s   sealed %7.3f s   %.2f times\n", name.c_str() + 2, seconds, sealed[name],
                    sealed[name] / seconds);
    return 0;
}
