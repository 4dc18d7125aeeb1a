#include "core/publish/ExportPreview.h"
#include "core/publish/FileOrigin.h"
#include "core/review/Flags.h"
#include "core/review/SecondLooks.h"
#include "tests/support/ExportFixture.h"

#include <QBuffer>
#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

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

QString nameOf(const ExportedPhoto& exported)
{
    return QFileInfo(exported.file).fileName();
}

/// A person who may be seen, exported for the newsletter.
struct Published {
    ExportFixture& fixture;
    PersonId person = fixture.person(QStringLiteral("Ann"));
    PhotoId photo = fixture.import(fixtures::encoded(twoSquares({640, 400}, kFirst, kSecond), ".jpg"));
    FaceId shown = fixture.face(photo, kFirst, person);
    FaceId hidden = fixture.face(photo, kSecond);
    ExportedPhoto exported;

    explicit Published(ExportFixture& owner, const char* purpose = "newsletter")
        : fixture(owner)
    {
        fixture.say(person, purpose, Decision::Granted);
        fixture.signOff(photo);
        const ExportReport report = fixture.run(fixture.request({photo}, purpose));
        REQUIRE(report.exported.size() == 1);
        exported = report.exported.first();
    }
};

template <typename Work>
auto onRegister(ExportFixture& fixture, Work work)
{
    return fixture.library.run([&work](Library& library) { return work(Register(library)); });
}

QList<TaskOfPublication> tasksOf(ExportFixture& fixture)
{
    return need(onRegister(fixture, [](Register entries) { return entries.tasks(); }));
}

Result<ExportReport> reissue(ExportFixture& fixture, RegisterId entry, const QString& folder)
{
    NoProgress progress;
    return reissuePhoto(fixture.library.thread(), fixture.workers, {entry, folder}, progress);
}

QList<FileOrigin> originOf(ExportFixture& fixture, const QString& path)
{
    return need(findOrigin(fixture.library.thread(), fixture.workers, path));
}

QString written(ExportFixture& fixture, const char* name, const QByteArray& bytes)
{
    const QString path = fixture.library.scratch(QString::fromLatin1(name));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
    return path;
}

QByteArray squeezed(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    REQUIRE(image.save(&buffer, "JPEG", 55));
    return bytes;
}

/// A picture that looks like no other: broad light and dark fields.
QImage fields(int seed)
{
    QImage image(640, 400, QImage::Format_RGB888);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int value =
                ((x / 80) * (7 + seed) + (y / 50) * (13 + 5 * seed) + (x / 160) * (y / 100) * seed * 31) % 230;
            image.setPixelColor(x, y, QColor(value, value, 255 - value));
        }
    }
    return image;
}

} // namespace

TEST_CASE("a covered replacement takes the name and the place of the file that has to go", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture);
    const RegisterId old = published.exported.registerEntry;
    need(onRegister(fixture,
                    [old](Register entries) { return entries.setLink(old, QStringLiteral(" https://x.example/a ")); }));
    CHECK(tasksOf(fixture).isEmpty());
    fixture.say(published.person, "newsletter", Decision::Withdrawn);
    REQUIRE(tasksOf(fixture).size() == 1);
    CHECK(tasksOf(fixture).first().task == PublicationTask::TakeDown);
    CHECK(tasksOf(fixture).first().entry.link == QStringLiteral("https://x.example/a"));

    const QByteArray before = bytesOf(published.exported.file);
    const auto report = need(reissue(fixture, old, fixture.out()));
    REQUIRE(report.exported.size() == 1);
    CHECK(nameOf(report.exported.first()) == nameOf(published.exported));
    CHECK(fixture.files().size() == 1);
    const QByteArray after = bytesOf(report.exported.first().file);
    CHECK(after != before);
    CHECK(QCryptographicHash::hash(after, QCryptographicHash::Sha256) == report.exported.first().sha256);
    CHECK(report.exported.first().shown.isEmpty());

    // Written is not yet put up: that somebody has to say.
    REQUIRE(tasksOf(fixture).size() == 1);
    CHECK(tasksOf(fixture).first().task == PublicationTask::ConfirmReplaced);
    CHECK(tasksOf(fixture).first().entry.id == old);
    CHECK(tasksOf(fixture).first().entry.replacedBy == report.exported.first().registerEntry);
    need(onRegister(fixture, [old](Register entries) { return entries.markTakenDown(old); }));
    CHECK(tasksOf(fixture).isEmpty());
    CHECK_FALSE(onRegister(fixture, [old](Register entries) { return entries.markTakenDown(old); }));
    CHECK(need(onRegister(fixture, [old](Register entries) { return entries.get(old); })).status
          == RegisterStatus::Replaced);
    CHECK(fixture.actions().contains(QStringLiteral("register.confirm-gone")));
}

