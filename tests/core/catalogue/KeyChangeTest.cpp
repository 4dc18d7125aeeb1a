#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/catalogue/Previews.h"
#include "core/crypto/RecoveryKey.h"
#include "core/storage/EncryptedVfs.h"
#include "core/storage/UnlockedFolder.h"
#include "support/DrawnPhotos.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("Admin");
const QString kVera = QStringLiteral("Vera");

void copyFolder(const QString& from, const QString& to)
{
    REQUIRE(QDir().mkpath(to));
    QDirIterator entries(from, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        const QString target = to + path.mid(from.size());
        REQUIRE((entries.fileInfo().isDir() ? QDir().mkpath(target) : QFile::copy(path, target)));
    }
}

quint32 generationOf(const QString& folder)
{
    return need(LibraryFolder::inspect(folder)).generation();
}

/// Everything in it opens and is as it was: rows, previews, originals, log.
void requireIntact(Library& library, qsizetype photos)
{
    const auto verified = need(verifyLibrary(library, VerifyDepth::Full));
    CHECK(verified.ok);
    CHECK(verified.photos == photos);
    CHECK(verified.orphans.isEmpty());
    CHECK(need(audit::verify(library)).ok);
    for (const OriginalRow& row : need(OriginalRepository(library.db()).list())) {
        CHECK_FALSE(need(library.previews().load(row.photo, Previews::Size::Thumbnail)).isEmpty());
        const PhotoKey key = need(library.vault().unwrapKey(row.original.wrappedKey, row.original.uuid));
        const QByteArray bytes = need(library.vault().read(row.original.vaultName, key, row.original.uuid));
        // The digest is the same as before the change: duplicates are still found.
        CHECK(library.vault().digestOf(viewOf(bytes)) == row.original.digest);
    }
}

Result<void> changeKey(const TestLibrary& library, const std::function<Result<void>(const char*)>& observer = {})
{
    NoProgress progress;
    auto opened = Library::open(library.folder(), kAdmin, testPassword());
    return opened ? Library::changeKey(std::move(*opened), progress, observer) : propagate(opened);
}

} // namespace

TEST_CASE("a change of key leaves everything readable under new keys alone", "[catalogue][library][change-key]")
{
    TestLibrary library;
    library.addUser(kVera, Role::Viewer);
    importDrawn(library, 3);
    library.thread().close();
    const QByteArray catalogueBefore = [&] {
        QFile file(library.folder() + QStringLiteral("/catalogue.db"));
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }();
    const SecretBuffer oldKey = [&] {
        const auto open = need(UnlockedFolder::open(library.folder(), kAdmin, testPassword()));
        return SecretBuffer::copyFrom(open.catalogueKey());
    }();
    need(changeKey(library));
    need(changeKey(library));
    CHECK(generationOf(library.folder()) == 3);
    CHECK(QDir(library.folder()).entryList({QStringLiteral("change-key*")}, QDir::AllEntries).isEmpty());
    library.signInAs(kAdmin);
    library.run([](Library& open) { requireIntact(open, 3); });
    library.run([&](Library& open) { CHECK_FALSE(oldKey.equals(open.folder().catalogueKey())); });
    library.signInAs(kVera);
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Viewer);
    library.thread().close();
    const auto key = need(RecoveryKey::parse(library.recoveryKey()));
    CHECK(Library::openWithRecoveryKey(library.folder(), key).has_value());

    // A copy of the old keyslots opens nothing of the new state, nor the old catalogue key the new file.
    REQUIRE(registerVfs());
    const QString copy = library.scratch(QStringLiteral("stolen.db"));
    REQUIRE(QFile::copy(library.folder() + QStringLiteral("/catalogue.db"), copy));
    const auto registration = need(KeyRegistration::add(copy, oldKey.view(), 1));
    CHECK_FALSE(Database::open(copy, Database::Access::Write, Database::Durability::Full).has_value());
    CHECK_FALSE(catalogueBefore.isEmpty());
}

