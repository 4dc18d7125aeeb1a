#include "StorageTestHelp.h"
#include "core/storage/DatabaseCheck.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kCanary = QStringLiteral("CanaryOfAPupilsName");
constexpr qint64 kSealedPage = 4096 + 40;

/// A table of a few dozen pages.
void fill(const Connection& db, const std::string& journalMode)
{
    REQUIRE(db.openResult() == SQLITE_OK);
    CHECK(db.text("PRAGMA journal_mode=" + journalMode) == journalMode);
    REQUIRE(db.run("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, bytes BLOB);"
                   "CREATE INDEX byName ON t(name);"
                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                   "INSERT INTO t SELECT i, 'CanaryOfAPupilsName' || i, randomblob(600) FROM n;")
            == SQLITE_OK);
}

std::string sum(const Connection& db)
{
    return db.text("SELECT count(*) || ':' || sum(length(bytes)) FROM t");
}

} // namespace

TEST_CASE("a database works under every journal mode and leaves nothing to read", "[storage][vfs]")
{
    const std::string mode = GENERATE("wal", "delete", "truncate", "persist", "memory");
    CAPTURE(mode);
    const KeyedDatabase database;
    {
        const Connection db(database.path);
        fill(db, mode);
        CHECK(sum(db) == "300:180000");
        CHECK(db.run("BEGIN; UPDATE t SET name = name || 'x'; SAVEPOINT s; DELETE FROM t WHERE id > 100;")
              == SQLITE_OK);
        CHECK(filesWith(database.folder.path(), kCanary).isEmpty());
        CHECK(db.run("ROLLBACK TO s; COMMIT") == SQLITE_OK);
        CHECK(sum(db) == "300:180000");
        CHECK(db.run("DELETE FROM t WHERE id > 150; VACUUM;") == SQLITE_OK);
        CHECK(db.text("PRAGMA integrity_check") == "ok");
        CHECK(filesWith(database.folder.path(), kCanary).isEmpty());
    }
    const Connection again(database.path);
    CHECK(sum(again) == "150:90000");
    CHECK(again.text("PRAGMA integrity_check") == "ok");
    CHECK(filesWith(database.folder.path(), kCanary).isEmpty());
    CHECK(damagedPages(database.path).isEmpty());
}

TEST_CASE("no shared memory file appears beside a WAL", "[storage][vfs]")
{
    const KeyedDatabase database;
    const Connection db(database.path);
    fill(db, "wal");
    const QStringList files = QDir(database.folder.path()).entryList(QDir::Files, QDir::Name);
    CHECK(files == QStringList{QStringLiteral("catalogue.db"), QStringLiteral("catalogue.db-wal")});
}

TEST_CASE("sorting and temporary tables larger than memory spill sealed", "[storage][vfs]")
{
    const KeyedDatabase database;
    const Connection db(database.path);
    fill(db, "wal");
    REQUIRE(db.run("PRAGMA temp_store=FILE; PRAGMA cache_size=10; PRAGMA cache_spill=1;") == SQLITE_OK);
    REQUIRE(db.run("CREATE TEMP TABLE big AS SELECT a.id AS x, a.name || b.name AS y, randomblob(40) AS z "
                   "FROM t a, t b WHERE b.id <= 30;"
                   "CREATE INDEX temp.bigIndex ON big(z, y);")
            == SQLITE_OK);
    CHECK(db.text("SELECT count(*) FROM (SELECT y, z FROM big ORDER BY z || y)") == "9000");
    CHECK(db.run("BEGIN; UPDATE big SET y = y || x; SAVEPOINT a; DELETE FROM big WHERE x > 10; ROLLBACK TO a; COMMIT;")
          == SQLITE_OK);
    CHECK(db.text("SELECT count(*) FROM big WHERE y LIKE 'Canary%'") == "9000");
}

