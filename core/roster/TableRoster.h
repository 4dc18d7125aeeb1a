#pragma once

#include "core/roster/RosterColumns.h"
#include "core/roster/RosterDays.h"

namespace cloakroom {

struct TableRosterOptions {
    ColumnMapping columns; ///< in any case; columns called by a field's key need none
    std::optional<DayOrder> days; ///< absent: worked out, and a problem where it cannot be
    bool isWhole = false;
    QDate today;
    QMap<QString, QString> consents; ///< columns that answer for a purpose, see kConsentPrefix
};

/// The people of one table, a line each: external_id, given_name and family_name must be there. Several groups are
/// separated by semicolons. Every line that cannot be a person is a problem. Pure.
[[nodiscard]] Roster rosterFromTable(const Table& table, const TableRosterOptions& options);

/// Like it, for mappings as words of a command line: COLUMN and a field's key. Words that name no column or no field
/// are problems of the header.
[[nodiscard]] ColumnMapping columnsFromWords(const Table& table, const QMap<QString, QString>& words,
                                             QList<TableProblem>& problems);

} // namespace cloakroom
