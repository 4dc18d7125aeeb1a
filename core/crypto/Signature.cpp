#include "core/crypto/Signature.h"

#include "core/crypto/Sodium.h"

#include <sodium.h>

#include <cstdlib>

namespace cloakroom {

static_assert(kSeedBytes == crypto_sign_SEEDBYTES && kSeedBytes == crypto_kdf_KEYBYTES);
static_assert(kPublicKeyBytes == crypto_sign_PUBLICKEYBYTES && kPublicKeyBytes == crypto_box_PUBLICKEYBYTES);
static_assert(kSignatureBytes == crypto_sign_BYTES && kSealedBoxOverhead == crypto_box_SEALBYTES);

namespace {

SecretBuffer seedFor(ByteView seed, const char* context)
{
    SecretBuffer derived(kSeedBytes);
    crypto_kdf_derive_from_key(derived.mutableView().data(), kSeedBytes, 1, context, seed.data());
    return derived;
}

} // namespace

Identity::Identity(ByteView seed)
    : m_seed(SecretBuffer::copyFrom(seed))
    , m_signingSecret(crypto_sign_SECRETKEYBYTES)
    , m_receivingSecret(crypto_box_SECRETKEYBYTES)
    , m_signingPublic(kPublicKeyBytes, '\0')
    , m_receivingPublic(kPublicKeyBytes, '\0')
{
    if (seed.size() != kSeedBytes)
        std::abort();
    crypto_sign_seed_keypair(mutableViewOf(m_signingPublic).data(), m_signingSecret.mutableView().data(),
                             seedFor(seed, "ck-sign_").view().data());
    crypto_box_seed_keypair(mutableViewOf(m_receivingPublic).data(), m_receivingSecret.mutableView().data(),
                            seedFor(seed, "ck-recv_").view().data());
}

QByteArray Identity::sign(ByteView message) const
{
    if (m_signingSecret.isEmpty())
        return {};
    QByteArray signature(kSignatureBytes, '\0');
    crypto_sign_detached(mutableViewOf(signature).data(), nullptr, message.data(), message.size(),
                         m_signingSecret.view().data());
    return signature;
}

SecretBuffer Identity::openSealed(ByteView sealed) const
{
    if (sealed.size() <= kSealedBoxOverhead || m_receivingSecret.isEmpty())
        return {};
    SecretBuffer plain(sealed.size() - kSealedBoxOverhead);
    const bool opened = crypto_box_seal_open(plain.mutableView().data(), sealed.data(), sealed.size(),
                                             viewOf(m_receivingPublic).data(), m_receivingSecret.view().data())
        == 0;
    return opened ? std::move(plain) : SecretBuffer();
}

bool verifySignature(ByteView publicKey, ByteView message, ByteView signature)
{
    return isSodiumReady() && publicKey.size() == kPublicKeyBytes && signature.size() == kSignatureBytes
        && crypto_sign_verify_detached(signature.data(), message.data(), message.size(), publicKey.data()) == 0;
}

QByteArray sealTo(ByteView receivingKey, ByteView plain)
{
    if (!isSodiumReady() || receivingKey.size() != kPublicKeyBytes)
        return {};
    QByteArray sealed(static_cast<qsizetype>(plain.size() + kSealedBoxOverhead), '\0');
    const bool done =
        crypto_box_seal(mutableViewOf(sealed).data(), plain.data(), plain.size(), receivingKey.data()) == 0;
    return done ? sealed : QByteArray();
}

} // namespace cloakroom
