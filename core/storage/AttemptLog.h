#pragma once

#include "core/base/Clock.h"
#include "core/storage/FileIo.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace cloakroom {

/// Wrong passwords of one name that the audit log does not tell of yet: a locked library cannot write to it.
struct FailedAttempts {
    QByteArray nameTag;
    quint32 count = 0;
    QDateTime last; ///< UTC, of the latest attempt
};

/// Wrong passwords in a row, by name tag, on disk, for unknown names as well: so that a lock tells nobody who has an
/// account. From the tenth on each costs a wait that doubles, from one minute up to an hour. Whoever can write to the
/// folder can reset it; it stops guessing through the program. Used under the folder's lock.
class AttemptLog {
public:
    /// Makes the file if it is missing or damaged: its size never changes, so that it can be kept on a full disk.
    [[nodiscard]] static Result<AttemptLog> open(const QString& path);

    /// Counts an attempt before it is made, so that a program that is killed meanwhile gains nothing. Locked while the
    /// name has to wait, with the waiting time in the text.
    [[nodiscard]] Result<void> begin(const QByteArray& nameTag, const Clock& clock) const;
    /// The password was right.
    [[nodiscard]] Result<void> succeed(const QByteArray& nameTag) const;

    /// What the log has to be told.
    [[nodiscard]] Result<QList<FailedAttempts>> untold() const;
    /// The log was told, and the telling is on disk.
    [[nodiscard]] Result<void> markTold(const QList<FailedAttempts>& told) const;

private:
    explicit AttemptLog(Descriptor file)
        : m_file(std::move(file))
    {
    }
    struct Entry;
    [[nodiscard]] Result<QList<Entry>> all() const;
    [[nodiscard]] Result<Entry> find(const QByteArray& nameTag) const;
    [[nodiscard]] Result<void> store(const Entry& entry) const;

    Descriptor m_file;
};

} // namespace cloakroom
