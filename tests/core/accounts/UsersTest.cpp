#include "core/accounts/Users.h"

#include "core/audit/AuditLog.h"
#include "support/TestLibrary.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kMax = QStringLiteral("Max");

bool opens(TestLibrary& library, const QString& name, const QString& password)
{
    library.thread().close();
    const bool opened = Library::open(library.folder(), name, Password::fromText(password)).has_value();
    return opened;
}

} // namespace

TEST_CASE("a user who was added signs in with the role that was given", "[accounts]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    library.signInAs(kMax);
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Marketing);
}

TEST_CASE("two users cannot have the same name in whatever case", "[accounts]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    library.run([](Library& open) {
        const auto again = Users(open).add(QStringLiteral("max"), Role::Office, testPassword());
        REQUIRE_FALSE(again.has_value());
        CHECK(again.error().code == ErrorCode::AlreadyExists);
        CHECK(need(Users(open).list()).size() == 2);
    });
}

TEST_CASE("a disabled user cannot open the library any more", "[accounts]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    need(library.run([](Library& open) { return Users(open).disable(kMax); }));
    CHECK_FALSE(opens(library, kMax, kTestPassword));
}

TEST_CASE("the last administrator can neither be disabled nor demoted", "[accounts]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Admin);
    library.run([](Library& open) {
        need(Users(open).setRole(kMax, Role::Office));
        CHECK(Users(open).disable(QStringLiteral("Admin")).error().code == ErrorCode::NotAllowed);
        CHECK(Users(open).setRole(QStringLiteral("Admin"), Role::Viewer).error().code == ErrorCode::NotAllowed);
    });
    library.signInAs(QStringLiteral("Admin"));
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Admin);
}

TEST_CASE("a new role holds from the next signing in", "[accounts]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    need(library.run([](Library& open) { return Users(open).setRole(kMax, Role::Safeguarding); }));
    library.signInAs(kMax);
    CHECK(library.run([](Library& open) { return open.role(); }) == Role::Safeguarding);
}

TEST_CASE("a changed password replaces the old one and old log entries still verify", "[accounts][audit]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Safeguarding);
    library.signInAs(kMax);
    const QString fresh = QStringLiteral("seven green ponies wave at noon");
    need(library.run([&fresh](Library& open) { return Users(open).setOwnPassword(Password::fromText(fresh)); }));
    CHECK_FALSE(opens(library, kMax, kTestPassword));
    CHECK(opens(library, kMax, fresh));
    library.signInAs(QStringLiteral("Admin"));
    const QString given = QStringLiteral("another quite long pass phrase");
    need(library.run([&given](Library& open) { return Users(open).setPassword(kMax, Password::fromText(given)); }));
    CHECK(opens(library, kMax, given));
    library.signInAs(QStringLiteral("Admin"));
    CHECK(library.run([](Library& open) { return need(audit::verify(open)).ok; }));
}

TEST_CASE("nobody but an administrator touches users", "[accounts][permissions]")
{
    TestLibrary library;
    const Role role = GENERATE(Role::Office, Role::Marketing, Role::Safeguarding, Role::Viewer);
    library.addUser(kMax, role);
    library.signInAs(kMax);
    library.run([](Library& open) {
        Users users(open);
        CHECK(users.list().error().code == ErrorCode::NotAllowed);
        CHECK(users.add(QStringLiteral("Eve"), Role::Admin, testPassword()).error().code == ErrorCode::NotAllowed);
        CHECK(users.disable(QStringLiteral("Admin")).error().code == ErrorCode::NotAllowed);
        CHECK(users.setRole(kMax, Role::Admin).error().code == ErrorCode::NotAllowed);
        CHECK(users.setPassword(QStringLiteral("Admin"), testPassword()).error().code == ErrorCode::NotAllowed);
    });
}
