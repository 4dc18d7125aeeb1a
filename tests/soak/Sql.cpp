#include "soak/Sql.h"

#include "core/crypto/KeyedHash.h"

#include <utility>

namespace cloakroom::soak {

namespace {

void bind(sqlite3_stmt* statement, int at, const Value& value)
{
    if (const auto* number = std::get_if<int64_t>(&value))
        sqlite3_bind_int64(statement, at, *number);
    else if (const auto* real = std::get_if<double>(&value))
        sqlite3_bind_double(statement, at, *real);
    else if (const auto* text = std::get_if<std::string>(&value))
        sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else if (const auto* blob = std::get_if<Blob>(&value))
        sqlite3_bind_blob64(statement, at, blob->bytes.data(), blob->bytes.size(), SQLITE_STATIC);
}

std::string problem(const Sql& sql, const std::string& what)
{
    const std::string code = std::to_string(sqlite3_extended_errcode(sql.handle()));
    return what.substr(0, 120) + ": error " + code + " " + sqlite3_errmsg(sql.handle());
}

ByteView viewOf(const std::string& bytes)
{
    return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}

/// Every query that together tells all that stands in a database.
std::vector<std::string> queriesFor(const Sql& sql, const std::string& schema)
{
    const std::string list = "SELECT type, name, tbl_name, sql FROM " + schema
        + ".sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name";
    std::vector<std::string> queries = {list};
    Rows tables(sql,
                "SELECT name FROM " + schema
                    + ".sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
    while (tables.next())
        queries.push_back("SELECT * FROM " + schema + "." + tables.bytes(0).substr(1) + " ORDER BY 1");
    return queries;
}

} // namespace

Sql::Sql(const std::string& path, const char* vfs)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path.c_str(), &m_db, flags, vfs) != SQLITE_OK) {
        const std::string why = problem(*this, "open " + path);
        sqlite3_close_v2(m_db);
        throw Failure(why);
    }
    sqlite3_extended_result_codes(m_db, 1);
}

Sql::~Sql()
{
    sqlite3_close_v2(m_db);
}

int Sql::run(const Action& action) const
{
    sqlite3_stmt* statement = nullptr;
    int rc = sqlite3_prepare_v2(m_db, action.sql.c_str(), -1, &statement, nullptr);
    if (rc != SQLITE_OK)
        return rc;
    for (size_t i = 0; i < action.values.size(); ++i)
        bind(statement, static_cast<int>(i) + 1, action.values[i]);
    do {
        rc = sqlite3_step(statement);
    } while (rc == SQLITE_ROW);
    sqlite3_finalize(statement);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int Sql::run(const std::string& sql) const
{
    return sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr);
}

void Sql::must(const std::string& sql) const
{
    if (run(sql) != SQLITE_OK)
        throw Failure(problem(*this, sql));
}

std::string Sql::text(const std::string& sql) const
{
    Rows rows(*this, sql);
    return rows.next() ? rows.bytes(0).substr(1) : std::string();
}

Rows::Rows(const Sql& sql, const std::string& query)
{
    if (sqlite3_prepare_v2(sql.handle(), query.c_str(), -1, &m_statement, nullptr) != SQLITE_OK)
        throw Failure(problem(sql, query));
}

bool Rows::next()
{
    const int rc = sqlite3_step(m_statement);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        const std::string code = std::to_string(sqlite3_extended_errcode(sqlite3_db_handle(m_statement)));
        throw Failure(std::string(sqlite3_sql(m_statement)).substr(0, 120) + ": error " + code);
    }
    return rc == SQLITE_ROW;
}

std::string Rows::bytes(int column) const
{
    const int type = sqlite3_column_type(m_statement, column);
    std::string bytes(1, static_cast<char>('0' + type));
    const void* const data = type == SQLITE_NULL ? nullptr
        : type == SQLITE_BLOB                    ? sqlite3_column_blob(m_statement, column)
                                                 : sqlite3_column_text(m_statement, column);
    if (data)
        bytes.append(static_cast<const char*>(data), static_cast<size_t>(sqlite3_column_bytes(m_statement, column)));
    return bytes;
}

std::string digestOf(const Sql& sql, const std::string& schema)
{
    Hasher hasher({});
    for (const std::string& query : queriesFor(sql, schema)) {
        hasher.add(viewOf(query));
        Rows rows(sql, query);
        while (rows.next()) {
            for (int i = 0; i < rows.columns(); ++i) {
                const std::string bytes = rows.bytes(i);
                hasher.add(viewOf(std::to_string(bytes.size()) + ":"));
                hasher.add(viewOf(bytes));
            }
        }
    }
    return hasher.finish().toHex().toStdString();
}

void requireEqual(const Sql& first, const Sql& second, const std::string& schema)
{
    const std::vector<std::string> queries = queriesFor(first, schema);
    if (queries != queriesFor(second, schema))
        throw Failure("the two databases have different tables in " + schema);
    for (const std::string& query : queries) {
        Rows firstRows(first, query);
        Rows secondRows(second, query);
        for (int64_t row = 1;; ++row) {
            const bool isThere = firstRows.next();
            if (isThere != secondRows.next())
                throw Failure("different numbers of rows: " + query);
            if (!isThere)
                break;
            for (int i = 0; i < firstRows.columns(); ++i) {
                if (firstRows.bytes(i) != secondRows.bytes(i))
                    throw Failure("row " + std::to_string(row) + " differs in column " + std::to_string(i) + " ("
                                  + firstRows.bytes(i).substr(0, 40) + " and " + secondRows.bytes(i).substr(0, 40)
                                  + "): " + query);
            }
        }
    }
}

} // namespace cloakroom::soak
