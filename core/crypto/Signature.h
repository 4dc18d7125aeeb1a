#pragma once

#include "core/crypto/SecretBuffer.h"

namespace cloakroom {

inline constexpr size_t kPublicKeyBytes = 32;
inline constexpr size_t kSignatureBytes = 64;
inline constexpr size_t kSeedBytes = 32;
/// What sealTo adds to its text: a one-time public key and a tag.
inline constexpr size_t kSealedBoxOverhead = 48;

/// One user's two key pairs, both from one random seed: Ed25519 to sign and X25519 to receive keys. Immutable, so any
/// thread may use it.
class Identity {
public:
    Identity() = default;
    /// `seed` has kSeedBytes bytes.
    explicit Identity(ByteView seed);

    [[nodiscard]] const QByteArray& signingKey() const { return m_signingPublic; }
    [[nodiscard]] const QByteArray& receivingKey() const { return m_receivingPublic; }
    [[nodiscard]] ByteView seed() const { return m_seed.view(); }

    /// 64 bytes, Ed25519.
    [[nodiscard]] QByteArray sign(ByteView message) const;
    /// What sealTo made for this receiving key; empty when it was not for it or was changed.
    [[nodiscard]] SecretBuffer openSealed(ByteView sealed) const;

private:
    SecretBuffer m_seed;
    SecretBuffer m_signingSecret;
    SecretBuffer m_receivingSecret;
    QByteArray m_signingPublic;
    QByteArray m_receivingPublic;
};

/// Any wrong length is a wrong signature.
[[nodiscard]] bool verifySignature(ByteView publicKey, ByteView message, ByteView signature);

/// crypto_box_seal: only the holder of the X25519 key can open it; says nothing about who made it. Empty for a key that
/// is none.
[[nodiscard]] QByteArray sealTo(ByteView receivingKey, ByteView plain);

} // namespace cloakroom
