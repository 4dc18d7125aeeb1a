#include "core/storage/VaultFiles.h"

#include "core/base/Beside.h"
#include "core/crypto/KeyedHash.h"
#include "core/storage/ReadBack.h"

#include <QCoreApplication>
#include <QIODevice>

#include <fcntl.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <utility>
#include <vector>

namespace cloakroom {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Vault", text);
}

/// Chunks that are read, sealed and written together.
constexpr qint64 kBlockChunks = 16;
constexpr qint64 kBlockBytes = kBlockChunks * kChunkBytes;

std::vector<unsigned char> plainBlock(qint64 chunks)
{
    return std::vector<unsigned char>(static_cast<size_t>(chunks * kChunkBytes));
}

std::vector<unsigned char> sealedBlock(qint64 chunks)
{
    return std::vector<unsigned char>(static_cast<size_t>(chunks * kSealedChunkBytes));
}

/// An empty file is a chunk too.
qint64 chunksOf(qint64 plainBytes)
{
    return std::max<qint64>((plainBytes + kChunkBytes - 1) / kChunkBytes, 1);
}

/// Does `work` on another thread where there is enough of it, else when its end is waited for.
template <typename Work>
std::future<void> beside(qint64 bytes, Work work)
{
    constexpr qint64 kWorthAThread = 262'144;
    return bytes >= kWorthAThread ? cloakroom::beside(work) : std::async(std::launch::deferred, work);
}

/// Returns how many bytes it wrote to `sealed`.
size_t sealBlock(const VaultCipher& cipher, qint64 first, bool isLastBlock, ByteView plain, MutableByteView sealed)
{
    size_t done = 0;
    for (qint64 number = first; number == first || !plain.empty(); ++number) {
        const ByteView chunk = plain.first(std::min(plain.size(), static_cast<size_t>(kChunkBytes)));
        plain = plain.subspan(chunk.size());
        cipher.sealChunk(number, isLastBlock && plain.empty(), chunk, sealed.subspan(done));
        done += chunk.size() + kTagBytes;
    }
    return done;
}