TEST_CASE("a file of that name that is not the old one is never written over", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture);
    fixture.say(published.person, "newsletter", Decision::Withdrawn);
    QFile other(published.exported.file);
    REQUIRE(other.open(QIODevice::WriteOnly | QIODevice::Truncate));
    other.write("somebody's own");
    other.close();
    const auto report = need(reissue(fixture, published.exported.registerEntry, fixture.out()));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(bytesOf(published.exported.file) == "somebody's own");
    CHECK(fixture.entries().size() == 1);
    CHECK(fixture.entries().first().status == RegisterStatus::Takedown);
    // Elsewhere it gets the name all the same.
    const auto elsewhere =
        need(reissue(fixture, published.exported.registerEntry, fixture.library.scratch(QStringLiteral("new"))));
    REQUIRE(elsewhere.exported.size() == 1);
    CHECK(nameOf(elsewhere.exported.first()) == nameOf(published.exported));
}

TEST_CASE("file names tell the purpose and the month and are never given twice", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture);
    CHECK(nameOf(published.exported) == QStringLiteral("newsletter-2026-06-0001.jpg"));
    ExportRequest request = fixture.request({published.photo});
    request.folder = fixture.library.scratch(QStringLiteral("elsewhere"));
    CHECK(nameOf(fixture.run(request).exported.first()) == QStringLiteral("newsletter-2026-06-0002.jpg"));
    request.photos = {published.photo};
    CHECK(nameOf(fixture.run(request).exported.first()) == QStringLiteral("newsletter-2026-06-0003.jpg"));
}

TEST_CASE("what is online is looked at again on its day", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture, "website");
    const RegisterId id = published.exported.registerEntry;
    const QDate today = fixture.library.run([](Library& library) { return library.today(); });
    CHECK(fixture.entries().first().reviewOn == today.addDays(365));
    const auto review = [&](std::optional<QDate> day) {
        return onRegister(fixture, [&](Register entries) { return entries.markReviewed(id, day); });
    };
    CHECK(review(today).error().code == ErrorCode::Invalid);
    need(review(today.addDays(10)));
    CHECK(tasksOf(fixture).isEmpty());
    fixture.library.clock().set(fixture.library.clock().now().addDays(10));
    REQUIRE(tasksOf(fixture).size() == 1);
    CHECK(tasksOf(fixture).first().task == PublicationTask::Review);
    need(review(std::nullopt));
    CHECK(tasksOf(fixture).isEmpty());
    fixture.say(published.person, "website", Decision::Withdrawn);
    CHECK(review(std::nullopt).error().code == ErrorCode::Invalid);
}

