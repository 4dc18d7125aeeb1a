#include "core/storage/VfsFile.h"

#include "core/storage/LittleEndian.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace cloakroom {

namespace {

/// SQLite reads this much of a database before it looks for a journal or WAL to recover from.
constexpr size_t kFirstLookBytes = 100;

void zero(MutableByteView bytes)
{
    if (!bytes.empty())
        std::memset(bytes.data(), 0, bytes.size());
}

} // namespace

VfsFile::VfsFile(FileKind kind, sqlite3_file* base, std::shared_ptr<const DatabaseKey> key, QByteArray path)
    : m_kind(kind)
    , m_layout(kind)
    , m_base(base)
    , m_key(std::move(key))
    , m_path(std::move(path))
    , m_shared(m_path.isEmpty() ? std::make_shared<SharedFile>() : vfs_tables::sharedFile(m_path))
    , m_plain(static_cast<size_t>(std::max(m_layout.unitBytes(), kPageBytes)))
    , m_sealed(m_plain.size() + kUnitOverhead)
{
}

VfsFile::~VfsFile()
{
    sodium_memzero(m_plain.data(), m_plain.size());
    sodium_memzero(m_heldHeader.data(), m_heldHeader.size());
}

int VfsFile::load()
{
    IdentityPointer unused;
    return identity(unused);
}

int VfsFile::identity(IdentityPointer& out)
{
    const std::lock_guard lock(m_shared->mutex);
    const int rc = loadLocked();
    out = m_shared->identity;
    return rc;
}

int VfsFile::loadLocked()
{
    if (m_shared->isLoaded)
        return SQLITE_OK;
    qint64 size = 0;
    int rc = baseSize(size);
    if (rc != SQLITE_OK)
        return rc;
    VfsHeaderBytes header{};
    if (size >= kVfsHeaderBytes) {
        rc = m_base->pMethods->xRead(m_base, header.data(), static_cast<int>(header.size()), 0);
        if (rc != SQLITE_OK)
            return rc;
        m_shared->identity = FileIdentity::fromHeader(header, m_kind, m_key->key.view(), m_key->generation);
    }
    // A header without any page is what a crash leaves of a database that was just begun.
    if (m_kind == FileKind::Database && !m_shared->identity && size > kVfsHeaderBytes)
        return SQLITE_NOTADB;
    m_shared->isLoaded = true;
    return SQLITE_OK;
}

int VfsFile::ensureIdentity(IdentityPointer& out)
{
    const std::lock_guard lock(m_shared->mutex);
    int rc = loadLocked();
    out = m_shared->identity;
    if (rc != SQLITE_OK || out)
        return rc;
    IdentityPointer fresh = FileIdentity::create(m_kind, m_key->key.view(), m_key->generation);
    const VfsHeaderBytes header = fresh->header();
    rc = m_base->pMethods->xTruncate(m_base, 0);
    if (rc == SQLITE_OK)
        rc = m_base->pMethods->xWrite(m_base, header.data(), static_cast<int>(header.size()), 0);
    // No page may reach the disk before the header that it needs. WAL and journal count as empty without theirs.
    if (rc == SQLITE_OK && m_kind == FileKind::Database)
        rc = m_base->pMethods->xSync(m_base, SQLITE_SYNC_FULL);
    if (rc == SQLITE_OK) {
        m_shared->identity = fresh;
        m_writtenEnd = 0;
    }
    out = m_shared->identity;
    return rc;
}

int VfsFile::baseSize(qint64& out)
{
    sqlite3_int64 size = 0;
    const int rc = m_base->pMethods->xFileSize(m_base, &size);
    out = size;
    return rc;
}

int VfsFile::plainSize(const IdentityPointer& identity, qint64& out)
{
    out = 0;
    if (!identity)
        return SQLITE_OK;
    qint64 sealed = 0;
    const int rc = baseSize(sealed);
    if (rc == SQLITE_OK)
        out = m_layout.plainSize(sealed);
    return rc;
}

/// Opens the unit into m_plain.
int VfsFile::loadUnit(const FileIdentity& identity, const Unit& unit, Found& found, qint64& length)
{
    if (m_lostUnit == unit.number)
        return SQLITE_IOERR_READ;
    qint64 sealedLength = unit.sealedCapacity();
    int rc = m_base->pMethods->xRead(m_base, m_sealed.data(), static_cast<int>(sealedLength), unit.sealedStart);
    if (rc == SQLITE_IOERR_SHORT_READ) {
        qint64 size = 0;
        rc = baseSize(size);
        sealedLength = std::clamp<qint64>(size - unit.sealedStart, 0, unit.sealedCapacity());
    }
    if (rc != SQLITE_OK)
        return rc;
    length = sealedLength - qint64{kUnitOverhead};
    if (length <= 0) {
        length = 0;
        found = Found::End;
        return SQLITE_OK;
    }
    const auto opened =
        identity.openUnit(unit.number, ByteView(m_sealed).first(static_cast<size_t>(sealedLength)), m_plain);
    found = opened ? Found::Whole : Found::Bad;
    // A journal may leave a unit short and go on in the next one: what it left out reads as zeros, as in any file.
    if (opened && static_cast<qint64>(*opened) < length) {
        if (m_kind == FileKind::Database)
            found = Found::Bad;
        zero(MutableByteView(m_plain).subspan(*opened, static_cast<size_t>(length) - *opened));
    }
    return SQLITE_OK;
}

