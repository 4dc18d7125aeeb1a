// What other programs wrote into photos, from a card to the review page's suggestions and a person's records.

#include "core/catalogue/MarkedRegionRepository.h"
#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/faces/MarkedFaces.h"
#include "core/faces/NameSuggestions.h"
#include "core/imaging/PhotoFixtures.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QByteArray markedPhoto()
{
    const QString face = QStringLiteral("Xmp.mwg-rs.Regions/mwg-rs:RegionList[1]/mwg-rs:%1");
    return fixtures::withRegions(fixtures::encoded(fixtures::quarters(320, 200), ".jpg"),
                                 {{face.arg(QLatin1String("Area/stArea:x")), QStringLiteral("0.25")},
                                  {face.arg(QLatin1String("Area/stArea:y")), QStringLiteral("0.5")},
                                  {face.arg(QLatin1String("Area/stArea:w")), QStringLiteral("0.1")},
                                  {face.arg(QLatin1String("Area/stArea:h")), QStringLiteral("0.2")},
                                  {face.arg(QLatin1String("Type")), QStringLiteral("Face")},
                                  {face.arg(QLatin1String("Name")), QStringLiteral("Ann Apple")}});
}

} // namespace

TEST_CASE("a face that a file marks comes in undecided with its name as a suggestion", "[intake][regions]")
{
    TestLibrary library;
    WorkerPool workers(1, builtWorker());
    writeFile(library.scratch(QStringLiteral("card/IMG_0001.JPG")), markedPhoto());
    writeFile(library.scratch(QStringLiteral("card/IMG_0002.JPG")), drawnJpeg(2));
    const ImportReport report = importFrom(library, workers, importOf(library.scratch(QStringLiteral("card"))));
    REQUIRE(report.photos.size() == 2);
    library.run([](Library& open) {
        Person ann;
        ann.givenName = QStringLiteral("Ann");
        ann.familyName = QStringLiteral("Apple");
        const PersonId id = need(People(open).add(ann));
        int marked = 0;
        for (const PhotoId photo : need(Photos(open).find({}))) {
            const auto regions = need(MarkedRegionRepository(open.db()).ofPhoto(photo));
            marked += int(regions.size());
            if (regions.isEmpty()) {
                continue;
            }
            const auto faces = need(Faces(open).list(photo));
            REQUIRE(faces.size() == 1);
            CHECK(faces.first().rect == QRect(64, 80, 32, 40));
            CHECK(isMarkedInFile(faces.first()));
            CHECK(faces.first().state == FaceState::Unreviewed);
            CHECK_FALSE(faces.first().person.isValid());
            const auto names = need(NameSuggestions(open).of(photo));
            REQUIRE(names.size() == 1);
            CHECK(names.first().person == id);
            CHECK(names.first().source == SuggestionSource::File);

            CHECK(need(namesWrittenBeside(open.db(), photo, id)).isEmpty());
            need(Faces(open).confirm(faces.first().id, id));
            CHECK(need(namesWrittenBeside(open.db(), photo, id)) == QStringList{QStringLiteral("Ann Apple")});
            CHECK(need(NameSuggestions(open).of(photo)).isEmpty());

            // The face is another child's after all: whose name stands beside it is not hers to be told.
            Person ben;
            ben.givenName = QStringLiteral("Ben");
            ben.familyName = QStringLiteral("Brook");
            const PersonId other = need(People(open).add(ben));
            need(Faces(open).confirm(faces.first().id, other));
            CHECK(need(namesWrittenBeside(open.db(), photo, other)).isEmpty());
        }
        CHECK(marked == 1);
    });
}
