#pragma once

#include "core/tables/Table.h"

#include <QByteArray>

#include <optional>

namespace cloakroom {

/// Tables as the worker hands them over. Pure.
[[nodiscard]] QByteArray packTables(const TableFile& file);
/// Nothing for what no reader of ours would have made: rows that are not as wide as their header, values that are too
/// long or cannot be read, counts beyond every limit, bytes left over. Pure.
[[nodiscard]] std::optional<TableFile> unpackTables(const QByteArray& bytes);

} // namespace cloakroom