int VfsFile::storeUnit(const FileIdentity& identity, const Unit& unit, ByteView plain)
{
    identity.sealUnit(unit.number, plain, m_sealed);
    const auto length = static_cast<int>(plain.size() + kUnitOverhead);
    const int rc = m_base->pMethods->xWrite(m_base, m_sealed.data(), length, unit.sealedStart);
    if (rc == SQLITE_OK && unit.number == m_writtenEnd)
        ++m_writtenEnd;
    if (rc == SQLITE_OK && m_lostUnit == unit.number)
        m_lostUnit.reset();
    return rc;
}

int VfsFile::read(MutableByteView out, qint64 offset)
{
    IdentityPointer id;
    int rc = flush();
    if (rc == SQLITE_OK)
        rc = identity(id);
    if (rc != SQLITE_OK)
        return rc;
    m_frameJustRead = 0;
    MutableByteView rest = out;
    qint64 at = offset;
    while (!rest.empty()) {
        const Unit unit = m_layout.unitAt(at);
        Found found = Found::End;
        qint64 length = 0;
        rc = id ? loadUnit(*id, unit, found, length) : SQLITE_OK;
        if (rc != SQLITE_OK)
            return rc;
        if (found == Found::Bad)
            return answerBadUnit(unit, rest, offset, out.size());
        const qint64 inUnit = at - unit.plainStart;
        const auto part = static_cast<size_t>(std::max<qint64>(length - inUnit, 0));
        const size_t count = std::min(part, rest.size());
        if (count > 0)
            std::memcpy(rest.data(), m_plain.data() + inUnit, count);
        rest = rest.subspan(count);
        at += static_cast<qint64>(count);
        if (!rest.empty() && length < unit.capacity) {
            zero(rest);
            return SQLITE_IOERR_SHORT_READ;
        }
        if (m_kind == FileKind::Wal && offset == unit.plainStart)
            m_frameJustRead = unit.number;
    }
    return SQLITE_OK;
}

/// What SQLite gets instead of garbage: docs/format.md has the reasons case by case.
int VfsFile::answerBadUnit(const Unit& unit, MutableByteView rest, qint64 offset, size_t amount)
{
    zero(rest);
    switch (m_kind) {
    case FileKind::Database:
        if (offset == 0 && amount == kFirstLookBytes)
            return SQLITE_IOERR_SHORT_READ;
        vfs_tables::addDamage(m_path, unit.number + 1);
        return SQLITE_IOERR_DATA;
    case FileKind::Wal: {
        const bool isRecovery = offset == unit.plainStart && static_cast<qint64>(amount) <= unit.capacity;
        if (isRecovery)
            return SQLITE_OK;
        vfs_tables::addDamage(m_path, unit.number);
        return SQLITE_IOERR_DATA;
    }
    case FileKind::Journal:
        // Zeros in a field of the journal's own end it in an orderly way. Zeros in a page might pass its weak checksum.
        return static_cast<qint64>(amount) < kPageBytes ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    case FileKind::SuperJournal:
        // An empty one would be deleted, and with it what says that other databases have to be rolled back too.
        return SQLITE_IOERR_SHORT_READ;
    case FileKind::Temporary:
        break;
    }
    return SQLITE_IOERR_DATA;
}

int VfsFile::write(ByteView data, qint64 offset)
{
    if (m_kind == FileKind::Wal) {
        if (const std::optional<int> done = tryFrame(data, offset))
            return *done;
    }
    // A page that is not exactly one unit would share its unit with others, which a torn write could then harm.
    if (m_kind == FileKind::Database && (offset % kPageBytes != 0 || data.size() % kPageBytes != 0))
        return SQLITE_IOERR_WRITE;
    const int rc = writeAnywhere(data, offset);
    m_frameJustRead = 0;
    return rc;
}

int VfsFile::writeAnywhere(ByteView data, qint64 offset)
{
    IdentityPointer id;
    qint64 end = 0;
    int rc = flush();
    if (rc == SQLITE_OK)
        rc = ensureIdentity(id);
    if (rc == SQLITE_OK)
        rc = plainSize(id, end);
    if (rc == SQLITE_OK && offset > end)
        rc = fillGap(*id, end, offset);
    if (rc == SQLITE_OK)
        rc = writeUnits(*id, data, offset);
    return rc;
}

