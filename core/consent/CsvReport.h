#pragma once

#include <QList>
#include <QString>

namespace cloakroom {

enum class CsvMode { DryRun, Write };

struct CsvProblem {
    int line = 0; ///< 1 = the header
    QString reason;
};

/// What a CSV changed, or would change. With any problem nothing was written.
struct CsvReport {
    int added = 0;
    int updated = 0;
    int left = 0;
    int unchanged = 0;
    QList<CsvProblem> errors;
};

} // namespace cloakroom
