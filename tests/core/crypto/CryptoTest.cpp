#include "core/crypto/Aead.h"
#include "core/crypto/KeyDerivation.h"
#include "core/crypto/KeyedHash.h"
#include "core/crypto/PasswordHash.h"
#include "core/crypto/Random.h"
#include "core/crypto/SelfTest.h"
#include "core/crypto/Signature.h"
#include "core/crypto/Sodium.h"

#include <QElapsedTimer>
#include <QSet>

#include <catch2/catch.hpp>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <unordered_set>

using namespace cloakroom;

namespace {

/// Runs in a process of its own, whose limits it may change; true when it returned true.
template <typename Function>
bool inChild(Function&& function)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(function() ? 0 : 1);
    int status = -1;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

QByteArray counting(int count)
{
    QByteArray bytes(count, '\0');
    for (int i = 0; i < count; ++i)
        bytes[i] = static_cast<char>(i);
    return bytes;
}

} // namespace

TEST_CASE("the ciphers agree with their published vectors", "[crypto][selftest]")
{
    CHECK(cryptoSelfTest());
}

TEST_CASE("a secret buffer is zeroed at first and moves without a copy", "[crypto][secret]")
{
    SecretBuffer first(40);
    CHECK(copyOf(first.view()) == QByteArray(40, '\0'));
    fillRandom(first.mutableView());
    const QByteArray held = copyOf(first.view());
    const auto* const where = first.view().data();
    SecretBuffer second = std::move(first);
    CHECK(second.view().data() == where);
    CHECK(first.isEmpty());
    CHECK(second.equals(viewOf(held)));
    CHECK_FALSE(second.equals(viewOf(held.chopped(1))));
    CHECK(second.clone().equals(second.view()));
    CHECK(SecretBuffer::random(32).size() == 32);
    CHECK_FALSE(SecretBuffer::random(32).equals(SecretBuffer::random(32).view()));
}

TEST_CASE("secrets can be held where no memory may be locked", "[crypto][secret]")
{
    CHECK(inChild([] {
        const rlimit none{0, 0};
        // Root may lock memory in spite of the limit; as another user it is refused.
        const bool limited = setrlimit(RLIMIT_MEMLOCK, &none) == 0 && (getuid() != 0 || setuid(65534) == 0);
        const SecretBuffer secret = SecretBuffer::random(5000);
        return limited && secret.size() == 5000 && secret.clone().equals(secret.view());
    }));
}

TEST_CASE("a hardened process leaves no core and cannot be traced", "[crypto][hardening]")
{
    CHECK(inChild([] {
        rlimit core{};
        return hardenProcess() && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && getrlimit(RLIMIT_CORE, &core) == 0
            && core.rlim_cur == 0 && core.rlim_max == 0;
    }));
}

TEST_CASE("every purpose derives another key and always the same", "[crypto][keys]")
{
    const QByteArray root = counting(32);
    QSet<QByteArray> keys;
    constexpr int kPurposes = static_cast<int>(KeyPurpose::SlotCommitment) + 1;
    for (int purpose = 0; purpose < kPurposes; ++purpose) {
        const QByteArray key = copyOf(deriveKey(viewOf(root), static_cast<KeyPurpose>(purpose)).view());
        CHECK(key == copyOf(deriveKey(viewOf(root), static_cast<KeyPurpose>(purpose)).view()));
        keys.insert(key);
    }
    CHECK(keys.size() == kPurposes);
}

TEST_CASE("sealed bytes open only as they were sealed", "[crypto][aead]")
{
    const SecretBuffer key = SecretBuffer::random(kKeyBytes);
    const QByteArray plain("the plain text");
    const QByteArray associated("page 7");
    const QByteArray sealed = seal(key.view(), viewOf(plain), viewOf(associated));
    CHECK(sealed.size() == plain.size() + qsizetype{kUnitOverhead});
    CHECK(copyOf(open(key.view(), viewOf(sealed), viewOf(associated)).view()) == plain);
    CHECK(open(SecretBuffer::random(kKeyBytes).view(), viewOf(sealed), viewOf(associated)).isEmpty());
    CHECK(open(key.view(), viewOf(sealed), viewOf(QByteArray("page 8"))).isEmpty());
    CHECK(open(key.view(), viewOf(sealed.chopped(1)), viewOf(associated)).isEmpty());
    for (qsizetype at = 0; at < sealed.size(); ++at) {
        QByteArray changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK(open(key.view(), viewOf(changed), viewOf(associated)).isEmpty());
    }
}

TEST_CASE("no nonce comes twice", "[crypto][aead][nonce]")
{
    const SecretBuffer key = SecretBuffer::random(kKeyBytes);
    const QByteArray plain("x");
    std::unordered_set<std::string> nonces;
    constexpr size_t kMany = 200'000;
    nonces.reserve(kMany);
    QByteArray sealed(plain.size() + qsizetype{kUnitOverhead}, '\0');
    for (size_t i = 0; i < kMany; ++i) {
        sealUnit(key.view(), viewOf(plain), {}, mutableViewOf(sealed));
        nonces.emplace(sealed.constData(), kNonceBytes);
    }
    CHECK(nonces.size() == kMany);
}

