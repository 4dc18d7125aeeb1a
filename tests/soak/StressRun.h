#pragma once

#include "core/crypto/SecretBuffer.h"
#include "core/storage/EncryptedVfs.h"
#include "soak/Actions.h"
#include "soak/Watcher.h"

#include <map>
#include <memory>
#include <vector>

namespace cloakroom::soak {

/// Random transactions against an encrypted database and a plain twin in memory, compared after each.
class StressRun {
public:
    /// `folder` is empty and takes the files.
    StressRun(std::string folder, uint64_t seed);
    ~StressRun();
    StressRun(const StressRun&) = delete;
    StressRun& operator=(const StressRun&) = delete;
    StressRun(StressRun&&) = delete;
    StressRun& operator=(StressRun&&) = delete;

    /// Throws Failure at the first difference.
    void run(int64_t transactions);
    /// How often what was done, for the report.
    [[nodiscard]] const std::map<std::string, int64_t>& counts() const { return m_counts; }

private:
    struct Snapshot {
        std::unique_ptr<Sql> reader;
        std::string digest; ///< empty while it holds nothing
    };

    [[nodiscard]] std::string path(const std::string& name) const { return m_folder + "/" + name; }
    void addKey(const std::string& name);
    void beginSegment();
    void endSegment();
    void openConnections();
    void configure(const Sql& sql);
    void transaction();
    void both(const Sql& writer, const Action& action);
    void step(const Sql& writer);
    void savepoints(const Sql& writer);
    void writeIntoBlob(const Sql& writer);
    void compare();
    void between();
    void checkpoint();
    void vacuum();
    void vacuumInto();
    void copyWhileOpen();
    void switchJournal();
    void moveSnapshots();
    void dropSnapshots();
    [[nodiscard]] bool isWal() const { return m_mode == "wal"; }
    [[nodiscard]] std::string anySchema() { return m_hasAux && m_actions.oneIn(3) ? "aux" : "main"; }

    std::string m_folder;
    Actions m_actions;
    SecretBuffer m_key = SecretBuffer::random(kKeyBytes);
    std::vector<KeyRegistration> m_registrations;
    std::unique_ptr<Sql> m_twin;
    std::vector<std::unique_ptr<Sql>> m_writers; ///< several only with a rollback journal
    std::vector<Snapshot> m_snapshots;
    std::unique_ptr<Watcher> m_watcher;
    std::map<std::string, int64_t> m_counts;
    std::string m_mode = "wal";
    bool m_hasAux = false;
    int m_openSavepoints = 0;
    bool m_spills = false;
    int64_t m_version = 0;
    std::string m_last; ///< the last statement, for the words of a failure
};

} // namespace cloakroom::soak