/// The two writes that make a frame: its header, then its page. Nothing when this write is neither.
std::optional<int> VfsFile::tryFrame(ByteView data, qint64 offset)
{
    const Unit unit = m_layout.unitAt(offset);
    const qint64 inUnit = offset - unit.plainStart;
    if (m_heldFrame == unit.number && unit.number > 0 && inUnit == kFrameHeaderBytes
        && static_cast<qint64>(data.size()) == kPageBytes) {
        IdentityPointer id;
        qint64 end = 0;
        int rc = ensureIdentity(id);
        if (rc == SQLITE_OK)
            rc = plainSize(id, end);
        if (rc == SQLITE_OK && unit.plainStart > end)
            rc = fillGap(*id, end, unit.plainStart);
        if (rc != SQLITE_OK)
            return rc;
        m_heldFrame = 0;
        putBytes(m_plain, 0, m_heldHeader);
        putBytes(m_plain, m_heldHeader.size(), data);
        return storeUnit(*id, unit, ByteView(m_plain).first(static_cast<size_t>(unit.capacity)));
    }
    const bool isFrameHeader = unit.number > 0 && inUnit == 0 && static_cast<qint64>(data.size()) == kFrameHeaderBytes;
    // After reading the frame SQLite corrects its header alone: no page will follow.
    if (!isFrameHeader || m_frameJustRead == unit.number)
        return std::nullopt;
    const int rc = flush();
    if (rc != SQLITE_OK)
        return rc;
    std::copy(data.begin(), data.end(), m_heldHeader.begin());
    m_heldFrame = unit.number;
    m_frameJustRead = 0;
    return SQLITE_OK;
}

int VfsFile::flush()
{
    if (m_heldFrame == 0)
        return SQLITE_OK;
    const Unit unit = m_layout.unit(std::exchange(m_heldFrame, 0));
    IdentityPointer id;
    qint64 end = 0;
    int rc = ensureIdentity(id);
    if (rc == SQLITE_OK)
        rc = plainSize(id, end);
    if (rc == SQLITE_OK && unit.plainStart > end)
        rc = fillGap(*id, end, unit.plainStart);
    if (rc == SQLITE_OK)
        rc = replacePart(*id, unit, m_heldHeader, 0, OnBadUnit::BeginWithZeros);
    return rc;
}

VfsFile::OnBadUnit VfsFile::onBadUnit(const Unit& unit) const
{
    // What lies in a journal or WAL beyond what this handle wrote or read is left over from an earlier crash.
    const bool isOwn = unit.number < m_writtenEnd || (unit.number > 0 && unit.number == m_frameJustRead);
    return isOwn || m_kind == FileKind::Temporary ? OnBadUnit::Refuse : OnBadUnit::BeginWithZeros;
}

int VfsFile::replacePart(const FileIdentity& identity, const Unit& unit, ByteView part, qint64 at, OnBadUnit onBad)
{
    Found found = Found::End;
    qint64 length = 0;
    const int rc = loadUnit(identity, unit, found, length);
    if (rc != SQLITE_OK)
        return rc;
    if (found == Found::Bad) {
        if (onBad == OnBadUnit::Refuse)
            return SQLITE_IOERR_DATA;
        zero(MutableByteView(m_plain).first(static_cast<size_t>(length)));
    }
    if (at > length)
        zero(MutableByteView(m_plain).subspan(static_cast<size_t>(length), static_cast<size_t>(at - length)));
    std::memcpy(m_plain.data() + at, part.data(), part.size());
    const qint64 newLength = std::max(length, at + static_cast<qint64>(part.size()));
    return storeAgain(identity, unit, length, ByteView(m_plain).first(static_cast<size_t>(newLength)));
}

/// Stores a unit of which m_sealed holds what lies on disk. A write that fails may have gone through in part and so
/// have taken bytes with it that were written before: SQLite counts on them when it rolls back.
int VfsFile::storeAgain(const FileIdentity& identity, const Unit& unit, qint64 oldLength, ByteView plain)
{
    const auto oldSealed = static_cast<size_t>(oldLength > 0 ? oldLength + qint64{kUnitOverhead} : 0);
    m_previous.assign(m_sealed.begin(), m_sealed.begin() + static_cast<std::ptrdiff_t>(oldSealed));
    const int rc = storeUnit(identity, unit, plain);
    if (rc == SQLITE_OK || m_previous.empty())
        return rc;
    const auto count = static_cast<int>(m_previous.size());
    if (m_base->pMethods->xWrite(m_base, m_previous.data(), count, unit.sealedStart) != SQLITE_OK)
        m_lostUnit = unit.number;
    return rc;
}

