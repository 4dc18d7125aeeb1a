#include "core/storage/VaultFormat.h"

#include "core/crypto/KeyedHash.h"
#include "core/crypto/Random.h"
#include "core/storage/LittleEndian.h"

#include <algorithm>
#include <cstdlib>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kMagic = {'C', 'L', 'O', 'A', 'K', 'V', 'L', 'T'};
constexpr std::array<unsigned char, 8> kKeyDomain = {'c', 'k', '-', 'v', 'l', 't', 'k', '1'};
constexpr std::array<unsigned char, 8> kCommitmentDomain = {'c', 'k', '-', 'v', 'l', 't', 'c', '1'};
constexpr size_t kVersionAt = 8;
constexpr size_t kChunkBytesAt = 12;
constexpr size_t kFileIdAt = 16;
constexpr size_t kCommitmentAt = 32;

} // namespace

struct VaultCipher::ChunkContext {
    std::array<unsigned char, kNonceBytes> nonce{};
    std::array<unsigned char, kVaultHeaderBytes + 25> associated{};
};

VaultCipher::VaultCipher(ByteView photoKey, const QByteArray& uuid)
    : VaultCipher(photoKey, uuid, viewOf(randomBytes(16)))
{
}

VaultCipher::VaultCipher(ByteView photoKey, const QByteArray& uuid, ByteView fileId)
    : m_key(kKeyBytes)
{
    if (uuid.size() != kUuidBytes || photoKey.size() != kKeyBytes)
        std::abort();
    std::copy(uuid.begin(), uuid.end(), m_uuid.begin());
    Hasher hasher(photoKey, kKeyBytes);
    hasher.add(kKeyDomain);
    hasher.add(fileId);
    hasher.finishInto(m_key.mutableView());

    putBytes(m_header, 0, kMagic);
    putNumber(m_header, kVersionAt, kVaultFormatVersion);
    putNumber(m_header, kChunkBytesAt, static_cast<quint32>(kChunkBytes));
    putBytes(m_header, kFileIdAt, fileId);
    putBytes(m_header, kCommitmentAt, viewOf(keyedHash(photoKey, {kCommitmentDomain, fileId})));
}

std::optional<VaultCipher> VaultCipher::fromHeader(ByteView photoKey, const QByteArray& uuid, const VaultHeader& header,
                                                   Refusal& refusal)
{
    refusal = Refusal::NotOurs;
    if (!std::equal(kMagic.begin(), kMagic.end(), header.begin()))
        return std::nullopt;
    refusal = numberAt<quint16>(header, kVersionAt) > kVaultFormatVersion ? Refusal::Newer : Refusal::WrongKey;
    VaultCipher cipher(photoKey, uuid, ByteView(header).subspan(kFileIdAt, 16));
    if (!constantTimeEqual(cipher.m_header, header))
        return std::nullopt;
    return cipher;
}

VaultCipher::ChunkContext VaultCipher::contextOf(qint64 number, bool isLast) const
{
    ChunkContext context;
    // The key is this file's alone, so the chunk's number makes the nonce unique.
    putBytes(context.nonce, 0, ByteView(m_header).subspan(kFileIdAt, 16));
    putNumber(context.nonce, 16, static_cast<quint64>(number));
    putBytes(context.associated, 0, m_header);
    putBytes(context.associated, kVaultHeaderBytes, m_uuid);
    putNumber(context.associated, kVaultHeaderBytes + 16, static_cast<quint64>(number));
    context.associated[kVaultHeaderBytes + 24] = isLast ? 1 : 0;
    return context;
}

void VaultCipher::sealChunk(qint64 number, bool isLast, ByteView plain, MutableByteView out) const
{
    const ChunkContext context = contextOf(number, isLast);
    sealWithNonce(m_key.view(), context.nonce, plain, context.associated, out);
}

bool VaultCipher::openChunk(qint64 number, bool isLast, ByteView sealed, MutableByteView out) const
{
    const ChunkContext context = contextOf(number, isLast);
    return openWithNonce(m_key.view(), context.nonce, sealed, context.associated, out);
}

qint64 VaultCipher::sealedSize(qint64 plainSize)
{
    const qint64 chunks = std::max<qint64>((plainSize + kChunkBytes - 1) / kChunkBytes, 1);
    return qint64{kVaultHeaderBytes} + plainSize + chunks * qint64{kTagBytes};
}

std::optional<qint64> VaultCipher::plainSize(qint64 sealedSize)
{
    const qint64 body = sealedSize - qint64{kVaultHeaderBytes};
    const qint64 chunks = (body + kSealedChunkBytes - 1) / kSealedChunkBytes;
    const qint64 plain = body - chunks * qint64{kTagBytes};
    // A last chunk is empty only in an empty file.
    if (body < qint64{kTagBytes} || VaultCipher::sealedSize(plain) != sealedSize)
        return std::nullopt;
    return plain;
}

} // namespace cloakroom
