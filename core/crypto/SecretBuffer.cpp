#include "core/crypto/SecretBuffer.h"

#include "core/crypto/Random.h"
#include "core/crypto/Sodium.h"

#include <sodium.h>

#include <cstring>
#include <new>
#include <utility>

namespace cloakroom {

SecretBuffer::SecretBuffer(size_t size)
    : m_size(size)
{
    if (size == 0)
        return;
    // sodium_malloc goes on when mlock is refused (RLIMIT_MEMLOCK), so a small limit costs a guarantee, not the
    // program.
    m_data = isSodiumReady() ? static_cast<unsigned char*>(sodium_malloc(size)) : nullptr;
    if (!m_data)
        throw std::bad_alloc();
    sodium_memzero(m_data, size);
}

SecretBuffer::~SecretBuffer()
{
    if (m_data)
        sodium_free(m_data);
}

SecretBuffer::SecretBuffer(SecretBuffer&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{
}

SecretBuffer& SecretBuffer::operator=(SecretBuffer&& other) noexcept
{
    SecretBuffer taken(std::move(other));
    std::swap(m_data, taken.m_data);
    std::swap(m_size, taken.m_size);
    return *this;
}

SecretBuffer SecretBuffer::random(size_t size)
{
    SecretBuffer buffer(size);
    fillRandom(buffer.mutableView());
    return buffer;
}

SecretBuffer SecretBuffer::copyFrom(ByteView bytes)
{
    SecretBuffer buffer(bytes.size());
    if (buffer.m_data != nullptr)
        std::memcpy(buffer.m_data, bytes.data(), bytes.size());
    return buffer;
}

bool SecretBuffer::equals(ByteView other) const
{
    if (m_size != other.size())
        return false;
    return !m_data || sodium_memcmp(m_data, other.data(), m_size) == 0;
}

} // namespace cloakroom
