#include "core/retention/SubjectPack.h"

#include "core/retention/SubjectRecords.h"
#include "core/review/Flags.h"
#include "tests/support/ExportFixture.h"

#include <algorithm>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QRect kFirst(120, 140, 60, 70);
const QRect kSecond(400, 150, 60, 70);

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Ann in the first square, Ben in the second, nobody has consented to anything.
struct Two {
    ExportFixture fixture;
    PersonId ann;
    PersonId ben;
    PhotoId photo;

    Two()
    {
        fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
        fixture.library.addUser(QStringLiteral("Max"), Role::Marketing);
        fixture.library.addUser(QStringLiteral("Olga"), Role::Office);
        fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
        ann = fixture.person(QStringLiteral("Ann"));
        ben = fixture.person(QStringLiteral("Ben"));
        photo = addPhoto({640, 400});
    }
    PhotoId addPhoto(QSize size, bool isSignedOff = true)
    {
        const PhotoId made = fixture.import(fixtures::encoded(twoSquares(size, kFirst, kSecond), ".jpg"));
        fixture.face(made, kFirst, ann);
        fixture.face(made, kSecond, ben);
        if (isSignedOff) {
            fixture.signOff(made);
        }
        return made;
    }
    [[nodiscard]] QString folder(const char* name = "pack") const
    {
        return fixture.library.scratch(QString::fromLatin1(name));
    }
    Result<SubjectPackReport> pack(PersonId person, const char* name = "pack")
    {
        NoProgress progress;
        return makeSubjectPack(fixture.library.thread(), fixture.workers, person, folder(name), progress);
    }
    void protect(PersonId person)
    {
        fixture.library.signInAs(QStringLiteral("Sue"));
        need(fixture.library.run(
            [&](Library& library) { return People(library).protect(person, QStringLiteral("court order"), false); }));
    }
};

} // namespace

TEST_CASE("a pack holds the person's photos with everybody else covered and their records", "[retention][subject]")
{
    Two school;
    if (!school.fixture.canCheck()) {
        return;
    }
    school.fixture.say(school.ann, "newsletter", Decision::Granted);
    const ExportReport report = school.fixture.run(school.fixture.request({school.photo}));
    REQUIRE(report.exported.size() == 1);
    const auto pack = need(school.pack(school.ann));
    CHECK(pack.leftOut.isEmpty());
    REQUIRE(pack.photos.size() == 1);
    CHECK(pack.photos.first().covered.size() == 1);
    const QString folder = school.folder() + QLatin1Char('/');
    const QImage picture(folder + pack.photos.first().file);
    REQUIRE(picture.size() == QSize(640, 400));
    CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), QColor(220, 30, 30), 12));
    CHECK_FALSE(fixtures::isNear(picture.pixelColor(kSecond.center()), QColor(30, 60, 220), 60));
    CHECK(fixtures::isNear(picture.pixelColor(kSecond.topLeft()), picture.pixelColor(kSecond.center()), 6));

    const QByteArray index = bytesOf(folder + QStringLiteral("index.html"));
    CHECK(index.contains("Ann Example"));
    CHECK(index.contains(pack.photos.first().file.toUtf8()));
    CHECK_FALSE(index.contains("Ben"));
    CHECK(bytesOf(folder + QStringLiteral("consents.csv")).contains("Newsletter"));
    CHECK(bytesOf(folder + QStringLiteral("publications.csv")).contains("newsletter-2026-06-0001.jpg"));
    for (const QString& file : QDir(school.folder()).entryList(QDir::Files)) {
        CHECK_FALSE(bytesOf(folder + file).contains("Ben Example"));
    }
    CHECK(school.fixture.actions().contains(QStringLiteral("subject-pack.photo")));
    CHECK(school.fixture.actions().contains(QStringLiteral("subject-pack.records")));
}

TEST_CASE("packs are made by who may see originals and nobody else", "[retention][subject][rights]")
{
    Two school;
    if (!school.fixture.canCheck()) {
        return;
    }
    for (const char* user : {"Max", "Olga", "Vera"}) {
        CAPTURE(user);
        school.fixture.library.signInAs(QString::fromLatin1(user));
        const auto refused = school.pack(school.ann);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::NotAllowed);
        CHECK_FALSE(QFileInfo::exists(school.folder()));
    }
    for (const char* user : {"Admin", "Sue"}) {
        CAPTURE(user);
        school.fixture.library.signInAs(QString::fromLatin1(user));
        CHECK(need(school.pack(school.ann, user)).photos.size() == 1);
    }
    CHECK_FALSE(school.pack(PersonId{999}));
}

