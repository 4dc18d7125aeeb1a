#include "core/crypto/Random.h"
#include "core/storage/Vault.h"
#include "crash/Wreck.h"

#include <QDir>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

struct Original {
    QString name = Vault::newName();
    PhotoKey key = Vault::newKey();
    QByteArray uuid = Vault::newUuid();
    QByteArray bytes;
    StoredFile stored = {};
};

const SecretBuffer& wrap()
{
    static const SecretBuffer key = SecretBuffer::random(kKeyBytes);
    return key;
}

Vault vaultIn(const QString& folder)
{
    return Vault(folder + QStringLiteral("/vault"), wrap().view(), wrap().view(), 1);
}

std::vector<Original> originals()
{
    std::vector<Original> all;
    for (const qsizetype size : {0, 100, 65'536, 200'003}) {
        all.push_back({});
        all.back().bytes = randomBytes(size);
    }
    return all;
}

Result<StoredFile> write(const Vault& vault, const Original& original)
{
    return vault.write(original.name, original.key, original.uuid, viewOf(original.bytes));
}

bool isWhole(const Vault& vault, const Original& original)
{
    return vault.read(original.name, original.key, original.uuid) == original.bytes;
}

/// What may lie in the vault: the originals that were returned, whole; of the others nothing or all.
void checkVault(const Vault& vault, const std::vector<Original>& all, size_t returned)
{
    const auto names = vault.list();
    REQUIRE(names);
    for (size_t i = 0; i < all.size(); ++i) {
        const bool isListed = names->contains(all[i].name);
        if (i < returned)
            CHECK(isListed);
        if (isListed)
            CHECK(isWhole(vault, all[i]));
    }
    REQUIRE(vault.removeUnfinished());
    int files = 0;
    QDirIterator found(vault.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    for (; found.hasNext(); ++files)
        (void)found.next();
    CHECK(files == names->size());
}

} // namespace

TEST_CASE("a power cut while originals are stored leaves each whole or absent", "[crash][vault]")
{
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    const std::vector<Original> all = originals();
    const Vault vault = vaultIn(folder.path());
    REQUIRE(QDir(folder.path()).mkdir(QStringLiteral("vault")));
    FileTrace trace(folder.path().toStdString());
    for (size_t i = 0; i < all.size(); ++i) {
        REQUIRE(write(vault, all[i]));
        trace.mark(static_cast<int64_t>(i) + 1);
    }
    trace.end();
    const int cuts = cutEverywhere(trace, 12, [&](const std::string& wreck, int64_t mark) {
        const Vault left = vaultIn(QString::fromStdString(wreck));
        checkVault(left, all, static_cast<size_t>(std::max<int64_t>(mark, 0)));
        // And it takes originals again.
        CHECK(left.write(Vault::newName(), all[0].key, all[0].uuid, viewOf(QByteArray("more"))));
    });
    WARN(cuts << " power cuts in " << trace.log().size() << " operations");
}

TEST_CASE("a power cut while an original is removed leaves it whole or absent", "[crash][vault]")
{
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    const std::vector<Original> all = originals();
    const Vault vault = vaultIn(folder.path());
    for (const Original& original : all)
        REQUIRE(write(vault, original));
    FileTrace trace(folder.path().toStdString());
    REQUIRE(vault.remove(all.back().name));
    trace.mark(1);
    trace.end();
    cutEverywhere(trace, 20, [&](const std::string& wreck, int64_t mark) {
        const Vault left = vaultIn(QString::fromStdString(wreck));
        checkVault(left, all, all.size() - 1);
        if (mark == 1)
            CHECK_FALSE(left.list()->contains(all.back().name));
    });
}

TEST_CASE("every failing operation of the vault is a clear error without loss", "[crash][vault][fault]")
{
    const bool staysBroken = GENERATE(false, true);
    const auto at = GENERATE(FileTrace::At::Change, FileTrace::At::Read, FileTrace::At::Open);
    const std::vector<Original> all = originals();
    int faults = 0;
    for (size_t number = 0;; ++number) {
        const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
        const Vault vault = vaultIn(folder.path());
        REQUIRE(write(vault, all[0]));
        FileTrace trace(folder.path().toStdString(), FileTrace::Fault{at, number, staysBroken});
        std::vector<Result<StoredFile>> answers;
        for (size_t i = 1; i < all.size(); ++i)
            answers.push_back(write(vault, all[i]));
        const auto read = vault.read(all[0].name, all[0].key, all[0].uuid);
        trace.end();
        if (!trace.hasFailed())
            break;
        ++faults;
        CAPTURE(number, staysBroken);
        CHECK((read || read.error().code == ErrorCode::Unreadable));
        CHECK(isWhole(vault, all[0]));
        REQUIRE(vault.removeUnfinished());
        for (size_t i = 1; i < all.size(); ++i) {
            const auto& answer = answers[i - 1];
            if (answer) {
                CHECK(isWhole(vault, all[i]));
                continue;
            }
            CHECK((answer.error().code == ErrorCode::NoSpace || answer.error().code == ErrorCode::Unreadable));
            CHECK_FALSE(answer.error().text.isEmpty());
            // Tried again on a disk that works: stored, or there already, whole.
            const auto again = write(vault, all[i]);
            CHECK((again || again.error().code == ErrorCode::AlreadyExists));
            CHECK(isWhole(vault, all[i]));
        }
    }
    WARN(faults << " faults");
    CHECK(faults > 0);
}
