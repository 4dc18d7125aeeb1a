#include "core/storage/UnlockedFolder.h"

#include "StorageTestHelp.h"
#include "core/storage/KeyChange.h"

#include <sys/wait.h>
#include <unistd.h>

#include <ctime>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kSchool = QStringLiteral("Llanfair Primary CanarySchool");
const QString kAdmin = QStringLiteral("Agnes CanaryAdmin");

Password adminPassword()
{
    return Password::fromText(u"correct horse battery staple canary");
}

Password otherPassword()
{
    return Password::fromText(u"another quite long password");
}

/// A new library, closed or open.
struct NewLibrary {
    QTemporaryDir parent;
    QString path = parent.filePath(QStringLiteral("library"));
    QString recoveryText;

    UnlockedFolder create()
    {
        auto created = UnlockedFolder::create(path, kSchool, kAdmin, adminPassword(), KdfCost::minimum());
        REQUIRE(created);
        recoveryText = created->recoveryKey.text();
        return std::move(created->folder);
    }

    Result<UnlockedFolder> open() const { return UnlockedFolder::open(path, kAdmin, adminPassword()); }

    QString slotPath(const SlotInfo& slot) const
    {
        return path + QStringLiteral("/keyslots/") + QString::fromLatin1(slot.slotId.toHex()) + QStringLiteral(".slot");
    }
};

ErrorCode codeOf(const Result<UnlockedFolder>& failed)
{
    REQUIRE_FALSE(failed);
    CHECK_FALSE(failed.error().text.isEmpty());
    return failed.error().code;
}

