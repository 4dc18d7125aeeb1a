#pragma once

#include "core/tables/Table.h"

#include <QList>

namespace cloakroom {

enum class CsvMode { DryRun, Write };

/// What a CSV changed, or would change. With any problem nothing was written.
struct CsvReport {
    int added = 0;
    int updated = 0;
    int left = 0;
    int unchanged = 0;
    QList<TableProblem> errors;
    int decisions = 0; ///< consents that came with a list of people
    QList<TableProblem> keptNoes = {}; ///< lines that say yes against a recorded no, which stays
    int takedowns = 0; ///< publications that are no longer agreed to
};

} // namespace cloakroom
