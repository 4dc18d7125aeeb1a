#pragma once

#include "core/crypto/Bytes.h"

namespace cloakroom {

/// From the operating system's generator. Ends the process rather than return when that has none to give: libsodium's
/// choice, and ours, since no caller could go on safely.
void fillRandom(MutableByteView out);

/// For identifiers and salts, not for keys (see SecretBuffer::random).
[[nodiscard]] QByteArray randomBytes(qsizetype count);

} // namespace cloakroom
