#include "bench/Api.h"

#include <dlfcn.h>

namespace cloakroom::bench {

Api Api::system()
{
    Api api;
    api.open = ::sqlite3_open_v2;
    api.close = ::sqlite3_close_v2;
    api.exec = ::sqlite3_exec;
    api.prepare = ::sqlite3_prepare_v2;
    api.finalize = ::sqlite3_finalize;
    api.step = ::sqlite3_step;
    api.reset = ::sqlite3_reset;
    api.bindNumber = ::sqlite3_bind_int64;
    api.bindReal = ::sqlite3_bind_double;
    api.bindText = ::sqlite3_bind_text;
    api.bindBlob = ::sqlite3_bind_blob;
    api.bindNull = ::sqlite3_bind_null;
    api.text = ::sqlite3_column_text;
    api.message = ::sqlite3_errmsg;
    api.version = ::sqlite3_libversion;
    return api;
}

Api Api::sqlcipher()
{
    Api api;
    // Its symbols stay its own: both libraries have the same names.
    void* const library = dlopen("libsqlcipher.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (!library)
        return api;
    const auto take = [&](auto& function, const char* name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
        if (!function)
            throw std::runtime_error(std::string("libsqlcipher has no ") + name);
    };
    take(api.open, "sqlite3_open_v2");
    take(api.close, "sqlite3_close_v2");
    take(api.exec, "sqlite3_exec");
    take(api.prepare, "sqlite3_prepare_v2");
    take(api.finalize, "sqlite3_finalize");
    take(api.step, "sqlite3_step");
    take(api.reset, "sqlite3_reset");
    take(api.bindNumber, "sqlite3_bind_int64");
    take(api.bindReal, "sqlite3_bind_double");
    take(api.bindText, "sqlite3_bind_text");
    take(api.bindBlob, "sqlite3_bind_blob");
    take(api.bindNull, "sqlite3_bind_null");
    take(api.text, "sqlite3_column_text");
    take(api.message, "sqlite3_errmsg");
    take(api.version, "sqlite3_libversion");
    return api;
}

Connection::Connection(const Api& api, const std::string& path, const char* vfs, const std::string& firstSql)
    : m_api(api)
{
    if (api.open(path.c_str(), &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs) != SQLITE_OK)
        throw std::runtime_error("cannot open " + path);
    run(firstSql);
}

void Connection::run(const std::string& sql) const
{
    if (m_api.exec(m_db, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(sql.substr(0, 200) + ": " + m_api.message(m_db));
}

std::string Connection::text(const std::string& sql) const
{
    sqlite3_stmt* statement = nullptr;
    std::string answer;
    if (m_api.prepare(m_db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK && m_api.step(statement) == SQLITE_ROW)
        answer = reinterpret_cast<const char*>(m_api.text(statement, 0));
    m_api.finalize(statement);
    return answer;
}

Prepared::Prepared(const Connection& db, const std::string& sql)
    : m_db(db)
    , m_api(db.api())
{
    if (m_api.prepare(db.handle(), sql.c_str(), -1, &m_statement, nullptr) != SQLITE_OK)
        throw std::runtime_error(sql.substr(0, 200) + ": " + m_api.message(db.handle()));
}

Prepared& Prepared::add(int64_t number)
{
    m_api.bindNumber(m_statement, ++m_position, number);
    return *this;
}

Prepared& Prepared::add(double real)
{
    m_api.bindReal(m_statement, ++m_position, real);
    return *this;
}

Prepared& Prepared::add(const std::string& text)
{
    m_api.bindText(m_statement, ++m_position, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    return *this;
}

Prepared& Prepared::addBlob(const std::string& bytes)
{
    m_api.bindBlob(m_statement, ++m_position, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
    return *this;
}

Prepared& Prepared::addNull()
{
    m_api.bindNull(m_statement, ++m_position);
    return *this;
}

int64_t Prepared::run()
{
    int64_t rows = 0;
    int rc = m_api.step(m_statement);
    for (; rc == SQLITE_ROW; rc = m_api.step(m_statement))
        ++rows;
    m_api.reset(m_statement);
    m_position = 0;
    if (rc != SQLITE_DONE)
        throw std::runtime_error(m_api.message(m_db.handle()));
    return rows;
}

} // namespace cloakroom::bench
