#pragma once

#include "core/base/Result.h"
#include "core/crypto/Bytes.h"

#include <QByteArray>
#include <QString>

namespace cloakroom {

/// An open file descriptor, closed with the object. Empty when opening failed: errno tells why.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] static Descriptor open(const QString& path, int flags, unsigned mode = 0600);
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }
    /// False when the system reports a late write error.
    bool close();

private:
    int m_descriptor = -1;
};

/// Deletes a file when it goes, unless told to keep it.
class UnlinkUnlessKept {
public:
    explicit UnlinkUnlessKept(const QString& path);
    ~UnlinkUnlessKept();
    UnlinkUnlessKept(const UnlinkUnlessKept&) = delete;
    UnlinkUnlessKept& operator=(const UnlinkUnlessKept&) = delete;
    UnlinkUnlessKept(UnlinkUnlessKept&&) = delete;
    UnlinkUnlessKept& operator=(UnlinkUnlessKept&&) = delete;

    void keep() { m_path.clear(); }

private:
    QByteArray m_path;
};

/// What a failed system call means: NoSpace, NotFound, AlreadyExists or Unreadable, with the error number as detail.
[[nodiscard]] tl::unexpected<Error> failFromErrno(int error, const char* what);

/// Goes on after short writes and interruptions.
[[nodiscard]] Result<void> writeAll(const Descriptor& file, ByteView bytes);
/// Fewer bytes than wanted only at the end of the file. `offset` < 0: from where the descriptor stands.
[[nodiscard]] Result<size_t> readUpTo(const Descriptor& file, MutableByteView out, qint64 offset);
[[nodiscard]] Result<qint64> sizeOf(const Descriptor& file);

/// Small files of ours, at most `limit` bytes (Damaged beyond it).
[[nodiscard]] Result<QByteArray> readSmallFile(const QString& path, qint64 limit);
/// Temporary name in the same folder, fsync, rename, fsync of the folder: either the old or the new content is there at
/// any moment, and a failure leaves the old one.
[[nodiscard]] Result<void> replaceFile(const QString& path, const QByteArray& bytes);
[[nodiscard]] Result<void> removeFile(const QString& path);
/// Makes the folder (not its parents), readable by its owner alone. AlreadyExists when it is there.
[[nodiscard]] Result<void> makeFolder(const QString& path);
[[nodiscard]] Result<void> syncFolder(const QString& path);
/// Never replaces a file: AlreadyExists.
[[nodiscard]] Result<void> renameNew(const QString& from, const QString& to);

/// What the temporary files of interrupted writes end in.
[[nodiscard]] QString temporarySuffix();

} // namespace cloakroom
