#include "core/storage/Vault.h"

#include "core/crypto/Aead.h"
#include "core/crypto/KeyedHash.h"
#include "core/crypto/Random.h"
#include "core/storage/LittleEndian.h"
#include "core/storage/VaultFiles.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kWrapDomain = {'c', 'k', '-', 'p', 'k', 'e', 'y', '1'};
constexpr size_t kGenerationBytes = 4;
constexpr qsizetype kNameLength = 32;

QString say(const char* text)
{
    return QCoreApplication::translate("Vault", text);
}

bool isName(const QString& name)
{
    const auto isHex = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    return name.size() == kNameLength && std::all_of(name.begin(), name.end(), isHex);
}

Result<void> checkArguments(const QString& name, const PhotoKey& key, const QByteArray& uuid)
{
    if (isName(name) && key.size() == kKeyBytes && uuid.size() == kUuidBytes)
        return {};
    return fail(ErrorCode::Internal, say("The photo was not stored or read because its record is not valid."),
                QStringLiteral("vault name, key or uuid of wrong form"));
}

std::array<unsigned char, kWrapDomain.size() + kGenerationBytes + 16> wrapContext(quint32 generation,
                                                                                  const QByteArray& uuid)
{
    std::array<unsigned char, kWrapDomain.size() + kGenerationBytes + 16> context{};
    putBytes(context, 0, kWrapDomain);
    putNumber(context, kWrapDomain.size(), generation);
    putBytes(context, kWrapDomain.size() + kGenerationBytes, viewOf(uuid));
    return context;
}

Result<void> makeFolderIfMissing(const QString& path)
{
    if (QFileInfo::exists(path))
        return {};
    const Result<void> made = makeFolder(path);
    return !made && made.error().code == ErrorCode::AlreadyExists ? Result<void>() : made;
}

} // namespace

Vault::Vault(QString folder, ByteView wrapKey, ByteView digestKey, quint32 generation)
    : m_folder(std::move(folder))
    , m_wrapKey(std::make_shared<const SecretBuffer>(SecretBuffer::copyFrom(wrapKey)))
    , m_digestKey(std::make_shared<const SecretBuffer>(SecretBuffer::copyFrom(digestKey)))
    , m_generation(generation)
{
}

Vault Vault::in(const QString& folder) const
{
    Vault other = *this;
    other.m_folder = folder;
    return other;
}

QString Vault::pathOf(const QString& name) const
{
    return vaultPath(m_folder, name).file;
}

QString Vault::newName()
{
    return QString::fromLatin1(randomBytes(kNameLength / 2).toHex());
}

QByteArray Vault::newUuid()
{
    return randomBytes(kUuidBytes);
}

QByteArray Vault::wrapKey(const PhotoKey& key, const QByteArray& uuid) const
{
    if (uuid.size() != kUuidBytes || key.size() != kKeyBytes)
        return {};
    QByteArray generation(kGenerationBytes, '\0');
    putNumber(mutableViewOf(generation), 0, m_generation);
    return generation + seal(m_wrapKey->view(), key.view(), wrapContext(m_generation, uuid));
}

Result<PhotoKey> Vault::unwrapKey(const QByteArray& wrapped, const QByteArray& uuid) const
{
    constexpr qsizetype kWrappedBytes = qsizetype{kGenerationBytes + kUnitOverhead + kKeyBytes};
    if (wrapped.size() == kWrappedBytes && uuid.size() == kUuidBytes) {
        const ByteView sealed = viewOf(wrapped).subspan(kGenerationBytes);
        const auto generation = numberAt<quint32>(viewOf(wrapped), 0);
        PhotoKey key = open(m_wrapKey->view(), sealed, wrapContext(generation, uuid));
        if (!key.isEmpty())
            return key;
    }
    return fail(ErrorCode::Damaged,
                say("A photo's key is damaged, so its original cannot be opened. Restore the library from a backup."));
}

Result<StoredFile> Vault::write(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                QIODevice& source) const
{
    return writeStream(name, key, uuid, source, {});
}

