#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace cloakroom::audit {

/// What a person keeps outside the library: flushed, whole or not there. AlreadyExists rather than replace.
[[nodiscard]] Result<void> writeNewFile(const QString& path, const QByteArray& bytes);

} // namespace cloakroom::audit
