#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace cloakroom {

/// A finished file on its medium that has no name yet, or only a hidden one. Gone without a trace unless published.
class PendingFile {
public:
    virtual ~PendingFile() = default;
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    /// What the medium holds, not what the system's cache remembers, where the two can be told apart.
    [[nodiscard]] virtual Result<QByteArray> readBack() const = 0;
    /// Gives it its name in the folder, never in place of another file, and flushes the folder. After an error it still
    /// has none. AlreadyExists when the name is taken: try another one.
    [[nodiscard]] virtual Result<void> publish(const QString& name) = 0;

    /// The same in place of the file that has the name, in one step: afterwards either the old or the new one is there.
    [[nodiscard]] virtual Result<void> replace(const QString& name) = 0;

protected:
    PendingFile() = default;
};

/// A file that gets longer on its medium, with no name yet, or only a hidden one. Gone without a trace unless it is
/// finished and published. One thread.
class GrowingFile {
public:
    /// `descriptor` is the pending file's own.
    GrowingFile(std::unique_ptr<PendingFile> pending, int descriptor);

    /// NoSpace, Unreadable: then it is of no use any more.
    [[nodiscard]] Result<void> append(const char* bytes, qint64 count) const;
    /// Flushes it.
    [[nodiscard]] Result<std::unique_ptr<PendingFile>> finish();
    /// A path to open it by once it is finished, for as long as the pending file lives: what the medium holds, where
    /// that can be told from what the system's cache remembers.
    [[nodiscard]] QString readingPath() const;

private:
    std::unique_ptr<PendingFile> m_pending;
    int m_descriptor;
};

/// The folder that an export goes to. A cancelled, failed or crashed export leaves no half file: where the file system
/// can, unfinished files have no name at all; elsewhere a hidden random one that is removed. Any one thread at a time.
class TargetFolder {
public:
    enum class Unfinished {
        Nameless, ///< where the file system can; else hidden
        Hidden, ///< a random dot file, on every file system
    };

    /// Makes the folder when it is absent, and takes away unfinished files that a crash left in it. Invalid when it
    /// lies within `libraryFolder` (empty: there is none), by any path; Unreadable when it cannot be made or is no
    /// folder.
    [[nodiscard]] static Result<TargetFolder> open(const QString& path, const QString& libraryFolder,
                                                   Unfinished unfinished = Unfinished::Nameless);

    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] bool holds(const QString& name) const;
    /// Writes and flushes everything. NoSpace, Unreadable: then nothing is left of it.
    [[nodiscard]] Result<std::unique_ptr<PendingFile>> write(const QByteArray& bytes) const;
    /// The same for what is too long for the memory.
    [[nodiscard]] Result<GrowingFile> begin() const;

private:
    TargetFolder(QString path, Unfinished unfinished);

    QString m_path;
    Unfinished m_unfinished;
};

} // namespace cloakroom
