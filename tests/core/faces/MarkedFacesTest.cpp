#include "core/faces/MarkedFaces.h"

#include "core/catalogue/MarkedRegionRepository.h"
#include "core/faces/FacesReconcile.h"
#include "core/review/SignOffs.h"
#include "support/PhotoSchool.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QRect kFound(100, 100, 60, 80);
const QRect kHidden(300, 110, 60, 80);
const QString kYuNet = QStringLiteral("yunet");

MarkedRegion marked(QRect rect)
{
    return {rect, QStringLiteral("Somebody"), RegionStandard::Mwg, Placing::Sure};
}

FaceRecord record(int id, QRect rect, const QString& detector = kYuNet, FaceState state = FaceState::Unreviewed)
{
    FaceRecord one;
    one.face.id = {id};
    one.face.rect = rect;
    one.face.detector = detector;
    one.face.state = state;
    return one;
}

/// A photo whose file marks one face that the detector finds and one that it does not.
struct MarkedSchool {
    MarkedSchool()
        : school(1)
    {
        need(school.run([&](Library& open) {
            return storeMarkedFaces(open.db(), school.photo(1), {marked(kFound), marked(kHidden)});
        }));
    }
    void search(const QList<QRect>& found, const QString& detector = kYuNet)
    {
        QList<DetectedFace> faces;
        for (const QRect rect : found) {
            faces.append({QRectF(rect), 0.9, {}});
        }
        need(school.run([&](Library& open) { return Faces(open).reconcile(school.photo(1), faces, detector); }));
    }
    QList<Face> faces()
    {
        return need(school.run([&](Library& open) { return Faces(open).list(school.photo(1)); }));
    }

    PhotoSchool school;
};

} // namespace

TEST_CASE("a marked face that no detector found waits for a user like any other", "[faces][regions]")
{
    MarkedSchool school;
    REQUIRE(school.faces().size() == 2); // before anything was searched
    school.search({kFound});
    const auto faces = school.faces();
    REQUIRE(faces.size() == 2);
    CHECK(faces[0].detector == kYuNet);
    CHECK(isMarkedInFile(faces[1]));
    for (const Face& face : faces) {
        CHECK(face.state == FaceState::Unreviewed);
        CHECK_FALSE(face.person.isValid());
    }
    const auto summary =
        need(school.school.run([&](Library& open) { return Photos(open).details(school.school.photo(1)); })).summary;
    CHECK(summary.unidentifiedFaces == 2);
    CHECK(summary.review == ReviewState::Unreviewed);
}

TEST_CASE("a search neither takes a marked face away nor brings a rejected one back", "[faces][regions]")
{
    MarkedSchool school;
    school.search({});
    REQUIRE(school.faces().size() == 2);
    const FaceId first = school.faces()[0].id;
    school.search({kFound}); // found now: the detector's box counts
    CHECK(school.faces()[0].detector == kYuNet);
    CHECK(school.faces()[0].id == first);
    school.search({}, QStringLiteral("basic")); // another one overlooks it: it stays
    CHECK(school.faces().size() == 2);
    CHECK(school.faces()[0].id == first);
    need(school.school.run([&](Library& open) { return Faces(open).reject(school.faces()[1].id); }));
    school.search({kFound});
    const auto faces = school.faces();
    REQUIRE(faces.size() == 2);
    CHECK(faces[1].state == FaceState::Rejected);
}

TEST_CASE("faces that a file marks void a sign-off that did not know them", "[faces][regions]")
{
    PhotoSchool school(1);
    school.run([&](Library& open) {
        need(Faces(open).reconcile(school.photo(1), {}, kYuNet));
        need(SignOffs(open).signOffFaces(school.photo(1)));
        CHECK(need(SignOffs(open).list(school.photo(1)))[0].isCurrent);
        CHECK(need(storeMarkedFaces(open.db(), school.photo(1), {marked(kHidden)})) == 1);
        CHECK_FALSE(need(SignOffs(open).list(school.photo(1)))[0].isCurrent);
    });
}

TEST_CASE("whatever regions say every face of the search and every settled one is there and none is decided",
          "[faces][regions]")
{
    rc::check([] {
        const auto rects = [](int most) {
            QList<QRect> made;
            const int count = *rc::gen::inRange(0, most);
            for (int i = 0; i < count; ++i) {
                made.append(QRect(*rc::gen::inRange(0, 500), *rc::gen::inRange(0, 400), *rc::gen::inRange(1, 140),
                                  *rc::gen::inRange(1, 140)));
            }
            return made;
        };
        QList<FaceRecord> stored;
        int id = 0;
        for (const QRect rect : rects(5)) {
            stored.append(record(++id, rect, *rc::gen::element(kYuNet, QStringLiteral("user"), QStringLiteral("file")),
                                 *rc::gen::element(FaceState::Unreviewed, FaceState::Rejected, FaceState::Confirmed)));
        }
        QList<DetectedFace> found;
        for (const QRect rect : rects(5)) {
            found.append({QRectF(rect), 0.5, {}});
        }
        QList<MarkedRegion> regions;
        for (const QRect rect : rects(6)) {
            regions.append(marked(rect));
            regions.last().placing =
                *rc::gen::element(Placing::Sure, Placing::AsStored, Placing::AsShown, Placing::Cut);
        }
        const FaceChanges plain = reconciled(stored, found, kYuNet, {640, 480});
        const FaceChanges changes = withMarkedFaces(plain, stored, regions);
        RC_ASSERT(changes.moved.size() == plain.moved.size());
        for (const FaceId removed : changes.removed) {
            RC_ASSERT(plain.removed.contains(removed));
            RC_ASSERT(!stored[removed.value - 1].isSettled());
        }
        for (const Face& face : plain.added) {
            RC_ASSERT(changes.added.contains(face));
        }
        for (const Face& face : changes.added) {
            RC_ASSERT(face.state == FaceState::Unreviewed);
            RC_ASSERT(!face.person.isValid());
        }
    });
}
