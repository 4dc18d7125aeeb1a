#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/Schema.h"
#include "core/storage/UnlockedFolder.h"
#include "support/TestLibrary.h"

#include <QDir>
#include <QFile>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

void flipByte(const QString& path, qint64 offset)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.seek(offset));
    char byte = 0;
    REQUIRE(file.getChar(&byte));
    REQUIRE(file.seek(offset));
    REQUIRE(file.putChar(static_cast<char>(byte ^ 0x40)));
}

ErrorCode openError(const TestLibrary& library, const QString& user, const QString& password)
{
    const auto opened = Library::open(library.folder(), user, Password::fromText(password));
    REQUIRE_FALSE(opened.has_value());
    CHECK_FALSE(opened.error().text.isEmpty());
    return opened.error().code;
}

} // namespace

TEST_CASE("a new library opens again with its school, its user and the default purposes", "[catalogue][library]")
{
    TestLibrary library;
    library.signInAs(QStringLiteral("admin")); // case does not matter
    library.run([](Library& open) {
        CHECK(open.schoolName() == QStringLiteral("Test School"));
        CHECK(open.user().name == QStringLiteral("Admin"));
        CHECK(open.role() == Role::Admin);
        QStringList keys;
        for (const Purpose& purpose : need(PurposeRepository(open.db()).list())) {
            keys.append(purpose.key);
        }
        CHECK(keys.join(QLatin1Char(' '))
              == QStringLiteral("newsletter website social-media prospectus press display class-photo biometric"));
    });
}

TEST_CASE("a wrong password and an unknown user open nothing and read the same", "[catalogue][library]")
{
    TestLibrary library;
    library.thread().close();
    CHECK(openError(library, QStringLiteral("Admin"), QStringLiteral("not the password at all"))
          == ErrorCode::WrongPassword);
    CHECK(openError(library, QStringLiteral("Nobody"), kTestPassword) == ErrorCode::WrongPassword);
}

TEST_CASE("a library that is open says so to whoever opens it as well", "[catalogue][library]")
{
    TestLibrary library;
    CHECK(openError(library, QStringLiteral("Admin"), kTestPassword) == ErrorCode::InUse);
}

TEST_CASE("a folder with something in it is refused and left as it was", "[catalogue][library]")
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("homework.txt")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const auto created = Library::create(folder.path(), QStringLiteral("School"), QStringLiteral("Admin"),
                                         testPassword(), KdfCost::minimum());
    REQUIRE_FALSE(created.has_value());
    CHECK(created.error().code == ErrorCode::AlreadyExists);
    CHECK(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
          == QStringList{QStringLiteral("homework.txt")});
}

TEST_CASE("a library without a school or an administrator is not made", "[catalogue][library]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("new"));
    const auto created =
        Library::create(path, QStringLiteral("  "), QStringLiteral("Admin"), testPassword(), KdfCost::minimum());
    REQUIRE_FALSE(created.has_value());
    CHECK(created.error().code == ErrorCode::Invalid);
    CHECK_FALSE(QDir(path).exists());
}

TEST_CASE("a catalogue of a newer version is refused and not touched", "[catalogue][library]")
{
    TestLibrary library;
    need(library.run([](Library& open) { return open.db().execute(QStringLiteral("PRAGMA user_version=1000")); }));
    library.thread().close();
    CHECK(openError(library, QStringLiteral("Admin"), kTestPassword) == ErrorCode::NewerVersion);
}

TEST_CASE("a catalogue with a changed byte is damage and never opens as something else", "[catalogue][library]")
{
    TestLibrary library;
    library.thread().close();
    const QString path = library.folder() + QStringLiteral("/catalogue.db");
    const qint64 offset = GENERATE(10, 200, 3000);
    flipByte(path, offset);
    CAPTURE(offset);
    CHECK(openError(library, QStringLiteral("Admin"), kTestPassword) == ErrorCode::Damaged);
}

TEST_CASE("a catalogue that is gone is damage and not a new empty one", "[catalogue][library]")
{
    TestLibrary library;
    library.thread().close();
    REQUIRE(QFile::remove(library.folder() + QStringLiteral("/catalogue.db")));
    CHECK(openError(library, QStringLiteral("Admin"), kTestPassword) == ErrorCode::Damaged);
    CHECK_FALSE(QFile::exists(library.folder() + QStringLiteral("/catalogue.db")));
}

TEST_CASE("damaged previews are made anew since they can be rebuilt", "[catalogue][library]")
{
    TestLibrary library;
    library.thread().close();
    flipByte(library.folder() + QStringLiteral("/previews.db"), 300);
    library.signInAs(QStringLiteral("Admin"));
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Admin);
}

TEST_CASE("what an import that was cut off left in the vault is gone at the next opening", "[catalogue][library]")
{
    TestLibrary library;
    const QString name = library.run([](Library& open) {
        const QString reserved = Vault::newName();
        auto statement = need(open.db().prepare(QStringLiteral("INSERT INTO vault_pending(vault_name) VALUES(?)")));
        need(statement.bind(reserved).run());
        const QByteArray bytes("the first half of a photo");
        (void)need(open.vault().write(reserved, Vault::newKey(), Vault::newUuid(), viewOf(bytes)));
        return reserved;
    });
    library.signInAs(QStringLiteral("Admin"));
    library.run([&name](Library& open) {
        CHECK_FALSE(need(open.vault().list()).contains(name));
        auto statement = need(open.db().prepare(QStringLiteral("SELECT count(*) FROM vault_pending")));
        REQUIRE(need(statement.next()));
        CHECK(statement.integer(0) == 0);
    });
}

TEST_CASE("checking a library finds a missing original and one that nobody knows", "[catalogue][library][verify]")
{
    TestLibrary library;
    const auto result = library.run([](Library& open) {
        const QByteArray bytes("no row knows this one");
        (void)need(open.vault().write(Vault::newName(), Vault::newKey(), Vault::newUuid(), viewOf(bytes)));
        return need(verifyLibrary(open, VerifyDepth::Full));
    });
    CHECK(result.ok);
    CHECK(result.orphans.size() == 1);
    CHECK(result.damaged.isEmpty());
}
