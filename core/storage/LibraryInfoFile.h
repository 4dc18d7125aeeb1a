#pragma once

#include "core/storage/LibraryFolder.h"

namespace cloakroom {

/// A library whose key was never changed is written in format 1, which knows no carried keys.
inline constexpr int kLibraryFormat = 2;
inline constexpr qsizetype kIdBytes = 16;

/// Reads and writes library.json (docs/format.md).
class LibraryInfoFile {
public:
    struct Values {
        QByteArray libraryId;
        QByteArray nameSalt;
        KdfCost kdfCost;
        quint32 generation = 1;
        CarriedKeys carried = {};
    };

    [[nodiscard]] static LibraryFolder make(const QString& path, const Values& values);
    /// Unknown, missing or odd fields are damage.
    [[nodiscard]] static Result<LibraryFolder> parse(const QString& path, const QByteArray& json);

    /// Digest of the school's name, then the seal over everything, both with the library's own key.
    static void seal(LibraryFolder& folder, ByteView infoKey, const QString& schoolName);
    [[nodiscard]] static bool isSealed(const LibraryFolder& folder, ByteView infoKey);
    [[nodiscard]] static QByteArray schoolDigest(ByteView infoKey, const QString& schoolName);
    [[nodiscard]] static QByteArray encode(const LibraryFolder& folder);

private:
    [[nodiscard]] static QByteArray sealOf(const LibraryFolder& folder, ByteView infoKey);
};

} // namespace cloakroom
