#include "bench/Bench.h"
#include "core/crypto/Aead.h"
#include "core/crypto/Random.h"
#include "core/storage/FileIo.h"
#include "core/storage/ReadBack.h"
#include "core/storage/Vault.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace cloakroom::bench {

namespace {

constexpr qsizetype kFileBytes = 8'000'000;
constexpr size_t kBlock = 65'536;

void must(bool isRight)
{
    if (!isRight)
        throw std::runtime_error("the vault's measurement failed");
}

/// As careful programs copy: a temporary name, flushed, renamed, the folder flushed.
void plainCopy(const QString& from, const QString& to)
{
    const Descriptor source = Descriptor::open(from, O_RDONLY);
    Descriptor target = Descriptor::open(to + temporarySuffix(), O_WRONLY | O_CREAT | O_EXCL);
    must(source.isOpen() && target.isOpen());
    std::vector<unsigned char> block(kBlock);
    for (;;) {
        const auto count = readUpTo(source, block, -1);
        must(count.has_value());
        if (*count == 0)
            break;
        must(writeAll(target, ByteView(block).first(*count)).has_value());
    }
    must(::fsync(target.get()) == 0 && target.close());
    must(renameNew(to + temporarySuffix(), to).has_value());
    must(syncFolder(QFileInfo(to).path()).has_value());
}

/// As the vault does before it believes in a file: from the medium, against what was to be written.
void compareOnMedium(const QString& path, const QByteArray& bytes)
{
    auto file = ReadBack::open(path);
    must(file.has_value());
    std::vector<unsigned char> block(1'048'576);
    for (qsizetype at = 0; at < bytes.size();) {
        const auto count = file->read(block);
        must(count && *count > 0);
        must(std::memcmp(block.data(), bytes.constData() + at, *count) == 0);
        at += static_cast<qsizetype>(*count);
    }
}

void plainRead(const QString& path)
{
    QFile file(path);
    must(file.open(QIODevice::ReadOnly) && file.readAll().size() == kFileBytes);
}

/// The cipher alone over as many bytes, in blocks as the vault has them.
void bareCipher(const QByteArray& bytes, bool seals)
{
    static const SecretBuffer key = SecretBuffer::random(kKeyBytes);
    static const QByteArray nonce = randomBytes(qsizetype{kNonceBytes});
    static std::vector<unsigned char> out(kBlock + kTagBytes);
    static QByteArray sealedBlock = [] {
        QByteArray sealed(qsizetype{kBlock + kTagBytes}, '\0');
        sealWithNonce(key.view(), viewOf(nonce), viewOf(QByteArray(qsizetype{kBlock}, 'x')), {}, mutableViewOf(sealed));
        return sealed;
    }();
    for (qsizetype at = 0; at < bytes.size(); at += qsizetype{kBlock}) {
        const auto count = static_cast<size_t>(std::min<qsizetype>(qsizetype{kBlock}, bytes.size() - at));
        if (seals)
            sealWithNonce(key.view(), viewOf(nonce), viewOf(bytes).subspan(static_cast<size_t>(at), count), {}, out);
        else
            must(openWithNonce(key.view(), viewOf(nonce), viewOf(sealedBlock), {}, out));
    }
}

struct Stored {
    QString name = Vault::newName();
    PhotoKey key = Vault::newKey();
    QByteArray uuid = Vault::newUuid();
};

Times measure(const QString& folder, int64_t files)
{
    const QByteArray bytes = randomBytes(kFileBytes);
    const QString source = folder + QStringLiteral("/source");
    {
        QFile file(source);
        must(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    const SecretBuffer key = SecretBuffer::random(kKeyBytes);
    const Vault vault(folder + QStringLiteral("/vault"), key.view(), key.view(), 1);
    std::vector<Stored> all(static_cast<size_t>(files));
    Times times;
    const auto copyOf = [&](size_t i) { return folder + QStringLiteral("/copy%1").arg(i); };
    // Turn by turn, so that both meet the same disk.
    for (size_t i = 0; i < all.size(); ++i) {
        times["1 write: plain copy"] += secondsOf([&] { plainCopy(source, copyOf(i)); });
        times["1b write: read back"] += secondsOf([&] { compareOnMedium(copyOf(i), bytes); });
        times["2 write: bare cipher"] += secondsOf([&] { bareCipher(bytes, true); });
        times["3 write: vault"] += secondsOf([&] {
            QFile file(source);
            must(file.open(QIODevice::ReadOnly));
            must(vault.write(all[i].name, all[i].key, all[i].uuid, file).has_value());
        });
    }
    for (size_t i = 0; i < all.size(); ++i) {
        const QString stored = vault.folder() + QLatin1Char('/') + all[i].name.left(2) + QLatin1Char('/') + all[i].name;
        dropCache(copyOf(i).toStdString());
        dropCache(stored.toStdString());
        times["4 read: plain file"] += secondsOf([&] { plainRead(copyOf(i)); });
        times["5 read: bare cipher"] += secondsOf([&] { bareCipher(bytes, false); });
        times["6 read: vault"] +=
            secondsOf([&] { must(vault.read(all[i].name, all[i].key, all[i].uuid)->size() == kFileBytes); });
    }
    return times;
}

} // namespace

void benchVault(const Sizes& sizes)
{
    Times best;
    for (int round = 0; round < sizes.rounds; ++round) {
        const QTemporaryDir folder(sizes.folder + QStringLiteral("/cloakroom-bench-XXXXXX"));
        keepBest(best, measure(folder.path(), sizes.vaultFiles));
    }
    std::printf("vault: %lld originals of 8 MB, best of %d\n", static_cast<long long>(sizes.vaultFiles), sizes.rounds);
    const double megabytes = static_cast<double>(sizes.vaultFiles * kFileBytes) / 1e6;
    for (const auto& [name, took] : best)
        std::printf("%-22s %7.3f s  %6.0f MB/s  (processor %.3f s)\n", name.c_str() + 2, took.clock,
                    megabytes / took.clock, took.processor);
    const Seconds write = best["1 write: plain copy"] + best["2 write: bare cipher"];
    const Seconds read = best["4 read: plain file"] + best["5 read: bare cipher"];
    std::printf(
        "speed of the vault beside plain copy plus bare cipher: write %.2f (processor %.2f), read %.2f (processor "
        "%.2f)\n",
        write.clock / best["3 write: vault"].clock, write.processor / best["3 write: vault"].processor,
        read.clock / best["6 read: vault"].clock, read.processor / best["6 read: vault"].processor);
    // A copy that is no more careful than the vault: what the medium holds is read again and compared.
    const Seconds proven = write + best["1b write: read back"];
    std::printf("beside a copy that is read back and compared too: write %.2f\n",
                proven.clock / best["3 write: vault"].clock);
}

} // namespace cloakroom::bench
