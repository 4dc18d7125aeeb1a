#pragma once

#include "core/crypto/Aead.h"

#include <QtGlobal>

namespace cloakroom {

/// What a file of SQLite's is for. Written to disk: never change a number.
enum class FileKind : unsigned char { Database = 1, Wal = 2, Journal = 3, SuperJournal = 4, Temporary = 5 };

inline constexpr qint64 kVfsHeaderBytes = 64;
inline constexpr qint64 kPageBytes = 4096;
inline constexpr qint64 kWalHeaderBytes = 32;
inline constexpr qint64 kFrameHeaderBytes = 24;

/// A stretch of a file that is sealed as one: where SQLite sees it (plain) and where it lies (sealed).
struct Unit {
    qint64 number = 0;
    qint64 plainStart = 0;
    qint64 sealedStart = 0;
    qint64 capacity = 0; ///< plain bytes when full

    [[nodiscard]] qint64 sealedCapacity() const { return capacity + qint64{kUnitOverhead}; }
};

/// Where the units of a kind of file lie. Pure arithmetic (docs/format.md); every file begins with its header.
class VfsLayout {
public:
    explicit constexpr VfsLayout(FileKind kind)
        : m_kind(kind)
    {
    }

    [[nodiscard]] Unit unitAt(qint64 plainOffset) const;
    [[nodiscard]] Unit unit(qint64 number) const;
    /// What SQLite is told; a tail too short to hold a byte counts for nothing.
    [[nodiscard]] qint64 plainSize(qint64 sealedSize) const;
    [[nodiscard]] qint64 sealedSize(qint64 plainSize) const;
    /// Plain bytes of a full unit after the first: what the header records.
    [[nodiscard]] qint64 unitBytes() const;

private:
    FileKind m_kind;
};

} // namespace cloakroom
