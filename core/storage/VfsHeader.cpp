#include "core/storage/VfsHeader.h"

#include "core/crypto/KeyedHash.h"
#include "core/crypto/Random.h"
#include "core/storage/LittleEndian.h"

#include <algorithm>
#include <cstring>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kMagic = {'C', 'L', 'O', 'A', 'K', 'P', 'G', 'S'};
constexpr std::array<unsigned char, 8> kKeyDomain = {'c', 'k', '-', 'f', 'i', 'l', 'e', '1'};
constexpr size_t kVersionAt = 8;
constexpr size_t kKindAt = 10;
constexpr size_t kGenerationAt = 12;
constexpr size_t kFileIdAt = 16;
constexpr size_t kUnitBytesAt = 32;
constexpr size_t kTagAt = 40;
constexpr size_t kHeaderTagBytes = 24;
constexpr size_t kLengthAt = kNonceBytes - 2; // in a unit's nonce

} // namespace

FileIdentity::FileIdentity(FileKind kind, ByteView fileId, ByteView databaseKey, quint32 generation)
    : m_kind(kind)
    , m_generation(generation)
    , m_keys(2 * kKeyBytes)
{
    std::copy(fileId.begin(), fileId.end(), m_fileId.begin());
    const auto kindByte = static_cast<unsigned char>(kind);
    Hasher hasher(databaseKey, 2 * kKeyBytes);
    hasher.add(kKeyDomain);
    hasher.add({&kindByte, 1});
    hasher.add(m_fileId);
    hasher.finishInto(m_keys.mutableView());
}

std::shared_ptr<const FileIdentity> FileIdentity::create(FileKind kind, ByteView databaseKey, quint32 generation)
{
    std::array<unsigned char, 16> fileId{};
    fillRandom(fileId);
    return std::shared_ptr<const FileIdentity>(new FileIdentity(kind, fileId, databaseKey, generation));
}

std::shared_ptr<const FileIdentity> FileIdentity::fromHeader(const VfsHeaderBytes& header, FileKind kind,
                                                             ByteView databaseKey, quint32 generation)
{
    const ByteView fileId = ByteView(header).subspan(kFileIdAt, 16);
    auto identity = std::shared_ptr<const FileIdentity>(new FileIdentity(kind, fileId, databaseKey, generation));
    // Everything but the file id is fixed, so the header that this identity would write is the only right one.
    return constantTimeEqual(identity->header(), header) ? identity : nullptr;
}

bool FileIdentity::isNewer(const VfsHeaderBytes& header)
{
    return std::equal(kMagic.begin(), kMagic.end(), header.begin())
        && numberAt<quint16>(header, kVersionAt) > kVfsFormatVersion;
}

VfsHeaderBytes FileIdentity::header() const
{
    VfsHeaderBytes header{};
    putBytes(header, 0, kMagic);
    putNumber(header, kVersionAt, kVfsFormatVersion);
    header[kKindAt] = static_cast<unsigned char>(m_kind);
    putNumber(header, kGenerationAt, m_generation);
    putBytes(header, kFileIdAt, m_fileId);
    putNumber(header, kUnitBytesAt, static_cast<quint32>(VfsLayout(m_kind).unitBytes()));
    Hasher hasher(headerKey(), kHeaderTagBytes);
    hasher.add(ByteView(header).first(kTagAt));
    hasher.finishInto(MutableByteView(header).subspan(kTagAt));
    return header;
}

std::array<unsigned char, 32> FileIdentity::associatedData(qint64 number, size_t length) const
{
    std::array<unsigned char, 32> data{};
    putNumber(data, 0, kVfsFormatVersion);
    data[2] = static_cast<unsigned char>(m_kind);
    putBytes(data, 4, m_fileId);
    putNumber(data, 20, static_cast<quint64>(number));
    putNumber(data, 28, static_cast<quint32>(length));
    return data;
}

void FileIdentity::sealUnit(qint64 number, ByteView plain, MutableByteView out) const
{
    const MutableByteView nonce = out.first(kNonceBytes);
    fillRandom(nonce.first(kLengthAt));
    putNumber(nonce, kLengthAt, static_cast<quint16>(plain.size()));
    sealWithNonce(unitKey(), nonce, plain, associatedData(number, plain.size()), out.subspan(kNonceBytes));
}

std::optional<size_t> FileIdentity::openUnit(qint64 number, ByteView slot, MutableByteView out) const
{
    if (slot.size() < kUnitOverhead)
        return std::nullopt;
    const size_t length = numberAt<quint16>(slot, kLengthAt);
    if (length == 0 || length + kUnitOverhead > slot.size() || length > out.size())
        return std::nullopt;
    const ByteView sealed = slot.subspan(kNonceBytes, length + kTagBytes);
    const bool isWhole = openWithNonce(unitKey(), slot.first(kNonceBytes), sealed, associatedData(number, length), out);
    return isWhole ? std::optional(length) : std::nullopt;
}

} // namespace cloakroom
