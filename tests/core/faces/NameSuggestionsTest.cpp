#include "core/faces/NameSuggestions.h"

#include "core/catalogue/MarkedRegionRepository.h"
#include "core/faces/PeopleByName.h"
#include "core/faces/RegionMatch.h"
#include "support/PhotoSchool.h"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QRect kLeft(100, 100, 60, 80);
const QRect kRight(300, 110, 60, 80);

Face faceAt(int id, QRect rect, FaceState state = FaceState::Unreviewed, PersonId person = {})
{
    Face face;
    face.id = {id};
    face.rect = rect;
    face.state = state;
    face.person = person;
    return face;
}

Person personCalled(int id, const char* given, const char* family, const char* preferred = "")
{
    Person person;
    person.id = {id};
    person.givenName = QString::fromUtf8(given);
    person.familyName = QString::fromUtf8(family);
    person.preferredName = QString::fromUtf8(preferred);
    return person;
}

NameSuggestion suggestionFor(int face, int person, Sureness sureness = Sureness::Likely)
{
    NameSuggestion one;
    one.face = {face};
    one.person = {person};
    one.name = QStringLiteral("Person %1").arg(person);
    one.sureness = sureness;
    return one;
}

MarkedRegion regionAt(QRect rect, const char* name, Placing placing = Placing::Sure)
{
    return {rect, QString::fromUtf8(name), RegionStandard::Mwg, placing};
}

/// A face was found in the first photo; another program wrote Ann Apple beside it.
struct MarkedPhoto {
    MarkedPhoto()
        : school(1)
        , ann(school.person("Ann", "Apple"))
    {
        mark({regionAt(kLeft, "Apple, Ann")});
        school.run([&](Library& open) {
            need(Faces(open).reconcile(school.photo(1), {{QRectF(kLeft), 0.9, {}}}, QStringLiteral("yunet")));
        });
    }

    void mark(const QList<MarkedRegion>& regions)
    {
        need(
            school.run([&](Library& open) { return MarkedRegionRepository(open.db()).set(school.photo(1), regions); }));
    }
    QList<NameSuggestion> offered()
    {
        return need(school.run([&](Library& open) { return NameSuggestions(open).of(school.photo(1)); }));
    }

    PhotoSchool school;
    PersonId ann;
};

} // namespace

TEST_CASE("a suggestion is only for a face that nobody decided about", "[faces][suggestions]")
{
    const QList<Face> faces{faceAt(1, kLeft), faceAt(2, kRight, FaceState::Confirmed, {7}),
                            faceAt(3, kRight, FaceState::Rejected)};
    const auto merged = mergedSuggestions(
        faces, {suggestionFor(1, 5), suggestionFor(2, 5), suggestionFor(3, 5), suggestionFor(9, 5)}, {});
    REQUIRE(merged.size() == 1);
    CHECK(merged.first().face == FaceId{1});
    // Who is named on one face is nobody else in the photo.
    CHECK(mergedSuggestions(faces, {suggestionFor(1, 7)}, {}).isEmpty());
}

TEST_CASE("the same person from two sources is one suggestion with both warnings", "[faces][suggestions]")
{
    NameSuggestion written = suggestionFor(1, 5, Sureness::Perhaps);
    written.warnings = {QStringLiteral("Look twice.")};
    NameSuggestion alike = suggestionFor(1, 5, Sureness::VeryLikely);
    alike.source = SuggestionSource::Likeness;
    alike.warnings = {QStringLiteral("This person has a twin."), QStringLiteral("Look twice.")};
    const auto merged = mergedSuggestions({faceAt(1, kLeft)}, {written, alike, suggestionFor(1, 6)}, {});
    REQUIRE(merged.size() == 2);
    CHECK(merged[0].person == PersonId{5});
    CHECK(merged[0].sureness == Sureness::VeryLikely);
    CHECK(merged[0].source == SuggestionSource::Likeness);
    CHECK(merged[0].warnings.size() == 2);
    CHECK(merged[1].person == PersonId{6});
}