TEST_CASE("several connections of the process see each other's rows", "[storage][vfs]")
{
    const KeyedDatabase database;
    const Connection writer(database.path);
    fill(writer, "wal");
    const Connection reader(database.path);
    REQUIRE(reader.run("PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0; PRAGMA busy_timeout=2000") == SQLITE_OK);
    CHECK(sum(reader) == "300:180000");

    SECTION("while a reader stands still, its view does")
    {
        REQUIRE(reader.run("BEGIN") == SQLITE_OK);
        CHECK(sum(reader) == "300:180000");
        REQUIRE(writer.run("DELETE FROM t WHERE id > 10") == SQLITE_OK);
        CHECK(sum(reader) == "300:180000");
        REQUIRE(reader.run("COMMIT") == SQLITE_OK);
        CHECK(sum(reader) == "10:6000");
    }
    SECTION("across checkpoints that start the log over")
    {
        for (int round = 0; round < 20; ++round) {
            REQUIRE(writer.run("UPDATE t SET bytes = randomblob(600) WHERE id % 7 = 3") == SQLITE_OK);
            REQUIRE(writer.text(round % 2 ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(RESTART)")
                    == "0");
            CHECK(sum(reader) == "300:180000");
        }
        CHECK(reader.text("PRAGMA integrity_check") == "ok");
    }
    SECTION("from several threads")
    {
        std::atomic<int> wrong = 0;
        const auto look = [&] {
            const Connection own(database.path);
            (void)own.run("PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0; PRAGMA busy_timeout=5000");
            for (int i = 0; i < 150; ++i)
                wrong += sum(own) == "300:180000" ? 0 : 1;
        };
        std::thread first(look);
        std::thread second(look);
        for (int i = 0; i < 60; ++i)
            REQUIRE(writer.run("UPDATE t SET bytes = randomblob(600) WHERE id % 5 = " + std::to_string(i % 5))
                    == SQLITE_OK);
        first.join();
        second.join();
        CHECK(wrong == 0);
    }
    CHECK(damagedPages(database.path).isEmpty());
}

TEST_CASE("a page changed twice in one transaction is right in the log", "[storage][vfs]")
{
    const KeyedDatabase database;
    {
        const Connection db(database.path);
        fill(db, "wal");
        // A cache this small makes SQLite write pages to the log before the commit, change them again there, and then
        // correct the frames' checksums.
        REQUIRE(db.run("PRAGMA cache_size=5; PRAGMA synchronous=NORMAL; BEGIN;"
                       "UPDATE t SET bytes = randomblob(601); UPDATE t SET bytes = randomblob(602);"
                       "UPDATE t SET bytes = randomblob(603) WHERE id % 3 = 0; COMMIT;")
                == SQLITE_OK);
        QFile::copy(database.path, database.path + QStringLiteral(".copy"));
        QFile::copy(database.path + QStringLiteral("-wal"), database.path + QStringLiteral(".copy-wal"));
    }
    // What lies on disk at that moment is all there after a crash.
    const auto copyKey = KeyRegistration::add(database.path + QStringLiteral(".copy"), database.key.view(), 1);
    REQUIRE(copyKey);
    const Connection copy(database.path + QStringLiteral(".copy"));
    CHECK(sum(copy) == "300:180700");
    CHECK(copy.text("PRAGMA integrity_check") == "ok");
}

TEST_CASE("a flipped byte anywhere in a database is damage with its page number", "[storage][vfs][tampering]")
{
    const KeyedDatabase database;
    {
        const Connection db(database.path);
        fill(db, "delete");
    }
    const QByteArray original = contentsOf(database.path);
    const qint64 pages = (original.size() - 64) / kSealedPage;
    REQUIRE(64 + pages * kSealedPage == original.size());
    NoProgress progress;
    REQUIRE(verifyDatabase(database.path, progress)->isWhole());

    // Nonce, cipher text and tag of several pages.
    for (const qint64 page : {qint64{0}, qint64{1}, qint64{2}, pages / 2, pages - 1}) {
        for (const qint64 within : {qint64{0}, qint64{30}, qint64{2000}, kSealedPage - 1}) {
            CAPTURE(page, within);
            replaceContents(database.path, original);
            flipByte(database.path, 64 + page * kSealedPage + within);
            forgetDamage(database.path);
            const Connection db(database.path);
            CHECK(db.text("PRAGMA integrity_check") != "ok");
            CHECK(damagedPages(database.path) == QList<qint64>{page + 1});
            const auto check = verifyDatabase(database.path, progress);
            REQUIRE(check);
            CHECK(check->damagedPages == QList<qint64>{page + 1});
            CHECK(check->pages == pages);
        }
    }
    forgetDamage(database.path);

    SECTION("two pages changed for each other are both damaged")
    {
        QByteArray swapped = original;
        swapped.replace(64 + kSealedPage, kSealedPage, original.mid(64 + 2 * kSealedPage, kSealedPage));
        swapped.replace(64 + 2 * kSealedPage, kSealedPage, original.mid(64 + kSealedPage, kSealedPage));
        replaceContents(database.path, swapped);
        CHECK(verifyDatabase(database.path, progress)->damagedPages == QList<qint64>{2, 3});
    }
    SECTION("the header is authenticated byte by byte")
    {
        for (qint64 at = 0; at < 64; ++at) {
            replaceContents(database.path, original);
            flipByte(database.path, at);
            CHECK(Connection(database.path).openResult() == SQLITE_NOTADB);
        }
        replaceContents(database.path, original);
        flipByte(database.path, 0);
        CHECK(verifyDatabase(database.path, progress).error().code == ErrorCode::Damaged);
    }
    SECTION("a partial last page is damage")
    {
        replaceContents(database.path, original.chopped(100));
        CHECK(verifyDatabase(database.path, progress)->damagedPages == QList<qint64>{pages});
    }
    SECTION("a header of a later version says so")
    {
        QByteArray newer = original;
        newer[8] = 2;
        replaceContents(database.path, newer);
        CHECK(verifyDatabase(database.path, progress).error().code == ErrorCode::NewerVersion);
    }
}

TEST_CASE("a check of a database works beside its connections and can be cancelled", "[storage][vfs]")
{
    class Cancelled final : public Progress {
    public:
        void report(qint64, qint64, const QString&) override { }
        bool isCancelled() const override { return true; }
    };
    const KeyedDatabase database;
    NoProgress progress;
    CHECK(verifyDatabase(database.path, progress).error().code == ErrorCode::NotFound);
    const Connection db(database.path);
    fill(db, "wal");
    REQUIRE(db.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0");
    const auto check = verifyDatabase(database.path, progress);
    REQUIRE(check);
    CHECK(check->isWhole());
    CHECK(std::to_string(check->pages) == db.text("PRAGMA page_count"));
    CHECK(db.run("DELETE FROM t WHERE id < 100") == SQLITE_OK);
    Cancelled cancelled;
    CHECK(verifyDatabase(database.path, cancelled).error().code == ErrorCode::Cancelled);
}

TEST_CASE("pages of another database do not pass for one's own", "[storage][vfs][tampering]")
{
    const KeyedDatabase database;
    const QString other = database.folder.filePath(QStringLiteral("other.db"));
    const auto otherKey = KeyRegistration::add(other, database.key.view(), 1);
    REQUIRE(otherKey);
    fill(Connection(database.path), "delete");
    fill(Connection(other), "delete");
    QByteArray mixed = contentsOf(database.path);
    mixed.replace(64 + kSealedPage, kSealedPage, contentsOf(other).mid(64 + kSealedPage, kSealedPage));
    replaceContents(database.path, mixed);
    NoProgress progress;
    CHECK(verifyDatabase(database.path, progress)->damagedPages == QList<qint64>{2});
}

TEST_CASE("without its key a database does not open", "[storage][vfs]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x.db"));
    REQUIRE(registerVfs());

    SECTION("no key: nothing is created either, by whatever VFS is asked for by default")
    {
        CHECK(Connection(path).openResult() == SQLITE_CANTOPEN);
        CHECK(Connection(path, nullptr).openResult() == SQLITE_CANTOPEN);
        CHECK_FALSE(QFile::exists(path));
    }
    SECTION("another key, or the same of another generation")
    {
        const SecretBuffer key = SecretBuffer::random(kKeyBytes);
        {
            const auto registration = KeyRegistration::add(path, key.view(), 1);
            fill(Connection(path), "wal");
        }
        const QByteArray before = contentsOf(path);
        {
            const auto wrong = KeyRegistration::add(path, SecretBuffer::random(kKeyBytes).view(), 1);
            CHECK(Connection(path).openResult() == SQLITE_NOTADB);
        }
        {
            const auto generation = KeyRegistration::add(path, key.view(), 2);
            CHECK(Connection(path).openResult() == SQLITE_NOTADB);
        }
        CHECK(contentsOf(path) == before);
    }
    SECTION("one path has one key at a time")
    {
        const SecretBuffer key = SecretBuffer::random(kKeyBytes);
        const auto first = KeyRegistration::add(path, key.view(), 1);
        auto second = KeyRegistration::add(path, key.view(), 1);
        CHECK(second);
        CHECK(KeyRegistration::add(path, SecretBuffer::random(kKeyBytes).view(), 1).error().code
              == ErrorCode::AlreadyExists);
        *second = KeyRegistration();
        CHECK(Connection(path).openResult() == SQLITE_OK);
    }
}

