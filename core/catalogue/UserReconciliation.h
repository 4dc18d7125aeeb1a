#pragma once

#include "core/base/Result.h"

namespace cloakroom {

class Library;

/// A user is a row in the catalogue and a keyslot file, and no write covers both: a program that was killed between the
/// two leaves them apart. An administrator's next signing in brings them together, to the side that opens less: a
/// keyslot without an enabled row goes; a row without a keyslot is disabled; a role is what the row says; a key that
/// only the keyslot knows is taken into the row. Each is logged. Damaged keyslots are left alone, and then everything
/// is.
[[nodiscard]] Result<void> reconcileUsers(Library& library);

} // namespace cloakroom
