#include "core/crypto/Aead.h"

#include "core/crypto/Random.h"
#include "core/crypto/Sodium.h"

#include <sodium.h>

#include <cstdlib>

namespace cloakroom {

static_assert(kNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kTagBytes == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

namespace {

/// Wrong lengths here are our own mistake and would write past a buffer.
void requireLengths(bool right)
{
    if (!right || !isSodiumReady())
        std::abort();
}

} // namespace

void sealWithNonce(ByteView key, ByteView nonce, ByteView plain, ByteView associated, MutableByteView out)
{
    requireLengths(key.size() == kKeyBytes && nonce.size() == kNonceBytes && out.size() >= plain.size() + kTagBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data(), nullptr, plain.data(), plain.size(), associated.data(),
                                               associated.size(), nullptr, nonce.data(), key.data());
}

bool openWithNonce(ByteView key, ByteView nonce, ByteView sealed, ByteView associated, MutableByteView out)
{
    if (sealed.size() < kTagBytes)
        return false;
    requireLengths(key.size() == kKeyBytes && nonce.size() == kNonceBytes && out.size() >= sealed.size() - kTagBytes);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data(), sealed.size(),
                                                      associated.data(), associated.size(), nonce.data(), key.data())
        == 0;
}

void sealUnit(ByteView key, ByteView plain, ByteView associated, MutableByteView out)
{
    requireLengths(out.size() >= plain.size() + kUnitOverhead);
    const MutableByteView nonce = out.first(kNonceBytes);
    fillRandom(nonce);
    sealWithNonce(key, nonce, plain, associated, out.subspan(kNonceBytes));
}

bool openUnit(ByteView key, ByteView sealed, ByteView associated, MutableByteView out)
{
    return sealed.size() >= kUnitOverhead
        && openWithNonce(key, sealed.first(kNonceBytes), sealed.subspan(kNonceBytes), associated, out);
}

QByteArray seal(ByteView key, ByteView plain, ByteView associated)
{
    QByteArray sealed(static_cast<qsizetype>(plain.size() + kUnitOverhead), '\0');
    sealUnit(key, plain, associated, mutableViewOf(sealed));
    return sealed;
}

SecretBuffer open(ByteView key, ByteView sealed, ByteView associated)
{
    if (sealed.size() <= kUnitOverhead)
        return {};
    SecretBuffer plain(sealed.size() - kUnitOverhead);
    return openUnit(key, sealed, associated, plain.mutableView()) ? std::move(plain) : SecretBuffer();
}

} // namespace cloakroom
