#pragma once

#include "Answer.h"
#include "core/consent/CsvReport.h"

namespace cloakroom::cli {

/// A file that the user names: people, consents, evidence. Unreadable; Invalid when it is larger than any of these.
[[nodiscard]] Result<QByteArray> readUserFile(const QString& path);

/// What a CSV changed, or each line that kept it from changing anything.
[[nodiscard]] Answer csvAnswer(const CsvReport& report, CsvMode mode);

} // namespace cloakroom::cli
