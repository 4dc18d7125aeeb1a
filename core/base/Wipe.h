#pragma once

#include <cstddef>

namespace cloakroom {

/// Overwrites memory with zeros in a way that a compiler does not leave out although nobody reads them: for biometric
/// data and other things that must not stay behind. Keys have memory of their own: core/crypto/SecretBuffer.h.
void wipe(void* at, std::size_t bytes);

} // namespace cloakroom
