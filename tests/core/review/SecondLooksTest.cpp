#include "core/review/SecondLooks.h"

#include "core/consent/Clearances.h"
#include "core/consent/Purposes.h"
#include "core/review/Flags.h"
#include "core/review/SignOffs.h"
#include "support/TestPhotos.h"

#include <algorithm>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

/// A photo whose faces Admin signed off, and users to look at it.
class LookSchool {
public:
    LookSchool()
    {
        school.addUser(QStringLiteral("Max"), Role::Marketing);
        school.addUser(QStringLiteral("Sue"), Role::Safeguarding);
        school.addUser(QStringLiteral("Olga"), Role::Office);
        school.addUser(QStringLiteral("Vera"), Role::Viewer);
        school.run([this](Library& library) {
            photo = addTestPhoto(library);
            face = addTestFace(library, photo);
            need(SignOffs(library).signOffFaces(photo));
            press = need(Purposes(library).byKey(QStringLiteral("press")));
        });
    }
    AskedLooks ask(const QString& note = {})
    {
        return need(school.run([&](Library& library) {
            return SecondLooks(library).ask({photo}, press.id, QStringLiteral("mosaic"), note);
        }));
    }
    bool isBlocked()
    {
        return school.run([&](Library& library) {
            return need(Clearances(library).of(photo, press, library.today())).outcome == Outcome::Blocked;
        });
    }
    QList<SecondLookTask> queue()
    {
        return need(school.run([](Library& library) { return SecondLooks(library).queue(); }));
    }
    QList<SecondLook> mine()
    {
        return need(school.run([](Library& library) { return SecondLooks(library).mine(); }));
    }
    Result<void> approve(SecondLookId id)
    {
        return school.run([id](Library& library) { return SecondLooks(library).approve(id); });
    }
    Result<void> sendBack(SecondLookId id, const char* note)
    {
        return school.run([&](Library& library) { return SecondLooks(library).sendBack(id, QString::fromUtf8(note)); });
    }

    TestLibrary school;
    PhotoId photo;
    FaceId face;
    Purpose press;
};

} // namespace

TEST_CASE("nobody approves what they asked for or whose faces they marked", "[review][second-look]")
{
    LookSchool looks;
    looks.school.signInAs(QStringLiteral("Max"));
    const SecondLookId id = looks.ask().asked.value(0);
    REQUIRE(id.isValid());
    CHECK(looks.isBlocked());
    REQUIRE(looks.queue().size() == 1);
    CHECK_FALSE(looks.queue().first().mayDecide);
    const auto own = looks.approve(id);
    REQUIRE_FALSE(own);
    CHECK(own.error().code == ErrorCode::NotAllowed);
    // Not past the queue either.
    const auto past = looks.school.run(
        [&](Library& library) { return SignOffs(library).signOffPublish(looks.photo, looks.press.id); });
    REQUIRE_FALSE(past);
    CHECK(past.error().code == ErrorCode::NotAllowed);
    CHECK_FALSE(looks.sendBack(id, "no"));

    looks.school.signInAs(QStringLiteral("Admin"));
    CHECK_FALSE(looks.queue().first().mayDecide);
    const auto marker = looks.approve(id);
    REQUIRE_FALSE(marker);
    CHECK(marker.error().code == ErrorCode::NotAllowed);
    CHECK(looks.isBlocked());

    looks.school.signInAs(QStringLiteral("Sue"));
    CHECK(looks.queue().first().mayDecide);
    need(looks.approve(id));
    CHECK_FALSE(looks.isBlocked());
    CHECK(looks.queue().isEmpty());
    looks.school.signInAs(QStringLiteral("Max"));
    REQUIRE(looks.mine().size() == 1);
    CHECK(looks.mine().first().outcome == SecondLookOutcome::Approved);
    CHECK(looks.mine().first().decidedByName == QStringLiteral("Sue"));
}

TEST_CASE("what is sent back stays blocked and its note is read by whoever asked", "[review][second-look]")
{
    LookSchool looks;
    const SecondLookId id = looks.ask(QStringLiteral("for Friday")).asked.value(0);
    looks.school.signInAs(QStringLiteral("Max"));
    CHECK(looks.queue().first().look.note == QStringLiteral("for Friday"));
    CHECK(looks.sendBack(id, "  ").error().code == ErrorCode::Invalid);
    need(looks.sendBack(id, "Cover the badge, please"));
    CHECK(looks.queue().isEmpty());
    CHECK(looks.approve(id).error().code == ErrorCode::Invalid);
    CHECK(looks.isBlocked());
    looks.school.signInAs(QStringLiteral("Admin"));
    REQUIRE(looks.mine().size() == 1);
    CHECK(looks.mine().first().answer == QStringLiteral("Cover the badge, please"));
    CHECK(looks.mine().first().outcome == SecondLookOutcome::SentBack);
    CHECK(looks.ask().asked.value(0) != id);
}

