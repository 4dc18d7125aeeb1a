#pragma once

#include "core/base/Result.h"

#include <QString>

#include <memory>
#include <string_view>

struct sqlite3_stmt;

namespace cloakroom {

class Database;

/// The rows of a query, read in place: for scans of whole tables, in which making a value of every column would take
/// longer than reading them, and for values of which no copy is to be left behind. Bind in order, then next() until
/// false. Ends before its Database does, on its thread.
class RowScan {
public:
    [[nodiscard]] static Result<RowScan> prepare(Database& database, const QString& sql);

    RowScan& bind(qint64 value);
    RowScan& bind(const QString& value);
    /// Without a copy: the bytes stay where they are until the last next().
    RowScan& bindInPlace(std::string_view bytes);

    /// True while there is a row.
    [[nodiscard]] Result<bool> next();
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 int64(int column) const;
    /// Valid until the next row.
    [[nodiscard]] std::string_view bytes(int column) const;

private:
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit RowScan(sqlite3_stmt* statement)
        : m_statement(statement)
    {
    }

    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
    int m_position = 0;
};

} // namespace cloakroom
