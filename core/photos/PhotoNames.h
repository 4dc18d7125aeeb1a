#pragma once

#include "core/base/Result.h"

#include <QString>

namespace cloakroom {

/// A name for a tag or an event: white space made single, NFC. Invalid when it is empty, longer than 200 characters or
/// holds control characters.
[[nodiscard]] Result<QString> cleanName(const QString& typed);

} // namespace cloakroom
