#include "core/review/Flags.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/photos/Photos.h"
#include "support/TestPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

struct FlaggedSchool {
    TestLibrary school;
    PhotoId photo;
    FlagId flag;

    /// Flagged by a viewer, then signed in as the safeguarding lead.
    FlaggedSchool()
    {
        school.addUser(QStringLiteral("Dana"), Role::Safeguarding);
        school.addUser(QStringLiteral("Vera"), Role::Viewer);
        photo = school.run([](Library& library) { return addTestPhoto(library); });
        school.signInAs(QStringLiteral("Vera"));
        flag = school.run(
            [this](Library& library) { return need(Flags(library).add(photo, QStringLiteral(" upset child "))); });
        school.signInAs(QStringLiteral("Dana"));
    }

    void resolve(FlagOutcome outcome)
    {
        school.run([&](Library& library) { need(Flags(library).resolve(flag, outcome, QStringLiteral("decided"))); });
    }

    bool isVisibleFor(const char* user)
    {
        school.signInAs(QString::fromLatin1(user));
        return school.run([this](Library& library) { return Photos(library).details(photo).has_value(); });
    }
};

} // namespace

TEST_CASE("a flagged photo is gone for everybody but the safeguarding lead", "[review][flags]")
{
    FlaggedSchool flagged;
    flagged.school.run([&](Library& library) {
        const auto flags = need(Flags(library).list());
        REQUIRE(flags.size() == 1);
        CHECK(flags.first().photo == flagged.photo);
        CHECK(flags.first().reason == QStringLiteral("upset child"));
        CHECK(flags.first().by == QStringLiteral("Vera"));
        CHECK_FALSE(flags.first().outcome.has_value());
    });
    CHECK(flagged.isVisibleFor("Dana"));
    CHECK_FALSE(flagged.isVisibleFor("Vera"));
    CHECK_FALSE(flagged.isVisibleFor("Admin"));
    flagged.school.run([&](Library& library) {
        Flags flags(library);
        CHECK(flags.list().error().code == ErrorCode::NotAllowed);
        CHECK(flags.resolve(flagged.flag, FlagOutcome::Release, {}).error().code == ErrorCode::NotAllowed);
        CHECK(flags.add(flagged.photo, QStringLiteral("again")).error().code == ErrorCode::NotFound);
        CHECK(flags.add(PhotoId{999}, QStringLiteral("none")).error().code == ErrorCode::NotFound);
    });
}

TEST_CASE("the library's counts leave a flagged photo out for all who may not know of it", "[review][flags]")
{
    FlaggedSchool flagged;
    const auto photosFor = [&](const char* user) {
        flagged.school.signInAs(QString::fromLatin1(user));
        return flagged.school.run([](Library& library) { return need(countLibrary(library)).photos; });
    };
    CHECK(photosFor("Dana") == 1);
    CHECK(photosFor("Vera") == 0);
    CHECK(photosFor("Admin") == 0);
}

TEST_CASE("a flag needs a reason", "[review][flags]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PhotoId photo = addTestPhoto(library);
        CHECK(Flags(library).add(photo, QStringLiteral("  ")).error().code == ErrorCode::Invalid);
        CHECK(Photos(library).details(photo).has_value());
    });
}

TEST_CASE("a released photo is back and a restricted or sealed one is not", "[review][flags]")
{
    FlaggedSchool flagged;
    flagged.resolve(FlagOutcome::Release);
    CHECK(flagged.isVisibleFor("Admin"));
    for (const FlagOutcome outcome : {FlagOutcome::Restrict, FlagOutcome::Seal}) {
        flagged.school.signInAs(QStringLiteral("Dana"));
        flagged.resolve(outcome);
        CHECK_FALSE(flagged.isVisibleFor("Admin"));
        CHECK(flagged.isVisibleFor("Dana"));
    }
    flagged.resolve(FlagOutcome::Release); // a decision can be changed
    CHECK(flagged.isVisibleFor("Admin"));
}

TEST_CASE("an erased photo leaves nothing behind but its entry in the log", "[review][flags][erase]")
{
    FlaggedSchool flagged;
    const PhotoId photo = flagged.photo;
    flagged.school.run([&](Library& library) {
        CHECK(Flags(library).resolve(flagged.flag, FlagOutcome::Erase, {}).error().code == ErrorCode::Invalid);
        const StoredOriginal original = need(PhotoRepository(library.db()).original(photo));
        REQUIRE(need(library.vault().list()).contains(original.vaultName));
        need(Flags(library).resolve(flagged.flag, FlagOutcome::Erase, QStringLiteral("no use to anybody")));
        CHECK(Photos(library).details(photo).error().code == ErrorCode::NotFound);
        CHECK(need(Flags(library).list()).isEmpty());
        CHECK(need(library.previews().load(photo, Previews::Size::Thumbnail)).isEmpty());
        CHECK_FALSE(need(library.vault().list()).contains(original.vaultName));
        CHECK(Flags(library).resolve(flagged.flag, FlagOutcome::Release, {}).error().code == ErrorCode::NotFound);
        audit::Filter filter;
        filter.subject = QStringLiteral("photo:%1").arg(photo.value);
        QStringList actions;
        for (const AuditEntry& entry : need(audit::list(library, filter))) {
            actions += entry.action;
        }
        CHECK(actions.contains(QStringLiteral("photo.erase")));
        CHECK(actions.contains(QStringLiteral("flag.add")));
        CHECK(need(audit::verify(library)).ok);
    });
}

TEST_CASE("a photo kept as evidence under one flag is not erased through another", "[review][flags][erase]")
{
    FlaggedSchool flagged;
    flagged.school.run([&](Library& library) {
        Flags flags(library);
        const FlagId second = need(flags.add(flagged.photo, QStringLiteral("once more")));
        need(flags.resolve(second, FlagOutcome::Seal, QStringLiteral("police")));
        CHECK(flags.resolve(flagged.flag, FlagOutcome::Erase, QStringLiteral("x")).error().code
              == ErrorCode::NotAllowed);
        need(flags.resolve(second, FlagOutcome::Release, QStringLiteral("over")));
        need(flags.resolve(flagged.flag, FlagOutcome::Erase, QStringLiteral("x")));
    });
}
