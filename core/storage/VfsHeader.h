#pragma once

#include "core/crypto/SecretBuffer.h"
#include "core/storage/VfsLayout.h"

#include <array>
#include <memory>
#include <optional>

namespace cloakroom {

inline constexpr quint16 kVfsFormatVersion = 1;

using VfsHeaderBytes = std::array<unsigned char, kVfsHeaderBytes>;

/// Which file this is, and its keys. Immutable and shared by the handles of one file.
class FileIdentity {
public:
    /// A new file with a random id.
    [[nodiscard]] static std::shared_ptr<const FileIdentity> create(FileKind kind, ByteView databaseKey,
                                                                    quint32 generation);
    /// Null when `header` does not authenticate under this key, kind and generation.
    [[nodiscard]] static std::shared_ptr<const FileIdentity> fromHeader(const VfsHeaderBytes& header, FileKind kind,
                                                                        ByteView databaseKey, quint32 generation);
    /// Whether it is a header of ours with a version above kVfsFormatVersion.
    [[nodiscard]] static bool isNewer(const VfsHeaderBytes& header);

    [[nodiscard]] VfsHeaderBytes header() const;
    /// `out` takes plain.size() + kUnitOverhead bytes and does not overlap `plain`, which has 1 to 65535 bytes. The
    /// nonce is 22 random bytes and the length, so that a short unit is known for one wherever it stands.
    void sealUnit(qint64 number, ByteView plain, MutableByteView out) const;
    /// Returns how many bytes it wrote to `out`; what follows the unit in `slot` is not looked at. Nothing when it does
    /// not authenticate.
    [[nodiscard]] std::optional<size_t> openUnit(qint64 number, ByteView slot, MutableByteView out) const;

private:
    FileIdentity(FileKind kind, ByteView fileId, ByteView databaseKey, quint32 generation);
    [[nodiscard]] std::array<unsigned char, 32> associatedData(qint64 number, size_t length) const;
    [[nodiscard]] ByteView unitKey() const { return m_keys.view().first(kKeyBytes); }
    [[nodiscard]] ByteView headerKey() const { return m_keys.view().last(kKeyBytes); }

    FileKind m_kind;
    quint32 m_generation;
    std::array<unsigned char, 16> m_fileId{};
    SecretBuffer m_keys;
};

} // namespace cloakroom
