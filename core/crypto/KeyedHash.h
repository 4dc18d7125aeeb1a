#pragma once

#include "core/crypto/Bytes.h"

#include <initializer_list>
#include <memory>

namespace cloakroom {

inline constexpr size_t kDigestBytes = 32;

/// BLAKE2b over data that comes in pieces. With an empty key it is the plain hash. One thread at a time.
class Hasher {
public:
    /// `key` is empty or has 16 to 64 bytes; `digestBytes` is 16 to 64.
    explicit Hasher(ByteView key, size_t digestBytes = kDigestBytes);
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    Hasher(Hasher&&) = delete;
    Hasher& operator=(Hasher&&) = delete;

    void add(ByteView data);
    /// Once, at the end.
    [[nodiscard]] QByteArray finish();
    /// The same into memory of the caller's, of exactly the digest's length.
    void finishInto(MutableByteView out);

private:
    struct State;
    std::unique_ptr<State> m_state;
    size_t m_digestBytes;
};

/// BLAKE2b-256 keyed with `key` (empty for none) over the pieces one after another.
[[nodiscard]] QByteArray keyedHash(ByteView key, std::initializer_list<ByteView> pieces);

/// In constant time for equal sizes.
[[nodiscard]] bool constantTimeEqual(ByteView first, ByteView second);

} // namespace cloakroom
