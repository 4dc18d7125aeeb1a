#pragma once

#include "core/base/Result.h"
#include "core/crypto/SecretBuffer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

class QIODevice;

namespace cloakroom {

/// 32 random bytes that encrypt one original.
using PhotoKey = SecretBuffer;

/// What a catalogue row keeps about a stored original, beside the wrapped key and the photo's uuid.
struct StoredFile {
    QString name;
    qint64 plainLength = 0;
    /// 32 bytes, keyed with the library's digest key: equal originals have equal digests, and nobody else can tell.
    QByteArray digest;
};

/// The encrypted originals: `vault/xx/<32 hex>`, written once and never changed. All functions are const and may be
/// called from several threads at once. `uuid` is the photo's random 16-byte id, kept in its row: a file is bound to
/// it. Errors: Damaged (does not authenticate), NotFound, NoSpace, Unreadable, Internal.
class Vault {
public:
    /// Keys have kKeyBytes bytes. Creates nothing yet.
    Vault(QString folder, ByteView wrapKey, ByteView digestKey, quint32 generation);

    [[nodiscard]] static QString newName();
    [[nodiscard]] static QByteArray newUuid();
    [[nodiscard]] static PhotoKey newKey() { return SecretBuffer::random(kKeyBytes); }

    /// The photo's key for its row: bound to its uuid. 76 bytes.
    [[nodiscard]] QByteArray wrapKey(const PhotoKey& key, const QByteArray& uuid) const;
    /// Damaged when it was not wrapped for this uuid in this library.
    [[nodiscard]] Result<PhotoKey> unwrapKey(const QByteArray& wrapped, const QByteArray& uuid) const;

    /// Reads `source` from where it stands to its end, encrypts, flushes, reads back from the medium where the system
    /// lets us, compares, and only then gives the file its name. After any failure no file is there. AlreadyExists
    /// rather than overwrite.
    [[nodiscard]] Result<StoredFile> write(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                           QIODevice& source) const;
    [[nodiscard]] Result<StoredFile> write(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                           ByteView bytes) const;
    /// The same for bytes whose digestOf() the caller has already: what is read back is compared with that.
    [[nodiscard]] Result<StoredFile> write(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                           ByteView bytes, const QByteArray& digest) const;

    [[nodiscard]] Result<QByteArray> read(const QString& name, const PhotoKey& key, const QByteArray& uuid) const;
    /// At most `length` bytes from `offset`; fewer at the end of the file, none beyond it.
    [[nodiscard]] Result<QByteArray> readRange(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                               qint64 offset, qint64 length) const;

    /// Quick: the file is there and as long as it has to be.
    [[nodiscard]] Result<void> checkSize(const QString& name, qint64 plainLength) const;
    /// Full: decrypts every byte and compares length and digest with `expected`.
    [[nodiscard]] Result<void> verify(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                      const StoredFile& expected) const;

    /// NotFound when it is not there.
    [[nodiscard]] Result<void> remove(const QString& name) const;
    /// Names of all files, sorted. Unfinished ones are not listed.
    [[nodiscard]] Result<QStringList> list() const;
    /// Deletes what interrupted writes left behind; returns how many. Only while nothing is being written.
    [[nodiscard]] Result<int> removeUnfinished() const;

    /// The library's keyed digest of bytes that are not stored (yet): to look for duplicates.
    [[nodiscard]] QByteArray digestOf(ByteView bytes) const;
    /// The same over a stream, from where it stands. Unreadable when reading fails.
    [[nodiscard]] Result<QByteArray> digestOf(QIODevice& source) const;

    [[nodiscard]] const QString& folder() const { return m_folder; }
    /// The same keys over another folder of the same form: a backup's.
    [[nodiscard]] Vault in(const QString& folder) const;
    /// Where a file of this name lies.
    [[nodiscard]] QString pathOf(const QString& name) const;

private:
    [[nodiscard]] Result<StoredFile> writeStream(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                                 QIODevice& source, const QByteArray& knownDigest) const;

    QString m_folder;
    std::shared_ptr<const SecretBuffer> m_wrapKey;
    std::shared_ptr<const SecretBuffer> m_digestKey;
    quint32 m_generation;
};

} // namespace cloakroom