TEST_CASE("what is public is listed with its age until it is gone", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture, "website");
    const RegisterId id = published.exported.registerEntry;
    need(onRegister(fixture, [id](Register entries) { return entries.setPlace(id, QStringLiteral("=HYPERLINK(1)")); }));
    REQUIRE(fixture.run(fixture.request({published.photo}, "display")).exported.size() == 1);
    const auto open = [&] { return need(onRegister(fixture, [](Register entries) { return entries.publicNow(); })); };
    REQUIRE(open().size() == 1); // walls inside the school are not public
    CHECK(open().first().id == id);
    const QString table = fixture.library.scratch(QStringLiteral("public.csv"));
    CHECK(need(onRegister(fixture, [&](Register entries) { return entries.writePublicNow(table); })) == 1);
    const QByteArray csv = bytesOf(table);
    CHECK(csv.contains(",'=HYPERLINK(1),"));
    CHECK_FALSE(csv.contains("Ann"));
    CHECK_FALSE(onRegister(fixture, [&](Register entries) { return entries.writePublicNow(table); }));

    fixture.say(published.person, "website", Decision::Withdrawn);
    CHECK(open().first().status == RegisterStatus::Takedown);
    const auto again = need(reissue(fixture, id, fixture.out()));
    REQUIRE(again.exported.size() == 1);
    CHECK(open().size() == 2); // the old one is there until somebody says that it is not
    need(onRegister(fixture, [id](Register entries) { return entries.markTakenDown(id); }));
    CHECK(open().size() == 1);
}

TEST_CASE("the register knows who approved a photo and how it was made", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    const Published published(fixture);
    fixture.say(published.person, "press", Decision::Granted);
    const PurposeId press = fixture.purpose("press").id;
    CHECK(fixture.run(fixture.request({published.photo}, "press")).exported.isEmpty());
    const auto asked = need(fixture.library.run([&](Library& library) {
        return SecondLooks(library).ask({published.photo}, press, QStringLiteral("solid"), {});
    }));
    REQUIRE(asked.asked.size() == 1);
    fixture.library.signInAs(QStringLiteral("Sue"));
    const auto look = [&](PurposeId purpose) {
        return fixture.library.run([&](Library& library) {
            return previewForSecondLook(library, published.photo, purpose, CoverStyle::Solid);
        });
    };
    const QImage shown = need(look(press));
    CHECK(fixtures::isNear(shown.pixelColor(kSecond.topLeft()), shown.pixelColor(kSecond.center()), 4));
    need(fixture.library.run([&](Library& library) { return SecondLooks(library).approve(asked.asked.first()); }));
    fixture.library.signInAs(QStringLiteral("Admin"));
    ExportRequest request = fixture.request({published.photo}, "press");
    request.caption = QStringLiteral("Pupils at the fair");
    const ExportReport report = fixture.run(request);
    REQUIRE(report.exported.size() == 1);
    const auto details = need(
        onRegister(fixture, [&](Register entries) { return entries.details(report.exported.first().registerEntry); }));
    CHECK(details.entry.approvedBy == QStringLiteral("Sue"));
    CHECK(details.entry.caption == QStringLiteral("Pupils at the fair"));
    CHECK(details.consents.size() == 1);
    CHECK(details.recipe.value(QStringLiteral("style")).toString() == QStringLiteral("mosaic"));
    CHECK(details.recipe.value(QStringLiteral("regions")).toArray().size() == 1);
    CHECK_FALSE(details.recipe.value(QStringLiteral("program")).toString().isEmpty());
    CHECK_FALSE(details.recipe.value(QStringLiteral("detector")).toString().isEmpty());
}

TEST_CASE("a look before approval shows nothing that is blocked for another reason", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    const Published published(fixture);
    const PurposeId press = fixture.purpose("press").id;
    const auto look = [&] {
        return fixture.library.run(
            [&](Library& library) { return previewForSecondLook(library, published.photo, press, CoverStyle::Solid); });
    };
    CHECK(look());
    need(fixture.library.run([&](Library& library) { return SignOffs(library).revoke(published.photo); }));
    CHECK(look().error().code == ErrorCode::NotAllowed);
    fixture.signOff(published.photo);
    fixture.library.signInAs(QStringLiteral("Sue"));
    need(fixture.library.run([&](Library& library) {
        return People(library).protect(published.person, QStringLiteral("court order"), false);
    }));
    CHECK(look().error().code == ErrorCode::NotAllowed);
    fixture.library.signInAs(QStringLiteral("Admin"));
    CHECK(look().error().code == ErrorCode::NotAllowed);
}