TEST_CASE("what was declined is never among the suggestions and no face gets more than three", "[faces][suggestions]")
{
    rc::check([] {
        const auto people = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9));
        const auto no = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9));
        QList<NameSuggestion> offered;
        for (const int person : people) {
            offered.append(suggestionFor(1 + person % 2, person, Sureness(person % 3)));
        }
        QList<DeclinedName> declined;
        for (const int person : no) {
            declined.append({FaceId{1}, PersonId{person}, {}});
        }
        const auto merged = mergedSuggestions({faceAt(1, kLeft), faceAt(2, kRight)}, offered, declined);
        for (const FaceId face : {FaceId{1}, FaceId{2}}) {
            const auto count = std::count_if(merged.cbegin(), merged.cend(),
                                             [face](const NameSuggestion& one) { return one.face == face; });
            RC_ASSERT(count <= kMostSuggestions);
        }
        for (const NameSuggestion& one : merged) {
            RC_ASSERT(offered.contains(one));
            RC_ASSERT(!declined.contains(declining(one)));
        }
    });
}

TEST_CASE("a written name is a person only when exactly one is called that", "[faces][suggestions]")
{
    const PeopleByName people({personCalled(1, "Zoë", "Ashton-Smith"), personCalled(2, "Amy", "Archer"),
                               personCalled(3, "Amelia", "Archer", "Amy"), personCalled(4, "Bo", "Birch")});
    const auto only = [&](const char* name) {
        const auto found = people.called(QString::fromUtf8(name));
        return found.size() == 1 ? found.first().id.value : -found.size();
    };
    CHECK(only("zoe  ashton-smith") == 1);
    CHECK(only("Ashton-Smith, Zoë") == 1);
    CHECK(only("BIRCH Bo") == 4);
    CHECK(only("Amelia Archer") == 3);
    CHECK(only("Amy Archer") == -2);
    CHECK(only("Amy") == 0);
    CHECK(only("") == 0);
    const auto names = namesFromFile({regionAt(kLeft, "Amy Archer"), regionAt(kRight, "Bo Birch")},
                                     {faceAt(1, kLeft), faceAt(2, kRight)}, people);
    REQUIRE(names.size() == 2);
    CHECK_FALSE(names[0].person.isValid());
    CHECK(names[0].name == QStringLiteral("Amy Archer"));
    CHECK(names[0].warnings.size() == 1);
    CHECK(names[1].person == PersonId{4});
    CHECK(names[1].warnings.isEmpty());
    CHECK(names[1].sureness == Sureness::Likely);
}

TEST_CASE("a region fits a face that it overlaps or whose middle it shares", "[faces][suggestions]")
{
    const QList<QRect> faces{kLeft, kRight};
    CHECK(facesMarkedBy({regionAt(kRight.translated(8, -6), "")}, faces) == QList<int>{1});
    CHECK(facesMarkedBy({regionAt(kLeft.adjusted(-35, -45, 35, 45), "")}, faces) == QList<int>{0}); // the whole head
    CHECK(facesMarkedBy({regionAt(QRect(0, 0, 500, 400), "")}, faces) == QList<int>{-1}); // the whole picture
    CHECK(facesMarkedBy({regionAt(QRect(200, 300, 60, 80), "")}, faces) == QList<int>{-1});
    // One face for each region: the second is somebody who hides behind the first.
    CHECK(facesMarkedBy({regionAt(kLeft.translated(20, 0), ""), regionAt(kLeft, "")}, faces) == QList<int>{-1, 0});
}

TEST_CASE("where another program marked a face and none was found somebody may be", "[faces][suggestions]")
{
    const MarkedRegion left = regionAt(kLeft, "A");
    const MarkedRegion right = regionAt(kRight, "B");
    CHECK(facesMissing({left, right}, {kLeft}) == QList<QRect>{kRight});
    CHECK(facesMissing({left, right}, {kLeft, kRight}).isEmpty());
    // The same mark by another standard is no further face.
    MarkedRegion again = right;
    again.standard = RegionStandard::Microsoft;
    CHECK(facesMissing({left, right, again}, {kLeft}).size() == 1);
}

