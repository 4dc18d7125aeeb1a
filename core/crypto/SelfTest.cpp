#include "core/crypto/SelfTest.h"

#include "core/crypto/Aead.h"
#include "core/crypto/KeyedHash.h"
#include "core/crypto/Signature.h"
#include "core/crypto/Sodium.h"

#include <QCoreApplication>

#include <sodium.h>

#include <array>

namespace cloakroom {

namespace {

QByteArray unhex(const char* text)
{
    return QByteArray::fromHex(text);
}

/// BLAKE2b reference test vectors (github.com/BLAKE2/BLAKE2, testvectors/blake2b-kat.txt), first keyed one.
bool blakeIsRight()
{
    QByteArray key(64, '\0');
    for (int i = 0; i < 64; ++i)
        key[i] = static_cast<char>(i);
    Hasher hasher(viewOf(key), 64);
    return hasher.finish()
        == unhex("10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786"
                 "b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568");
}

/// draft-irtf-cfrg-xchacha-03, A.3.1.
bool aeadIsRight()
{
    const QByteArray key = unhex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    const QByteArray nonce = unhex("404142434445464748494a4b4c4d4e4f5051525354555657");
    const QByteArray associated = unhex("50515253c0c1c2c3c4c5c6c7");
    const QByteArray plain(
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
        "sunscreen would be it.");
    const QByteArray expected =
        unhex("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
              "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
              "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
    QByteArray sealed(plain.size() + qsizetype{kTagBytes}, '\0');
    sealWithNonce(viewOf(key), viewOf(nonce), viewOf(plain), viewOf(associated), mutableViewOf(sealed));
    QByteArray opened(plain.size(), '\0');
    const bool back =
        openWithNonce(viewOf(key), viewOf(nonce), viewOf(sealed), viewOf(associated), mutableViewOf(opened));
    sealed[3] = static_cast<char>(sealed[3] ^ 1);
    QByteArray forged(plain.size(), '\0');
    const bool accepted =
        openWithNonce(viewOf(key), viewOf(nonce), viewOf(sealed), viewOf(associated), mutableViewOf(forged));
    sealed[3] = static_cast<char>(sealed[3] ^ 1);
    return sealed == expected && back && opened == plain && !accepted;
}

/// RFC 8032, 7.1, test 1.
bool signatureIsRight()
{
    const QByteArray seed = unhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const QByteArray expectedKey = unhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    const QByteArray expected = unhex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                      "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    QByteArray publicKey(kPublicKeyBytes, '\0');
    QByteArray signature(kSignatureBytes, '\0');
    crypto_sign_seed_keypair(mutableViewOf(publicKey).data(), secret.data(), viewOf(seed).data());
    crypto_sign_detached(mutableViewOf(signature).data(), nullptr, nullptr, 0, secret.data());
    const QByteArray message(1, 'x');
    return publicKey == expectedKey && signature == expected
        && verifySignature(viewOf(publicKey), {}, viewOf(signature))
        && !verifySignature(viewOf(publicKey), viewOf(message), viewOf(signature));
}

/// RFC 7748, 5.2, first vector.
bool agreementIsRight()
{
    const QByteArray scalar = unhex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    const QByteArray point = unhex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    QByteArray shared(crypto_scalarmult_BYTES, '\0');
    return crypto_scalarmult(mutableViewOf(shared).data(), viewOf(scalar).data(), viewOf(point).data()) == 0
        && shared == unhex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
}

/// The Argon2 reference implementation's own test (P-H-C/phc-winner-argon2, src/test.c).
bool passwordHashIsRight()
{
    const char* const known = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    return crypto_pwhash_str_verify(known, "password", 8) == 0 && crypto_pwhash_str_verify(known, "passwore", 8) != 0;
}

} // namespace

Result<void> cryptoSelfTest()
{
    static const bool right = isSodiumReady() && blakeIsRight() && aeadIsRight() && signatureIsRight()
        && agreementIsRight() && passwordHashIsRight();
    if (right)
        return {};
    return fail(ErrorCode::Internal,
                QCoreApplication::translate("Cryptography",
                                            "The encryption of this computer does not work as it should, so nothing "
                                            "was opened. Reinstall Cloakroom and libsodium, or use another computer."),
                QStringLiteral("cryptographic self-test failed"));
}

} // namespace cloakroom