TEST_CASE("a square picture shows whole faces and is covered where the whole one would be", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture);
    ExportRequest request = fixture.request({published.photo});
    request.preset = GENERATE(ExportPreset::Square, ExportPreset::Story);
    request.style = CoverStyle::Solid;
    const ExportReport report = fixture.run(request);
    REQUIRE(report.exported.size() == 1);
    const QImage picture(report.exported.first().file);
    const double shape = static_cast<double>(picture.width()) / picture.height();
    CHECK(std::abs(shape - (request.preset == ExportPreset::Square ? 1.0 : 9.0 / 16.0)) < 0.01);
    const auto details = need(
        onRegister(fixture, [&](Register entries) { return entries.details(report.exported.first().registerEntry); }));
    const QJsonArray canvas = details.recipe.value(QStringLiteral("canvas")).toArray();
    const double scale = static_cast<double>(picture.width()) / canvas.at(2).toInt();
    const auto at = [&](QPoint original) {
        const QPoint place = (QPointF(original + QPoint(canvas.at(0).toInt(), canvas.at(1).toInt())) * scale).toPoint();
        return picture.rect().contains(place) ? picture.pixelColor(place) : QColor();
    };
    CHECK(fixtures::isNear(at(kFirst.center()), QColor(220, 30, 30), 20));
    if (at(kSecond.center()).isValid()) {
        CHECK_FALSE(fixtures::isNear(at(kSecond.center()), QColor(30, 60, 220), 60));
    }
}