QStringList entriesOf(const QString& path)
{
    return QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace

TEST_CASE("a new library opens again with name and password", "[storage][library]")
{
    NewLibrary library;
    QByteArray catalogueKey;
    QByteArray signature;
    SlotInfo slot;
    {
        const UnlockedFolder made = library.create();
        CHECK(made.role() == Role::Admin);
        CHECK(made.user() == kFirstUser);
        CHECK(made.generation() == 1);
        CHECK(made.isNamed(kSchool));
        CHECK_FALSE(made.isNamed(QStringLiteral("Another school")));
        catalogueKey = copyOf(made.catalogueKey());
        signature = made.sign("message");
        slot = made.slot();
    }
    // Names are compared as people type them.
    const auto again = UnlockedFolder::open(library.path, QStringLiteral("  agnes  CANARYADMIN "), adminPassword());
    REQUIRE(again);
    CHECK(again->role() == Role::Admin);
    CHECK(again->user() == kFirstUser);
    CHECK(copyOf(again->catalogueKey()) == catalogueKey);
    CHECK(again->slot().slotId == slot.slotId);
    CHECK(UnlockedFolder::isSignedBy(again->slot().publicKey, "message", signature));
    CHECK_FALSE(UnlockedFolder::isSignedBy(again->slot().publicKey, "massage", signature));
    CHECK(again->vault());
    CHECK(again->isNamed(kSchool));
}

TEST_CASE("every key of a library is another one", "[storage][library][keys]")
{
    NewLibrary library;
    const UnlockedFolder made = library.create();
    const QSet<QByteArray> keys = {copyOf(made.catalogueKey()), copyOf(made.previewsKey()), copyOf(made.auditKey()),
                                   copyOf(*made.backupKey())};
    CHECK(keys.size() == 4);
    NewLibrary second;
    CHECK_FALSE(keys.contains(copyOf(second.create().catalogueKey())));
}

TEST_CASE("the folder of a library names nobody", "[storage][library]")
{
    NewLibrary library;
    UnlockedFolder made = library.create();
    REQUIRE(made.addUser(UserId{2}, QStringLiteral("Bertha CanaryUser"), Role::Marketing, otherPassword()));
    const auto vault = made.vault();
    REQUIRE(vault->write(Vault::newName(), Vault::newKey(), Vault::newUuid(), viewOf(QByteArray("CanaryPhoto"))));
    const Connection db(made.folder().cataloguePath());
    REQUIRE(db.run("PRAGMA journal_mode=WAL; CREATE TABLE t(x); INSERT INTO t VALUES('CanaryRow')") == SQLITE_OK);
    for (const QString& canary :
         {QStringLiteral("Canary"), QStringLiteral("canary"), QStringLiteral("Agnes"), QStringLiteral("bertha"),
          QStringLiteral("Llanfair"), QStringLiteral("admin"), QStringLiteral("CREATE TABLE")})
        CHECK(filesWith(library.path, canary).isEmpty());
    CHECK(entriesOf(library.path)
          == QStringList{QStringLiteral("catalogue.db"), QStringLiteral("catalogue.db-wal"), QStringLiteral("keyslots"),
                         QStringLiteral("library.json"), QStringLiteral("lock"), QStringLiteral("vault")});
}

TEST_CASE("a wrong user and a wrong password are the same error after the same time", "[storage][library]")
{
    NewLibrary library;
    (void)library.create();
    // Processor time: another program's work does not count.
    const std::clock_t start = std::clock();
    const auto wrongPassword = UnlockedFolder::open(library.path, kAdmin, otherPassword());
    const std::clock_t middle = std::clock();
    const auto wrongUser = UnlockedFolder::open(library.path, QStringLiteral("nobody"), adminPassword());
    const auto first = static_cast<double>(middle - start);
    const auto second = static_cast<double>(std::clock() - middle);
    CHECK(codeOf(wrongPassword) == ErrorCode::WrongPassword);
    CHECK(codeOf(wrongUser) == ErrorCode::WrongPassword);
    CHECK(wrongPassword.error().text == wrongUser.error().text);
    // Without the second hash the unknown user would take half.
    CHECK(std::max(first, second) < 1.8 * std::min(first, second));
    CHECK(library.open());
}

TEST_CASE("ten wrong passwords in a row lock a name for a growing time", "[storage][library][lockout]")
{
    NewLibrary library;
    (void)library.create();
    const QString name = GENERATE(as<QString>{}, kAdmin, QStringLiteral("nobody"));
    const QDateTime start = QDateTime::currentDateTimeUtc();
    FixedClock clock(start);
    const auto attempt = [&](const Password& password) {
        return UnlockedFolder::open(library.path, name, password, clock);
    };
    for (int i = 0; i < 10; ++i)
        CHECK(codeOf(attempt(otherPassword())) == ErrorCode::WrongPassword);
    // On disk: each attempt opens the library anew. Not even the right password helps now.
    const auto locked = attempt(adminPassword());
    CHECK(codeOf(locked) == ErrorCode::Locked);
    CHECK(locked.error().text.contains(QStringLiteral("1 minute")));
    clock.set(start.addSecs(59));
    CHECK(codeOf(attempt(otherPassword())) == ErrorCode::Locked);
    clock.set(start.addSecs(61));
    CHECK(codeOf(attempt(otherPassword())) == ErrorCode::WrongPassword);
    clock.set(start.addSecs(61 + 61));
    CHECK(codeOf(attempt(otherPassword())) == ErrorCode::Locked);
    // A clock set back a year does not lock for a year.
    clock.set(start.addYears(-1));
    CHECK(codeOf(attempt(otherPassword())) == ErrorCode::Locked);
    clock.set(start.addSecs(61 + 121));
    if (name == kAdmin) {
        CHECK(attempt(adminPassword()));
        CHECK(codeOf(attempt(otherPassword())) == ErrorCode::WrongPassword);
    } else {
        CHECK(codeOf(attempt(otherPassword())) == ErrorCode::WrongPassword);
        CHECK(library.open());
    }
}

TEST_CASE("a right password starts the count over", "[storage][library][lockout]")
{
    NewLibrary library;
    (void)library.create();
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 9; ++i)
            CHECK(codeOf(UnlockedFolder::open(library.path, kAdmin, otherPassword())) == ErrorCode::WrongPassword);
        CHECK(library.open());
    }
}

TEST_CASE("the recovery key opens the library and sets passwords", "[storage][library][recovery]")
{
    NewLibrary library;
    (void)library.create();
    {
        const auto typed =
            RecoveryKey::parse(library.recoveryText.toLower().replace(QLatin1Char('-'), QLatin1Char(' ')));
        REQUIRE(typed);
        auto open = UnlockedFolder::openWithRecoveryKey(library.path, *typed);
        REQUIRE(open);
        CHECK_FALSE(open->user().isValid());
        CHECK(open->role() == Role::Admin);
        CHECK(open->vault());
        REQUIRE(open->setPassword(kFirstUser, otherPassword()));
    }
    CHECK(codeOf(library.open()) == ErrorCode::WrongPassword);
    const auto admin = UnlockedFolder::open(library.path, kAdmin, otherPassword());
    REQUIRE(admin);
    CHECK(admin->role() == Role::Admin);
}

