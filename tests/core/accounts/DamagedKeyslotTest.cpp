// One damaged keyslot is one person's trouble: the recovery key and the administrators go on, and put it right.
#include "core/accounts/Users.h"
#include "core/catalogue/Library.h"
#include "core/storage/UnlockedFolder.h"
#include "support/TestLibrary.h"

#include <QFile>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("Admin");
const QString kMax = QStringLiteral("Max");

Password newPassword()
{
    return Password::fromText(QStringLiteral("six painted eggs roll home"));
}

void damageSlotOf(TestLibrary& library, const QString& name)
{
    const QString slot = library.run([&](Library& open) {
        for (const User& user : need(Users(open).list())) {
            if (user.name == name) {
                return user.slot;
            }
        }
        return QString();
    });
    library.thread().close();
    QFile file(library.folder() + QStringLiteral("/keyslots/") + slot + QStringLiteral(".slot"));
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.resize(file.size() / 2));
}

std::unique_ptr<Library> recoveryOf(TestLibrary& library)
{
    const RecoveryKey key = need(RecoveryKey::parse(library.recoveryKey()));
    return need(Library::openWithRecoveryKey(library.folder(), key));
}

bool opens(TestLibrary& library, const QString& name, const Password& password)
{
    return Library::open(library.folder(), name, password).has_value();
}

} // namespace

TEST_CASE("the recovery key opens a library whose only administrator's keyslot is damaged", "[accounts][keyslots]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    damageSlotOf(library, kAdmin);
    CHECK_FALSE(opens(library, kAdmin, testPassword()));
    need(Users(*recoveryOf(library)).recover(kAdmin, newPassword()));
    CHECK(opens(library, kAdmin, newPassword()));
    CHECK(opens(library, kMax, testPassword())); // whose grant the damaged slot had signed
    CHECK(need(Library::open(library.folder(), kAdmin, newPassword()))->folder().keyslots().has_value());
}

TEST_CASE("an administrator gives somebody whose keyslot is damaged a new password", "[accounts][keyslots]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    damageSlotOf(library, kMax);
    library.signInAs(kAdmin);
    library.run([](Library& open) {
        CHECK(open.folder().keyslots().error().code == ErrorCode::Damaged);
        need(Users(open).setPassword(kMax, newPassword()));
        CHECK(need(open.folder().keyslots()).size() == 3);
    });
    library.thread().close();
    CHECK(opens(library, kMax, newPassword()));
}

TEST_CASE("somebody whose keyslot is damaged can be disabled", "[accounts][keyslots]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    damageSlotOf(library, kMax);
    library.signInAs(kAdmin);
    library.run([](Library& open) {
        need(Users(open).disable(kMax));
        CHECK(need(open.folder().keyslots()).size() == 2);
    });
}

TEST_CASE("a damaged keyslot of one user leaves the accounts of the others to be changed", "[accounts][keyslots]")
{
    TestLibrary library;
    library.addUser(kMax, Role::Marketing);
    damageSlotOf(library, kMax);
    library.signInAs(kAdmin);
    library.run([](Library& open) {
        const QString sage = QStringLiteral("Sage");
        need(Users(open).add(sage, Role::Safeguarding, testPassword()));
        need(Users(open).setRole(sage, Role::Office));
        need(Users(open).setOwnPassword(newPassword()));
        CHECK(need(open.folder().damagedSlots()).size() == 1); // still the sign that Max needs a new one
    });
    library.thread().close();
    CHECK(opens(library, kAdmin, newPassword()));
    CHECK_FALSE(opens(library, kMax, testPassword()));
}

TEST_CASE("a damaged recovery slot goes when a new recovery key is made", "[accounts][keyslots]")
{
    TestLibrary library;
    const QByteArray recovery = library.run([](Library& open) {
        for (const SlotInfo& slot : need(open.folder().keyslots())) {
            if (!slot.user.isValid()) {
                return slot.slotId;
            }
        }
        return QByteArray();
    });
    QFile file(library.folder() + QStringLiteral("/keyslots/") + QString::fromLatin1(recovery.toHex())
               + QStringLiteral(".slot"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write("no keyslot") > 0);
    file.close();
    library.run([](Library& open) {
        CHECK(need(open.folder().damagedSlots()).size() == 1);
        CHECK(need(Users(open).replaceRecoveryKey()) != QString());
        CHECK(need(open.folder().keyslots()).size() == 2);
    });
}
