#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace cloakroom::bench {

/// The functions of one SQLite: the system's, or that of SQLCipher's library, which has them under the same names.
struct Api {
    decltype(&::sqlite3_open_v2) open = nullptr;
    decltype(&::sqlite3_close_v2) close = nullptr;
    decltype(&::sqlite3_exec) exec = nullptr;
    decltype(&::sqlite3_prepare_v2) prepare = nullptr;
    decltype(&::sqlite3_finalize) finalize = nullptr;
    decltype(&::sqlite3_step) step = nullptr;
    decltype(&::sqlite3_reset) reset = nullptr;
    decltype(&::sqlite3_bind_int64) bindNumber = nullptr;
    decltype(&::sqlite3_bind_double) bindReal = nullptr;
    decltype(&::sqlite3_bind_text) bindText = nullptr;
    decltype(&::sqlite3_bind_blob) bindBlob = nullptr;
    decltype(&::sqlite3_bind_null) bindNull = nullptr;
    decltype(&::sqlite3_column_text) text = nullptr;
    decltype(&::sqlite3_errmsg) message = nullptr;
    decltype(&::sqlite3_libversion) version = nullptr;

    [[nodiscard]] static Api system();
    /// Debian's libsqlcipher0, loaded beside the system's SQLite; `open` is null where it is not installed.
    [[nodiscard]] static Api sqlcipher();
};

/// A connection that ends the program's run with an exception when something fails.
class Connection {
public:
    Connection(const Api& api, const std::string& path, const char* vfs, const std::string& firstSql);
    ~Connection() { m_api.close(m_db); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) = delete;
    Connection& operator=(Connection&&) = delete;

    void run(const std::string& sql) const;
    [[nodiscard]] const Api& api() const { return m_api; }
    [[nodiscard]] sqlite3* handle() const { return m_db; }
    [[nodiscard]] std::string text(const std::string& sql) const;

private:
    const Api& m_api;
    sqlite3* m_db = nullptr;
};

/// A prepared statement, bound in order and run again and again.
class Prepared {
public:
    Prepared(const Connection& db, const std::string& sql);
    ~Prepared() { m_api.finalize(m_statement); }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
    Prepared(Prepared&&) = delete;
    Prepared& operator=(Prepared&&) = delete;

    Prepared& add(int64_t number);
    Prepared& add(double real);
    Prepared& add(const std::string& text);
    Prepared& addBlob(const std::string& bytes);
    Prepared& addNull();
    /// Executes to its end; how many rows came.
    int64_t run();

private:
    const Connection& m_db;
    const Api& m_api;
    sqlite3_stmt* m_statement = nullptr;
    int m_position = 0;
};

} // namespace cloakroom::bench
