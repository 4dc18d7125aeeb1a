#include "core/storage/Vault.h"

#include "StorageTestHelp.h"
#include "core/crypto/Random.h"

#include <QBuffer>
#include <QProcess>
#include <QThread>

#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr qsizetype kChunk = 64 * 1024;

struct Stored {
    PhotoKey key = Vault::newKey();
    QByteArray uuid = Vault::newUuid();
    StoredFile file;
    QString path;
};

struct VaultFolder {
    QTemporaryDir folder;
    SecretBuffer wrap = SecretBuffer::random(kKeyBytes);
    SecretBuffer digest = SecretBuffer::random(kKeyBytes);
    Vault vault{folder.filePath(QStringLiteral("vault")), wrap.view(), digest.view(), 1};

    Stored store(const QByteArray& bytes) const
    {
        Stored stored;
        const auto written = vault.write(Vault::newName(), stored.key, stored.uuid, viewOf(bytes));
        REQUIRE(written);
        stored.file = *written;
        stored.path = vault.folder() + QLatin1Char('/') + written->name.left(2) + QLatin1Char('/') + written->name;
        return stored;
    }

    ErrorCode readError(const Stored& stored) const
    {
        const auto read = vault.read(stored.file.name, stored.key, stored.uuid);
        REQUIRE_FALSE(read);
        const auto verified = vault.verify(stored.file.name, stored.key, stored.uuid, stored.file);
        REQUIRE_FALSE(verified);
        CHECK(verified.error().code == read.error().code);
        return read.error().code;
    }
};

/// Gives some bytes and then fails, as a pulled card does.
class FailingSource final : public QIODevice {
public:
    explicit FailingSource(qint64 good)
        : m_left(good)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 count = std::min(most, m_left);
        if (count == 0)
            return -1;
        std::fill_n(data, count, 'p');
        m_left -= count;
        return count;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    qint64 m_left;
};

/// Never comes to an end.
class EndlessSource final : public QIODevice {
public:
    EndlessSource() { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        std::fill_n(data, most, 'e');
        return most;
    }
    qint64 writeData(const char*, qint64) override { return -1; }
};

QStringList everyFile(const QString& folder)
{
    QStringList all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        all.append(files.next());
    return all;
}

} // namespace

TEST_CASE("an original comes back as it was whatever its length", "[storage][vault]")
{
    const VaultFolder in;
    const qsizetype length =
        GENERATE(as<qsizetype>{}, 0, 1, 4095, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk, 3 * kChunk + 17, 2'000'003);
    CAPTURE(length);
    const QByteArray bytes = randomBytes(length);
    const Stored stored = in.store(bytes);
    CHECK(stored.file.plainLength == length);
    CHECK(stored.file.digest == in.vault.digestOf(viewOf(bytes)));
    CHECK(in.vault.read(stored.file.name, stored.key, stored.uuid) == bytes);
    CHECK(in.vault.verify(stored.file.name, stored.key, stored.uuid, stored.file));
    CHECK(in.vault.checkSize(stored.file.name, length));
    CHECK(in.vault.checkSize(stored.file.name, length + 1).error().code == ErrorCode::Damaged);
    CHECK(in.vault.list() == QStringList{stored.file.name});
    CHECK(everyFile(in.folder.path()) == QStringList{stored.path});
    QBuffer source(const_cast<QByteArray*>(&bytes));
    source.open(QIODevice::ReadOnly);
    CHECK(in.vault.digestOf(source) == stored.file.digest);
}

TEST_CASE("any range of an original can be read alone", "[storage][vault]")
{
    const VaultFolder in;
    const QByteArray bytes = randomBytes(3 * kChunk + 100);
    const Stored stored = in.store(bytes);
    for (const qsizetype offset : {qsizetype{0}, qsizetype{1}, kChunk - 1, kChunk, 2 * kChunk + 5, 3 * kChunk + 99}) {
        for (const qsizetype length : {qsizetype{1}, qsizetype{10}, kChunk, kChunk + 1, 10 * kChunk}) {
            CAPTURE(offset, length);
            CHECK(in.vault.readRange(stored.file.name, stored.key, stored.uuid, offset, length)
                  == bytes.mid(offset, length));
        }
    }
    CHECK(in.vault.readRange(stored.file.name, stored.key, stored.uuid, bytes.size(), 10)->isEmpty());
    CHECK(in.vault.readRange(stored.file.name, stored.key, stored.uuid, -1, 10)->isEmpty());
}

