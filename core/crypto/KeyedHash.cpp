#include "core/crypto/KeyedHash.h"

#include "core/crypto/Sodium.h"

#include <sodium.h>

#include <cstdlib>

namespace cloakroom {

struct Hasher::State {
    crypto_generichash_state hash;
};

Hasher::Hasher(ByteView key, size_t digestBytes)
    : m_state(std::make_unique<State>())
    , m_digestBytes(digestBytes)
{
    const unsigned char* keyData = key.empty() ? nullptr : key.data();
    if (!isSodiumReady() || crypto_generichash_init(&m_state->hash, keyData, key.size(), digestBytes) != 0)
        std::abort();
}

Hasher::~Hasher()
{
    sodium_memzero(m_state.get(), sizeof(State));
}

void Hasher::add(ByteView data)
{
    crypto_generichash_update(&m_state->hash, data.data(), data.size());
}

QByteArray Hasher::finish()
{
    QByteArray digest(static_cast<qsizetype>(m_digestBytes), '\0');
    finishInto(mutableViewOf(digest));
    return digest;
}

void Hasher::finishInto(MutableByteView out)
{
    if (out.size() != m_digestBytes)
        std::abort();
    crypto_generichash_final(&m_state->hash, out.data(), out.size());
}

QByteArray keyedHash(ByteView key, std::initializer_list<ByteView> pieces)
{
    Hasher hasher(key);
    for (const ByteView piece : pieces)
        hasher.add(piece);
    return hasher.finish();
}

bool constantTimeEqual(ByteView first, ByteView second)
{
    return first.size() == second.size()
        && (first.empty() || sodium_memcmp(first.data(), second.data(), first.size()) == 0);
}

} // namespace cloakroom
