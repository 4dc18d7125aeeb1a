#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBuffer.h"

#include <QString>

namespace cloakroom {

/// How much work one guess at a password costs: Argon2id's memory and passes.
struct KdfCost {
    quint32 memoryKib = 0;
    quint32 passes = 0;

    friend bool operator==(const KdfCost&, const KdfCost&) = default;

    /// 64 MiB, 1 pass: the least that is ever accepted. For tests and for name tags.
    [[nodiscard]] static KdfCost minimum() { return {64 * 1024, 1}; }
    /// 256 MiB, 3 passes.
    [[nodiscard]] static KdfCost standard() { return {256 * 1024, 3}; }
    /// Measures this computer (one to three seconds) and returns what takes it 0.7 to 1.2 s: the standard memory where
    /// it has that much, never below minimum().
    [[nodiscard]] static KdfCost calibrated();

    /// Between minimum() and what a damaged or hostile file could ask for to freeze the program: 4 GiB, and 64 GiB of
    /// memory times passes.
    [[nodiscard]] bool isAcceptable() const;
};

/// A password or pass phrase as UTF-8 in composed form (NFC), so that it is the same from every keyboard. Move-only.
class Password {
public:
    /// `text` stays the caller's to wipe (see wipe below).
    [[nodiscard]] static Password fromText(QStringView text);
    /// One line as read from a file or pipe, in UTF-8, without its line end. Invalid UTF-8 is refused.
    [[nodiscard]] static Result<Password> fromUtf8(ByteView line);
    /// Takes the text and overwrites the caller's string.
    [[nodiscard]] static Password take(QString& text);

    [[nodiscard]] ByteView view() const { return m_utf8.view(); }
    [[nodiscard]] bool isEmpty() const { return m_utf8.isEmpty(); }
    [[nodiscard]] Password clone() const
    {
        Password copy(m_utf8.clone());
        copy.m_keyFile = m_keyFile.clone();
        return copy;
    }

    /// The second factor, for accounts that have one: the secret of a key file (storage/KeyFile.h).
    void setKeyFile(SecretBuffer secret) { m_keyFile = std::move(secret); }
    /// Empty when there is none.
    [[nodiscard]] ByteView keyFile() const { return m_keyFile.view(); }

private:
    explicit Password(SecretBuffer utf8)
        : m_utf8(std::move(utf8))
    {
    }
    SecretBuffer m_utf8;
    SecretBuffer m_keyFile;
};

/// Overwrites what a text or byte array holds and empties it. Helps only if nobody else shares its data.
void wipe(QString& text);
void wipe(QByteArray& bytes);

inline constexpr size_t kSaltBytes = 16;

/// Argon2id version 1.3, `outBytes` long. Damaged for a cost that is not acceptable, NoSpace when the computer has not
/// the memory.
[[nodiscard]] Result<SecretBuffer> hashPassword(ByteView password, ByteView salt, const KdfCost& cost,
                                                size_t outBytes = kKeyBytes);

} // namespace cloakroom