TEST_CASE("nothing of an original can be read without its key", "[storage][vault]")
{
    const VaultFolder in;
    const Stored stored = in.store(QByteArray("CanaryInAPhoto").repeated(9000));
    CHECK(filesWith(in.folder.path(), QStringLiteral("CanaryInAPhoto")).isEmpty());
    CHECK_FALSE(in.vault.read(stored.file.name, Vault::newKey(), stored.uuid));
    CHECK_FALSE(in.vault.read(stored.file.name, stored.key, Vault::newUuid()));
    CHECK(in.vault.read(Vault::newName(), stored.key, stored.uuid).error().code == ErrorCode::NotFound);
    CHECK(in.vault.read(QStringLiteral("../../etc/passwd"), stored.key, stored.uuid).error().code
          == ErrorCode::Internal);
}

TEST_CASE("every change to a stored file is found", "[storage][vault][tampering]")
{
    const VaultFolder in;
    const QByteArray bytes = randomBytes(3 * kChunk);
    const Stored stored = in.store(bytes);
    const QByteArray original = contentsOf(stored.path);
    const qsizetype sealed = kChunk + 16;

    SECTION("a flipped bit in the header or in any chunk")
    {
        for (qsizetype at = 0; at < original.size(); at += at < 64 ? 1 : 4099) {
            CAPTURE(at);
            QByteArray flipped = original;
            flipped[at] = static_cast<char>(flipped[at] ^ 1);
            replaceContents(stored.path, flipped);
            const ErrorCode code = in.readError(stored);
            CHECK((code == ErrorCode::Damaged || (at >= 8 && at < 10 && code == ErrorCode::NewerVersion)));
        }
    }
    SECTION("a file cut anywhere, at the end of a chunk too")
    {
        for (const qsizetype size : {qsizetype{0}, qsizetype{63}, qsizetype{64}, qsizetype{70}, 64 + sealed,
                                     64 + 2 * sealed, 64 + 2 * sealed + 16, original.size() - 1}) {
            CAPTURE(size);
            replaceContents(stored.path, original.left(size));
            CHECK(in.readError(stored) == ErrorCode::Damaged);
        }
    }
    SECTION("a longer file")
    {
        replaceContents(stored.path, original + QByteArray(1, 'x'));
        CHECK(in.readError(stored) == ErrorCode::Damaged);
        replaceContents(stored.path, original + original.mid(64 + sealed, sealed));
        CHECK(in.readError(stored) == ErrorCode::Damaged);
    }
    SECTION("chunks in another order")
    {
        replaceContents(stored.path,
                        original.left(64) + original.mid(64 + sealed, sealed) + original.mid(64, sealed)
                            + original.mid(64 + 2 * sealed));
        CHECK(in.readError(stored) == ErrorCode::Damaged);
    }
    SECTION("two files changed for each other")
    {
        const Stored other = in.store(randomBytes(3 * kChunk));
        const QByteArray otherBytes = contentsOf(other.path);
        replaceContents(other.path, original);
        replaceContents(stored.path, otherBytes);
        CHECK(in.readError(stored) == ErrorCode::Damaged);
        CHECK(in.readError(other) == ErrorCode::Damaged);
    }
    SECTION("another photo's bytes under the same key")
    {
        const auto again = in.vault.write(Vault::newName(), stored.key, stored.uuid, viewOf(randomBytes(3 * kChunk)));
        REQUIRE(again);
        CHECK(in.vault.verify(again->name, stored.key, stored.uuid, stored.file).error().code == ErrorCode::Damaged);
    }
    SECTION("a file that is gone")
    {
        REQUIRE(in.vault.remove(stored.file.name));
        CHECK(in.readError(stored) == ErrorCode::NotFound);
        CHECK(in.vault.checkSize(stored.file.name, stored.file.plainLength).error().code == ErrorCode::NotFound);
        CHECK(in.vault.remove(stored.file.name).error().code == ErrorCode::NotFound);
    }
}

TEST_CASE("a photo's key is bound to its photo and its library", "[storage][vault][keys]")
{
    const VaultFolder in;
    const PhotoKey key = Vault::newKey();
    const QByteArray uuid = Vault::newUuid();
    const QByteArray wrapped = in.vault.wrapKey(key, uuid);
    CHECK(wrapped.size() == 76);
    CHECK(in.vault.wrapKey(key, uuid) != wrapped);
    const auto unwrapped = in.vault.unwrapKey(wrapped, uuid);
    REQUIRE(unwrapped);
    CHECK(unwrapped->equals(key.view()));
    CHECK_FALSE(in.vault.unwrapKey(wrapped, Vault::newUuid()));
    CHECK_FALSE(in.vault.unwrapKey(wrapped.chopped(1), uuid));
    const VaultFolder other;
    CHECK_FALSE(other.vault.unwrapKey(wrapped, uuid));
    for (qsizetype at = 0; at < wrapped.size(); ++at) {
        QByteArray flipped = wrapped;
        flipped[at] = static_cast<char>(flipped[at] ^ 4);
        CHECK_FALSE(in.vault.unwrapKey(flipped, uuid));
    }
}