TEST_CASE("of two readings the one counts that fits the faces and both while that is open", "[faces][suggestions]")
{
    const QRect turned(640 - kLeft.right(), 480 - kLeft.bottom(), kLeft.width(), kLeft.height());
    const QList<MarkedRegion> both{regionAt(kLeft, "Bo Birch", Placing::AsStored),
                                   regionAt(turned, "Bo Birch", Placing::AsShown)};
    CHECK(facesMissing(both, {}).size() == 2);
    CHECK(facesMissing(both, {kLeft}).isEmpty());
    CHECK(facesMissing(both, {turned}).isEmpty());
    const PeopleByName people({personCalled(4, "Bo", "Birch")});
    const auto names = namesFromFile(both, {faceAt(1, turned), faceAt(2, kRight)}, people);
    REQUIRE(names.size() == 1);
    CHECK(names.first().face == FaceId{1});
    CHECK(names.first().sureness == Sureness::Perhaps);
    CHECK(names.first().warnings.size() == 1);
}

TEST_CASE("not this person holds for that face until it is taken back", "[faces][suggestions]")
{
    MarkedPhoto marked;
    const auto first = marked.offered();
    REQUIRE(first.size() == 1);
    CHECK(first.first().person == marked.ann);
    marked.school.run([&](Library& open) {
        need(NameSuggestions(open).decline(declining(first.first())));
        need(NameSuggestions(open).decline(declining(first.first()))); // twice is once
    });
    CHECK(marked.offered().isEmpty());
    marked.school.run([&](Library& open) {
        need(Faces(open).reconcile(marked.school.photo(1), {{QRectF(kLeft).translated(2, 1), 0.8, {}}},
                                   QStringLiteral("yunet")));
    });
    CHECK(marked.offered().isEmpty());
    need(marked.school.run([&](Library& open) { return NameSuggestions(open).allowAgain(declining(first.first())); }));
    CHECK(marked.offered().size() == 1);
}

TEST_CASE("a name that is nobody's is declined by its letters", "[faces][suggestions]")
{
    MarkedPhoto marked;
    marked.mark({regionAt(kLeft, "Grandma")});
    const auto first = marked.offered();
    REQUIRE(first.size() == 1);
    CHECK_FALSE(first.first().person.isValid());
    need(marked.school.run([&](Library& open) { return NameSuggestions(open).decline(declining(first.first())); }));
    CHECK(marked.offered().isEmpty());
    CHECK_FALSE(marked.school.run([&](Library& open) {
        return NameSuggestions(open).decline({first.first().face, {}, {}});
    }));
}

TEST_CASE("a suggestion names nobody and only those hear of one who may name faces and know the name",
          "[faces][suggestions][rights]")
{
    MarkedPhoto marked;
    const auto face = need(marked.school.run([&](Library& open) { return Faces(open).list(marked.school.photo(1)); }));
    REQUIRE(face.size() == 1);
    CHECK(face.first().state == FaceState::Unreviewed);
    CHECK_FALSE(face.first().person.isValid());
    const DeclinedName no = declining(marked.offered().first());

    marked.school.signInAs(QStringLiteral("Vera"));
    CHECK(marked.offered().isEmpty());
    CHECK_FALSE(marked.school.run([&](Library& open) { return NameSuggestions(open).decline(no); }));
    marked.school.signInAs(QStringLiteral("Mark"));
    CHECK(marked.offered().size() == 1);
    marked.school.protect("Apple");
    CHECK(marked.offered().isEmpty());
    marked.mark({regionAt(kLeft, "Annie Apple")}); // might be her, as a text it would say so
    CHECK(marked.offered().isEmpty());
    marked.school.signInAs(QStringLiteral("Sara"));
    CHECK(marked.offered().size() == 1);
}
