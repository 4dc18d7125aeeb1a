#include "core/storage/VfsLayout.h"

#include <algorithm>

namespace cloakroom {

namespace {

constexpr qint64 kJournalUnitBytes = 512;
constexpr qint64 kOverhead = qint64{kUnitOverhead};

} // namespace

qint64 VfsLayout::unitBytes() const
{
    switch (m_kind) {
    case FileKind::Wal:
        return kFrameHeaderBytes + kPageBytes;
    case FileKind::Journal:
    case FileKind::SuperJournal:
        return kJournalUnitBytes;
    case FileKind::Database:
    case FileKind::Temporary:
        break;
    }
    return kPageBytes;
}

Unit VfsLayout::unit(qint64 number) const
{
    const qint64 bytes = unitBytes();
    if (m_kind != FileKind::Wal)
        return {number, number * bytes, kVfsHeaderBytes + number * (bytes + kOverhead), bytes};
    if (number == 0)
        return {0, 0, kVfsHeaderBytes, kWalHeaderBytes};
    const qint64 firstFrame = kVfsHeaderBytes + kWalHeaderBytes + kOverhead;
    return {number, kWalHeaderBytes + (number - 1) * bytes, firstFrame + (number - 1) * (bytes + kOverhead), bytes};
}

Unit VfsLayout::unitAt(qint64 plainOffset) const
{
    if (m_kind != FileKind::Wal)
        return unit(plainOffset / unitBytes());
    return unit(plainOffset < kWalHeaderBytes ? 0 : 1 + (plainOffset - kWalHeaderBytes) / unitBytes());
}

qint64 VfsLayout::plainSize(qint64 sealedSize) const
{
    const qint64 body = sealedSize - kVfsHeaderBytes;
    if (body <= kOverhead)
        return 0;
    const bool isWal = m_kind == FileKind::Wal;
    const qint64 first = isWal ? kWalHeaderBytes : 0;
    const qint64 firstSealed = isWal ? first + kOverhead : 0;
    if (body <= firstSealed)
        return body - kOverhead;
    const qint64 sealedUnit = unitBytes() + kOverhead;
    const qint64 whole = (body - firstSealed) / sealedUnit;
    const qint64 rest = (body - firstSealed) % sealedUnit;
    return first + whole * unitBytes() + std::max<qint64>(rest - kOverhead, 0);
}

qint64 VfsLayout::sealedSize(qint64 plainSize) const
{
    if (plainSize == 0)
        return kVfsHeaderBytes;
    const Unit last = unitAt(plainSize - 1);
    return last.sealedStart + (plainSize - last.plainStart) + kOverhead;
}

} // namespace cloakroom
