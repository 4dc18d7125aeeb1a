#pragma once

#include "soak/Sql.h"

#include <random>

namespace cloakroom::soak {

/// Makes up statements: everything random comes from the seed, so that a run can be repeated.
class Actions {
public:
    explicit Actions(uint64_t seed)
        : m_random(seed)
    {
    }

    void limitBlobs(size_t bytes) { m_largestBlob = bytes; }
    /// Whether statements may stop in the middle and have to be undone.
    void allowConflicts(bool allowed) { m_allowsConflicts = allowed; }

    /// Below `limit`, which is at least 1.
    [[nodiscard]] uint64_t below(uint64_t limit) { return m_random() % limit; }
    [[nodiscard]] bool oneIn(uint64_t many) { return below(many) == 0; }
    template <typename T>
    [[nodiscard]] T oneOf(std::initializer_list<T> choices)
    {
        return *(choices.begin() + below(choices.size()));
    }

    /// The tables that every run begins with.
    [[nodiscard]] static std::string schema(const std::string& name);
    /// Any change of `schema`'s rows, tables or indexes; may fail on a constraint, and then does so everywhere.
    [[nodiscard]] Action change(const std::string& schema);
    /// Takes rows away when there are many.
    [[nodiscard]] static std::vector<Action> trim(const std::string& schema);
    [[nodiscard]] std::string randomBytes(size_t count);
    [[nodiscard]] static std::string tableName(uint64_t number) { return "t" + std::to_string(number % kTables); }

    static constexpr uint64_t kTables = 3;

private:
    [[nodiscard]] std::string table(const std::string& schema) { return schema + "." + tableName(m_random()); }
    [[nodiscard]] Value text();
    [[nodiscard]] Value blob();
    [[nodiscard]] Action insert(const std::string& schema);
    [[nodiscard]] Action insertMany(const std::string& schema);
    [[nodiscard]] Action update(const std::string& schema);
    [[nodiscard]] Action remove(const std::string& schema);
    [[nodiscard]] Action upsert(const std::string& schema);
    [[nodiscard]] Action moveRows(const std::string& schema);
    [[nodiscard]] Action changeIndex(const std::string& schema);

    std::mt19937_64 m_random;
    size_t m_largestBlob = 2'500'000;
    bool m_allowsConflicts = true;
};

} // namespace cloakroom::soak
