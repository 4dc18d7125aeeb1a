#pragma once

#include "core/consent/CsvReport.h"

#include <QByteArray>
#include <QStringList>

namespace cloakroom {

struct CsvRow {
    int line = 0; ///< where it starts; 1 = the header
    QStringList values; ///< as many as the header has, trimmed
};

/// A CSV as schools' systems write it, read into text. UTF-8 (with or without BOM), UTF-16 with BOM or Windows-1252;
/// the separator (comma, semicolon or tab) is the one the header has most of; quoted values as in RFC 4180; lines end
/// with LF, CR or both. Rows that cannot be read are listed and left out; empty lines are skipped.
struct CsvTable {
    QStringList header; ///< trimmed
    QList<CsvRow> rows;
    QList<CsvProblem> problems;
};

/// Pure.
[[nodiscard]] CsvTable readCsv(const QByteArray& bytes);

void sortByLine(QList<CsvProblem>& problems);

} // namespace cloakroom
