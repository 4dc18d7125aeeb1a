#pragma once

#include "Answer.h"
#include "core/intake/Importer.h"

namespace cloakroom::cli {

/// What came in, what was there already, and what did not come in and why.
[[nodiscard]] Answer importAnswer(const ImportReport& report, bool isDryRun);

} // namespace cloakroom::cli