TEST_CASE("equal originals have equal digests only within a library", "[storage][vault]")
{
    const VaultFolder in;
    const VaultFolder other;
    const QByteArray bytes = randomBytes(1000);
    CHECK(in.store(bytes).file.digest == in.store(bytes).file.digest);
    CHECK(in.vault.digestOf(viewOf(bytes)) != other.vault.digestOf(viewOf(bytes)));
}

TEST_CASE("a source that fails in the middle leaves no file", "[storage][vault][fault]")
{
    const VaultFolder in;
    for (const qint64 good : {qint64{0}, qint64{10}, qint64{kChunk}, qint64{5 * kChunk + 3}}) {
        FailingSource source(good);
        const auto written = in.vault.write(Vault::newName(), Vault::newKey(), Vault::newUuid(), source);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == ErrorCode::Unreadable);
        CHECK(everyFile(in.folder.path()).isEmpty());
    }
}

TEST_CASE("a name is written once", "[storage][vault]")
{
    const VaultFolder in;
    const Stored stored = in.store("first");
    const QByteArray before = contentsOf(stored.path);
    const auto again = in.vault.write(stored.file.name, Vault::newKey(), Vault::newUuid(), viewOf(QByteArray("x")));
    CHECK(again.error().code == ErrorCode::AlreadyExists);
    CHECK(contentsOf(stored.path) == before);
}

TEST_CASE("a full disk is a clear error and leaves no half file", "[storage][vault][fault]")
{
    const QTemporaryDir mountPoint;
    const QByteArray target = QFile::encodeName(mountPoint.path());
    if (mount("tmpfs", target.constData(), "tmpfs", 0, "size=400k") != 0) {
        WARN("skipped: a small file system cannot be mounted here");
        return;
    }
    {
        const SecretBuffer key = SecretBuffer::random(kKeyBytes);
        const Vault vault(mountPoint.filePath(QStringLiteral("vault")), key.view(), key.view(), 1);
        const auto small = vault.write(Vault::newName(), Vault::newKey(), Vault::newUuid(), viewOf(randomBytes(9)));
        REQUIRE(small);
        EndlessSource source;
        const auto written = vault.write(Vault::newName(), Vault::newKey(), Vault::newUuid(), source);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == ErrorCode::NoSpace);
        CHECK_FALSE(written.error().text.isEmpty());
        CHECK(vault.list() == QStringList{small->name});
        CHECK(everyFile(mountPoint.path()).size() == 1);
        CHECK(vault.write(Vault::newName(), Vault::newKey(), Vault::newUuid(), viewOf(randomBytes(9))));
    }
    CHECK(umount(target.constData()) == 0);
}

TEST_CASE("a writer killed at any moment leaves no file that is listed", "[storage][vault][fault][crash]")
{
    const VaultFolder in;
    for (unsigned round = 0; round < 8; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            EndlessSource source;
            (void)in.vault.write(Vault::newName(), Vault::newKey(), Vault::newUuid(), source);
            _exit(0);
        }
        QThread::usleep(1000 + round * 1500);
        REQUIRE(kill(child, SIGKILL) == 0);
        REQUIRE(waitpid(child, nullptr, 0) == child);
        CHECK(in.vault.list()->isEmpty());
    }
    REQUIRE(in.vault.removeUnfinished());
    CHECK(everyFile(in.folder.path()).isEmpty());
}

TEST_CASE("several threads write and read at once", "[storage][vault][threads]")
{
    const VaultFolder in;
    std::atomic<int> wrong = 0;
    const auto work = [&](char letter) {
        for (int i = 0; i < 8; ++i) {
            const QByteArray bytes(kChunk + i, letter);
            const PhotoKey key = Vault::newKey();
            const QByteArray uuid = Vault::newUuid();
            const auto written = in.vault.write(Vault::newName(), key, uuid, viewOf(bytes));
            const bool same = written && in.vault.read(written->name, key, uuid) == bytes;
            wrong += same ? 0 : 1;
        }
    };
    std::vector<std::thread> threads;
    for (const char letter : {'a', 'b', 'c'})
        threads.emplace_back(work, letter);
    for (std::thread& thread : threads)
        thread.join();
    CHECK(wrong == 0);
    CHECK(in.vault.list()->size() == 24);
}
