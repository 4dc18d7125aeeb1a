#pragma once

#include "core/base/Permissions.h"

#include <QString>

namespace cloakroom::ui {

/// As people call it: "Administrator", "Safeguarding lead".
[[nodiscard]] QString roleName(Role role);
/// What the role may do, in one sentence.
[[nodiscard]] QString roleDescription(Role role);

} // namespace cloakroom::ui