TEST_CASE("a protected person's pack is the safeguarding lead's alone", "[retention][subject][rights]")
{
    Two school;
    if (!school.fixture.canCheck()) {
        return;
    }
    school.protect(school.ann);
    const auto theirs = need(school.pack(school.ann, "sue"));
    CHECK(theirs.photos.size() == 1);
    CHECK_FALSE(bytesOf(school.folder("sue") + QStringLiteral("/index.html")).contains("court order"));
    school.fixture.library.signInAs(QStringLiteral("Admin"));
    const auto refused = school.pack(school.ann);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
    // In somebody else's pack the protected person is covered like everybody.
    const auto others = need(school.pack(school.ben, "ben"));
    REQUIRE(others.photos.size() == 1);
    const QImage picture(school.folder("ben") + QLatin1Char('/') + others.photos.first().file);
    CHECK_FALSE(fixtures::isNear(picture.pixelColor(kFirst.center()), QColor(220, 30, 30), 60));
    for (const QString& file : QDir(school.folder("ben")).entryList(QDir::Files)) {
        CHECK_FALSE(bytesOf(school.folder("ben") + QLatin1Char('/') + file).contains("Ann"));
    }
}

TEST_CASE("flagged photos are in no pack and nobody else hears of them", "[retention][subject][rights]")
{
    Two school;
    if (!school.fixture.canCheck()) {
        return;
    }
    need(school.fixture.library.run(
        [&](Library& library) { return Flags(library).add(school.photo, QStringLiteral("look")); }));
    const auto admins = need(school.pack(school.ann, "admin"));
    CHECK(admins.photos.isEmpty());
    CHECK(admins.leftOut.isEmpty());
    school.fixture.library.signInAs(QStringLiteral("Sue"));
    const auto leads = need(school.pack(school.ann, "lead"));
    CHECK(leads.photos.isEmpty());
    REQUIRE(leads.leftOut.size() == 1);
    CHECK(leads.leftOut.first().reasons.first().rule == Rule::Flagged);
}

TEST_CASE("photos whose faces nobody confirmed are left out and listed", "[retention][subject]")
{
    Two school;
    if (!school.fixture.canCheck()) {
        return;
    }
    const PhotoId open = school.addPhoto({600, 380}, false);
    const auto pack = need(school.pack(school.ann));
    CHECK(pack.photos.size() == 1);
    REQUIRE(pack.leftOut.size() == 1);
    CHECK(pack.leftOut.first().photo == open);
    CHECK(pack.leftOut.first().reasons.first().rule == Rule::NotSignedOff);
    CHECK_FALSE(bytesOf(school.folder() + QStringLiteral("/index.html")).contains("photo-0002"));
}

TEST_CASE("a pack goes into an empty folder outside the library", "[retention][subject]")
{
    Two school;
    if (!school.fixture.canCheck()) {
        return;
    }
    REQUIRE(QDir().mkpath(school.folder()));
    QFile other(school.folder() + QStringLiteral("/other.txt"));
    REQUIRE(other.open(QIODevice::WriteOnly));
    other.close();
    CHECK(school.pack(school.ann).error().code == ErrorCode::Invalid);
    NoProgress progress;
    const auto inside = makeSubjectPack(school.fixture.library.thread(), school.fixture.workers, school.ann,
                                        school.fixture.library.folder() + QStringLiteral("/pack"), progress);
    REQUIRE_FALSE(inside);
    CHECK(inside.error().code == ErrorCode::Invalid);
    school.fixture.workers.setDetector({});
    CHECK(school.pack(school.ann, "blind").error().code == ErrorCode::Unsupported);
    CHECK_FALSE(QFileInfo::exists(school.folder("blind")));
}

TEST_CASE("records are escaped for browsers and spreadsheets", "[retention][subject]")
{
    SubjectRecords records;
    records.school = QStringLiteral("<School>");
    records.day = QDate(2026, 6, 22);
    records.person.id = PersonId{1};
    records.person.givenName = QStringLiteral("=cmd()");
    records.person.familyName = QStringLiteral("<script>x</script>");
    RegisterEntry entry;
    entry.place = QStringLiteral("@SUM(A1)");
    entry.link = QStringLiteral("\"><img src=x>");
    records.publications = {entry};
    records.photos = {{QStringLiteral("a.jpg"), {}, {}, QStringLiteral("<b>=1+1</b>")},
                      {QStringLiteral("b.jpg"), {}, {}, QStringLiteral("=HYPERLINK(1)")}};
    const QList<RecordFile> files = recordFiles(records);
    REQUIRE(files.size() == 5);
    CHECK_FALSE(files[0].bytes.contains("<b>=1"));
    CHECK(std::none_of(files.cbegin(), files.cend(),
                       [](const RecordFile& file) { return file.bytes.contains(",=HYPERLINK"); }));
    CHECK_FALSE(files[0].bytes.contains("<script>x"));
    CHECK_FALSE(files[0].bytes.contains("<img src=x"));
    CHECK_FALSE(files[0].bytes.contains("<School>"));
    CHECK(files[1].bytes.contains("'=cmd()"));
    CHECK(files[3].bytes.contains("'@SUM(A1)"));
    CHECK_FALSE(files[3].bytes.contains(",@SUM"));
}