TEST_CASE("a photo that changed is asked for again before it is approved", "[review][second-look]")
{
    LookSchool looks;
    const SecondLookId id = looks.ask().asked.value(0);
    CHECK(looks.ask().asked == QList<SecondLookId>{id});
    looks.school.run([&](Library& library) {
        need(Faces(library).move(looks.face, QRect(5, 5, 30, 30)));
        need(SignOffs(library).signOffFaces(looks.photo));
    });
    looks.school.signInAs(QStringLiteral("Max"));
    CHECK_FALSE(looks.queue().first().mayDecide);
    CHECK(looks.approve(id).error().code == ErrorCode::Invalid);
    CHECK(looks.isBlocked());
    looks.school.signInAs(QStringLiteral("Admin"));
    const SecondLookId again = looks.ask().asked.value(0);
    CHECK(again != id);
    CHECK(looks.queue().size() == 1);
    looks.school.signInAs(QStringLiteral("Max"));
    need(looks.approve(again));
    CHECK_FALSE(looks.isBlocked());
}

TEST_CASE("an approval falls with any change of the photo", "[review][second-look]")
{
    LookSchool looks;
    const SecondLookId id = looks.ask().asked.value(0);
    looks.school.signInAs(QStringLiteral("Max"));
    need(looks.approve(id));
    CHECK_FALSE(looks.isBlocked());
    need(looks.school.run([&](Library& library) { return Faces(library).move(looks.face, QRect(6, 6, 30, 30)); }));
    CHECK(looks.isBlocked());
}

TEST_CASE("only what can be looked at is asked for", "[review][second-look]")
{
    LookSchool looks;
    looks.school.run([&](Library& library) {
        const PhotoId unsignedPhoto = addTestPhoto(library);
        SecondLooks service(library);
        const auto asked =
            need(service.ask({looks.photo, unsignedPhoto, PhotoId{999}}, looks.press.id, QStringLiteral("solid"), {}));
        CHECK(asked.asked.size() == 1);
        CHECK(asked.refused.size() == 2);
        const Purpose newsletter = need(Purposes(library).byKey(QStringLiteral("newsletter")));
        CHECK(service.ask({looks.photo}, newsletter.id, {}, {}).error().code == ErrorCode::Invalid);
        CHECK(service.ask({looks.photo}, PurposeId{999}, {}, {}).error().code == ErrorCode::NotFound);
    });
}

TEST_CASE("roles that may not decide or export are refused", "[review][second-look][rights]")
{
    LookSchool looks;
    const SecondLookId id = looks.ask().asked.value(0);
    looks.school.signInAs(QStringLiteral("Olga"));
    REQUIRE(looks.queue().size() == 1);
    CHECK_FALSE(looks.queue().first().mayDecide);
    CHECK(looks.approve(id).error().code == ErrorCode::NotAllowed);
    CHECK(looks.sendBack(id, "no").error().code == ErrorCode::NotAllowed);
    looks.school.signInAs(QStringLiteral("Vera"));
    looks.school.run([&](Library& library) {
        CHECK(SecondLooks(library).queue().error().code == ErrorCode::NotAllowed);
        CHECK(SecondLooks(library).mine().error().code == ErrorCode::NotAllowed);
        CHECK(SecondLooks(library).ask({looks.photo}, looks.press.id, {}, {}).error().code == ErrorCode::NotAllowed);
    });
}

TEST_CASE("a flagged photo leaves the queue of everyone who may not see it", "[review][second-look][rights]")
{
    LookSchool looks;
    const SecondLookId id = looks.ask().asked.value(0);
    need(looks.school.run([&](Library& library) { return Flags(library).add(looks.photo, QStringLiteral("look")); }));
    CHECK(looks.queue().isEmpty());
    CHECK(looks.mine().isEmpty());
    looks.school.signInAs(QStringLiteral("Max"));
    CHECK(looks.queue().isEmpty());
    CHECK(looks.approve(id).error().code == ErrorCode::NotFound);
    CHECK(looks.sendBack(id, "why").error().code == ErrorCode::NotFound);
    looks.school.signInAs(QStringLiteral("Sue"));
    CHECK(looks.queue().size() == 1);
    CHECK(looks.isBlocked());
}

TEST_CASE("a request is taken back by whoever asked alone", "[review][second-look]")
{
    LookSchool looks;
    const SecondLookId id = looks.ask().asked.value(0);
    const auto withdraw = [&] {
        return looks.school.run([id](Library& library) { return SecondLooks(library).withdraw(id); });
    };
    looks.school.signInAs(QStringLiteral("Max"));
    CHECK(withdraw().error().code == ErrorCode::NotAllowed);
    looks.school.signInAs(QStringLiteral("Admin"));
    need(withdraw());
    CHECK(looks.queue().isEmpty());
    CHECK(looks.mine().first().outcome == SecondLookOutcome::Withdrawn);
}
