#include "core/photos/Photos.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Sql.h"
#include "core/consent/Purposes.h"
#include "core/faces/Faces.h"
#include "core/review/Flags.h"
#include "core/review/SignOffs.h"
#include "support/DrawnPhotos.h"
#include "support/PhotoSchool.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QList<const char*> kEverybody{"Admin", "Olga", "Mark", "Sara", "Vera"};

QList<int> numbers(const QList<PhotoId>& photos, const QList<PhotoId>& all)
{
    QList<int> found;
    for (const PhotoId photo : photos) {
        found.append(static_cast<int>(all.indexOf(photo)) + 1);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

TEST_CASE("a flagged photo is gone for every role but the safeguarding lead's", "[photos][visibility]")
{
    PhotoSchool school(2);
    const PhotoId flagged = school.photo(1);
    need(school.run([&](Library& open) { return Flags(open).add(flagged, QStringLiteral("worrying")); }));
    for (const char* name : kEverybody) {
        school.signInAs(QString::fromLatin1(name));
        const bool sees = QLatin1String(name) == QLatin1String("Sara");
        CAPTURE(name);
        CHECK(numbers(school.find({}), school.photos()) == (sees ? QList<int>{1, 2} : QList<int>{2}));
        PhotoFilter flaggedOnly;
        flaggedOnly.flaggedOnly = true;
        CHECK(numbers(school.find(flaggedOnly), school.photos()) == (sees ? QList<int>{1} : QList<int>{}));
        school.run([&](Library& open) {
            Photos photos(open);
            const auto summaries = need(photos.summaries(school.photos()));
            CHECK(summaries.size() == (sees ? 2 : 1));
            CHECK(photos.details(flagged).has_value() == sees);
            CHECK(photos.picture(flagged, Previews::Size::Thumbnail).has_value() == sees);
            CHECK(Faces(open).list(flagged).has_value() == sees);
            CHECK(need(photos.counts()).all == (sees ? 2 : 1));
            CHECK(need(photos.counts()).flagged == (sees ? 1 : 0));
            const auto missing = photos.details(PhotoId{9999});
            const auto hidden = photos.details(flagged);
            if (!sees) {
                CHECK(hidden.error().code == missing.error().code);
                CHECK(hidden.error().text == missing.error().text);
            }
        });
    }
}

TEST_CASE("a flagged photo is shown obscured and revealed only with a recorded reason", "[photos][reveal]")
{
    PhotoSchool school(1);
    const PhotoId photo = school.photo(1);
    need(school.run([&](Library& open) { return Flags(open).add(photo, QStringLiteral("worrying")); }));
    school.run([&](Library& open) { CHECK_FALSE(Photos(open).reveal(photo, QStringLiteral("curious"))); });
    school.signInAs(QStringLiteral("Sara"));
    school.run([&](Library& open) {
        Photos photos(open);
        const QImage shown = need(photos.picture(photo, Previews::Size::Preview));
        QSet<QRgb> colours;
        for (int y = 0; y < shown.height(); ++y) {
            for (int x = 0; x < shown.width(); ++x) {
                colours.insert(shown.pixel(x, y));
            }
        }
        CHECK(colours.size() <= 12 * 12);
        CHECK_FALSE(photos.reveal(photo, QStringLiteral("  ")));
        CHECK(need(photos.reveal(photo, QStringLiteral("parent called"))) != shown);
        const auto entries = need(audit::list(open, audit::Filter{}));
        const bool isRecorded = std::any_of(entries.begin(), entries.end(), [](const AuditEntry& entry) {
            return entry.action == QStringLiteral("photo.reveal") && entry.detail == QStringLiteral("parent called");
        });
        CHECK(isRecorded);
    });
}

TEST_CASE("a protected person's head is painted over for all but the safeguarding lead", "[photos][protected]")
{
    PhotoSchool school(1);
    const PhotoId photo = school.photo(1);
    const QRect face(200, 150, 80, 100);
    school.name(photo, face, school.person("Nadia", "Hidden"));
    school.protect("Hidden");
    QImage uncovered;
    school.signInAs(QStringLiteral("Sara"));
    school.run([&](Library& open) { uncovered = need(Photos(open).picture(photo, Previews::Size::Preview)); });
    for (const char* name : {"Admin", "Olga", "Mark", "Vera"}) {
        CAPTURE(name);
        school.signInAs(QString::fromLatin1(name));
        school.run([&](Library& open) {
            const QImage covered = need(Photos(open).picture(photo, Previews::Size::Preview));
            const QRect head(176, 100, 128, 190);
            for (const QPoint point : {head.topLeft(), head.bottomRight(), head.center(), face.topLeft()}) {
                CHECK(covered.pixel(point) == covered.pixel(face.center()));
            }
            const QPoint outside(600, 20);
            CHECK(covered.pixel(outside) == uncovered.pixel(outside));
            const QImage thumbnail = need(Photos(open).picture(photo, Previews::Size::Thumbnail));
            CHECK(thumbnail.pixel(face.center() / 2) == covered.pixel(face.center()));
            const auto original = Photos(open).original(photo);
            REQUIRE_FALSE(original);
            CHECK(original.error().code == ErrorCode::NotAllowed);
        });
    }
    school.signInAs(QStringLiteral("Sara"));
    school.run([&](Library& open) {
        CHECK(need(Photos(open).original(photo)) == drawnJpeg(1));
        const auto entries = need(audit::list(open, audit::Filter{}));
        CHECK(std::any_of(entries.begin(), entries.end(), [](const AuditEntry& entry) {
            return entry.action == QStringLiteral("photo.view-protected");
        }));
    });
}

TEST_CASE("a protected person cannot be found by those who may not know them", "[photos][protected]")
{
    PhotoSchool school(2);
    const PersonId hidden = school.person("Nadia", "Hidden");
    school.name(school.photo(1), {10, 10, 50, 50}, hidden);
    school.protect("Hidden");
    const auto found = [&](const char* user, const PhotoFilter& filter) {
        school.signInAs(QString::fromLatin1(user));
        return numbers(school.find(filter), school.photos());
    };
    PhotoFilter byPerson;
    byPerson.persons = {hidden};
    PhotoFilter byText;
    byText.text = QStringLiteral("hidden");
    PhotoFilter anyone;
    anyone.anyPerson = true;
    PhotoFilter without;
    without.withoutPersons = {hidden};
    for (const char* user : {"Sara", "Admin", "Olga"}) {
        CAPTURE(user);
        CHECK(found(user, byPerson) == QList<int>{1});
        CHECK(found(user, byText) == QList<int>{1});
        CHECK(found(user, anyone) == QList<int>{1});
        CHECK(found(user, without) == QList<int>{2});
    }
    for (const char* user : {"Mark", "Vera"}) {
        CAPTURE(user);
        CHECK(found(user, byPerson).isEmpty());
        CHECK(found(user, byText).isEmpty());
        CHECK(found(user, anyone).isEmpty());
    }
    CHECK(found("Mark", without) == QList<int>{1, 2}); // as for somebody who does not exist
    school.run([&](Library& open) {
        const auto faces = need(Faces(open).list(school.photo(1)));
        REQUIRE(faces.size() == 1);
        CHECK_FALSE(faces[0].person.isValid());
        CHECK(faces[0].state == FaceState::Confirmed);
    });
}

TEST_CASE("each filter finds what it says", "[photos][search]")
{
    PhotoSchool school(6);
    const PersonId ann = school.person("Ann", "Árnason");
    const PersonId ben = school.person("Ben", "Brown");
    school.name(school.photo(1), {10, 10, 50, 50}, ann);
    school.name(school.photo(2), {10, 10, 50, 50}, ann);
    school.name(school.photo(2), {100, 10, 50, 50}, ben);
    school.name(school.photo(3), {10, 10, 50, 50}, ann);
    school.run([&](Library& open) {
        Photos photos(open);
        Faces faces(open);
        need(faces.add(school.photo(3), {100, 10, 50, 50})); // unnamed
        const FaceId rejected = need(faces.add(school.photo(1), {200, 10, 50, 50}));
        need(faces.reject(rejected));
        need(photos.tag({school.photo(4)}, QStringLiteral("Cup 100%_won")));
        const EventId event = need(photos.addEvent(QStringLiteral("Sports day"), QDate(2026, 6, 12)));
        need(photos.moveToEvent({school.photo(4), school.photo(5)}, event));
        need(photos.rate({school.photo(5)}, 4));
        need(photos.setNote(school.photo(6), QStringLiteral("long jump")));
        need(runSql(open.db(), QStringLiteral("UPDATE photo SET taken_at = '2026-06-12T23:59:59.000' WHERE id = ?"),
                    school.photo(4)));
        need(runSql(open.db(), QStringLiteral("UPDATE photo SET taken_at = '2026-06-13T00:00:00.000' WHERE id = ?"),
                    school.photo(5)));
        need(runSql(open.db(), QStringLiteral("UPDATE photo SET kind = 'video' WHERE id = ?"), school.photo(6)));
        const qint64 group = need(insertSql(open.db(), QStringLiteral("INSERT INTO person_group(name) VALUES('3B')")));
        need(runSql(open.db(), QStringLiteral("INSERT INTO group_member(group_id, person_id) VALUES(?, ?)"), group,
                    ben));
        need(photos.remove({school.photo(6)}));
        need(photos.restore({school.photo(6)}));
    });
    struct Row {
        const char* what;
        PhotoFilter filter;
        QList<int> expected;
    };
    const auto with = [](const std::function<void(PhotoFilter&)>& set) {
        PhotoFilter filter;
        set(filter);
        return filter;
    };
    const QList<Row> rows{
        {"nothing asked", {}, {1, 2, 3, 4, 5, 6}},
        {"person", with([&](PhotoFilter& f) { f.persons = {ann}; }), {1, 2, 3}},
        {"two persons",
         with([&](PhotoFilter& f) {
             f.persons = {ann, ben};
         }),
         {2}},
        {"without", with([&](PhotoFilter& f) { f.persons = {ann}, f.withoutPersons = {ben}; }), {1, 3}},
        {"only these", with([&](PhotoFilter& f) { f.persons = {ann}, f.onlyThese = true; }), {1}},
        {"any person", with([](PhotoFilter& f) { f.anyPerson = true; }), {1, 2, 3}},
        {"group", with([](PhotoFilter& f) { f.group = GroupId{1}; }), {2}},
        {"event", with([](PhotoFilter& f) { f.event = EventId{1}; }), {4, 5}},
        {"tag", with([](PhotoFilter& f) { f.tag = QStringLiteral("cup 100%_WON"); }), {4}},
        {"from", with([](PhotoFilter& f) { f.from = QDate(2026, 6, 13); }), {5}},
        {"to", with([](PhotoFilter& f) { f.to = QDate(2026, 6, 12); }), {4}},
        {"text: file name", with([](PhotoFilter& f) { f.text = QStringLiteral("img_0003"); }), {3}},
        {"text: tag", with([](PhotoFilter& f) { f.text = QStringLiteral("won cup"); }), {4}},
        {"text: percent is a letter", with([](PhotoFilter& f) { f.text = QStringLiteral("0%_w"); }), {4}},
        {"text: underscore is a letter", with([](PhotoFilter& f) { f.text = QStringLiteral("cup_100"); }), {}},
        {"text: event", with([](PhotoFilter& f) { f.text = QStringLiteral("SPORTS"); }), {4, 5}},
        {"text: note", with([](PhotoFilter& f) { f.text = QStringLiteral("jump"); }), {6}},
        {"text: name", with([](PhotoFilter& f) { f.text = QStringLiteral("brown"); }), {2}},
        {"text: accents fold their case", with([](PhotoFilter& f) { f.text = QStringLiteral("árnason"); }), {1, 2, 3}},
        {"text: every word", with([](PhotoFilter& f) { f.text = QStringLiteral("brown img_0001"); }), {}},
        {"text: quotes are text", with([](PhotoFilter& f) { f.text = QStringLiteral("' OR 1=1 --"); }), {}},
        {"unidentified", with([](PhotoFilter& f) { f.unidentified = true; }), {3}},
        {"unidentified beside a person", with([&](PhotoFilter& f) { f.persons = {ann}, f.unidentified = true; }), {3}},
        {"person and word", with([&](PhotoFilter& f) { f.persons = {ann}, f.text = QStringLiteral("img_0003"); }), {3}},
        {"person and day", with([&](PhotoFilter& f) { f.persons = {ann}, f.from = QDate(2026, 6, 13); }), {}},
        {"without and review",
         with([&](PhotoFilter& f) { f.withoutPersons = {ann}, f.review = ReviewState::Unreviewed; }),
         {4, 5, 6}},
        {"video", with([](PhotoFilter& f) { f.kind = PhotoKind::Video; }), {6}},
        {"rating", with([](PhotoFilter& f) { f.minRating = 3; }), {5}},
        {"unreviewed", with([](PhotoFilter& f) { f.review = ReviewState::Unreviewed; }), {1, 2, 3, 4, 5, 6}},
        {"approved", with([](PhotoFilter& f) { f.review = ReviewState::Approved; }), {}},
        {"bin", with([](PhotoFilter& f) { f.inBin = true; }), {}},
        {"limit of the newest", with([](PhotoFilter& f) { f.limit = 2; }), {4, 5}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(numbers(school.find(row.filter), school.photos()) == row.expected);
    }
    PhotoFilter nobody;
    nobody.onlyThese = true;
    school.run([&](Library& open) { CHECK_FALSE(Photos(open).find(nobody)); });
}

TEST_CASE("a photo counts as reviewed only while its sign-off fits", "[photos][search]")
{
    PhotoSchool school(1);
    const PhotoId photo = school.photo(1);
    PhotoFilter complete;
    complete.review = ReviewState::FacesComplete;
    school.run([&](Library& open) {
        need(Faces(open).reconcile(photo, {}, QStringLiteral("yunet")));
        need(SignOffs(open).signOffFaces(photo));
    });
    CHECK(school.find(complete).size() == 1);
    school.run([&](Library& open) { need(Faces(open).addRegion(photo, {5, 5, 20, 20}, RegionShape::Ellipse)); });
    CHECK(school.find(complete).isEmpty());
}

TEST_CASE("photos are found by what a purpose allows", "[photos][search]")
{
    PhotoSchool school(4);
    const PersonId ann = school.person("Ann", "Apple");
    school.run([&](Library& open) {
        Faces faces(open);
        for (int i = 1; i <= 3; ++i) {
            need(faces.reconcile(school.photo(i), {}, QStringLiteral("yunet")));
        }
        need(faces.add(school.photo(2), {10, 10, 50, 50}, ann)); // no consent: to be covered
        for (int i = 1; i <= 3; ++i) {
            need(SignOffs(open).signOffFaces(school.photo(i)));
        }
        need(Photos(open).rate({school.photo(3)}, 5));
    });
    const PurposeId newsletter =
        need(school.run([](Library& open) { return Purposes(open).byKey(QStringLiteral("newsletter")); })).id;
    PhotoFilter cleared;
    cleared.clearedFor = newsletter;
    PhotoFilter usable;
    usable.usableFor = newsletter;
    CHECK(numbers(school.find(cleared), school.photos()) == QList<int>{1, 3});
    CHECK(numbers(school.find(usable), school.photos()) == QList<int>{1, 2, 3});
    usable.minRating = 1;
    CHECK(numbers(school.find(usable), school.photos()) == QList<int>{3});
    usable.minRating = 0;
    usable.limit = 1;
    CHECK(school.find(usable).size() == 1);
    PhotoFilter unknown;
    unknown.clearedFor = PurposeId{999};
    school.run([&](Library& open) { CHECK(Photos(open).find(unknown).error().code == ErrorCode::NotFound); });
}

TEST_CASE("the bin hides photos and gives them back", "[photos][bin]")
{
    PhotoSchool school(2);
    PhotoFilter bin;
    bin.inBin = true;
    school.run([&](Library& open) { need(Photos(open).remove({school.photo(1)})); });
    CHECK(numbers(school.find({}), school.photos()) == QList<int>{2});
    CHECK(numbers(school.find(bin), school.photos()) == QList<int>{1});
    school.signInAs(QStringLiteral("Mark"));
    CHECK(school.find(bin).isEmpty());
    school.run([&](Library& open) { CHECK_FALSE(Photos(open).details(school.photo(1))); });
    school.signInAs(QStringLiteral("Olga"));
    school.run([&](Library& open) { need(Photos(open).restore({school.photo(1)})); });
    CHECK(school.find({}).size() == 2);
}

TEST_CASE("changes ask for the right and are all or nothing", "[photos][changes]")
{
    PhotoSchool school(2);
    const QList<PhotoId> withMissing{school.photo(1), PhotoId{9999}};
    school.run([&](Library& open) {
        Photos photos(open);
        CHECK_FALSE(photos.tag(withMissing, QStringLiteral("x")));
        CHECK(need(photos.tags()).isEmpty());
        CHECK_FALSE(photos.tag(school.photos(), QStringLiteral("  ")));
        CHECK_FALSE(photos.rate(school.photos(), 6));
        CHECK_FALSE(photos.moveToEvent(school.photos(), EventId{77}));
        CHECK(photos.setGroup(school.photos(), GroupId{77}).error().code == ErrorCode::NotFound);
        const GroupId group = need(People(open).addGroup(QStringLiteral("3A")));
        CHECK_FALSE(photos.setGroup(withMissing, group));
        CHECK(need(photos.details(school.photo(1))).group.isEmpty());
        need(photos.setGroup(school.photos(), group));
        CHECK(need(photos.details(school.photo(1))).group == QStringLiteral("3A"));
        need(photos.setGroup({school.photo(1)}, {}));
        CHECK(need(photos.details(school.photo(1))).group.isEmpty());
        CHECK(need(photos.details(school.photo(2))).group == QStringLiteral("3A"));
        need(photos.addEvent(QStringLiteral("École"), std::nullopt));
        CHECK(photos.addEvent(QStringLiteral("école"), std::nullopt).error().code == ErrorCode::AlreadyExists);
        need(photos.tag(school.photos(), QStringLiteral(" two  words ")));
        CHECK(need(photos.tags()) == QStringList{QStringLiteral("two words")});
        need(photos.untag(school.photos(), QStringLiteral("TWO WORDS")));
        CHECK(need(photos.tags()).isEmpty());
    });
    for (const char* name : {"Mark", "Vera"}) {
        school.signInAs(QString::fromLatin1(name));
        school.run([&](Library& open) {
            Photos photos(open);
            CHECK(photos.tag(school.photos(), QStringLiteral("x")).error().code == ErrorCode::NotAllowed);
            CHECK(photos.remove(school.photos()).error().code == ErrorCode::NotAllowed);
            CHECK(photos.original(school.photo(1)).error().code == ErrorCode::NotAllowed);
            CHECK(photos.addEvent(QStringLiteral("E"), std::nullopt).error().code == ErrorCode::NotAllowed);
        });
    }
}