Result<StoredFile> Vault::writeStream(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                                      QIODevice& source, const QByteArray& knownDigest) const
{
    if (const auto checked = checkArguments(name, key, uuid); !checked)
        return propagate(checked);
    const VaultPath path = vaultPath(m_folder, name);
    for (const QString& folder : {m_folder, path.folder}) {
        if (const auto made = makeFolderIfMissing(folder); !made)
            return propagate(made);
    }
    Descriptor file = Descriptor::open(path.temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.isOpen())
        return failFromErrno(errno, "create vault file");
    UnlinkUnlessKept unfinished(path.temporary);

    const VaultCipher cipher(key.view(), uuid);
    const auto written = sealStream(file, cipher, source, m_digestKey->view(), knownDigest);
    if (!written)
        return propagate(written);
    if (::fsync(file.get()) != 0 || !file.close())
        return failFromErrno(errno, "flush vault file");
    if (const auto same = readBackSame(path.temporary, cipher, *written, m_digestKey->view()); !same)
        return propagate(same);
    if (const auto renamed = renameNew(path.temporary, path.file); !renamed)
        return propagate(renamed);
    unfinished.keep();
    if (const auto synced = syncFolder(path.folder); !synced) {
        (void)removeFile(path.file);
        return propagate(synced);
    }
    return StoredFile{name, written->length, written->digest};
}

Result<StoredFile> Vault::write(const QString& name, const PhotoKey& key, const QByteArray& uuid, ByteView bytes) const
{
    return write(name, key, uuid, bytes, {});
}

Result<StoredFile> Vault::write(const QString& name, const PhotoKey& key, const QByteArray& uuid, ByteView bytes,
                                const QByteArray& digest) const
{
    QByteArray borrowed =
        QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    QBuffer source(&borrowed);
    source.open(QIODevice::ReadOnly);
    return writeStream(name, key, uuid, source, digest);
}

Result<QByteArray> Vault::read(const QString& name, const PhotoKey& key, const QByteArray& uuid) const
{
    if (const auto checked = checkArguments(name, key, uuid); !checked)
        return propagate(checked);
    const Result<VaultFile> file = VaultFile::open(vaultPath(m_folder, name).file, key.view(), uuid);
    if (!file)
        return propagate(file);
    return file->read(0, file->plainSize());
}

Result<QByteArray> Vault::readRange(const QString& name, const PhotoKey& key, const QByteArray& uuid, qint64 offset,
                                    qint64 length) const
{
    if (const auto checked = checkArguments(name, key, uuid); !checked)
        return propagate(checked);
    const Result<VaultFile> file = VaultFile::open(vaultPath(m_folder, name).file, key.view(), uuid);
    if (!file)
        return propagate(file);
    if (offset < 0 || length <= 0 || offset >= file->plainSize())
        return QByteArray();
    return file->read(offset, std::min(length, file->plainSize() - offset));
}

Result<void> Vault::checkSize(const QString& name, qint64 plainLength) const
{
    const QFileInfo info(vaultPath(m_folder, name).file);
    if (!isName(name) || !info.isFile())
        return failFromErrno(ENOENT, "vault file");
    if (info.size() != VaultCipher::sealedSize(plainLength))
        return damagedVaultFile("length");
    return {};
}

Result<void> Vault::verify(const QString& name, const PhotoKey& key, const QByteArray& uuid,
                           const StoredFile& expected) const
{
    if (const auto checked = checkArguments(name, key, uuid); !checked)
        return propagate(checked);
    const Result<VaultFile> file = VaultFile::open(vaultPath(m_folder, name).file, key.view(), uuid);
    if (!file)
        return propagate(file);
    const Result<QByteArray> digest = file->digest(m_digestKey->view());
    if (!digest)
        return propagate(digest);
    if (file->plainSize() != expected.plainLength || !constantTimeEqual(viewOf(*digest), viewOf(expected.digest)))
        return damagedVaultFile("digest");
    return {};
}

Result<void> Vault::remove(const QString& name) const
{
    if (!isName(name))
        return failFromErrno(ENOENT, "vault file");
    return removeFile(vaultPath(m_folder, name).file);
}

Result<QStringList> Vault::list() const
{
    QStringList names;
    QDirIterator files(m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QFileInfo info(files.next());
        if (isName(info.fileName()) && vaultPath(m_folder, info.fileName()).file == info.filePath())
            names.append(info.fileName());
    }
    names.sort();
    return names;
}

Result<int> Vault::removeUnfinished() const
{
    int removed = 0;
    QDirIterator files(m_folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!path.endsWith(temporarySuffix()))
            continue;
        if (const auto gone = removeFile(path); !gone)
            return propagate(gone);
        ++removed;
    }
    return removed;
}

QByteArray Vault::digestOf(ByteView bytes) const
{
    return keyedHash(m_digestKey->view(), {bytes});
}

Result<QByteArray> Vault::digestOf(QIODevice& source) const
{
    Hasher hasher(m_digestKey->view());
    std::vector<unsigned char> block(static_cast<size_t>(kChunkBytes));
    for (;;) {
        const Result<size_t> count = readBlock(source, block);
        if (!count)
            return propagate(count);
        hasher.add(ByteView(block).first(*count));
        if (*count < block.size())
            return hasher.finish();
    }
}

} // namespace cloakroom