TEST_CASE("a replaced recovery key opens nothing and what it signed stays good", "[storage][library][recovery]")
{
    NewLibrary library;
    (void)library.create();
    const auto old = RecoveryKey::parse(library.recoveryText);
    {
        auto open = UnlockedFolder::openWithRecoveryKey(library.path, *old);
        REQUIRE(open->setPassword(kFirstUser, otherPassword()));
    }
    QString fresh;
    SECTION("by an administrator")
    {
        auto admin = UnlockedFolder::open(library.path, kAdmin, otherPassword());
        REQUIRE(admin);
        const auto replaced = admin->replaceRecoveryKey();
        REQUIRE(replaced);
        fresh = replaced->text();
    }
    SECTION("by the old recovery key itself")
    {
        auto open = UnlockedFolder::openWithRecoveryKey(library.path, *old);
        REQUIRE(open);
        const auto replaced = open->replaceRecoveryKey();
        REQUIRE(replaced);
        fresh = replaced->text();
        REQUIRE(open->addUser(UserId{7}, QStringLiteral("seven"), Role::Office, otherPassword()));
    }
    CHECK(codeOf(UnlockedFolder::openWithRecoveryKey(library.path, *old)) == ErrorCode::WrongPassword);
    CHECK(UnlockedFolder::openWithRecoveryKey(library.path, *RecoveryKey::parse(fresh)));
    CHECK(UnlockedFolder::open(library.path, kAdmin, otherPassword()));
    CHECK(entriesOf(library.path + QStringLiteral("/keyslots")).filter(QStringLiteral(".slot")).size() >= 2);
}

TEST_CASE("users are added, change and go", "[storage][library][users]")
{
    NewLibrary library;
    const QString name = QStringLiteral("Bertha");
    const auto openBertha = [&](const Password& password) {
        return UnlockedFolder::open(library.path, name, password);
    };
    SlotInfo bertha;
    {
        UnlockedFolder admin = library.create();
        const auto added = admin.addUser(UserId{2}, name, Role::Office, otherPassword());
        REQUIRE(added);
        bertha = *added;
        CHECK(admin.addUser(UserId{3}, QStringLiteral("BERTHA "), Role::Office, otherPassword()).error().code
              == ErrorCode::AlreadyExists);
        CHECK(admin.addUser(UserId{2}, QStringLiteral("Carol"), Role::Office, otherPassword()).error().code
              == ErrorCode::AlreadyExists);
        CHECK(admin.addUser(UserId{4}, QStringLiteral("  "), Role::Office, otherPassword()).error().code
              == ErrorCode::Invalid);
        CHECK(admin.keyslots()->size() == 3);
        CHECK(admin.removeUser(kFirstUser).error().code == ErrorCode::NotAllowed);
        CHECK(admin.setRole(kFirstUser, Role::Office).error().code == ErrorCode::NotAllowed);
        CHECK(admin.removeUser(UserId{99}).error().code == ErrorCode::NotFound);
    }

    SECTION("the user opens with the given role and may do no more")
    {
        auto open = openBertha(otherPassword());
        REQUIRE(open);
        CHECK(open->user() == UserId{2});
        CHECK(open->role() == Role::Office);
        CHECK(open->slot().publicKey == bertha.publicKey);
        CHECK(open->vault());
        CHECK(open->addUser(UserId{5}, QStringLiteral("Eve"), Role::Admin, otherPassword()).error().code
              == ErrorCode::NotAllowed);
        CHECK(open->setRole(UserId{2}, Role::Admin).error().code == ErrorCode::NotAllowed);
        CHECK(open->removeUser(kFirstUser).error().code == ErrorCode::NotAllowed);
        CHECK(open->setPassword(kFirstUser, otherPassword()).error().code == ErrorCode::NotAllowed);
        CHECK(open->replaceRecoveryKey().error().code == ErrorCode::NotAllowed);
    }
    SECTION("an own password keeps the identity")
    {
        REQUIRE(openBertha(otherPassword())->setPassword(UserId{2}, adminPassword())->publicKey == bertha.publicKey);
        CHECK(codeOf(openBertha(otherPassword())) == ErrorCode::WrongPassword);
        CHECK(openBertha(adminPassword())->slot().publicKey == bertha.publicKey);
    }
    SECTION("a password set by an administrator gives a new identity")
    {
        const auto set = library.open()->setPassword(UserId{2}, adminPassword());
        REQUIRE(set);
        CHECK(set->publicKey != bertha.publicKey);
        CHECK(openBertha(adminPassword())->slot().publicKey == set->publicKey);
        CHECK(openBertha(adminPassword())->role() == Role::Office);
    }
    SECTION("a removed user is unknown")
    {
        REQUIRE(library.open()->removeUser(UserId{2}));
        CHECK(codeOf(openBertha(otherPassword())) == ErrorCode::WrongPassword);
        CHECK(library.open());
    }
    SECTION("what a removed administrator granted stays good")
    {
        REQUIRE(library.open()->setRole(UserId{2}, Role::Admin));
        REQUIRE(
            openBertha(otherPassword())->addUser(UserId{3}, QStringLiteral("Carol"), Role::Viewer, otherPassword()));
        REQUIRE(library.open()->removeUser(UserId{2}));
        CHECK(UnlockedFolder::open(library.path, QStringLiteral("carol"), otherPassword()));
    }
    SECTION("what a demoted administrator granted stays good")
    {
        REQUIRE(library.open()->setRole(UserId{2}, Role::Admin));
        REQUIRE(
            openBertha(otherPassword())->addUser(UserId{3}, QStringLiteral("Carol"), Role::Viewer, otherPassword()));
        REQUIRE(openBertha(otherPassword())->setRole(kFirstUser, Role::Marketing));
        CHECK(library.open()->role() == Role::Marketing);
        CHECK(openBertha(otherPassword())->role() == Role::Admin);
        CHECK(UnlockedFolder::open(library.path, QStringLiteral("carol"), otherPassword()));
    }
}

