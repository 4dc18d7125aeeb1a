#pragma once

#include "core/base/Result.h"

namespace cloakroom {

/// Takes from this process, for good, what reading a photo does not need. On Linux: more than `memoryBytes` of data
/// beyond what it holds now, core dumps, file writing, new privileges; and through libseccomp opening or naming any
/// file, network, starting programs or processes, tracing, executable memory. Threads stay possible.
/// Returns whether system calls are filtered: false only where this build or system has no such filter. An error
/// (Internal) if it should be there and could not be set: the caller must end.
[[nodiscard]] Result<bool> dropRights(qint64 memoryBytes);

} // namespace cloakroom
