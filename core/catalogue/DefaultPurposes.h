#pragma once

#include "core/catalogue/Purpose.h"

#include <QList>

namespace cloakroom {

/// What a new library starts with; the school edits the list afterwards. All on the basis of consent, one parent
/// enough.
[[nodiscard]] QList<Purpose> defaultPurposes();

} // namespace cloakroom
