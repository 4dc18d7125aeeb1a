#pragma once

#include "core/crypto/Bytes.h"

namespace cloakroom {

/// Bytes that must not outlive their use: in libsodium's guarded memory, kept from swap where the system allows it, and
/// wiped when the object goes. Move-only; lends views, never copies out. Throws std::bad_alloc like any allocation.
class SecretBuffer {
public:
    SecretBuffer() = default;
    /// Zeroed.
    explicit SecretBuffer(size_t size);
    ~SecretBuffer();

    SecretBuffer(SecretBuffer&& other) noexcept;
    SecretBuffer& operator=(SecretBuffer&& other) noexcept;
    SecretBuffer(const SecretBuffer&) = delete;
    SecretBuffer& operator=(const SecretBuffer&) = delete;

    [[nodiscard]] static SecretBuffer random(size_t size);
    [[nodiscard]] static SecretBuffer copyFrom(ByteView bytes);
    [[nodiscard]] SecretBuffer clone() const { return copyFrom(view()); }

    [[nodiscard]] ByteView view() const { return {m_data, m_size}; }
    [[nodiscard]] MutableByteView mutableView() { return {m_data, m_size}; }
    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

    /// In constant time for equal sizes.
    [[nodiscard]] bool equals(ByteView other) const;

private:
    unsigned char* m_data = nullptr;
    size_t m_size = 0;
};

/// Every symmetric key in the program has this length.
inline constexpr size_t kKeyBytes = 32;

} // namespace cloakroom
