#include "core/storage/VaultFiles.h"

#include "core/crypto/KeyedHash.h"
#include "core/storage/ReadBack.h"

#include <QCoreApplication>
#include <QIODevice>

#include <fcntl.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace cloakroom {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Vault", text);
}

std::vector<unsigned char> plainBlock()
{
    return std::vector<unsigned char>(static_cast<size_t>(kChunkBytes));
}

std::vector<unsigned char> sealedBlock()
{
    return std::vector<unsigned char>(static_cast<size_t>(kSealedChunkBytes));
}

tl::unexpected<Error> refused(VaultCipher::Refusal refusal)
{
    if (refusal == VaultCipher::Refusal::Newer) {
        return fail(ErrorCode::NewerVersion,
                    say("This photo was stored by a later release of Cloakroom. Update Cloakroom to open it."));
    }
    return damagedVaultFile("header");
}

} // namespace

VaultPath vaultPath(const QString& vault, const QString& name)
{
    const QString folder = vault + QLatin1Char('/') + name.left(2);
    return {folder, folder + QLatin1Char('/') + name, folder + QLatin1Char('/') + name + temporarySuffix()};
}

tl::unexpected<Error> damagedVaultFile(const char* what)
{
    return fail(ErrorCode::Damaged,
                say("The stored original of a photo is damaged. The other photos are not affected; restore this one "
                    "from a backup."),
                QStringLiteral("vault file: %1").arg(QLatin1String(what)));
}

Result<size_t> readBlock(QIODevice& source, MutableByteView block)
{
    size_t done = 0;
    while (done < block.size()) {
        const qint64 count =
            source.read(reinterpret_cast<char*>(block.data() + done), static_cast<qint64>(block.size() - done));
        if (count < 0) {
            return fail(ErrorCode::Unreadable,
                        say("A file could not be read to its end. It was not taken into the library and is still where "
                            "it was; check the card or disk it is on."),
                        source.errorString());
        }
        if (count == 0)
            break;
        done += static_cast<size_t>(count);
    }
    return done;
}

Result<SealedStream> sealStream(const Descriptor& file, const VaultCipher& cipher, QIODevice& source,
                                ByteView digestKey)
{
    if (const auto begun = writeAll(file, cipher.header()); !begun)
        return propagate(begun);
    Hasher hasher(digestKey);
    SealedStream stream;
    std::vector<unsigned char> current = plainBlock();
    std::vector<unsigned char> next = plainBlock();
    std::vector<unsigned char> sealed = sealedBlock();
    Result<size_t> count = readBlock(source, current);
    for (qint64 number = 0; count; ++number) {
        // Whether this chunk is the last one is known once the next one was asked for.
        const Result<size_t> following = *count < current.size() ? Result<size_t>(0) : readBlock(source, next);
        if (!following)
            return propagate(following);
        const ByteView plain = ByteView(current).first(*count);
        cipher.sealChunk(number, *following == 0, plain, sealed);
        hasher.add(plain);
        stream.length += static_cast<qint64>(*count);
        if (const auto put = writeAll(file, ByteView(sealed).first(*count + kTagBytes)); !put)
            return propagate(put);
        if (*following == 0) {
            stream.digest = hasher.finish();
            return stream;
        }
        std::swap(current, next);
        count = following;
    }
    return propagate(count);
}

Result<void> readBackSame(const QString& path, const VaultCipher& cipher, const SealedStream& written,
                          ByteView digestKey)
{
    Result<ReadBack> file = ReadBack::open(path);
    if (!file)
        return propagate(file);
    VaultHeader header{};
    const Result<size_t> headerCount = file->read(header);
    if (!headerCount)
        return propagate(headerCount);
    if (header != cipher.header())
        return damagedVaultFile("header read back");
    Hasher hasher(digestKey);
    std::vector<unsigned char> sealed = sealedBlock();
    std::vector<unsigned char> plain = plainBlock();
    qint64 left = written.length;
    for (qint64 number = 0; number == 0 || left > 0; ++number) {
        const auto length = static_cast<size_t>(std::min(left, kChunkBytes));
        const MutableByteView chunk = MutableByteView(sealed).first(length + kTagBytes);
        const Result<size_t> count = file->read(chunk);
        if (!count)
            return propagate(count);
        left -= static_cast<qint64>(length);
        if (*count != chunk.size() || !cipher.openChunk(number, left == 0, chunk, plain))
            return damagedVaultFile("chunk read back");
        hasher.add(ByteView(plain).first(length));
    }
    unsigned char beyond = 0;
    const Result<size_t> rest = file->read({&beyond, 1});
    if (!rest)
        return propagate(rest);
    if (*rest != 0 || !constantTimeEqual(viewOf(hasher.finish()), viewOf(written.digest)))
        return damagedVaultFile("digest read back");
    return {};
}

