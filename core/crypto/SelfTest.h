#pragma once

#include "core/base/Result.h"

namespace cloakroom {

/// Runs every cipher once against published vectors the first time and remembers the
/// outcome. Internal when the cryptography of this computer does not compute what it should: nothing may be unlocked
/// then.
[[nodiscard]] Result<void> cryptoSelfTest();

} // namespace cloakroom
