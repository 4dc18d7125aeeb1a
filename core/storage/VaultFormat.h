#pragma once

#include "core/crypto/Aead.h"

#include <QByteArray>

#include <array>
#include <optional>

namespace cloakroom {

inline constexpr size_t kVaultHeaderBytes = 64;
inline constexpr qint64 kChunkBytes = 65'536;
inline constexpr qint64 kSealedChunkBytes = kChunkBytes + qint64{kTagBytes};
inline constexpr quint16 kVaultFormatVersion = 1;
inline constexpr qsizetype kUuidBytes = 16;

using VaultHeader = std::array<unsigned char, kVaultHeaderBytes>;

/// The bytes of a vault file: header and chunks (docs/format.md). Immutable; any thread.
class VaultCipher {
public:
    enum class Refusal { NotOurs, Newer, WrongKey };

    /// For a new file, with a random file id.
    VaultCipher(ByteView photoKey, const QByteArray& uuid);
    /// For an existing one; nothing and the reason when the header does not fit the key.
    [[nodiscard]] static std::optional<VaultCipher> fromHeader(ByteView photoKey, const QByteArray& uuid,
                                                               const VaultHeader& header, Refusal& refusal);

    [[nodiscard]] const VaultHeader& header() const { return m_header; }
    /// `out` takes plain.size() + kTagBytes bytes.
    void sealChunk(qint64 number, bool isLast, ByteView plain, MutableByteView out) const;
    [[nodiscard]] bool openChunk(qint64 number, bool isLast, ByteView sealed, MutableByteView out) const;

    /// Length of a file with that many plain bytes.
    [[nodiscard]] static qint64 sealedSize(qint64 plainSize);
    /// Nothing for a length that no file can have.
    [[nodiscard]] static std::optional<qint64> plainSize(qint64 sealedSize);

private:
    VaultCipher(ByteView photoKey, const QByteArray& uuid, ByteView fileId);
    struct ChunkContext;
    [[nodiscard]] ChunkContext contextOf(qint64 number, bool isLast) const;

    VaultHeader m_header{};
    std::array<unsigned char, 16> m_uuid{};
    SecretBuffer m_key;
};

} // namespace cloakroom
