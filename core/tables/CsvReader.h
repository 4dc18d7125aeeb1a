#pragma once

#include "core/tables/Table.h"

#include <QByteArray>

namespace cloakroom {

/// A CSV as schools' systems write it, read into text. UTF-8 (with or without BOM), UTF-16 with BOM or Windows-1252;
/// the separator (comma, semicolon or tab) is the one the header has most of; quoted values as in RFC 4180; lines end
/// with LF, CR or both. Empty lines are skipped. A value of more than 10,000 letters is a problem of its line. Pure.
[[nodiscard]] Table readCsv(const QByteArray& bytes);

} // namespace cloakroom
