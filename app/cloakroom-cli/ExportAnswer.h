#pragma once

#include "Answer.h"
#include "core/publish/ExportJob.h"

namespace cloakroom::cli {

/// What left, with who is shown and covered in it, and what stays in and why.
[[nodiscard]] Answer exportAnswer(const ExportReport& report, bool isDryRun);

} // namespace cloakroom::cli
