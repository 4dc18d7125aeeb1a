#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBuffer.h"

#include <QString>

namespace cloakroom {

/// A second factor beside the password: a file of 64 bytes with a random secret, kept on a USB stick (docs/format.md).
/// Makes the new file `path`, flushed and read back. AlreadyExists rather than replace, NoSpace, Unreadable.
[[nodiscard]] Result<SecretBuffer> makeKeyFile(const QString& path);
/// NotFound, Unreadable, Invalid for a file that is none or was damaged.
[[nodiscard]] Result<SecretBuffer> readKeyFile(const QString& path);

} // namespace cloakroom
