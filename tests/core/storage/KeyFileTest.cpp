#include "core/storage/KeyFile.h"

#include "core/audit/AuditLog.h"
#include "core/base/Progress.h"
#include "core/storage/RecoveryKey.h"
#include "support/TestLibrary.h"

#include <QFile>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("Admin");

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

Password with(const QString& keyFile, const QString& text = kTestPassword)
{
    Password password = Password::fromText(text);
    password.setKeyFile(need(readKeyFile(keyFile)));
    return password;
}

bool opens(const QString& folder, const Password& password)
{
    const auto opened = Library::open(folder, kAdmin, password);
    if (!opened) {
        CHECK(opened.error().code == ErrorCode::WrongPassword);
    }
    return opened.has_value();
}

} // namespace

TEST_CASE("a key file reads back, is never replaced and no changed byte is taken", "[storage][key-file]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("stick.key"));
    const SecretBuffer secret = need(makeKeyFile(path));
    CHECK(need(readKeyFile(path)).equals(secret.view()));
    CHECK(makeKeyFile(path).error().code == ErrorCode::AlreadyExists);
    CHECK(readKeyFile(folder.filePath(QStringLiteral("none"))).error().code == ErrorCode::NotFound);
    const QByteArray whole = bytesOf(path);
    CHECK(whole.size() == 64);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        CAPTURE(at);
        QByteArray changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        put(path, changed);
        CHECK(readKeyFile(path).error().code == ErrorCode::Invalid);
    }
    for (const QByteArray& odd : {QByteArray(), whole.chopped(1), whole + '\0', QByteArray(100'000, 'x')}) {
        put(path, odd);
        CHECK(readKeyFile(path).error().code == ErrorCode::Invalid);
    }
}

TEST_CASE("an account with a key file opens with both and with neither alone", "[accounts][key-file]")
{
    TestLibrary library;
    const QString key = library.scratch(QStringLiteral("stick.key"));
    const QString other = library.scratch(QStringLiteral("other.key"));
    (void)need(makeKeyFile(other));
    const QString fresh = QStringLiteral("a completely fresh pass phrase");
    library.run([&](Library& open) {
        Users users(open);
        CHECK_FALSE(users.hasKeyFile());
        CHECK(users.addKeyFile(key, Password::fromText(u"not the password")).error().code == ErrorCode::WrongPassword);
        CHECK_FALSE(QFile::exists(key));
        need(users.addKeyFile(key, testPassword()));
        CHECK(users.hasKeyFile());
    });
    library.thread().close();
    CHECK_FALSE(opens(library.folder(), testPassword()));
    CHECK_FALSE(opens(library.folder(), with(other)));
    CHECK_FALSE(opens(library.folder(), with(key, QStringLiteral("not the password"))));
    CHECK(opens(library.folder(), with(key)));

    SECTION("a changed password keeps it")
    {
        auto open = need(Library::open(library.folder(), kAdmin, with(key)));
        need(Users(*open).setOwnPassword(Password::fromText(fresh)));
        open.reset();
        CHECK_FALSE(opens(library.folder(), Password::fromText(fresh)));
        CHECK(opens(library.folder(), with(key, fresh)));
    }
    SECTION("it can be taken away by its owner")
    {
        auto open = need(Library::open(library.folder(), kAdmin, with(key)));
        CHECK(Users(*open).removeKeyFile(Password::fromText(fresh)).error().code == ErrorCode::WrongPassword);
        need(Users(*open).removeKeyFile(testPassword()));
        open.reset();
        CHECK(opens(library.folder(), testPassword()));
    }
    SECTION("a lost stick is no lost library: the recovery key sets a password without it")
    {
        auto open =
            need(Library::openWithRecoveryKey(library.folder(), need(RecoveryKey::parse(library.recoveryKey()))));
        need(Users(*open).recover(kAdmin, Password::fromText(fresh)));
        open.reset();
        CHECK(opens(library.folder(), Password::fromText(fresh)));
    }
    SECTION("a change of the library's key leaves it as it is")
    {
        NoProgress progress;
        need(Library::changeKey(need(Library::open(library.folder(), kAdmin, with(key))), progress));
        CHECK_FALSE(opens(library.folder(), testPassword()));
        CHECK(opens(library.folder(), with(key)));
    }
}

TEST_CASE("a key file on an account that has none changes nothing", "[accounts][key-file]")
{
    TestLibrary library;
    const QString key = library.scratch(QStringLiteral("stick.key"));
    (void)need(makeKeyFile(key));
    library.thread().close();
    CHECK(opens(library.folder(), with(key)));
}

TEST_CASE("a new recovery key works and the old one opens nothing", "[accounts][recovery]")
{
    TestLibrary library;
    const QString fresh = library.run([](Library& open) { return need(Users(open).replaceRecoveryKey()); });
    library.thread().close();
    const auto opened = [&](const QString& text) {
        return Library::openWithRecoveryKey(library.folder(), need(RecoveryKey::parse(text))).has_value();
    };
    CHECK_FALSE(opened(library.recoveryKey()));
    CHECK(opened(fresh));
    library.signInAs(kAdmin);
    CHECK(library.run([](Library& open) { return need(audit::verify(open)).ok; }));
}
