#include "core/storage/UnlockedFolder.h"
#include "crash/Wreck.h"

#include <QDir>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <filesystem>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("admin");
const QString kOther = QStringLiteral("other");
constexpr UserId kOtherUser{2};

Password first()
{
    return Password::fromText(u"the first password of all");
}

Password second()
{
    return Password::fromText(u"the second password of all");
}

/// A library with two users, made once.
struct Original {
    QTemporaryDir folder{QString::fromStdString(fastFolderTemplate())};
    QString recoveryKey = create(folder.filePath(QStringLiteral("library")));

    static QString create(const QString& path)
    {
        auto created = UnlockedFolder::create(path, QStringLiteral("School"), kAdmin, first(), KdfCost::minimum());
        REQUIRE(created);
        REQUIRE(created->folder.addUser(kOtherUser, kOther, Role::Office, first()));
        return created->recoveryKey.text();
    }

    static const Original& get()
    {
        static const Original made;
        return made;
    }
};

/// A copy of that, closed, in a folder of its own.
struct Fixture {
    QTemporaryDir folder{QString::fromStdString(fastFolderTemplate())};
    QString path = folder.filePath(QStringLiteral("library"));
    QString recoveryKey = Original::get().recoveryKey;

    Fixture()
    {
        std::filesystem::copy(Original::get().folder.path().toStdString(), folder.path().toStdString(),
                              std::filesystem::copy_options::recursive);
    }

    UnlockedFolder open() const
    {
        auto opened = UnlockedFolder::open(path, kAdmin, first());
        REQUIRE(opened);
        return std::move(*opened);
    }
};

Result<UnlockedFolder> openAs(const std::string& folder, const QString& name, const Password& password)
{
    return UnlockedFolder::open(QString::fromStdString(folder) + QStringLiteral("/library"), name, password);
}

bool opens(const std::string& folder, const QString& name, const Password& password)
{
    return openAs(folder, name, password).has_value();
}

bool recovers(const std::string& folder, const QString& text)
{
    const auto key = RecoveryKey::parse(text);
    if (!key)
        return false;
    return UnlockedFolder::openWithRecoveryKey(QString::fromStdString(folder) + QStringLiteral("/library"), *key)
        .has_value();
}

/// The administrator gets in and every slot is whole.
void checkSlots(const std::string& folder, const Password& password = first())
{
    const auto opened = openAs(folder, kAdmin, password);
    INFO((opened ? std::string() : opened.error().detail.toStdString()));
    REQUIRE(opened);
    const auto slots = opened->keyslots();
    INFO((slots ? std::string() : slots.error().detail.toStdString()));
    CHECK(slots);
}

/// What a change of the keyslots is, and what has to hold before and after it.
struct Change {
    const char* name;
    std::function<Result<void>(UnlockedFolder&)> make;
    std::function<bool(const std::string& folder)> isOld;
    std::function<bool(const std::string& folder)> isNew;
};

template <typename T>
Result<void> done(const Result<T>& result)
{
    return result ? Result<void>() : Result<void>(propagate(result));
}

std::vector<Change> changes(const QString& oldRecoveryKey, QString& newRecoveryKey)
{
    const auto roleIs = [](Role role) {
        return [role](const std::string& folder) {
            const auto opened = openAs(folder, kOther, first());
            return opened && opened->role() == role;
        };
    };
    const auto opensWith = [](const QString& name, Password (*password)()) {
        return [name, password](const std::string& folder) { return opens(folder, name, password()); };
    };
    return {
        {"add a user",
         [](UnlockedFolder& open) {
             return done(open.addUser(UserId{3}, QStringLiteral("third"), Role::Viewer, first()));
         },
         [](const std::string& folder) { return !opens(folder, QStringLiteral("third"), first()); },
         opensWith(QStringLiteral("third"), first)},
        {"remove a user", [](UnlockedFolder& open) { return open.removeUser(kOtherUser); }, opensWith(kOther, first),
         [](const std::string& folder) { return !opens(folder, kOther, first()); }},
        {"change a role", [](UnlockedFolder& open) { return done(open.setRole(kOtherUser, Role::Admin)); },
         roleIs(Role::Office), roleIs(Role::Admin)},
        {"set another's password", [](UnlockedFolder& open) { return done(open.setPassword(kOtherUser, second())); },
         opensWith(kOther, first), opensWith(kOther, second)},
        {"replace the recovery key",
         [&newRecoveryKey](UnlockedFolder& open) {
             auto fresh = open.replaceRecoveryKey();
             if (fresh)
                 newRecoveryKey = fresh->text();
             return done(fresh);
         },
         [oldRecoveryKey](const std::string& folder) { return recovers(folder, oldRecoveryKey); },
         [&newRecoveryKey, oldRecoveryKey](const std::string& folder) {
             return recovers(folder, newRecoveryKey) && !recovers(folder, oldRecoveryKey);
         }},
    };
}

} // namespace

