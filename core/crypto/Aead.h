#pragma once

#include "core/crypto/SecretBuffer.h"

namespace cloakroom {

/// XChaCha20-Poly1305 (IETF). Keys have kKeyBytes bytes; a nonce is used once under a key: random, or derived from
/// something that never repeats.
inline constexpr size_t kNonceBytes = 24;
inline constexpr size_t kTagBytes = 16;
/// What sealUnit adds to its text.
inline constexpr size_t kUnitOverhead = kNonceBytes + kTagBytes;

/// Writes plain.size() + kTagBytes bytes to `out`, which does not overlap `plain`.
void sealWithNonce(ByteView key, ByteView nonce, ByteView plain, ByteView associated, MutableByteView out);
/// Writes sealed.size() - kTagBytes bytes to `out`; false (and zeros in `out`) when the tag does not match.
[[nodiscard]] bool openWithNonce(ByteView key, ByteView nonce, ByteView sealed, ByteView associated,
                                 MutableByteView out);

/// Random nonce, cipher text, tag: plain.size() + kUnitOverhead bytes to `out`.
void sealUnit(ByteView key, ByteView plain, ByteView associated, MutableByteView out);
[[nodiscard]] bool openUnit(ByteView key, ByteView sealed, ByteView associated, MutableByteView out);

/// The same for small things that live in a row or a file.
[[nodiscard]] QByteArray seal(ByteView key, ByteView plain, ByteView associated);
/// Empty when it does not authenticate.
[[nodiscard]] SecretBuffer open(ByteView key, ByteView sealed, ByteView associated);

} // namespace cloakroom
