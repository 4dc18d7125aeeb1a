#pragma once

#include "core/storage/VfsTables.h"

#include <QByteArray>

#include <array>
#include <memory>
#include <optional>
#include <vector>

struct sqlite3_file;

namespace cloakroom {

/// One open file of SQLite's, sealed unit by unit into `base`. Functions return SQLite's result codes, take and give
/// plain offsets, and may throw std::bad_alloc before anything was written. Used by one thread at a time, as SQLite
/// does.
class VfsFile {
public:
    /// `base` is open and outlives this. `path` is empty for a temporary file.
    VfsFile(FileKind kind, sqlite3_file* base, std::shared_ptr<const DatabaseKey> key, QByteArray path);
    ~VfsFile();
    VfsFile(const VfsFile&) = delete;
    VfsFile& operator=(const VfsFile&) = delete;
    VfsFile(VfsFile&&) = delete;
    VfsFile& operator=(VfsFile&&) = delete;

    /// Reads the header: SQLITE_NOTADB for a database that has one which does not authenticate.
    [[nodiscard]] int load();
    [[nodiscard]] int read(MutableByteView out, qint64 offset);
    [[nodiscard]] int write(ByteView data, qint64 offset);
    [[nodiscard]] int truncate(qint64 size);
    [[nodiscard]] int sync(int flags);
    [[nodiscard]] int size(qint64& out);
    /// Writes what is held back, if anything.
    [[nodiscard]] int flush();

    /// For verification: opens unit `number` as it lies there. SQLITE_IOERR_DATA when it does not authenticate, and
    /// nothing is noted as damage.
    [[nodiscard]] int checkUnit(qint64 number);
    [[nodiscard]] FileKind kind() const { return m_kind; }

private:
    using IdentityPointer = std::shared_ptr<const FileIdentity>;
    enum class Found { Whole, End, Bad };
    enum class OnBadUnit { Refuse, BeginWithZeros };

    [[nodiscard]] int identity(IdentityPointer& out);
    [[nodiscard]] int loadLocked();
    [[nodiscard]] int ensureIdentity(IdentityPointer& out);
    [[nodiscard]] int baseSize(qint64& out);
    [[nodiscard]] int plainSize(const IdentityPointer& identity, qint64& out);
    [[nodiscard]] int loadUnit(const FileIdentity& identity, const Unit& unit, Found& found, qint64& length);
    [[nodiscard]] int storeUnit(const FileIdentity& identity, const Unit& unit, ByteView plain);
    [[nodiscard]] int storeAgain(const FileIdentity& identity, const Unit& unit, qint64 oldLength, ByteView plain);
    [[nodiscard]] int replacePart(const FileIdentity& identity, const Unit& unit, ByteView part, qint64 at,
                                  OnBadUnit onBad);
    [[nodiscard]] int writeAnywhere(ByteView data, qint64 offset);
    [[nodiscard]] int writeUnits(const FileIdentity& identity, ByteView data, qint64 offset);
    [[nodiscard]] int fillGap(const FileIdentity& identity, qint64 from, qint64 to);
    [[nodiscard]] int cutInside(const FileIdentity& identity, const Unit& unit, qint64 length);
    [[nodiscard]] int answerBadUnit(const Unit& unit, MutableByteView rest, qint64 offset, size_t amount);
    [[nodiscard]] std::optional<int> tryFrame(ByteView data, qint64 offset);
    [[nodiscard]] OnBadUnit onBadUnit(const Unit& unit) const;

    FileKind m_kind;
    VfsLayout m_layout;
    sqlite3_file* m_base;
    std::shared_ptr<const DatabaseKey> m_key;
    QByteArray m_path;
    std::shared_ptr<SharedFile> m_shared;
    std::vector<unsigned char> m_plain;
    std::vector<unsigned char> m_sealed;
    std::vector<unsigned char> m_previous;
    /// A write of this unit failed and what it had held could not be put back: not the end of a journal, an error.
    std::optional<qint64> m_lostUnit;

    /// WAL: the header of a frame whose page has not come yet, and the frame's number (0: none).
    std::array<unsigned char, static_cast<size_t>(kFrameHeaderBytes)> m_heldHeader{};
    qint64 m_heldFrame = 0;
    /// WAL: the frame that the last operation read, which SQLite does before it rewrites only its header. 0: none.
    qint64 m_frameJustRead = 0;
    /// Units below this one were written through this handle and so have to be readable.
    qint64 m_writtenEnd = 0;
};

} // namespace cloakroom