TEST_CASE("a power cut while a library is made leaves none or a whole one", "[crash][library]")
{
    const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
    FileTrace trace(folder.path().toStdString());
    {
        const auto created = UnlockedFolder::create(folder.filePath(QStringLiteral("library")),
                                                    QStringLiteral("School"), kAdmin, first(), KdfCost::minimum());
        REQUIRE(created);
        trace.mark(1);
    }
    trace.end();
    int unfinished = 0;
    const int cuts = cutEverywhere(trace, 6, [&](const std::string& wreck, int64_t mark) {
        const QString path = QString::fromStdString(wreck) + QStringLiteral("/library");
        if (LibraryFolder::isLibrary(path)) {
            checkSlots(wreck);
            return;
        }
        CHECK(mark < 1);
        // The folder can be used for another try. (Passwords are stretched anew each time: not every time.)
        if (++unfinished % 4 == 0)
            CHECK(UnlockedFolder::create(path, QStringLiteral("School"), kAdmin, first(), KdfCost::minimum()));
    });
    WARN(cuts << " power cuts in " << trace.log().size() << " operations");
}

TEST_CASE("a power cut while keyslots are changed leaves the old or the new ones", "[crash][keyslots]")
{
    const int which = GENERATE(0, 1, 2, 3, 4);
    const Fixture fixture;
    QString newRecoveryKey;
    const Change change = changes(fixture.recoveryKey, newRecoveryKey)[static_cast<size_t>(which)];
    CAPTURE(change.name);
    FileTrace trace(fixture.folder.path().toStdString());
    {
        UnlockedFolder open = fixture.open();
        trace.mark(0);
        REQUIRE(change.make(open));
        trace.mark(1);
    }
    trace.end();
    const int cuts = cutEverywhere(trace, 10, [&](const std::string& wreck, int64_t mark) {
        checkSlots(wreck);
        const bool isNew = change.isNew(wreck);
        // In between both recovery keys may open: never neither.
        CHECK((isNew || change.isOld(wreck)));
        if (mark == 1)
            CHECK(isNew);
        if (mark < 0)
            CHECK(change.isOld(wreck));
    });
    WARN(change.name << ": " << cuts << " power cuts in " << trace.log().size() << " operations");
}

TEST_CASE("a power cut while one's own password is changed leaves the old or the new one", "[crash][keyslots]")
{
    const Fixture fixture;
    FileTrace trace(fixture.folder.path().toStdString());
    {
        UnlockedFolder open = fixture.open();
        REQUIRE(open.setPassword(open.user(), second()));
        trace.mark(1);
    }
    trace.end();
    cutEverywhere(trace, 10, [&](const std::string& wreck, int64_t mark) {
        const bool isNew = opens(wreck, kAdmin, second());
        checkSlots(wreck, isNew ? second() : first());
        if (mark == 1)
            CHECK(isNew);
        CHECK(opens(wreck, kOther, first()));
    });
}

TEST_CASE("every failing operation on keyslots is a clear error without loss", "[crash][keyslots][fault]")
{
    const int which = GENERATE(0, 1, 2, 3, 4);
    const bool staysBroken = GENERATE(false, true);
    const auto at = GENERATE(FileTrace::At::Change, FileTrace::At::Read, FileTrace::At::Open);
    int faults = 0;
    for (size_t number = 0;; ++number) {
        const Fixture fixture;
        QString newRecoveryKey;
        const Change change = changes(fixture.recoveryKey, newRecoveryKey)[static_cast<size_t>(which)];
        CAPTURE(change.name, number, staysBroken);
        std::optional<Error> error;
        FileTrace trace(fixture.folder.path().toStdString(), FileTrace::Fault{at, number, staysBroken});
        {
            auto open = UnlockedFolder::open(fixture.path, kAdmin, first());
            const auto made = open ? change.make(*open) : done(open);
            if (!made)
                error = made.error();
        }
        trace.end();
        if (!trace.hasFailed())
            break;
        ++faults;
        const std::string left = fixture.folder.path().toStdString();
        checkSlots(left);
        if (!error) {
            CHECK(change.isNew(left));
            continue;
        }
        INFO(error->detail.toStdString());
        CHECK((error->code == ErrorCode::NoSpace || error->code == ErrorCode::Unreadable));
        CHECK_FALSE(error->text.isEmpty());
        CHECK((change.isNew(left) || change.isOld(left)));
    }
    CHECK(faults > 0);
}
