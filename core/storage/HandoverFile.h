#pragma once

#include "core/base/Progress.h"
#include "core/crypto/KeyedHash.h"
#include "core/crypto/PasswordHash.h"
#include "core/storage/VaultFiles.h"

#include <QList>

#include <functional>
#include <memory>
#include <vector>

namespace cloakroom {

// A hand-over: pictures with names for another school, in one file under a password of its own (docs/format.md).

/// One picture in a hand-over.
struct HandoverEntry {
    QString name; ///< small letters, digits and dashes, then .jpg: safe as a file name everywhere
    qint64 offset = 0; ///< of its bytes in the plain text
    qint64 length = 0;
};

/// No picture in a hand-over is longer, and none is empty.
inline constexpr qint64 kLongestHandoverPicture = qint64{256} << 20;
inline constexpr int kMostHandoverPictures = 100'000;

/// Whether an entry may be called so.
[[nodiscard]] bool isHandoverName(const QString& name);

/// Seals a hand-over while it grows. One thread at a time. Errors are the sink's, and NoSpace where the computer has
/// not the memory for the password.
class HandoverWriter {
public:
    /// Takes sealed bytes, in order.
    using Sink = std::function<Result<void>(ByteView)>;

    [[nodiscard]] static Result<HandoverWriter> begin(const Password& password, const KdfCost& cost, Sink sink);

    /// A new name; Invalid for bytes that no hand-over holds. After any failure the file is of no use.
    [[nodiscard]] Result<void> add(const QString& name, const QByteArray& bytes);
    /// The authenticated end. Nothing can be added afterwards.
    [[nodiscard]] Result<void> finish();
    /// After finish(): that this file holds what was written, to the last byte, and so many pictures. Damaged when it
    /// does not.
    [[nodiscard]] Result<void> requireSame(Descriptor file, qsizetype pictures) const;

    /// 8 hex digits that no other hand-over has: for the names of its pictures.
    [[nodiscard]] QString mark() const;

private:
    HandoverWriter(SecretBuffer key, const QByteArray& id, Sink sink);
    [[nodiscard]] Result<void> write(ByteView plain);
    [[nodiscard]] Result<void> sealBuffer(bool isLast);

    SecretBuffer m_key;
    QByteArray m_id;
    Sink m_sink;
    VaultCipher m_cipher;
    std::unique_ptr<Hasher> m_hasher; ///< over the plain text
    QByteArray m_digest;
    std::vector<unsigned char> m_buffer; ///< plain text that is not sealed yet
    qint64 m_chunk = 0;
    qint64 m_pictures = 0;
    bool m_isWhole = true; ///< false once something was begun and did not come to its end
};

/// A hand-over that somebody made. Whoever made it knew its password, and is trusted with nothing else: what it says is
/// checked, and its pictures are foreign bytes. read() may be called from several threads at once.
class HandoverFile {
public:
    /// Errors: NotFound, Unreadable, Invalid (no hand-over), NewerVersion, WrongPassword, Damaged, NoSpace (memory for
    /// the password). A cost beyond what keyslots may ask for counts as damage.
    [[nodiscard]] static Result<HandoverFile> open(const QString& path, const Password& password);

    /// Authenticates every byte and lists what there is, in order. Damaged unless all of it is as it was written;
    /// Cancelled. To be done before anything of it is used.
    [[nodiscard]] Result<QList<HandoverEntry>> check(Progress& progress) const;
    /// A picture's bytes. Damaged when the file changed meanwhile.
    [[nodiscard]] Result<QByteArray> read(const HandoverEntry& entry) const;

private:
    explicit HandoverFile(VaultFile file)
        : m_file(std::move(file))
    {
    }

    VaultFile m_file;
};

/// Reads `length` bytes of a hand-over's plain text from `offset`; the range lies within it.
using HandoverText = std::function<Result<QByteArray>(qint64 offset, qint64 length)>;

/// What a plain text of that size lists: part of HandoverFile::check, for whoever tries it with foreign bytes.
[[nodiscard]] Result<QList<HandoverEntry>> handoverEntries(qint64 size, const HandoverText& read);

} // namespace cloakroom