TEST_CASE("a change of key that is cut off anywhere leaves one of the two generations whole",
          "[catalogue][library][change-key][crash]")
{
    TestLibrary library;
    library.addUser(kVera, Role::Viewer);
    importDrawn(library, 2);
    library.thread().close();
    // What lies on the disk after each step is what a program that was killed there leaves behind.
    QStringList states;
    need(changeKey(library, [&](const char* step) -> Result<void> {
        const QString state = library.scratch(QStringLiteral("state-%1").arg(states.size()));
        INFO(step);
        copyFolder(library.folder(), state);
        states.append(state);
        return {};
    }));
    CHECK(states.size() >= 12);
    QSet<quint32> generations;
    for (const QString& state : std::as_const(states)) {
        CAPTURE(state.toStdString());
        auto opened = need(Library::open(state, kAdmin, testPassword()));
        generations.insert(generationOf(state));
        requireIntact(*opened, 2);
        opened.reset();
        CHECK(Library::open(state, kVera, testPassword()).has_value());
        CHECK(QDir(state).entryList({QStringLiteral("change-key*")}, QDir::AllEntries).isEmpty());
    }
    CHECK(generations == QSet<quint32>{1, 2});
}

TEST_CASE("a change of key that fails at any step leaves the library usable", "[catalogue][library][change-key]")
{
    TestLibrary library;
    importDrawn(library, 1);
    library.thread().close();
    for (int failing = 0;; ++failing) {
        CAPTURE(failing);
        const quint32 before = generationOf(library.folder());
        int step = 0;
        const auto changed = changeKey(library, [&](const char*) -> Result<void> {
            return step++ == failing ? fail(ErrorCode::NoSpace, QStringLiteral("full")) : Result<void>();
        });
        const auto opened = need(Library::open(library.folder(), kAdmin, testPassword()));
        requireIntact(*opened, 1);
        const quint32 after = generationOf(library.folder());
        CHECK((after == before || after == before + 1));
        if (changed) {
            CHECK(failing >= 10);
            CHECK(after == before + 1);
            break;
        }
        CHECK(changed.error().code == ErrorCode::NoSpace);
    }
}

TEST_CASE("the independent decoder reads a library whose key was changed", "[catalogue][library][change-key][decoder]")
{
    const QString python = QStringLiteral("/usr/bin/python3");
    if (QProcess::execute(python, {QStringLiteral("-c"), QStringLiteral("import nacl.bindings")}) != 0) {
        WARN("skipped: /usr/bin/python3 with python3-nacl is not installed");
        return;
    }
    TestLibrary library;
    importDrawn(library, 1);
    library.thread().close();
    need(changeKey(library));
    const QString target = library.scratch(QStringLiteral("plain"));
    QProcess decoder;
    decoder.start(python,
                  {QStringLiteral(CLOAKROOM_TEST_SOURCE_DIR "/packaging/decode-library.py"), library.folder(), target,
                   QStringLiteral("--recovery-key-file"), QStringLiteral("-")});
    decoder.write(library.recoveryKey().toUtf8());
    decoder.closeWriteChannel();
    REQUIRE(decoder.waitForFinished(60'000));
    INFO(decoder.readAllStandardError().toStdString());
    CHECK(decoder.exitCode() == 0);
    CHECK(QDir(target + QStringLiteral("/originals")).entryList(QDir::Files).size() == 1);
}

TEST_CASE("nobody but an administrator changes the key", "[catalogue][library][change-key][permissions]")
{
    TestLibrary library;
    const Role role = GENERATE(Role::Office, Role::Marketing, Role::Safeguarding, Role::Viewer);
    library.addUser(kVera, role);
    library.thread().close();
    NoProgress progress;
    auto opened = need(Library::open(library.folder(), kVera, testPassword()));
    const auto changed = Library::changeKey(std::move(opened), progress);
    REQUIRE_FALSE(changed.has_value());
    CHECK(changed.error().code == ErrorCode::NotAllowed);
    CHECK(generationOf(library.folder()) == 1);
}

TEST_CASE("a library.json whose carried keys were changed opens nothing", "[catalogue][library][change-key][tampering]")
{
    TestLibrary library;
    library.thread().close();
    need(changeKey(library));
    const QString path = library.folder() + QStringLiteral("/library.json");
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    QByteArray json = file.readAll();
    file.close();
    const char* const field = GENERATE("digest_key", "detail_key");
    const qsizetype at = json.indexOf(field) + qsizetype(qstrlen(field)) + 6;
    json[at] = json[at] == 'a' ? 'b' : 'a';
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(json);
    file.close();
    const auto opened = Library::open(library.folder(), kAdmin, testPassword());
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == ErrorCode::Damaged);
}
