// What is done to a database between transactions: checkpoints, VACUUM, copies, another journal mode.
#include "soak/StressRun.h"

#include <filesystem>

namespace cloakroom::soak {

namespace {

void removeFiles(const std::string& path)
{
    for (const char* suffix : {"", "-wal", "-journal"})
        std::filesystem::remove(path + suffix);
}

} // namespace

void StressRun::checkpoint()
{
    static const std::map<int, const char*> names = {{SQLITE_CHECKPOINT_PASSIVE, "checkpoints PASSIVE"},
                                                     {SQLITE_CHECKPOINT_FULL, "checkpoints FULL"},
                                                     {SQLITE_CHECKPOINT_RESTART, "checkpoints RESTART"},
                                                     {SQLITE_CHECKPOINT_TRUNCATE, "checkpoints TRUNCATE"}};
    const int mode = static_cast<int>(m_actions.below(names.size()));
    const int rc = sqlite3_wal_checkpoint_v2(m_writers.front()->handle(), nullptr, mode, nullptr, nullptr);
    // A reader may stand in the way of any but PASSIVE.
    if (rc != SQLITE_OK && rc != SQLITE_BUSY)
        throw Failure("checkpoint: " + std::to_string(rc));
    ++m_counts[names.at(mode)];
}

void StressRun::vacuum()
{
    const Sql& writer = *m_writers.front();
    writer.must("PRAGMA auto_vacuum=" + m_actions.oneOf<std::string>({"NONE", "FULL", "INCREMENTAL"}));
    const int rc = writer.run("VACUUM");
    if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY)
        throw Failure("VACUUM: " + std::to_string(rc));
    (void)writer.run("PRAGMA incremental_vacuum(3)");
    requireEqual(writer, *m_twin, "main");
    ++m_counts["VACUUM"];
}

/// The target is a path with a registered key, as the storage module gives it.
void StressRun::vacuumInto()
{
    const std::string target = path("vacuumed.db");
    removeFiles(target);
    m_writers.front()->must("VACUUM main INTO '" + target + "'");
    const Sql copy(target, kVfsName);
    requireEqual(copy, *m_twin, "main");
    if (copy.text("PRAGMA integrity_check") != "ok")
        throw Failure("integrity_check of what VACUUM INTO wrote");
    ++m_counts["VACUUM INTO"];
}

/// As after kill -9: what lies in the files at this moment is everything that was committed. Not so with SQLite 3.40.1
/// itself, whatever the VFS, when the cache spilled into the log, a spilled page was written again and a savepoint was
/// rolled back (sqlite3WalSavepointUndo keeps an iReCksum beyond the end): the checksums that follow are wrong. That is
/// why Database turns cache_spill off.
void StressRun::copyWhileOpen()
{
    if (m_hasAux || m_watcher || (isWal() && m_spills))
        return;
    removeFiles(path("copy.db"));
    for (const char* suffix : {"", "-wal", "-journal"}) {
        const std::string from = path("main.db") + suffix;
        if (std::filesystem::exists(from))
            std::filesystem::copy_file(from, path("copy.db") + suffix);
    }
    const Sql copy(path("copy.db"), kVfsName);
    requireEqual(copy, *m_twin, "main");
    ++m_counts["copies as after kill -9"];
}

void StressRun::switchJournal()
{
    if (m_watcher || m_hasAux)
        return;
    dropSnapshots();
    m_snapshots.clear();
    m_writers.clear();
    m_mode = m_actions.oneOf<const char*>({"wal", "delete", "truncate", "persist"});
    openConnections();
    ++m_counts["changes of the journal mode"];
}

} // namespace cloakroom::soak
