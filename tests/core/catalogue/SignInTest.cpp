#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Sql.h"
#include "core/catalogue/UserRepository.h"
#include "core/storage/UnlockedFolder.h"
#include "support/TestLibrary.h"

#include <QDir>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("Admin");
const QString kMax = QStringLiteral("Max");

User rowOf(Library& library, const QString& name)
{
    return *need(UserRepository(library.db()).byName(name));
}

QList<AuditEntry> entriesOf(Library& library, const QString& action)
{
    QList<AuditEntry> found;
    for (const AuditEntry& entry : need(audit::list(library, {}))) {
        if (entry.action == action) {
            found.append(entry);
        }
    }
    return found;
}

} // namespace

TEST_CASE("failed sign-ins are in the log after the next good one and only once", "[catalogue][library][audit]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Office);
    library.thread().close();
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(Library::open(library.folder(), kMax, Password::fromText(u"a wrong guess here")).has_value());
    }
    CHECK_FALSE(Library::open(library.folder(), QStringLiteral("Nobody"), testPassword()).has_value());
    CHECK_FALSE(Library::open(library.folder(), kAdmin, Password::fromText(u"a typing mistake")).has_value());
    library.signInAs(kAdmin);
    library.signInAs(kAdmin);
    library.run([](Library& open) {
        const auto failed = entriesOf(open, QStringLiteral("user.sign-in-failed"));
        REQUIRE(failed.size() == 3);
        QHash<qint64, qint64> attempts;
        for (const AuditEntry& entry : failed) {
            attempts[entry.subject.value(QStringLiteral("user")).toInteger()] =
                entry.subject.value(QStringLiteral("attempts")).toInteger();
        }
        CHECK(attempts.value(rowOf(open, kMax).id.value) == 3);
        CHECK(attempts.value(rowOf(open, kAdmin).id.value) == 1);
        CHECK(attempts.value(0) == 1); // a name that nobody has
        CHECK(need(audit::verify(open)).ok);
    });
}

TEST_CASE("a user whose removal was cut off after the keyslot is disabled at the next sign-in",
          "[catalogue][accounts][crash]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Admin);
    library.run([](Library& open) { need(open.folder().removeUser(rowOf(open, kMax).id)); });
    library.signInAs(kAdmin);
    library.run([](Library& open) {
        CHECK_FALSE(rowOf(open, kMax).isEnabled);
        CHECK(entriesOf(open, QStringLiteral("user.disable")).size() == 1);
        // The one who is left counts as the last administrator.
        CHECK(Users(open).setRole(kAdmin, Role::Office).error().code == ErrorCode::NotAllowed);
    });
}

TEST_CASE("a keyslot without a row is taken away at the next sign-in", "[catalogue][accounts][crash]")
{
    TestLibrary library;
    library.run([](Library& open) { need(open.folder().addUser(UserId{77}, kMax, Role::Admin, testPassword())); });
    library.thread().close();
    CHECK(Library::open(library.folder(), kMax, testPassword()).error().code == ErrorCode::NotAllowed);
    library.signInAs(kAdmin);
    library.addUser(kMax, Role::Office);
    library.signInAs(kMax);
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Office);
}

TEST_CASE("a role or key that reached only the keyslot is brought together with the row",
          "[catalogue][accounts][crash]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Office);
    library.run([](Library& open) {
        const UserId max = rowOf(open, kMax).id;
        need(open.folder().setRole(max, Role::Admin));
        need(open.folder().setPassword(max, testPassword()));
    });
    library.thread().close();
    CHECK(Library::open(library.folder(), kMax, testPassword()).error().code == ErrorCode::NotAllowed);
    library.signInAs(kAdmin);
    library.signInAs(kMax);
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Office);
    library.signInAs(kAdmin);
    CHECK(library.run([](Library& open) { return need(audit::verify(open)).ok; }));
}

TEST_CASE("a recovery key opens the library and what it does stands in the log", "[catalogue][library][recovery]")
{
    TestLibrary library;
    library.thread().close();
    const auto key = need(RecoveryKey::parse(library.recoveryKey()));
    {
        auto open = need(Library::openWithRecoveryKey(library.folder(), key));
        need(Users(*open).setPassword(kAdmin, Password::fromText(u"a fresh and rather long password")));
    }
    auto open = need(Library::open(library.folder(), kAdmin, Password::fromText(u"a fresh and rather long password")));
    CHECK(need(audit::verify(*open)).ok);
    CHECK(entriesOf(*open, QStringLiteral("user.set-password")).first().user == UserId{});
}
