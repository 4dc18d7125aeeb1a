#include "core/storage/AttemptLog.h"

#include "core/crypto/KeyedHash.h"
#include "core/storage/LittleEndian.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <tuple>

namespace cloakroom {

namespace {

constexpr qsizetype kEntries = 64;
constexpr qsizetype kEntryBytes = 64;
constexpr qsizetype kFileBytes = kEntries * kEntryBytes;
constexpr size_t kTagBytesOfName = 16;
constexpr size_t kCountAt = 16;
constexpr size_t kUntoldAt = 20;
constexpr size_t kTimeAt = 24;
constexpr size_t kChecksumAt = 32;

constexpr quint32 kFreeAttempts = 10;
constexpr quint32 kMostUntold = 1'000'000;
constexpr qint64 kFirstWait = 60;
constexpr qint64 kLongestWait = 3600;

qint64 waitAfter(quint32 wrong)
{
    if (wrong < kFreeAttempts)
        return 0;
    const quint32 doublings = std::min(wrong - kFreeAttempts, 10U);
    return std::min(kFirstWait << doublings, kLongestWait);
}

tl::unexpected<Error> locked(qint64 seconds)
{
    const qint64 minutes = (seconds + 59) / 60;
    return fail(ErrorCode::Locked,
                QCoreApplication::translate("Library",
                                            "There were too many wrong passwords for this user. Wait %n minute(s), "
                                            "then try again.",
                                            nullptr, static_cast<int>(minutes)));
}

} // namespace

struct AttemptLog::Entry {
    qint64 index = 0;
    QByteArray tag;
    quint32 count = 0;
    quint32 untold = 0;
    qint64 lastSeconds = 0;
    bool isValid = false;
};

Result<AttemptLog> AttemptLog::open(const QString& path)
{
    if (QFileInfo(path).size() != kFileBytes) {
        if (const auto made = replaceFile(path, QByteArray(kFileBytes, '\0')); !made)
            return propagate(made);
    }
    Descriptor file = Descriptor::open(path, O_RDWR);
    if (!file.isOpen())
        return failFromErrno(errno, "open attempts");
    return AttemptLog(std::move(file));
}

Result<QList<AttemptLog::Entry>> AttemptLog::all() const
{
    QByteArray bytes(kFileBytes, '\0');
    const Result<size_t> count = readUpTo(m_file, mutableViewOf(bytes), 0);
    if (!count)
        return propagate(count);
    QList<Entry> entries;
    for (qint64 index = 0; index < kEntries; ++index) {
        const ByteView raw = viewOf(bytes).subspan(static_cast<size_t>(index * kEntryBytes), size_t{kEntryBytes});
        Entry entry{index, copyOf(raw.first(kTagBytesOfName))};
        entry.isValid = constantTimeEqual(viewOf(keyedHash({}, {raw.first(kChecksumAt)})), raw.subspan(kChecksumAt));
        if (entry.isValid) {
            entry.count = numberAt<quint32>(raw, kCountAt);
            entry.untold = numberAt<quint32>(raw, kUntoldAt);
            entry.lastSeconds = numberAt<qint64>(raw, kTimeAt);
        }
        entries.append(entry);
    }
    return entries;
}

/// The name's entry; else a new one in the place of the one that is missed least.
Result<AttemptLog::Entry> AttemptLog::find(const QByteArray& nameTag) const
{
    const auto entries = all();
    if (!entries)
        return propagate(entries);
    Entry replaced;
    auto leastMissed = std::tuple(true, true, std::numeric_limits<qint64>::max());
    for (const Entry& entry : *entries) {
        if (entry.isValid && entry.tag == nameTag)
            return entry;
        const auto missed = std::tuple(entry.count >= kFreeAttempts, entry.untold > 0, entry.lastSeconds);
        if (missed < leastMissed) {
            leastMissed = missed;
            replaced = Entry{entry.index, nameTag};
        }
    }
    return replaced;
}

Result<void> AttemptLog::store(const Entry& entry) const
{
    QByteArray raw(kEntryBytes, '\0');
    const MutableByteView view = mutableViewOf(raw);
    putBytes(view, 0, viewOf(entry.tag));
    putNumber(view, kCountAt, entry.count);
    putNumber(view, kUntoldAt, entry.untold);
    putNumber(view, kTimeAt, entry.lastSeconds);
    putBytes(view, kChecksumAt, viewOf(keyedHash({}, {ByteView(view).first(kChecksumAt)})));
    if (::pwrite(m_file.get(), raw.constData(), size_t{kEntryBytes}, entry.index * kEntryBytes) != kEntryBytes)
        return failFromErrno(errno, "write attempts");
    if (::fdatasync(m_file.get()) != 0)
        return failFromErrno(errno, "flush attempts");
    return {};
}

Result<void> AttemptLog::begin(const QByteArray& nameTag, const Clock& clock) const
{
    Result<Entry> entry = find(nameTag);
    if (!entry)
        return propagate(entry);
    const qint64 now = clock.now().toSecsSinceEpoch();
    const qint64 wait = waitAfter(entry->count);
    // A clock that was set back must not lock somebody out for longer than the wait itself.
    const qint64 elapsed = std::max<qint64>(now - entry->lastSeconds, 0);
    if (elapsed < wait)
        return locked(wait - elapsed);
    entry->count = std::min(entry->count, kFreeAttempts + 20) + 1;
    entry->untold = std::min(entry->untold, kMostUntold) + 1;
    entry->lastSeconds = now;
    return store(*entry);
}

Result<void> AttemptLog::succeed(const QByteArray& nameTag) const
{
    Result<Entry> entry = find(nameTag);
    if (!entry)
        return propagate(entry);
    entry->count = 0;
    // begin() had counted this one for a failure.
    entry->untold -= std::min(entry->untold, 1U);
    return store(*entry);
}

Result<QList<FailedAttempts>> AttemptLog::untold() const
{
    const auto entries = all();
    if (!entries)
        return propagate(entries);
    QList<FailedAttempts> failed;
    for (const Entry& entry : *entries) {
        if (entry.untold > 0)
            failed.append({entry.tag, entry.untold, QDateTime::fromSecsSinceEpoch(entry.lastSeconds, Qt::UTC)});
    }
    return failed;
}

Result<void> AttemptLog::markTold(const QList<FailedAttempts>& told) const
{
    for (const FailedAttempts& failed : told) {
        Result<Entry> entry = find(failed.nameTag);
        if (!entry)
            return propagate(entry);
        entry->untold -= std::min(entry->untold, failed.count);
        if (auto stored = store(*entry); !stored)
            return stored;
    }
    return {};
}

} // namespace cloakroom
