#include "core/crypto/PasswordHash.h"

#include "core/crypto/Random.h"
#include "core/crypto/Sodium.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QStringDecoder>

#include <sodium.h>

#include <algorithm>

namespace cloakroom {

static_assert(kSaltBytes == crypto_pwhash_SALTBYTES);

namespace {

constexpr quint32 kMostMemoryKib = 4 * 1024 * 1024;
constexpr quint64 kMostMemoryTimesPasses = 64ULL * 1024 * 1024;
constexpr double kAimedSeconds = 0.95;
constexpr double kMostSeconds = 1.2;

bool runArgon(ByteView password, ByteView salt, const KdfCost& cost, MutableByteView out)
{
    return isSodiumReady()
        && crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(password.data()), password.size(),
                         salt.data(), cost.passes, size_t{cost.memoryKib} * 1024, crypto_pwhash_ALG_ARGON2ID13)
        == 0;
}

/// Negative when the computer has not the memory.
double secondsFor(const KdfCost& cost)
{
    const QByteArray salt(kSaltBytes, 's');
    const QByteArray password("calibration");
    SecretBuffer out(kKeyBytes);
    QElapsedTimer timer;
    timer.start();
    if (!runArgon(viewOf(password), viewOf(salt), cost, out.mutableView()))
        return -1;
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

} // namespace

KdfCost KdfCost::calibrated()
{
    KdfCost cost{standard().memoryKib, 1};
    double onePass = secondsFor(cost);
    while (cost.memoryKib > minimum().memoryKib && (onePass < 0 || onePass > kMostSeconds)) {
        cost.memoryKib /= 2;
        onePass = secondsFor(cost);
    }
    // The first pass also pays for fetching the memory, so two measurements give the price of each further one.
    const KdfCost three{cost.memoryKib, 3};
    const double threePasses = onePass < 0 ? -1 : secondsFor(three);
    if (threePasses <= 0)
        return cost;
    const double further = std::max((threePasses - onePass) / 2, 0.001);
    const double wanted = 1 + (kAimedSeconds - onePass) / further;
    cost.passes = static_cast<quint32>(std::clamp(wanted, 1.0, 64.0));
    return cost;
}

bool KdfCost::isAcceptable() const
{
    return memoryKib >= minimum().memoryKib && passes >= minimum().passes && memoryKib <= kMostMemoryKib
        && quint64{memoryKib} * passes <= kMostMemoryTimesPasses;
}

Password Password::fromText(QStringView text)
{
    QString copy = text.toString();
    QString composed = copy.normalized(QString::NormalizationForm_C);
    QByteArray utf8 = composed.toUtf8();
    SecretBuffer kept = SecretBuffer::copyFrom(viewOf(utf8));
    wipe(utf8);
    wipe(composed);
    wipe(copy);
    return Password(std::move(kept));
}

Password Password::take(QString& text)
{
    Password password = fromText(text);
    wipe(text);
    return password;
}

Result<Password> Password::fromUtf8(ByteView line)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(QByteArrayView(line.data(), static_cast<qsizetype>(line.size())));
    if (decoder.hasError()) {
        wipe(text);
        return fail(
            ErrorCode::Invalid,
            QCoreApplication::translate("Password", "The password is not valid UTF-8 text. Save its file as UTF-8."));
    }
    Password password = fromText(text);
    wipe(text);
    return password;
}

void wipe(QString& text)
{
    if (!text.isEmpty())
        sodium_memzero(text.data(), static_cast<size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

void wipe(QByteArray& bytes)
{
    if (!bytes.isEmpty())
        sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    bytes.clear();
}

Result<SecretBuffer> hashPassword(ByteView password, ByteView salt, const KdfCost& cost, size_t outBytes)
{
    if (!cost.isAcceptable() || salt.size() != kSaltBytes) {
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("Password",
                                                "A keyslot asks for a password strength outside what Cloakroom "
                                                "allows, so it was not used. Restore the keyslots from a backup."));
    }
    SecretBuffer out(outBytes);
    if (!runArgon(password, salt, cost, out.mutableView())) {
        return fail(ErrorCode::NoSpace,
                    QCoreApplication::translate("Password",
                                                "This computer has not enough free memory to check the password. "
                                                "Close other programs and try again."));
    }
    return out;
}

} // namespace cloakroom