TEST_CASE("a file is as small as was asked for or refused", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId photo = fixture.import(fixtures::encoded(fields(3), ".jpg"));
    fixture.signOff(photo);
    ExportRequest request = fixture.request({photo});
    request.maxKilobytes = 20;
    const ExportReport report = fixture.run(request);
    REQUIRE(report.exported.size() == 1);
    CHECK(bytesOf(report.exported.first().file).size() <= 20'000);
    request.maxKilobytes = 1;
    const ExportReport tiny = fixture.run(request);
    CHECK((tiny.exported.isEmpty() || bytesOf(tiny.exported.first().file).size() <= 1'000));
}

TEST_CASE("where the school's name cannot be drawn nothing leaves without it", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    // This program has no fonts; ui/publish/WatermarkTest.cpp has.
    const Published published(fixture);
    ExportRequest request = fixture.request({published.photo});
    request.watermark = true;
    const ExportReport report = fixture.run(request);
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(fixture.files().size() == 1);
}

TEST_CASE("captions that name somebody stop an export before it begins", "[publish][living]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture, "website");
    ExportRequest request = fixture.request({published.photo}, "website");
    request.caption = QStringLiteral("Ann Example wins");
    NoProgress progress;
    const auto refused = exportPhotos(fixture.library.thread(), fixture.workers, request, progress);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Invalid);
    CHECK(fixture.files().size() == 1);
}

TEST_CASE("an exported file is known by its bytes and by its looks", "[publish][origin]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId one = fixture.import(fixtures::encoded(fields(1), ".jpg"));
    const PhotoId two = fixture.import(fixtures::encoded(fields(2), ".jpg"));
    fixture.signOff(one);
    fixture.signOff(two);
    const ExportReport report = fixture.run(fixture.request({one, two}));
    REQUIRE(report.exported.size() == 2);
    const auto exact = originOf(fixture, report.exported.first().file);
    REQUIRE(exact.size() == 1);
    CHECK(exact.first().isExact);
    CHECK(exact.first().entry.photo == one);

    const QImage left(report.exported.first().file);
    for (const int width : {640, 320, 200}) {
        CAPTURE(width);
        const QImage smaller = left.scaledToWidth(width, Qt::SmoothTransformation);
        const QString path = written(fixture, "again.jpg", squeezed(smaller));
        const auto found = originOf(fixture, path);
        REQUIRE_FALSE(found.isEmpty());
        CHECK_FALSE(found.first().isExact);
        CHECK(found.first().entry.photo == one);
        CHECK(std::none_of(found.begin(), found.end(),
                           [two](const FileOrigin& origin) { return origin.entry.photo == two; }));
    }
    CHECK(originOf(fixture, written(fixture, "other.jpg", fixtures::encoded(fields(6), ".jpg"))).isEmpty());
    CHECK(originOf(fixture, written(fixture, "noise.jpg", QByteArray(5000, 'x'))).isEmpty());
    CHECK(originOf(fixture, written(fixture, "cut.jpg", fixtures::encoded(fields(1), ".jpg").left(300))).isEmpty());
    CHECK_FALSE(findOrigin(fixture.library.thread(), fixture.workers, fixture.library.scratch(QStringLiteral("none"))));
    CHECK(fixture.actions().contains(QStringLiteral("register.find")));
}

TEST_CASE("the answer about a file tells no more than the register", "[publish][origin][rights]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const Published published(fixture);
    fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    fixture.library.addUser(QStringLiteral("Max"), Role::Marketing);
    fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    fixture.library.signInAs(QStringLiteral("Sue"));
    need(fixture.library.run([&](Library& library) {
        return People(library).protect(published.person, QStringLiteral("court order"), false);
    }));
    need(fixture.library.run(
        [&](Library& library) { return Flags(library).add(published.photo, QStringLiteral("look")); }));
    fixture.library.signInAs(QStringLiteral("Max"));
    const auto found = originOf(fixture, published.exported.file);
    REQUIRE(found.size() == 1);
    CHECK(found.first().entry.shown.isEmpty());
    const auto tasks = tasksOf(fixture);
    REQUIRE(tasks.size() == 1);
    CHECK(tasks.first().entry.shown.isEmpty());
    // A flag and a protection are told by the one sentence that a withdrawal is told by.
    const QString reason = tasks.first().entry.reason;
    CHECK_FALSE(reason.contains(QStringLiteral("flag"), Qt::CaseInsensitive));
    CHECK_FALSE(reason.contains(QStringLiteral("protect"), Qt::CaseInsensitive));
    const auto details =
        need(onRegister(fixture, [&](Register entries) { return entries.details(published.exported.registerEntry); }));
    CHECK(details.consents.isEmpty());
    const auto open = need(onRegister(fixture, [](Register entries) { return entries.publicNow(); }));
    REQUIRE(open.size() == 1);
    CHECK(open.first().shown.isEmpty());
    fixture.library.signInAs(QStringLiteral("Vera"));
    const auto refused = findOrigin(fixture.library.thread(), fixture.workers, published.exported.file);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
    CHECK(onRegister(fixture, [](Register entries) { return entries.tasks(); }).error().code == ErrorCode::NotAllowed);
    CHECK(onRegister(fixture, [](Register entries) { return entries.publicNow(); }).error().code
          == ErrorCode::NotAllowed);
}

TEST_CASE("loosening a publication profile is recorded as such", "[publish][profile]")
{
    TestLibrary school;
    school.run([](Library& library) {
        const auto count = [&library] {
            int loosened = 0;
            for (const AuditEntry& entry : need(audit::list(library, {}))) {
                loosened += entry.action == QStringLiteral("purpose.loosen-profile") ? 1 : 0;
            }
            return loosened;
        };
        Purpose website = need(Purposes(library).byKey(QStringLiteral("website")));
        website.profile.largestKilobytes = 300;
        website.profile.watermark = true;
        need(Purposes(library).edit(website));
        CHECK(count() == 0);
        CHECK(need(Purposes(library).byKey(QStringLiteral("website"))) == website);
        website.profile.largestKilobytes = 400;
        need(Purposes(library).edit(website));
        CHECK(count() == 1);
        website.profile.watermark = false;
        need(Purposes(library).edit(website));
        CHECK(count() == 2);
        website.profile.longestEdge = 0;
        need(Purposes(library).edit(website));
        CHECK(count() == 3);
    });
}
