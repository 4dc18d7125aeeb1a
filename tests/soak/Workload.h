#pragma once

#include "core/crypto/SecretBuffer.h"
#include "core/storage/EncryptedVfs.h"
#include "fault/MemoryDisk.h"
#include "soak/Actions.h"

#include <memory>
#include <vector>

namespace cloakroom::soak {

/// A fixed sequence of transactions on a disk in memory: the seed says everything about it, so that it can be run again
/// with a fault in it, and what a power cut leaves can be held against what it did.
class Workload {
public:
    explicit Workload(uint64_t seed);

    /// Runs it once on an unharmed disk and remembers what the database contained after each transaction.
    void record();
    [[nodiscard]] const test::MemoryDisk& disk() const { return m_disk; }
    [[nodiscard]] int64_t transactions() const { return m_transactions; }
    [[nodiscard]] const std::string& mode() const { return m_mode; }

    /// A connection as this workload has it. Throws Failure when it does not open.
    [[nodiscard]] std::unique_ptr<Sql> open() const;
    [[nodiscard]] int configure(const Sql& sql) const;
    [[nodiscard]] int makeTables(const Sql& sql) const;
    /// Transaction `number`, from 1, and what follows it. SQLite's result; rolled back when it failed.
    [[nodiscard]] int transaction(const Sql& sql, int64_t number) const;
    /// Throws Failure unless the database is whole and contains what it contained after `from` transactions, or one
    /// more. Returns how many. `from` < 0: the tables need not be there yet.
    [[nodiscard]] int64_t requireState(const Sql& sql, int64_t from) const;

private:
    [[nodiscard]] std::string stateOf(const Sql& sql) const;
    [[nodiscard]] int maintain(const Sql& sql, Actions& actions) const;

    uint64_t m_seed;
    Actions m_actions;
    std::string m_mode;
    bool m_hasAux = false;
    bool m_undoes = true;
    std::string m_settings;
    int64_t m_transactions = 0;
    SecretBuffer m_key = SecretBuffer::random(kKeyBytes);
    std::vector<KeyRegistration> m_registrations;
    std::vector<std::string> m_states;
    test::MemoryDisk m_disk;
};

} // namespace cloakroom::soak
