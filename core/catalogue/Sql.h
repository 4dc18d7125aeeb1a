#pragma once

#include "core/catalogue/Database.h"

namespace cloakroom {

/// A statement with its values bound in order, ready for next() or run().
template <typename... Values>
[[nodiscard]] Result<Statement> boundSql(Database& database, const QString& sql, const Values&... values)
{
    auto statement = database.prepare(sql);
    if (statement) {
        (statement->bind(values), ...);
    }
    return statement;
}

template <typename... Values>
[[nodiscard]] Result<void> runSql(Database& database, const QString& sql, const Values&... values)
{
    auto statement = boundSql(database, sql, values...);
    if (!statement) {
        return propagate(statement);
    }
    return statement->run();
}

/// Runs an INSERT and answers the new row's number.
template <typename... Values>
[[nodiscard]] Result<qint64> insertSql(Database& database, const QString& sql, const Values&... values)
{
    auto statement = boundSql(database, sql, values...);
    if (!statement) {
        return propagate(statement);
    }
    if (const auto done = statement->run(); !done) {
        return propagate(done);
    }
    return statement->lastInsertId();
}

/// Every row of a query, each made into a value by `read(const Statement&)`.
template <typename Read>
[[nodiscard]] auto allRows(Result<Statement> statement, Read read)
    -> Result<QList<std::invoke_result_t<Read&, const Statement&>>>
{
    if (!statement) {
        return propagate(statement);
    }
    QList<std::invoke_result_t<Read&, const Statement&>> rows;
    auto row = statement->next();
    for (; row && *row; row = statement->next()) {
        rows.append(read(*statement));
    }
    if (!row) {
        return propagate(row);
    }
    return rows;
}

/// The first row of a query, if there is one.
template <typename Read>
[[nodiscard]] auto firstRow(Result<Statement> statement, Read read)
    -> Result<std::optional<std::invoke_result_t<Read&, const Statement&>>>
{
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->next();
    if (!row) {
        return propagate(row);
    }
    std::optional<std::invoke_result_t<Read&, const Statement&>> value;
    if (*row) {
        value = read(*statement);
    }
    return value;
}

} // namespace cloakroom