bool openBlock(const VaultCipher& cipher, qint64 first, bool isLastBlock, ByteView sealed, MutableByteView plain)
{
    for (qint64 number = first; !sealed.empty(); ++number) {
        const ByteView chunk = sealed.first(std::min(sealed.size(), static_cast<size_t>(kSealedChunkBytes)));
        sealed = sealed.subspan(chunk.size());
        if (!cipher.openChunk(number, isLastBlock && sealed.empty(), chunk, plain))
            return false;
        plain = plain.subspan(chunk.size() - kTagBytes);
    }
    return true;
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
                                ByteView digestKey, const QByteArray& knownDigest)
{
    if (const auto begun = writeAll(file, cipher.header()); !begun)
        return propagate(begun);
    Hasher hasher(digestKey);
    SealedStream stream;
    std::vector<unsigned char> current = plainBlock(kBlockChunks);
    std::vector<unsigned char> next = plainBlock(kBlockChunks);
    std::vector<unsigned char> sealed = sealedBlock(kBlockChunks);
    Result<size_t> count = readBlock(source, current);
    for (qint64 number = 0; count; number += kBlockChunks) {
        const ByteView plain = ByteView(current).first(*count);
        std::future<void> hashed = beside(knownDigest.isEmpty() ? static_cast<qint64>(*count) : 0, [&] {
            if (knownDigest.isEmpty())
                hasher.add(plain);
        });
        // Whether this block is the last one is known once the next one was asked for.
        const Result<size_t> following = *count < current.size() ? Result<size_t>(0) : readBlock(source, next);
        if (!following)
            return propagate(following);
        const size_t length = sealBlock(cipher, number, *following == 0, plain, sealed);
        if (const auto put = writeAll(file, ByteView(sealed).first(length)); !put)
            return propagate(put);
        // The disk may begin at once; that it has ended is what fsync is waited for.
        (void)::sync_file_range(file.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
        hashed.get();
        stream.length += static_cast<qint64>(*count);
        if (*following == 0) {
            stream.digest = knownDigest.isEmpty() ? hasher.finish() : knownDigest;
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
    std::vector<unsigned char> reading = sealedBlock(kBlockChunks);
    std::vector<unsigned char> opening = sealedBlock(kBlockChunks);
    std::vector<unsigned char> plain = plainBlock(kBlockChunks);
    std::vector<unsigned char> hashing = plainBlock(kBlockChunks);
    bool isWhole = true;
    qint64 openedLength = 0;
    std::future<void> opened = beside(0, [] {});
    std::future<void> hashed = beside(0, [] {});
    qint64 left = written.length;
    for (qint64 number = 0; number == 0 || left > 0; number += kBlockChunks) {
        const qint64 length = std::min(left, kBlockBytes);
        const auto sealedLength = static_cast<size_t>(length + chunksOf(length) * qint64{kTagBytes});
        const Result<size_t> count = file->read(MutableByteView(reading).first(sealedLength));
        // While one block comes from the disk, the one before it is opened and the one before that is hashed.
        opened.get();
        hashed.get();
        if (!count)
            return propagate(count);
        if (*count != sealedLength || !isWhole)
            return damagedVaultFile("chunk read back");
        left -= length;
        std::swap(plain, hashing);
        hashed = beside(openedLength, [&hasher, whole = ByteView(hashing).first(static_cast<size_t>(openedLength))] {
            hasher.add(whole);
        });
        std::swap(reading, opening);
        const ByteView block = ByteView(opening).first(sealedLength);
        opened = beside(length, [&, block, number, isLast = left == 0] {
            isWhole = openBlock(cipher, number, isLast, block, plain);
        });
        openedLength = length;
    }
    opened.get();
    hashed.get();
    if (!isWhole)
        return damagedVaultFile("chunk read back");
    hasher.add(ByteView(plain).first(static_cast<size_t>(openedLength)));
    unsigned char beyond = 0;
    const Result<size_t> rest = file->read({&beyond, 1});
    if (!rest)
        return propagate(rest);
    if (*rest != 0 || !constantTimeEqual(viewOf(hasher.finish()), viewOf(written.digest)))
        return damagedVaultFile("digest read back");
    return {};
}

VaultFile::VaultFile(Descriptor file, qint64 begin, VaultCipher cipher, qint64 plainSize)
    : m_file(std::move(file))
    , m_begin(begin)
    , m_cipher(std::move(cipher))
    , m_plainSize(plainSize)
{
}

Result<VaultFile> VaultFile::open(const QString& path, ByteView photoKey, const QByteArray& uuid)
{
    Descriptor file = Descriptor::open(path, O_RDONLY);
    if (!file.isOpen())
        return failFromErrno(errno, "open vault file");
    return open(std::move(file), 0, photoKey, uuid);
}

Result<VaultFile> VaultFile::open(Descriptor file, qint64 begin, ByteView photoKey, const QByteArray& uuid)
{
    const Result<qint64> size = sizeOf(file);
    if (!size)
        return propagate(size);
    VaultHeader header{};
    const Result<size_t> count = readUpTo(file, header, begin);
    if (!count)
        return propagate(count);
    auto refusal = VaultCipher::Refusal::NotOurs;
    auto cipher = VaultCipher::fromHeader(photoKey, uuid, header, refusal);
    if (!cipher)
        return refused(refusal);
    const std::optional<qint64> plainSize = VaultCipher::plainSize(*size - begin);
    if (!plainSize)
        return damagedVaultFile("length");
    return VaultFile(std::move(file), begin, std::move(*cipher), *plainSize);
}

qint64 VaultFile::chunkCount() const
{
    return chunksOf(m_plainSize);
}

qint64 VaultFile::placeOf(qint64 number) const
{
    return m_begin + qint64{kVaultHeaderBytes} + number * kSealedChunkBytes;
}

Result<size_t> VaultFile::readChunk(qint64 number, MutableByteView sealed, MutableByteView plain) const
{
    const auto length = static_cast<size_t>(lengthOf(number));
    const MutableByteView chunk = sealed.first(length + kTagBytes);
    Result<size_t> count = readUpTo(m_file, chunk, placeOf(number));
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
    const qint64 end = length == 0 ? first + 1 : chunksOf(offset + length);
    std::vector<unsigned char> sealed = sealedBlock(std::min(end - first, kBlockChunks));
    std::vector<unsigned char> plain = plainBlock(1);
    QByteArray bytes(length, Qt::Uninitialized);
    for (qint64 number = first; number < end; number += kBlockChunks) {
        const qint64 chunks = std::min(kBlockChunks, end - number);
        const Result<size_t> count = readUpTo(
            m_file, MutableByteView(sealed).first(static_cast<size_t>(chunks * kSealedChunkBytes)), placeOf(number));
        if (!count)
            return propagate(count);
        ByteView left = ByteView(sealed).first(*count);
        for (qint64 i = number; i < number + chunks; ++i) {
            const auto chunk = static_cast<size_t>(lengthOf(i)) + kTagBytes;
            if (left.size() < chunk || !openPart(i, left.first(chunk), plain, offset, bytes))
                return damagedVaultFile("chunk");
            left = left.subspan(chunk);
        }
    }
    return bytes;
}

qint64 VaultFile::lengthOf(qint64 number) const
{
    return std::min(m_plainSize - number * kChunkBytes, kChunkBytes);
}

/// Opens a chunk to where it belongs in `bytes`, which begin at `offset` of the file; by way of `plain` when only a
/// part of it does.
bool VaultFile::openPart(qint64 number, ByteView sealed, MutableByteView plain, qint64 offset, QByteArray& bytes) const
{
    const bool isLast = number == chunkCount() - 1;
    const qint64 at = number * kChunkBytes - offset;
    const qint64 length = lengthOf(number);
    if (at >= 0 && at + length <= bytes.size())
        return m_cipher.openChunk(number, isLast, sealed, mutableViewOf(bytes).subspan(static_cast<size_t>(at)));
    if (!m_cipher.openChunk(number, isLast, sealed, plain))
        return false;
    const qint64 from = std::max(-at, qint64{0});
    const qint64 to = std::min(bytes.size() - at, length);
    std::copy(plain.begin() + from, plain.begin() + to, mutableViewOf(bytes).begin() + at + from);
    return true;
}

Result<QByteArray> VaultFile::digest(ByteView digestKey) const
{
    Hasher hasher(digestKey);
    std::vector<unsigned char> sealed = sealedBlock(1);
    std::vector<unsigned char> plain = plainBlock(1);
    for (qint64 number = 0; number < chunkCount(); ++number) {
        const Result<size_t> count = readChunk(number, sealed, plain);
        if (!count)
            return propagate(count);
        hasher.add(ByteView(plain).first(*count));
    }
    return hasher.finish();
}

} // namespace cloakroom