TEST_CASE("what lies in a plain database is never taken", "[storage][vfs]")
{
    const KeyedDatabase database;
    {
        const Connection plain(database.path, "unix");
        fill(plain, "delete");
    }
    CHECK(Connection(database.path).openResult() == SQLITE_NOTADB);
}

TEST_CASE("a log with a torn end holds what came before it", "[storage][vfs][crash]")
{
    const KeyedDatabase database;
    const QString copyPath = database.folder.filePath(QStringLiteral("copy.db"));
    const auto copyKey = KeyRegistration::add(copyPath, database.key.view(), 1);
    REQUIRE(copyKey);
    QByteArray dbBytes;
    QByteArray walBytes;
    QList<qint64> walSizes;
    {
        const Connection db(database.path);
        fill(db, "wal");
        REQUIRE(db.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0");
        for (int i = 0; i < 4; ++i) {
            REQUIRE(db.run("INSERT INTO t VALUES(NULL, 'a', randomblob(600))") == SQLITE_OK);
            walSizes.append(QFileInfo(database.path + QStringLiteral("-wal")).size());
        }
        dbBytes = contentsOf(database.path);
        walBytes = contentsOf(database.path + QStringLiteral("-wal"));
    }
    const auto rowsWith = [&](const QByteArray& wal) {
        replaceContents(copyPath, dbBytes);
        replaceContents(copyPath + QStringLiteral("-wal"), wal);
        const Connection copy(copyPath);
        CHECK(copy.text("PRAGMA integrity_check") == "ok");
        return copy.text("SELECT count(*) FROM t");
    };
    CHECK(rowsWith(walBytes) == "304");
    CHECK(rowsWith(walBytes.left(walSizes[2])) == "303");
    for (const int cut : {1, 39, 40, 41, 500, 4159})
        CHECK(rowsWith(walBytes.left(walSizes[3] - cut)) == "303");
    CHECK(rowsWith(walBytes.left(walSizes[1] - 1)) == "301");
    CHECK(rowsWith(walBytes.left(20)) == "300");
    CHECK(rowsWith(walBytes.left(80)) == "300");

    QByteArray torn = walBytes;
    torn.replace(walSizes[3] - 700, 512, QByteArray(512, '\0'));
    CHECK(rowsWith(torn) == "303");
    QByteArray spoiled = walBytes;
    spoiled[5] = static_cast<char>(spoiled[5] ^ 1);
    CHECK(rowsWith(spoiled) == "300");
    spoiled = walBytes;
    spoiled[64 + 30] = static_cast<char>(spoiled[64 + 30] ^ 1);
    CHECK(rowsWith(spoiled) == "300");
    CHECK(damagedPages(copyPath).isEmpty());
}

TEST_CASE("a live page of the log that is damaged is an error and not garbage", "[storage][vfs][tampering]")
{
    const KeyedDatabase database;
    const Connection db(database.path);
    fill(db, "wal");
    REQUIRE(db.run("PRAGMA shrink_memory") == SQLITE_OK);
    const QString wal = database.path + QStringLiteral("-wal");
    QFile file(wal);
    REQUIRE(file.open(QIODevice::ReadWrite));
    for (qint64 frame = 0; 64 + 72 + frame * 4160 + 2000 < file.size(); ++frame) {
        file.seek(64 + 72 + frame * 4160 + 2000);
        file.write("damage");
    }
    file.close();
    const Connection other(database.path);
    CHECK(other.text("SELECT sum(length(bytes)) FROM t") == "error " + std::to_string(SQLITE_IOERR_DATA));
    CHECK_FALSE(damagedPages(wal).isEmpty());
}

TEST_CASE("page size and memory mapping cannot be changed", "[storage][vfs]")
{
    const KeyedDatabase database;
    const Connection db(database.path);
    CHECK(db.run("PRAGMA page_size=1024") != SQLITE_OK);
    CHECK(db.run("PRAGMA page_size=4096") == SQLITE_OK);
    fill(db, "wal");
    CHECK(db.text("PRAGMA page_size") == "4096");
    CHECK(db.text("PRAGMA mmap_size=100000000") == "0");
    CHECK(sum(db) == "300:180000");
}

TEST_CASE("another process cannot lock a database that is open here", "[storage][vfs]")
{
    const KeyedDatabase database;
    const Connection db(database.path);
    fill(db, "wal");
    const QByteArray local = QFile::encodeName(database.path);
    const pid_t child = fork();
    if (child == 0) {
        // The bytes that SQLite locks, asked for without SQLite: a fork has a copy of its tables.
        const int descriptor = open(local.constData(), O_RDWR | O_CLOEXEC);
        struct flock wanted = {};
        wanted.l_type = F_WRLCK;
        wanted.l_whence = SEEK_SET;
        wanted.l_start = 0x40000000;
        wanted.l_len = 512;
        const bool refused = descriptor >= 0 && fcntl(descriptor, F_SETLK, &wanted) == -1;
        _exit(refused ? 0 : 1);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("Qt's driver reads and writes through the VFS", "[storage][vfs][qt]")
{
    const KeyedDatabase database;
    const QString name = QStringLiteral("vfs-test");
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI"));
        db.setDatabaseName(QStringLiteral("file:%1?vfs=cloakroom").arg(database.path));
        REQUIRE(db.open());
        QSqlQuery query(db);
        REQUIRE(query.exec(QStringLiteral("PRAGMA journal_mode=WAL")));
        REQUIRE(query.exec(QStringLiteral("CREATE TABLE t(name TEXT) STRICT")));
        REQUIRE(query.prepare(QStringLiteral("INSERT INTO t VALUES(?)")));
        query.addBindValue(kCanary);
        REQUIRE(query.exec());
        REQUIRE(query.exec(QStringLiteral("SELECT name FROM t")));
        REQUIRE(query.next());
        CHECK(query.value(0).toString() == kCanary);
        CHECK(filesWith(database.folder.path(), kCanary).isEmpty());
        query.finish();
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
    CHECK(filesWith(database.folder.path(), kCanary).isEmpty());
    CHECK(filesWith(database.folder.path(), QStringLiteral("SQLite format 3")).isEmpty());
}

TEST_CASE("a transaction over two databases uses a sealed super-journal", "[storage][vfs]")
{
    const KeyedDatabase database;
    const QString other = database.folder.filePath(QStringLiteral("other.db"));
    const auto otherKey = KeyRegistration::add(other, database.key.view(), 1);
    const Connection db(database.path);
    fill(db, "delete");
    REQUIRE(db.run("ATTACH '" + other.toStdString() + "' AS b; CREATE TABLE b.t(x); PRAGMA b.journal_mode=DELETE")
            == SQLITE_OK);
    REQUIRE(db.run("BEGIN; INSERT INTO b.t VALUES('CanaryOfAPupilsName'); DELETE FROM main.t WHERE id=1; COMMIT;")
            == SQLITE_OK);
    CHECK(db.text("SELECT x FROM b.t") == "CanaryOfAPupilsName");
    CHECK(filesWith(database.folder.path(), kCanary).isEmpty());
}
