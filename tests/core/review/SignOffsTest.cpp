#include "core/review/SignOffs.h"

#include "core/consent/Purposes.h"
#include "core/photos/Photos.h"
#include "support/TestPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

int currentOnes(Library& library, PhotoId photo)
{
    int count = 0;
    for (const SignOff& signOff : need(SignOffs(library).list(photo))) {
        count += signOff.isCurrent ? 1 : 0;
    }
    return count;
}

PurposeId press(Library& library)
{
    return need(Purposes(library).byKey(QStringLiteral("press"))).id;
}

} // namespace

TEST_CASE("a sign-off speaks of one exact state and any change voids it", "[review][sign-off]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const PhotoId photo = addTestPhoto(library);
        const FaceId face = addTestFace(library, photo);
        SignOffs signOffs(library);
        const auto signAgain = [&] {
            need(signOffs.signOffFaces(photo));
            REQUIRE(currentOnes(library, photo) == 1);
        };
        signAgain();
        signAgain(); // saying it twice is one statement
        CHECK(need(signOffs.list(photo)).size() == 1);
        need(Faces(library).move(face, QRect(10, 10, 40, 40)));
        CHECK(currentOnes(library, photo) == 0);
        signAgain();
        need(Faces(library).markStranger(face));
        CHECK(currentOnes(library, photo) == 0);
        signAgain();
        addTestFace(library, photo);
        CHECK(currentOnes(library, photo) == 0);
        signAgain();
        const RegionId region = need(Faces(library).addRegion(photo, QRect(0, 0, 9, 9), RegionShape::Ellipse));
        CHECK(currentOnes(library, photo) == 0);
        signAgain();
        need(Faces(library).removeRegion(region));
        // Exactly what was signed off before that region came: that statement is true again.
        CHECK(currentOnes(library, photo) == 1);
        need(signOffs.revoke(photo));
        CHECK(currentOnes(library, photo) == 0);
        need(signOffs.revoke(photo));
    });
}

TEST_CASE("what cannot be signed off is not", "[review][sign-off]")
{
    TestLibrary school;
    school.run([](Library& library) {
        SignOffs signOffs(library);
        const PhotoId video = addTestPhoto(library, PhotoKind::Video);
        CHECK(signOffs.signOffFaces(video).error().code == ErrorCode::Unsupported);
        const PhotoId unsearched = addTestPhoto(library);
        need(PhotoRepository(library.db()).setSearched(unsearched, QString(), library.clock().now()));
        CHECK(signOffs.signOffFaces(unsearched).error().code == ErrorCode::Invalid);
        const PhotoId binned = addTestPhoto(library);
        need(Photos(library).remove({binned}));
        CHECK(signOffs.signOffFaces(binned).error().code == ErrorCode::Invalid);
        CHECK(signOffs.signOffFaces(PhotoId{999}).error().code == ErrorCode::NotFound);
    });
}

TEST_CASE("fit to publish is said by somebody else than the one who marked the faces", "[review][sign-off]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Mark"), Role::Marketing);
    school.addUser(QStringLiteral("Olga"), Role::Office);
    school.addUser(QStringLiteral("Vera"), Role::Viewer);
    const PhotoId photo = school.run([](Library& library) {
        const PhotoId id = addTestPhoto(library);
        SignOffs signOffs(library);
        CHECK(signOffs.signOffPublish(id, press(library)).error().code == ErrorCode::NotAllowed);
        need(signOffs.signOffFaces(id));
        CHECK(signOffs.signOffPublish(id, press(library)).error().code == ErrorCode::NotAllowed);
        CHECK(signOffs.signOffPublish(id, PurposeId{99}).error().code == ErrorCode::NotFound);
        return id;
    });
    school.signInAs(QStringLiteral("Olga"));
    school.run([photo](Library& library) {
        CHECK(SignOffs(library).signOffPublish(photo, press(library)).error().code == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Vera"));
    school.run([photo](Library& library) {
        CHECK(SignOffs(library).signOffFaces(photo).error().code == ErrorCode::NotAllowed);
        CHECK(SignOffs(library).revoke(photo).error().code == ErrorCode::NotAllowed);
    });
    school.signInAs(QStringLiteral("Mark"));
    school.run([photo](Library& library) {
        SignOffs signOffs(library);
        need(signOffs.signOffPublish(photo, press(library)));
        need(signOffs.signOffPublish(photo, press(library)));
        need(signOffs.signOffFaces(photo)); // known already: does not make it Mark's own
        const auto list = need(signOffs.list(photo));
        REQUIRE(list.size() == 2);
        CHECK(list.first().kind == SignOffKind::Publish);
        CHECK(list.first().byName == QStringLiteral("Mark"));
        CHECK(list.first().purpose == press(library));
        CHECK(currentOnes(library, photo) == 2);
        addTestFace(library, photo);
        CHECK(currentOnes(library, photo) == 0);
    });
}