VaultFile::VaultFile(Descriptor file, VaultCipher cipher, qint64 plainSize)
    : m_file(std::move(file))
    , m_cipher(std::move(cipher))
    , m_plainSize(plainSize)
{
}

Result<VaultFile> VaultFile::open(const QString& path, ByteView photoKey, const QByteArray& uuid)
{
    Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.isOpen())
        return failFromErrno(errno, "open vault file");
    const Result<qint64> size = sizeOf(file);
    if (!size)
        return propagate(size);
    VaultHeader header{};
    const Result<size_t> count = readUpTo(file, header, 0);
    if (!count)
        return propagate(count);
    auto refusal = VaultCipher::Refusal::NotOurs;
    auto cipher = VaultCipher::fromHeader(photoKey, uuid, header, refusal);
    if (!cipher)
        return refused(refusal);
    const std::optional<qint64> plainSize = VaultCipher::plainSize(*size);
    if (!plainSize)
        return damagedVaultFile("length");
    return VaultFile(std::move(file), std::move(*cipher), *plainSize);
}

qint64 VaultFile::chunkCount() const
{
    return std::max<qint64>((m_plainSize + kChunkBytes - 1) / kChunkBytes, 1);
}

Result<size_t> VaultFile::readChunk(qint64 number, MutableByteView sealed, MutableByteView plain) const
{
    const auto length = static_cast<size_t>(std::min(m_plainSize - number * kChunkBytes, kChunkBytes));
    const MutableByteView chunk = sealed.first(length + kTagBytes);
    Result<size_t> count = readUpTo(m_file, chunk, qint64{kVaultHeaderBytes} + number * kSealedChunkBytes);
    if (!count)
        return count;
    const bool isLast = number == chunkCount() - 1;
    if (*count != chunk.size() || !m_cipher.openChunk(number, isLast, chunk, plain))
        return damagedVaultFile("chunk");
    return length;
}

Result<QByteArray> VaultFile::read(qint64 offset, qint64 length) const
{
    // An empty file is a chunk too, and has to authenticate.
    const qint64 first = offset / kChunkBytes;
    const qint64 last = length == 0 ? first : (offset + length - 1) / kChunkBytes;
    std::vector<unsigned char> sealed = sealedBlock();
    std::vector<unsigned char> plain = plainBlock();
    QByteArray bytes;
    bytes.reserve(length);
    for (qint64 number = first; number <= last; ++number) {
        const Result<size_t> count = readChunk(number, sealed, plain);
        if (!count)
            return propagate(count);
        const qint64 chunkStart = number * kChunkBytes;
        const qint64 from = std::max(offset - chunkStart, qint64{0});
        const qint64 to = std::min(offset + length - chunkStart, static_cast<qint64>(*count));
        bytes.append(reinterpret_cast<const char*>(plain.data() + from), to - from);
    }
    return bytes;
}

Result<QByteArray> VaultFile::digest(ByteView digestKey) const
{
    Hasher hasher(digestKey);
    std::vector<unsigned char> sealed = sealedBlock();
    std::vector<unsigned char> plain = plainBlock();
    for (qint64 number = 0; number < chunkCount(); ++number) {
        const Result<size_t> count = readChunk(number, sealed, plain);
        if (!count)
            return propagate(count);
        hasher.add(ByteView(plain).first(*count));
    }
    return hasher.finish();
}

} // namespace cloakroom
