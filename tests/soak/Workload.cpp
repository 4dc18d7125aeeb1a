#include "soak/Workload.h"

namespace cloakroom::soak {

namespace {

constexpr const char* kDiskVfs = "cloakroom-on-memory-disk";
const std::string kMain = "/cloakroom-memory-disk/main.db";
const std::string kAux = "/cloakroom-memory-disk/aux.db";

void registerOnce()
{
    static const bool isReady =
        registerVfs().has_value() && registerVfsOver(kDiskVfs, test::MemoryDisk::vfs()).has_value();
    if (!isReady)
        throw Failure("the encrypting VFS cannot be registered");
}

} // namespace

Workload::Workload(uint64_t seed)
    : m_seed(seed)
    , m_actions(seed)
    , m_mode(m_actions.oneOf<const char*>({"wal", "wal", "wal", "delete", "truncate", "persist"}))
    // Several databases in one transaction are only promised to stay together with a rollback journal.
    , m_hasAux(m_mode != "wal" && m_actions.oneIn(3))
{
    registerOnce();
    const auto choose = [&](const char* pragma, std::initializer_list<const char*> values) {
        m_settings += "PRAGMA " + std::string(pragma) + "=" + m_actions.oneOf(values) + ";";
    };
    choose("cache_size", {"3", "8", "8", "50", "2000"});
    choose("wal_autocheckpoint", {"0", "8", "25", "1000"});
    choose("secure_delete", {"ON", "OFF"});
    choose("temp_store", {"FILE", "MEMORY"});
    // Where the cache spills into the log nothing may be undone within a transaction: see StressRun::copyWhileOpen.
    m_undoes = m_mode != "wal" || m_actions.oneIn(2);
    m_settings += m_undoes && m_mode == "wal" ? "PRAGMA cache_spill=OFF;" : "PRAGMA cache_spill=ON;";
    // With FULL and a journal that is deleted the last transaction may be undone by a power cut: SQLite says so.
    m_settings += m_mode == "delete" ? "PRAGMA synchronous=EXTRA;" : "PRAGMA synchronous=FULL;";
    if (m_hasAux)
        m_settings += "PRAGMA aux.synchronous=EXTRA;";
    m_transactions = static_cast<int64_t>(6 + m_actions.below(10));
    for (const std::string& path : {kMain, kAux}) {
        auto added = KeyRegistration::add(QString::fromStdString(path), m_key.view(), 1);
        if (!added)
            throw Failure("a key cannot be registered");
        m_registrations.push_back(std::move(*added));
    }
}

std::unique_ptr<Sql> Workload::open() const
{
    return std::make_unique<Sql>(kMain, kDiskVfs);
}

int Workload::configure(const Sql& sql) const
{
    if (m_hasAux && sqlite3_db_filename(sql.handle(), "aux") == nullptr) {
        if (const int rc = sql.run("ATTACH '" + kAux + "' AS aux"); rc != SQLITE_OK)
            return rc;
    }
    return sql.run("PRAGMA journal_mode=" + m_mode + ";" + m_settings);
}

int Workload::makeTables(const Sql& sql) const
{
    int rc = SQLITE_OK;
    for (const std::string schema : {"main", "aux"}) {
        if (rc == SQLITE_OK && (schema == "main" || m_hasAux))
            rc = sql.run("BEGIN;" + Actions::schema(schema) + "COMMIT;");
    }
    if (rc != SQLITE_OK)
        (void)sql.run("ROLLBACK");
    return rc;
}

int Workload::transaction(const Sql& sql, int64_t number) const
{
    Actions actions(m_seed * 1000 + static_cast<uint64_t>(number));
    actions.limitBlobs(6000);
    actions.allowConflicts(m_undoes);
    int rc = sql.run("BEGIN");
    const uint64_t steps = 2 + actions.below(6);
    for (uint64_t i = 0; i < steps && rc == SQLITE_OK; ++i) {
        const std::string schema = m_hasAux && i % 2 == 1 ? "aux" : "main";
        if (m_undoes && actions.oneIn(5))
            rc = sql.run("SAVEPOINT s; DELETE FROM w; UPDATE t0 SET a = a + 1, b = b || 'x'; ROLLBACK TO s;");
        else
            rc = sql.run(actions.change(schema));
        // What breaks a rule does so in every run and is undone.
        if ((rc & 0xff) == SQLITE_CONSTRAINT)
            rc = SQLITE_OK;
    }
    for (const std::string schema : {"main", "aux"}) {
        if (rc == SQLITE_OK && (schema == "main" || m_hasAux))
            rc = sql.run("UPDATE " + schema + ".meta SET version = " + std::to_string(number));
    }
    if (rc == SQLITE_OK)
        rc = sql.run("COMMIT");
    if (rc != SQLITE_OK)
        (void)sql.run("ROLLBACK");
    return rc;
}

/// Between transactions, without a change of what is stored. A failure costs nothing, so it is nobody's concern.
int Workload::maintain(const Sql& sql, Actions& actions) const
{
    if (m_mode == "wal" && actions.oneIn(3))
        return sql.run("PRAGMA wal_checkpoint(" + actions.oneOf<std::string>({"PASSIVE", "FULL", "RESTART", "TRUNCATE"})
                       + ")");
    return actions.oneIn(6) ? sql.run("VACUUM") : SQLITE_OK;
}

void Workload::record()
{
    m_disk.insert();
    const auto sql = open();
    if (configure(*sql) != SQLITE_OK || makeTables(*sql) != SQLITE_OK)
        throw Failure("the workload cannot be set up");
    m_states.push_back(stateOf(*sql));
    m_disk.mark(0);
    for (int64_t k = 1; k <= m_transactions; ++k) {
        if (const int rc = transaction(*sql, k); rc != SQLITE_OK)
            throw Failure("transaction " + std::to_string(k) + ": " + std::to_string(rc));
        m_disk.mark(k);
        m_states.push_back(stateOf(*sql));
        Actions actions(m_seed * 7 + static_cast<uint64_t>(k));
        if (maintain(*sql, actions) != SQLITE_OK)
            throw Failure("maintenance after transaction " + std::to_string(k));
    }
}

std::string Workload::stateOf(const Sql& sql) const
{
    return digestOf(sql, "main") + (m_hasAux ? digestOf(sql, "aux") : std::string());
}

int64_t Workload::requireState(const Sql& sql, int64_t from) const
{
    if (const std::string whole = sql.text("PRAGMA integrity_check"); whole != "ok")
        throw Failure("integrity_check: " + whole.substr(0, 200));
    const bool hasTables = sql.text("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") == "1";
    if (!hasTables && from < 0)
        return -1;
    if (!hasTables)
        throw Failure("the tables are gone");
    const int64_t version = std::stoll(sql.text("SELECT version FROM main.meta"));
    if (version < from || version > from + 1)
        throw Failure("transaction " + std::to_string(from) + " had returned, found is " + std::to_string(version));
    if (from >= 0 && stateOf(sql) != m_states.at(static_cast<size_t>(version)))
        throw Failure("transaction " + std::to_string(version) + " is there in part or changed");
    if (!damagedPages(QString::fromStdString(kMain)).isEmpty() || !damagedPages(QString::fromStdString(kAux)).isEmpty())
        throw Failure("pages were reported as damaged");
    return version;
}

} // namespace cloakroom::soak