TEST_CASE("a hash in pieces is the hash of the whole", "[crypto][hash]")
{
    const QByteArray key = counting(32);
    const QByteArray text("one two three");
    Hasher hasher(viewOf(key));
    hasher.add(viewOf(text.left(5)));
    hasher.add(viewOf(text.mid(5)));
    CHECK(hasher.finish() == keyedHash(viewOf(key), {viewOf(text)}));
    CHECK(keyedHash(viewOf(key), {viewOf(text)}) != keyedHash({}, {viewOf(text)}));
    // BLAKE2b-256 of nothing, as every implementation gives it.
    CHECK(keyedHash({}, {}).toHex() == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST_CASE("a signature is one user's over one message", "[crypto][signature]")
{
    const Identity one(SecretBuffer::random(kSeedBytes).view());
    const Identity other(SecretBuffer::random(kSeedBytes).view());
    const QByteArray message("who did what");
    const QByteArray signature = one.sign(viewOf(message));
    CHECK(verifySignature(viewOf(one.signingKey()), viewOf(message), viewOf(signature)));
    CHECK_FALSE(verifySignature(viewOf(other.signingKey()), viewOf(message), viewOf(signature)));
    CHECK_FALSE(verifySignature(viewOf(one.signingKey()), viewOf(message + 'x'), viewOf(signature)));
    CHECK_FALSE(verifySignature(viewOf(one.signingKey()), viewOf(message), viewOf(signature.chopped(1))));
    CHECK_FALSE(verifySignature({}, viewOf(message), viewOf(signature)));
    CHECK(Identity().sign(viewOf(message)).isEmpty());
    CHECK(Identity(one.seed()).signingKey() == one.signingKey());
}

TEST_CASE("a sealed box opens for its receiver alone", "[crypto][sealed]")
{
    const Identity receiver(SecretBuffer::random(kSeedBytes).view());
    const Identity other(SecretBuffer::random(kSeedBytes).view());
    const QByteArray secret("a key");
    QByteArray sealed = sealTo(viewOf(receiver.receivingKey()), viewOf(secret));
    CHECK(copyOf(receiver.openSealed(viewOf(sealed)).view()) == secret);
    CHECK(other.openSealed(viewOf(sealed)).isEmpty());
    CHECK(receiver.openSealed(viewOf(sealed.chopped(1))).isEmpty());
    sealed[40] = static_cast<char>(sealed[40] ^ 1);
    CHECK(receiver.openSealed(viewOf(sealed)).isEmpty());
    CHECK(sealTo({}, viewOf(secret)).isEmpty());
}

TEST_CASE("a password is the same from every keyboard", "[crypto][password]")
{
    const Password composed = Password::fromText(u"caf\u00e9 au lait");
    const Password decomposed = Password::fromText(u"cafe\u0301 au lait");
    CHECK(copyOf(composed.view()) == copyOf(decomposed.view()));
    CHECK(copyOf(Password::fromUtf8(viewOf(QByteArray("cafe\xcc\x81 au lait")))->view()) == copyOf(composed.view()));
    CHECK(Password::fromUtf8(viewOf(QByteArray("caf\xe9"))).error().code == ErrorCode::Invalid);
    CHECK(Password::fromText(u"").isEmpty());
}

TEST_CASE("a password hash depends on every part and refuses other costs", "[crypto][password]")
{
    const QByteArray salt = counting(16);
    const QByteArray password("password");
    const KdfCost cost = KdfCost::minimum();
    const auto hash = hashPassword(viewOf(password), viewOf(salt), cost);
    REQUIRE(hash);
    CHECK(hash->equals(hashPassword(viewOf(password), viewOf(salt), cost)->view()));
    CHECK_FALSE(hash->equals(hashPassword(viewOf(password + ' '), viewOf(salt), cost)->view()));
    CHECK_FALSE(hash->equals(hashPassword(viewOf(password), viewOf(QByteArray(16, 'x')), cost)->view()));
    CHECK_FALSE(hash->equals(hashPassword(viewOf(password), viewOf(salt), {cost.memoryKib, 2})->view()));
    CHECK(hashPassword(viewOf(password), viewOf(salt), {cost.memoryKib - 1, 3}).error().code == ErrorCode::Damaged);
    CHECK(hashPassword(viewOf(password), viewOf(salt), {cost.memoryKib, 0}).error().code == ErrorCode::Damaged);
    CHECK_FALSE(KdfCost{5 * 1024 * 1024, 1}.isAcceptable());
    CHECK_FALSE(KdfCost{1024 * 1024, 65}.isAcceptable());
    CHECK(KdfCost::standard().isAcceptable());
}

TEST_CASE("the calibrated cost is acceptable and never below the minimum", "[crypto][password][calibration]")
{
    const KdfCost cost = KdfCost::calibrated();
    CHECK(cost.isAcceptable());
    CHECK(cost.memoryKib >= KdfCost::minimum().memoryKib);
    CHECK(cost.memoryKib <= KdfCost::standard().memoryKib);
}
