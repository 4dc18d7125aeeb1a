#include "core/faces/FaceWall.h"

#include "core/consent/People.h"
#include "core/review/Flags.h"
#include "support/PhotoSchool.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QList<FaceId> idsOf(const QList<WallFace>& faces)
{
    QList<FaceId> ids;
    for (const WallFace& one : faces) {
        ids.append(one.face.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

QList<FaceId> wall(PhotoSchool& school, const FaceWallFilter& filter)
{
    return idsOf(need(school.run([&](Library& open) { return FaceWall(open).list(filter); })));
}

FaceWallReport decide(PhotoSchool& school, const QList<FaceChoice>& choices)
{
    return need(school.run([&](Library& open) { return FaceWall(open).decide(choices); }));
}

Face faceOf(PhotoSchool& school, FaceId face)
{
    return need(school.run([&](Library& open) { return Faces(open).get(face); }));
}

FaceWallFilter of(PersonId person)
{
    FaceWallFilter filter;
    filter.person = person;
    return filter;
}

} // namespace

TEST_CASE("a wall shows the faces of a person or an event and no rejected ones", "[faces][wall]")
{
    PhotoSchool school(3);
    const PersonId ann = school.person("Ann", "Archer");
    const FaceId first = school.name(school.photo(1), {10, 10, 50, 60}, ann);
    const FaceId second = school.name(school.photo(2), {10, 10, 50, 60}, ann);
    const FaceId open = school.name(school.photo(2), {200, 10, 50, 60}, {});
    const FaceId rejected = school.name(school.photo(2), {300, 10, 50, 60}, {});
    need(school.run([&](Library& library) -> Result<void> {
        const auto event = Photos(library).addEvent(QStringLiteral("Sports day"), {});
        if (!event) {
            return propagate(event);
        }
        if (auto done = Photos(library).moveToEvent({school.photo(2)}, *event); !done) {
            return done;
        }
        return Faces(library).reject(rejected);
    }));
    CHECK(wall(school, of(ann)) == QList<FaceId>{first, second});
    FaceWallFilter event;
    event.event = EventId{1};
    CHECK(wall(school, event) == QList<FaceId>{second, open});
    event.onlyToName = true;
    CHECK(wall(school, event) == QList<FaceId>{open});
    // To be named comes first, so that it is in view.
    event.onlyToName = false;
    const auto listed = need(school.run([&](Library& library) { return FaceWall(library).list(event); }));
    CHECK(listed.first().face.id == open);
    CHECK(listed.first().photoSize == QSize(640, 480));
}

TEST_CASE("flagged photos and protected faces are on nobody's wall who may not see them", "[faces][wall][protected]")
{
    PhotoSchool school(3);
    const PersonId ann = school.person("Ann", "Archer");
    const PersonId pat = school.person("Pat", "Hidden");
    const FaceId plain = school.name(school.photo(1), {10, 10, 50, 60}, ann);
    school.name(school.photo(2), {10, 10, 50, 60}, ann);
    const FaceId hidden = school.name(school.photo(3), {10, 10, 50, 60}, pat);
    school.protect("Hidden");
    need(school.run([&](Library& library) { return Flags(library).add(school.photo(2), QStringLiteral("look")); }));
    for (const char* name : {"Admin", "Olga", "Mark", "Sara"}) {
        CAPTURE(name);
        school.signInAs(QLatin1String(name));
        CHECK(wall(school, of(ann)) == QList<FaceId>{plain});
        const bool isLead = QLatin1String(name) == QLatin1String("Sara");
        CHECK(wall(school, of(pat)) == (isLead ? QList<FaceId>{hidden} : QList<FaceId>{}));
    }
    school.signInAs(QStringLiteral("Vera"));
    school.run([&](Library& library) {
        CHECK(FaceWall(library).list(of(ann)).error().code == ErrorCode::NotAllowed);
        CHECK(FaceWall(library).decide({{plain, FaceState::Rejected, {}}}).error().code == ErrorCode::NotAllowed);
    });
    CHECK(faceOf(school, plain).state == FaceState::Confirmed);
}

TEST_CASE("who is likely in an event tells nobody of protected people", "[faces][wall][protected]")
{
    PhotoSchool school(3);
    const PersonId ann = school.person("Ann", "Archer");
    const PersonId pat = school.person("Pat", "Hidden");
    school.name(school.photo(1), {10, 10, 50, 60}, ann);
    school.name(school.photo(2), {10, 10, 50, 60}, ann);
    school.name(school.photo(3), {10, 10, 50, 60}, ann);
    school.name(school.photo(1), {200, 10, 50, 60}, pat);
    const EventId event = need(school.run([&](Library& library) -> Result<EventId> {
        const auto added = Photos(library).addEvent(QStringLiteral("Sports day"), {});
        need(Photos(library).moveToEvent({school.photo(1), school.photo(2)}, need(added)));
        return added;
    }));
    school.protect("Hidden");
    const auto named = [&] { return need(school.run([&](Library& open) { return FaceWall(open).namedIn(event); })); };
    CHECK(named() == QHash<PersonId, int>{{ann, 2}, {pat, 1}});
    school.signInAs(QStringLiteral("Mark"));
    CHECK(named() == QHash<PersonId, int>{{ann, 2}});
}

TEST_CASE("many faces are decided at once and taken back at once", "[faces][wall]")
{
    PhotoSchool school(3);
    const PersonId ann = school.person("Ann", "Archer");
    const PersonId ben = school.person("Ben", "Brook");
    const FaceId was = school.name(school.photo(1), {10, 10, 50, 60}, ben);
    const FaceId open = school.name(school.photo(2), {10, 10, 50, 60}, {});
    const FaceId other = school.name(school.photo(3), {10, 10, 50, 60}, {});
    const auto report = decide(
        school,
        {{was, FaceState::Confirmed, ann}, {open, FaceState::Confirmed, ann}, {other, FaceState::Confirmed, {}}});
    CHECK(report.refused.isEmpty());
    CHECK(faceOf(school, was).person == ann);
    CHECK(faceOf(school, open).person == ann);
    CHECK(faceOf(school, other).isStranger());
    CHECK(decide(school, report.before).refused.isEmpty());
    CHECK(faceOf(school, was).person == ben);
    CHECK(faceOf(school, open).state == FaceState::Unreviewed);
    CHECK(faceOf(school, other).state == FaceState::Unreviewed);
}

TEST_CASE("a face that may not be decided keeps no other from being decided", "[faces][wall]")
{
    PhotoSchool school(2);
    const PersonId ann = school.person("Ann", "Archer");
    const PersonId pat = school.person("Pat", "Hidden");
    const FaceId first = school.name(school.photo(1), {10, 10, 50, 60}, {});
    const FaceId twice = school.name(school.photo(1), {200, 10, 50, 60}, {});
    const FaceId hidden = school.name(school.photo(2), {10, 10, 50, 60}, pat);
    school.protect("Hidden");
    const auto report = decide(school,
                               {{first, FaceState::Confirmed, ann},
                                {twice, FaceState::Confirmed, ann},
                                {hidden, FaceState::Rejected, {}},
                                {FaceId{9999}, FaceState::Rejected, {}}});
    CHECK(report.before == QList<FaceChoice>{{first, FaceState::Unreviewed, {}}});
    REQUIRE(report.refused.size() == 3);
    CHECK(report.refused[0].face == twice);
    CHECK(report.refused[1].face == hidden);
    CHECK(faceOf(school, first).person == ann);
    CHECK(faceOf(school, twice).state == FaceState::Unreviewed);
    CHECK(faceOf(school, hidden).state == FaceState::Confirmed);
}
