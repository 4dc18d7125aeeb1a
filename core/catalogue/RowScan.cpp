#include "core/catalogue/RowScan.h"

#include "core/catalogue/Database.h"

#include <sqlite3.h>

namespace cloakroom {

void RowScan::Finalise::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Result<RowScan> RowScan::prepare(Database& database, const QString& sql)
{
    auto* const handle = static_cast<sqlite3*>(database.handle());
    const QByteArray bytes = sql.toUtf8();
    sqlite3_stmt* statement = nullptr;
    const int code = handle == nullptr
        ? SQLITE_MISUSE
        : sqlite3_prepare_v2(handle, bytes.constData(), static_cast<int>(bytes.size()), &statement, nullptr);
    if (code != SQLITE_OK) {
        return Database::failureOf(code);
    }
    return RowScan(statement);
}

RowScan& RowScan::bind(qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), ++m_position, value);
    return *this;
}

RowScan& RowScan::bind(const QString& value)
{
    const QByteArray bytes = value.toUtf8();
    sqlite3_bind_text64(m_statement.get(), ++m_position, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()),
                        SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

RowScan& RowScan::bindInPlace(std::string_view bytes)
{
    sqlite3_bind_blob64(m_statement.get(), ++m_position, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Result<bool> RowScan::next()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    return Database::failureOf(sqlite3_extended_errcode(sqlite3_db_handle(m_statement.get())));
}

bool RowScan::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

qint64 RowScan::int64(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view RowScan::bytes(int column) const
{
    const void* const data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return data == nullptr ? std::string_view()
                           : std::string_view(static_cast<const char*>(data), static_cast<size_t>(size));
}

} // namespace cloakroom