TEST_CASE("a viewer gets no key to the originals", "[storage][library][users]")
{
    NewLibrary library;
    QByteArray catalogueKey;
    {
        UnlockedFolder admin = library.create();
        catalogueKey = copyOf(admin.catalogueKey());
        REQUIRE(admin.addUser(UserId{2}, QStringLiteral("viewer"), Role::Viewer, otherPassword()));
    }
    {
        auto viewer = UnlockedFolder::open(library.path, QStringLiteral("viewer"), otherPassword());
        REQUIRE(viewer);
        CHECK(copyOf(viewer->catalogueKey()) == catalogueKey);
        CHECK(viewer->vault().error().code == ErrorCode::NotAllowed);
        CHECK(viewer->backupKey().error().code == ErrorCode::NotAllowed);
        CHECK(viewer->setPassword(UserId{2}, adminPassword()));
    }
    REQUIRE(library.open()->setRole(UserId{2}, Role::Office));
    CHECK(UnlockedFolder::open(library.path, QStringLiteral("viewer"), adminPassword())->vault());
}

TEST_CASE("a folder that is not empty is left alone", "[storage][library][create]")
{
    const QTemporaryDir folder;
    replaceContents(folder.filePath(QStringLiteral("mine.txt")), "mine");
    const auto create = [&](const QString& path) {
        return UnlockedFolder::create(path, kSchool, kAdmin, adminPassword(), KdfCost::minimum());
    };
    const auto refused = create(folder.path());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::AlreadyExists);
    CHECK(entriesOf(folder.path()) == QStringList{QStringLiteral("mine.txt")});
    CHECK(create(folder.filePath(QStringLiteral("mine.txt"))).error().code == ErrorCode::AlreadyExists);
    CHECK(create(folder.filePath(QStringLiteral("a/b/c"))));
    CHECK(create(folder.filePath(QStringLiteral("a/b/c"))).error().code == ErrorCode::AlreadyExists);
    CHECK(UnlockedFolder::open(folder.filePath(QStringLiteral("a/b/c")), kAdmin, adminPassword()));
}

TEST_CASE("creating without names or password makes nothing", "[storage][library][create]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("x"));
    const KdfCost cost = KdfCost::minimum();
    CHECK(UnlockedFolder::create(path, QStringLiteral(" "), kAdmin, adminPassword(), cost).error().code
          == ErrorCode::Invalid);
    CHECK(UnlockedFolder::create(path, kSchool, {}, adminPassword(), cost).error().code == ErrorCode::Invalid);
    CHECK(UnlockedFolder::create(path, kSchool, kAdmin, Password::fromText(u""), cost).error().code
          == ErrorCode::Invalid);
    CHECK_FALSE(UnlockedFolder::create(path, kSchool, kAdmin, adminPassword(), KdfCost{1024, 1}));
    CHECK_FALSE(QFile::exists(path));
}

