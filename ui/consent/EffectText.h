#pragma once

#include "core/consent/ConsentLedger.h"

#include <QString>

namespace cloakroom::ui {

/// Whether something that was published or could be used no longer may be.
[[nodiscard]] bool takesAway(const ConsentEffect& effect);

/// What decisions change, as one or two sentences: "12 photos can then be used only with somebody covered. One
/// publication has to be taken down." Empty when they change nothing.
[[nodiscard]] QString effectText(const ConsentEffect& effect);

} // namespace cloakroom::ui
