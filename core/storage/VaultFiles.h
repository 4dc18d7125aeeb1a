#pragma once

#include "core/storage/FileIo.h"
#include "core/storage/VaultFormat.h"

#include <QString>

class QIODevice;

namespace cloakroom {

/// Where a vault file lies, and under which name it is written.
struct VaultPath {
    QString folder;
    QString file;
    QString temporary;
};

[[nodiscard]] VaultPath vaultPath(const QString& vault, const QString& name);

[[nodiscard]] tl::unexpected<Error> damagedVaultFile(const char* what);

/// Fills the block, or less at the source's end; Unreadable when reading fails.
[[nodiscard]] Result<size_t> readBlock(QIODevice& source, MutableByteView block);

struct SealedStream {
    qint64 length = 0;
    QByteArray digest;
};

/// Header and chunks of everything that the source has left. With `knownDigest` it is not computed again: reading back
/// compares with that one.
[[nodiscard]] Result<SealedStream> sealStream(const Descriptor& file, const VaultCipher& cipher, QIODevice& source,
                                              ByteView digestKey, const QByteArray& knownDigest = {});
/// Damaged unless the file at `path`, read from the medium, holds exactly what was written.
[[nodiscard]] Result<void> readBackSame(const QString& path, const VaultCipher& cipher, const SealedStream& written,
                                        ByteView digestKey);

/// An existing vault file. One thread at a time.
class VaultFile {
public:
    /// Damaged, NewerVersion, NotFound or Unreadable.
    [[nodiscard]] static Result<VaultFile> open(const QString& path, ByteView photoKey, const QByteArray& uuid);
    /// The same in an open file, from `begin` to its end.
    [[nodiscard]] static Result<VaultFile> open(Descriptor file, qint64 begin, ByteView photoKey,
                                                const QByteArray& uuid);

    [[nodiscard]] qint64 plainSize() const { return m_plainSize; }
    /// The range lies within the file.
    [[nodiscard]] Result<QByteArray> read(qint64 offset, qint64 length) const;
    [[nodiscard]] Result<QByteArray> digest(ByteView digestKey) const;

private:
    VaultFile(Descriptor file, qint64 begin, VaultCipher cipher, qint64 plainSize);
    [[nodiscard]] qint64 placeOf(qint64 number) const;
    [[nodiscard]] qint64 chunkCount() const;
    [[nodiscard]] qint64 lengthOf(qint64 number) const;
    [[nodiscard]] bool openPart(qint64 number, ByteView sealed, MutableByteView plain, qint64 offset,
                                QByteArray& bytes) const;
    /// Returns the chunk's length.
    [[nodiscard]] Result<size_t> readChunk(qint64 number, MutableByteView sealed, MutableByteView plain) const;

    Descriptor m_file;
    qint64 m_begin;
    VaultCipher m_cipher;
    qint64 m_plainSize;
};

} // namespace cloakroom
