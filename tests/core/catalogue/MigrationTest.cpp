#include "core/catalogue/Database.h"
#include "core/catalogue/MarkedRegionRepository.h"
#include "core/catalogue/Schema.h"
#include "core/consent/Purposes.h"
#include "core/consent/Recognition.h"
#include "core/publish/Register.h"
#include "support/OlderCatalogue.h"
#include "support/PhotoSchool.h"

using namespace cloakroom;
using namespace cloakroom::test;

TEST_CASE("a catalogue from before publications were followed is brought up to date", "[catalogue][migration]")
{
    TestLibrary school;
    school.run([](Library& library) {
        undoVersion6(library.db());
        need(library.db().execute(QStringLiteral(
            "INSERT INTO register(purpose_id, exported_at, user_id, file, place, style, sha256, width, height, "
            "faces_hash) VALUES(1, '2025-06-01T10:00:00.000Z', 1, 'newsletter-2025-06-01-001.jpg', 'Page 1', "
            "'mosaic', x'00', 4, 3, x'00')")));
    });
    school.signInAs(QStringLiteral("Admin"));
    school.run([](Library& library) {
        const auto entries = need(Register(library).list());
        REQUIRE(entries.size() == 1);
        CHECK(entries.first().file == QStringLiteral("newsletter-2025-06-01-001.jpg"));
        CHECK(entries.first().link.isEmpty());
        CHECK_FALSE(entries.first().isGone);
        const auto purpose = need(Purposes(library).byKey(QStringLiteral("website")));
        CHECK(purpose.profile.longestEdge == 1600);
        CHECK(purpose.profile.largestKilobytes == 0);
        CHECK_FALSE(purpose.profile.watermark);
    });
}

TEST_CASE("a catalogue from before other programs' marks were kept is brought up to date", "[catalogue][migration]")
{
    PhotoSchool school(1);
    school.run([&](Library& open) {
        need(Faces(open).add(school.photo(1), QRect(10, 10, 40, 40)));
        undoVersion7(open.db());
    });
    school.signInAs(QStringLiteral("Admin"));
    school.run([&](Library& open) {
        MarkedRegionRepository regions(open.db());
        CHECK(need(regions.ofPhoto(school.photo(1))).isEmpty());
        const QList<MarkedRegion> two{{QRect(1, 2, 3, 4), QStringLiteral("Ann"), RegionStandard::Iptc, Placing::Cut},
                                      {QRect(5, 6, 7, 8), {}, RegionStandard::Microsoft, Placing::AsShown}};
        need(regions.set(school.photo(1), two));
        CHECK(need(regions.ofPhoto(school.photo(1))) == two);
        CHECK(need(Faces(open).list(school.photo(1))).size() == 1);
        // They go with the photo.
        need(open.db().execute(QStringLiteral("DELETE FROM photo")));
        CHECK(need(regions.ofPhoto(school.photo(1))).isEmpty());
    });
}

TEST_CASE("a catalogue from before recognition gets it switched off", "[catalogue][migration]")
{
    TestLibrary school;
    school.run([](Library& library) { undoVersion8(library.db()); });
    school.signInAs(QStringLiteral("Admin"));
    school.run([](Library& library) {
        const RecognitionStatus status = need(Recognition(library).status());
        CHECK_FALSE(status.isInForce);
        CHECK_FALSE(status.setup.isOn);
        CHECK_FALSE(status.setup.assessedOn);
        CHECK(status.templates == 0);
        CHECK(need(Recognition(library).history()).isEmpty());
    });
}
