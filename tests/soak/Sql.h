#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace cloakroom::soak {

/// Something that must not happen happened: the words tell what.
class Failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Blob {
    std::string bytes;
};

using Value = std::variant<std::monostate, int64_t, double, std::string, Blob>;

/// A statement with what is bound to it, so that it can be given to a database and to its twin.
struct Action {
    std::string sql;
    std::vector<Value> values = {};
};

/// A connection through SQLite's C interface. Throws Failure when it cannot be opened.
class Sql {
public:
    Sql(const std::string& path, const char* vfs);
    ~Sql();
    Sql(const Sql&) = delete;
    Sql& operator=(const Sql&) = delete;
    Sql(Sql&&) = delete;
    Sql& operator=(Sql&&) = delete;

    [[nodiscard]] sqlite3* handle() const { return m_db; }
    /// SQLite's extended result code.
    [[nodiscard]] int run(const Action& action) const;
    [[nodiscard]] int run(const std::string& sql) const;
    /// Throws Failure unless the result is SQLITE_OK.
    void must(const std::string& sql) const;
    /// The first column of the first row as text; throws Failure when the statement fails.
    [[nodiscard]] std::string text(const std::string& sql) const;

private:
    sqlite3* m_db = nullptr;
};

/// A statement that is being read.
class Rows {
public:
    Rows(const Sql& sql, const std::string& query);
    ~Rows() { sqlite3_finalize(m_statement); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    Rows(Rows&&) = delete;
    Rows& operator=(Rows&&) = delete;

    /// False at the end; throws Failure for an error.
    [[nodiscard]] bool next();
    [[nodiscard]] int columns() const { return sqlite3_column_count(m_statement); }
    /// The type and the bytes of a column.
    [[nodiscard]] std::string bytes(int column) const;

private:
    sqlite3_stmt* m_statement = nullptr;
};

/// A digest of every table, index and row of `schema` ("main").
[[nodiscard]] std::string digestOf(const Sql& sql, const std::string& schema);
/// Throws Failure that names the first difference between two databases' contents.
void requireEqual(const Sql& first, const Sql& second, const std::string& schema);

} // namespace cloakroom::soak