int VfsFile::writeUnits(const FileIdentity& identity, ByteView data, qint64 offset)
{
    int rc = SQLITE_OK;
    qint64 at = offset;
    while (!data.empty() && rc == SQLITE_OK) {
        const Unit unit = m_layout.unitAt(at);
        const qint64 inUnit = at - unit.plainStart;
        const auto count = std::min(static_cast<size_t>(unit.capacity - inUnit), data.size());
        const ByteView part = data.first(count);
        // A journal's first unit written whole begins a new journal in the same file (journal_mode=PERSIST).
        if (unit.number == 0 && static_cast<qint64>(count) == unit.capacity)
            m_writtenEnd = 0;
        rc = static_cast<qint64>(count) == unit.capacity ? storeUnit(identity, unit, part)
                                                         : replacePart(identity, unit, part, inUnit, onBadUnit(unit));
        data = data.subspan(count);
        at += static_cast<qint64>(count);
    }
    return rc;
}

/// SQLite leaves out pages that it need not write; they must read as zeros, as in any file.
int VfsFile::fillGap(const FileIdentity& identity, qint64 from, qint64 to)
{
    const std::vector<unsigned char> zeros(static_cast<size_t>(m_layout.unitBytes()));
    int rc = SQLITE_OK;
    while (from < to && rc == SQLITE_OK) {
        const Unit unit = m_layout.unitAt(from);
        const qint64 count = std::min(to, unit.plainStart + unit.capacity) - from;
        // A unit that is there already is left as it is: it may have been synced, and a torn write would harm it.
        if (from == unit.plainStart)
            rc = writeUnits(identity, ByteView(zeros).first(static_cast<size_t>(count)), from);
        from += count;
    }
    return rc;
}

int VfsFile::truncate(qint64 size)
{
    m_frameJustRead = 0;
    int rc = flush();
    if (rc != SQLITE_OK)
        return rc;
    if (size == 0) {
        const std::lock_guard lock(m_shared->mutex);
        rc = m_base->pMethods->xTruncate(m_base, 0);
        m_shared->isLoaded = rc == SQLITE_OK;
        m_shared->identity = nullptr;
        m_writtenEnd = 0;
        m_lostUnit.reset();
        return rc;
    }
    IdentityPointer id;
    qint64 end = 0;
    rc = identity(id);
    if (rc == SQLITE_OK)
        rc = plainSize(id, end);
    if (rc != SQLITE_OK || size == end)
        return rc;
    if (size > end) {
        const unsigned char last = 0;
        rc = ensureIdentity(id);
        if (rc == SQLITE_OK)
            rc = fillGap(*id, end, size - 1);
        return rc == SQLITE_OK ? writeUnits(*id, {&last, 1}, size - 1) : rc;
    }
    const Unit unit = m_layout.unitAt(size);
    m_writtenEnd = std::min(m_writtenEnd, unit.number);
    if (size > unit.plainStart)
        return cutInside(*id, unit, size - unit.plainStart);
    return m_base->pMethods->xTruncate(m_base, unit.sealedStart);
}

int VfsFile::cutInside(const FileIdentity& identity, const Unit& unit, qint64 length)
{
    Found found = Found::End;
    qint64 present = 0;
    int rc = loadUnit(identity, unit, found, present);
    if (rc != SQLITE_OK)
        return rc;
    if (found != Found::Whole) {
        if (m_kind == FileKind::Database || m_kind == FileKind::Temporary)
            return SQLITE_IOERR_DATA;
        zero(m_plain);
    }
    rc = storeAgain(identity, unit, present, ByteView(m_plain).first(static_cast<size_t>(length)));
    if (rc != SQLITE_OK)
        return rc;
    return m_base->pMethods->xTruncate(m_base, unit.sealedStart + length + qint64{kUnitOverhead});
}

int VfsFile::sync(int flags)
{
    const int rc = flush();
    return rc == SQLITE_OK ? m_base->pMethods->xSync(m_base, flags) : rc;
}

int VfsFile::size(qint64& out)
{
    IdentityPointer id;
    int rc = flush();
    if (rc == SQLITE_OK)
        rc = identity(id);
    return rc == SQLITE_OK ? plainSize(id, out) : rc;
}

int VfsFile::checkUnit(qint64 number)
{
    IdentityPointer id;
    int rc = identity(id);
    if (rc != SQLITE_OK)
        return rc;
    Found found = Found::End;
    qint64 length = 0;
    const Unit unit = m_layout.unit(number);
    rc = id ? loadUnit(*id, unit, found, length) : SQLITE_NOTADB;
    if (rc != SQLITE_OK)
        return rc;
    return found == Found::Whole && length == unit.capacity ? SQLITE_OK : SQLITE_IOERR_DATA;
}

} // namespace cloakroom
