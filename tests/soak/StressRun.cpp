#include "soak/StressRun.h"

#include <string>

namespace cloakroom::soak {

namespace {

constexpr int64_t kSegment = 250; ///< transactions before everything is closed and opened again

} // namespace

StressRun::StressRun(std::string folder, uint64_t seed)
    : m_folder(std::move(folder))
    , m_actions(seed)
    , m_twin(std::make_unique<Sql>(":memory:", "unix"))
{
    if (!registerVfs())
        throw Failure("the encrypting VFS cannot be registered");
    for (const char* name : {"main.db", "aux.db", "copy.db", "vacuumed.db"})
        addKey(name);
    m_twin->must("ATTACH ':memory:' AS aux;" + Actions::schema("main") + Actions::schema("aux"));
    const Sql main(path("main.db"), kVfsName);
    main.must(Actions::schema("main"));
    const Sql aux(path("aux.db"), kVfsName);
    aux.must(Actions::schema("main"));
}

StressRun::~StressRun() = default;

void StressRun::addKey(const std::string& name)
{
    auto added = KeyRegistration::add(QString::fromStdString(path(name)), m_key.view(), 1);
    if (!added)
        throw Failure("a key cannot be registered");
    m_registrations.push_back(std::move(*added));
}

void StressRun::run(int64_t transactions)
{
    for (int64_t done = 0; done < transactions; ++done) {
        try {
            if (done % kSegment == 0)
                beginSegment();
            transaction();
            compare();
            between();
            if (done % kSegment == kSegment - 1 || done == transactions - 1)
                endSegment();
        } catch (const std::exception& problem) {
            throw Failure("transaction " + std::to_string(done) + ", mode " + m_mode + ", "
                          + std::to_string(m_writers.size()) + " writers, " + std::to_string(m_snapshots.size())
                          + " readers, last " + m_last + ": " + problem.what());
        }
    }
}

void StressRun::configure(const Sql& sql)
{
    const auto choice = [&](const char* pragma, const char* value) {
        sql.must("PRAGMA " + std::string(pragma) + "=" + value);
    };
    choice("cache_size", m_actions.oneOf<const char*>({"2", "10", "10", "100", "-2000", "-64000"}));
    choice("synchronous", m_actions.oneOf<const char*>({"NORMAL", "FULL", "EXTRA"}));
    choice("secure_delete", m_actions.oneOf<const char*>({"ON", "OFF", "FAST"}));
    choice("temp_store", m_actions.oneOf<const char*>({"FILE", "MEMORY"}));
    choice("journal_size_limit", m_actions.oneOf<const char*>({"-1", "0", "30000"}));
    m_spills = m_actions.oneIn(2);
    choice("cache_spill", m_spills ? "ON" : "OFF");
    choice("wal_autocheckpoint", m_actions.oneOf<const char*>({"0", "7", "100", "1000"}));
    choice("trusted_schema", "OFF");
}

void StressRun::openConnections()
{
    const size_t writers = isWal() || m_hasAux ? 1 : 1 + m_actions.below(3);
    for (size_t i = 0; i < writers; ++i) {
        m_writers.push_back(std::make_unique<Sql>(path("main.db"), kVfsName));
        const Sql& sql = *m_writers.back();
        if (m_hasAux)
            sql.must("ATTACH '" + path("aux.db") + "' AS aux");
        const std::string now = sql.text("PRAGMA main.journal_mode=" + m_mode);
        if (now != m_mode || (m_hasAux && sql.text("PRAGMA aux.journal_mode=" + m_mode) != m_mode))
            throw Failure("the journal mode stayed " + now);
        configure(sql);
    }
    const size_t readers = m_actions.below(4);
    for (size_t i = 0; i < readers; ++i) {
        m_snapshots.push_back({std::make_unique<Sql>(path("main.db"), kVfsName), {}});
        m_snapshots.back().reader->must("PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size="
                                        + m_actions.oneOf<std::string>({"3", "500"}));
    }
}

void StressRun::beginSegment()
{
    m_mode = m_actions.oneOf<const char*>({"wal", "wal", "wal", "delete", "truncate", "persist"});
    m_hasAux = m_actions.oneIn(4);
    openConnections();
    ++m_counts["openings in mode " + m_mode];
    if (isWal() && m_actions.oneIn(3))
        m_watcher = std::make_unique<Watcher>(path("main.db"));
    if (m_watcher)
        m_watcher->publish(std::to_string(m_version), digestOf(*m_twin, "main"));
}

void StressRun::endSegment()
{
    if (m_watcher) {
        m_counts["looks of threads"] += m_watcher->finish();
        m_watcher.reset();
    }
    dropSnapshots();
    m_snapshots.clear();
    m_writers.clear();
    for (const std::string schema : {"main", "aux"}) {
        const Sql again(path(schema + ".db"), kVfsName);
        if (again.text("PRAGMA integrity_check") != "ok")
            throw Failure("integrity_check of " + schema + " after closing");
    }
    if (!damagedPages(QString::fromStdString(path("main.db"))).isEmpty())
        throw Failure("pages were reported as damaged");
    const Sql again(path("main.db"), kVfsName);
    again.must("ATTACH '" + path("aux.db") + "' AS aux");
    requireEqual(again, *m_twin, "main");
    requireEqual(again, *m_twin, "aux");
}

void StressRun::both(const Sql& writer, const Action& action)
{
    const int sealed = writer.run(action);
    const int plain = m_twin->run(action);
    if (sealed != plain)
        throw Failure(action.sql + ": " + std::to_string(sealed) + " (" + sqlite3_errmsg(writer.handle())
                      + "), in memory " + std::to_string(plain));
    m_last = action.sql.substr(0, 60);
    ++m_counts[sealed == SQLITE_OK ? "statements" : "statements that failed and were undone"];
}

void StressRun::savepoints(const Sql& writer)
{
    const uint64_t choice = m_actions.below(3);
    if (choice == 0 || m_openSavepoints == 0) {
        both(writer, {"SAVEPOINT s" + std::to_string(++m_openSavepoints)});
        return;
    }
    const uint64_t which = 1 + m_actions.below(static_cast<uint64_t>(m_openSavepoints));
    both(writer, {(choice == 1 ? "ROLLBACK TO s" : "RELEASE s") + std::to_string(which)});
    m_openSavepoints = static_cast<int>(choice == 1 ? which : which - 1);
}

void StressRun::writeIntoBlob(const Sql& writer)
{
    const std::string table = Actions::tableName(m_actions.below(Actions::kTables));
    const std::string id =
        m_twin->text("SELECT id FROM " + table + " WHERE typeof(c) = 'blob' AND length(c) > 9 LIMIT 1 OFFSET "
                     + std::to_string(m_actions.below(40)));
    if (id.empty())
        return;
    const std::string bytes = m_actions.randomBytes(9);
    int results[2] = {};
    for (int i = 0; i < 2; ++i) {
        sqlite3* const db = i == 0 ? writer.handle() : m_twin->handle();
        sqlite3_blob* blob = nullptr;
        results[i] = sqlite3_blob_open(db, "main", table.c_str(), "c", std::stoll(id), 1, &blob);
        if (results[i] == SQLITE_OK)
            results[i] = sqlite3_blob_write(blob, bytes.data(), 9, sqlite3_blob_bytes(blob) - 9);
        sqlite3_blob_close(blob);
    }
    if (results[0] != results[1])
        throw Failure("writing into a blob: " + std::to_string(results[0]) + " and " + std::to_string(results[1]));
    ++m_counts["writes into blobs"];
}

void StressRun::step(const Sql& writer)
{
    if (m_actions.oneIn(6))
        savepoints(writer);
    else if (m_actions.oneIn(12))
        writeIntoBlob(writer);
    else
        both(writer, m_actions.change(anySchema()));
}

void StressRun::transaction()
{
    const Sql& writer = *m_writers[m_actions.below(m_writers.size())];
    m_openSavepoints = 0;
    both(writer, {m_actions.oneOf<const char*>({"BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"})});
    const uint64_t steps = 1 + m_actions.below(6);
    for (uint64_t i = 0; i < steps; ++i)
        step(writer);
    if (m_actions.oneIn(20)) {
        for (const Action& action : Actions::trim(m_hasAux ? anySchema() : "main"))
            both(writer, action);
    }
    ++m_counts["transactions"];
    if (m_actions.oneIn(8)) {
        both(writer, {"ROLLBACK"});
        ++m_counts["transactions rolled back"];
        return;
    }
    both(writer, {"UPDATE main.meta SET version = ?", {++m_version}});
    both(writer, {"COMMIT"});
    if (m_watcher)
        m_watcher->publish(std::to_string(m_version), digestOf(*m_twin, "main"));
}

void StressRun::compare()
{
    const Sql& any = *m_writers[m_actions.below(m_writers.size())];
    requireEqual(any, *m_twin, "main");
    if (m_hasAux)
        requireEqual(any, *m_twin, "aux");
    ++m_counts["comparisons"];
}

void StressRun::between()
{
    moveSnapshots();
    if (isWal() && m_actions.oneIn(5))
        checkpoint();
    if (m_actions.oneIn(60))
        vacuum();
    if (m_actions.oneIn(80))
        vacuumInto();
    if (m_actions.oneIn(60))
        copyWhileOpen();
    if (m_actions.oneIn(100))
        switchJournal();
}

void StressRun::moveSnapshots()
{
    for (Snapshot& snapshot : m_snapshots) {
        if (!isWal()) {
            // A reader that stood still would keep the writer from its commit.
            if (m_actions.oneIn(4))
                requireEqual(*snapshot.reader, *m_twin, "main");
        } else if (snapshot.digest.empty() && m_actions.oneIn(4)) {
            snapshot.reader->must("BEGIN");
            snapshot.digest = digestOf(*snapshot.reader, "main");
            if (snapshot.digest != digestOf(*m_twin, "main"))
                throw Failure("a reader does not see what was committed");
        } else if (!snapshot.digest.empty() && m_actions.oneIn(6)) {
            if (digestOf(*snapshot.reader, "main") != snapshot.digest)
                throw Failure("a reader's view moved");
            snapshot.reader->must("COMMIT");
            snapshot.digest.clear();
            ++m_counts["views held by readers"];
        }
    }
}

void StressRun::dropSnapshots()
{
    for (Snapshot& snapshot : m_snapshots) {
        if (!snapshot.digest.empty())
            snapshot.reader->must("COMMIT");
        snapshot.digest.clear();
    }
}

} // namespace cloakroom::soak