TEST_CASE("what a killed creation left is taken over", "[storage][library][create][crash]")
{
    NewLibrary library;
    (void)library.create();
    REQUIRE(QFile::remove(library.path + QStringLiteral("/library.json")));
    CHECK(codeOf(library.open()) == ErrorCode::NotFound);
    (void)library.create();
    CHECK(library.open());
    CHECK(entriesOf(library.path + QStringLiteral("/keyslots")).size() == 3);

    SECTION("but not a library that lost its library.json")
    {
        replaceContents(library.path + QStringLiteral("/catalogue.db"), "something");
        REQUIRE(QFile::remove(library.path + QStringLiteral("/library.json")));
        const auto refused = UnlockedFolder::create(library.path, kSchool, kAdmin, adminPassword(), KdfCost::minimum());
        CHECK(refused.error().code == ErrorCode::AlreadyExists);
        CHECK(entriesOf(library.path + QStringLiteral("/keyslots")).size() == 3);
    }
}

TEST_CASE("a library is open once at a time", "[storage][library][lock]")
{
    NewLibrary library;
    {
        const UnlockedFolder open = library.create();
        const auto second = library.open();
        CHECK(codeOf(second) == ErrorCode::InUse);
        CHECK(second.error().text.contains(QSysInfo::machineHostName()));
        // Another process is told the same.
        const pid_t child = fork();
        if (child == 0) {
            const auto other = library.open();
            _exit(!other && other.error().code == ErrorCode::InUse ? 0 : 1);
        }
        int status = -1;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
    CHECK(library.open());
    CHECK(contentsOf(library.path + QStringLiteral("/lock")).isEmpty());
}

TEST_CASE("a process that was killed keeps no lock", "[storage][library][lock][crash]")
{
    NewLibrary library;
    (void)library.create();
    int ready[2] = {};
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto open = library.open();
        (void)!write(ready[1], open ? "y" : "n", 1);
        pause();
        _exit(0);
    }
    char answer = 0;
    REQUIRE(read(ready[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    CHECK(codeOf(library.open()) == ErrorCode::InUse);
    REQUIRE(kill(child, SIGKILL) == 0);
    REQUIRE(waitpid(child, nullptr, 0) == child);
    CHECK(library.open());
    close(ready[0]);
    close(ready[1]);
}

TEST_CASE("library.json is checked in every part", "[storage][library][tampering]")
{
    NewLibrary library;
    (void)library.create();
    const QString path = library.path + QStringLiteral("/library.json");
    const QJsonObject original = QJsonDocument::fromJson(contentsOf(path)).object();
    const auto with = [&](const char* name, const QJsonValue& value) {
        QJsonObject changed = original;
        changed[QLatin1String(name)] = value;
        replaceContents(path, QJsonDocument(changed).toJson());
        return codeOf(library.open());
    };
    CHECK(with("format", 3) == ErrorCode::NewerVersion);
    CHECK(with("format", 2) == ErrorCode::Damaged); // without the keys that this format carries on
    CHECK(with("format", 0) == ErrorCode::Damaged);
    CHECK(with("kdf_memory_kib", 8 * 1024) == ErrorCode::Damaged);
    CHECK(with("kdf_memory_kib", 64 * 1024 + 1) == ErrorCode::Damaged);
    CHECK(with("kdf_passes", 1'000'000'000) == ErrorCode::Damaged);
    CHECK(with("kdf_passes", 2) == ErrorCode::Damaged);
    CHECK(with("generation", 2) == ErrorCode::Damaged);
    CHECK(with("school", QString(64, QLatin1Char('0'))) == ErrorCode::Damaged);
    CHECK(with("seal", QString(64, QLatin1Char('0'))) == ErrorCode::Damaged);
    CHECK(with("library", QString(32, QLatin1Char('0'))) == ErrorCode::Damaged);
    CHECK(with("extra", 1) == ErrorCode::Damaged);
    // Another salt gives another tag, so nobody is found.
    CHECK(with("salt", QString(32, QLatin1Char('0'))) == ErrorCode::WrongPassword);
    replaceContents(path, "{");
    CHECK(codeOf(library.open()) == ErrorCode::Damaged);
    replaceContents(path, QJsonDocument(original).toJson());
    CHECK(library.open());
}

TEST_CASE("a changed keyslot opens nothing", "[storage][library][tampering]")
{
    NewLibrary library;
    QString slot;
    {
        UnlockedFolder admin = library.create();
        const auto added = admin.addUser(UserId{2}, QStringLiteral("Bertha"), Role::Office, otherPassword());
        slot = library.slotPath(*added);
    }
    const QByteArray original = contentsOf(slot);
    REQUIRE(original.size() == 568);
    const auto open = [&] { return UnlockedFolder::open(library.path, QStringLiteral("bertha"), otherPassword()); };
    REQUIRE(open());

    SECTION("a flipped bit in its lock, its grant or its record")
    {
        for (const qsizetype at : {72, 190, 300, 340, 460, 560}) {
            CAPTURE(at);
            QByteArray changed = original;
            changed[at] = static_cast<char>(changed[at] ^ 0x40);
            replaceContents(slot, changed);
            CHECK(codeOf(open()) == (at == 72 ? ErrorCode::WrongPassword : ErrorCode::Damaged));
        }
    }
    SECTION("a lower password cost is refused before it is used")
    {
        QByteArray changed = original;
        changed[13] = '\x04'; // 1 MiB
        changed[14] = '\0';
        replaceContents(slot, changed);
        const auto failed = open();
        CHECK(codeOf(failed) == ErrorCode::Damaged);
        CHECK(failed.error().text.contains(QFileInfo(slot).fileName()));
        CHECK(library.open());
    }
    SECTION("a cut file is damage that names the file and stops nobody else")
    {
        replaceContents(slot, original.left(300));
        const auto failed = open();
        CHECK(codeOf(failed) == ErrorCode::Damaged);
        CHECK(failed.error().text.contains(QFileInfo(slot).fileName()));
        CHECK(library.open());
    }
    SECTION("a slot of a later version")
    {
        QByteArray changed = original;
        changed[8] = 2;
        replaceContents(slot, changed);
        CHECK(codeOf(open()) == ErrorCode::NewerVersion);
    }
    SECTION("the grant of a former, higher role does not fit the slot of today")
    {
        REQUIRE(library.open()->setRole(UserId{2}, Role::Viewer));
        QByteArray mixed = contentsOf(slot);
        mixed.replace(256, 256, original.mid(256, 256));
        replaceContents(slot, mixed);
        CHECK(codeOf(open()) == ErrorCode::Damaged);
    }
    SECTION("the administrator's grant in another slot")
    {
        QByteArray adminSlot;
        {
            const auto admin = library.open();
            adminSlot = contentsOf(library.slotPath(admin->slot()));
        }
        replaceContents(slot, original.left(256) + adminSlot.mid(256));
        CHECK(codeOf(open()) == ErrorCode::Damaged);
    }
    SECTION("a slot under another file name")
    {
        REQUIRE(QFile::rename(slot, library.path + QStringLiteral("/keyslots/00000000000000000000000000000000.slot")));
        CHECK(codeOf(open()) == ErrorCode::Damaged);
    }
    SECTION("a change of key, which needs everybody's, is refused")
    {
        replaceContents(slot, original.left(300));
        auto admin = library.open();
        REQUIRE(admin);
        CHECK(admin->beginKeyChange(kSchool).error().code == ErrorCode::Damaged);
        CHECK(admin->keyslots().error().code == ErrorCode::Damaged);
        CHECK(admin->damagedSlots()->size() == 1);
    }
}

TEST_CASE("a library without keyslots is damaged and a folder without library is not found", "[storage][library]")
{
    NewLibrary library;
    CHECK(codeOf(library.open()) == ErrorCode::NotFound);
    (void)library.create();
    REQUIRE(QDir(library.path + QStringLiteral("/keyslots")).removeRecursively());
    CHECK(codeOf(library.open()) == ErrorCode::Damaged);
}

TEST_CASE("a closed library tells its format and password cost", "[storage][library]")
{
    NewLibrary library;
    (void)library.create();
    const auto inspected = LibraryFolder::inspect(library.path);
    REQUIRE(inspected);
    CHECK(inspected->libraryId().size() == 16);
    CHECK(inspected->kdfCost() == KdfCost::minimum());
    CHECK(inspected->generation() == 1);
    CHECK(LibraryFolder::isLibrary(library.path));
    CHECK_FALSE(LibraryFolder::isLibrary(library.parent.path()));
}
