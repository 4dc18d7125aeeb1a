#include "core/catalogue/FaceRepository.h"
#include "core/imaging/CleanJpeg.h"
#include "core/review/Flags.h"
#include "tests/support/ExportFixture.h"
#include "tests/support/UnfinishedFiles.h"

#include <QCryptographicHash>

#include <sys/mount.h>

#include <functional>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QRect kFirst(120, 140, 60, 70);
const QRect kSecond(400, 150, 60, 70);
const QColor kGrey(150, 150, 150);
const QColor kRed(220, 30, 30);
const QColor kBlue(30, 60, 220);

QByteArray squaresJpeg(QSize size = {640, 400})
{
    return fixtures::encoded(twoSquares(size, kFirst, kSecond), ".jpg");
}

QImage pictureIn(const ExportedPhoto& exported)
{
    return QImage(exported.file).convertToFormat(QImage::Format_RGB888);
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A photo with a consenting person in the first square and a stranger in the second, signed off.
struct OneClearOneCovered {
    ExportFixture& fixture;
    PersonId person = fixture.person(QStringLiteral("Ann"));
    PhotoId photo = fixture.import(squaresJpeg());
    FaceId shown = fixture.face(photo, kFirst, person);
    FaceId hidden = fixture.face(photo, kSecond);

    explicit OneClearOneCovered(ExportFixture& owner)
        : fixture(owner)
    {
        fixture.say(person, "newsletter", Decision::Granted);
        fixture.signOff(photo);
    }
};

/// Cancels, or does anything else, when a step is reached.
class StepProgress final : public Progress {
public:
    explicit StepProgress(std::function<bool(int)> isCancelled)
        : m_isCancelled(std::move(isCancelled))
    {
    }
    void report(qint64, qint64, const QString&) override { }
    [[nodiscard]] bool isCancelled() const override { return m_isCancelled(m_asked++); }

private:
    std::function<bool(int)> m_isCancelled;
    mutable int m_asked = 0;
};

} // namespace

TEST_CASE("a clear photo leaves with its stranger covered and its consenting face as it is", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo});
    request.place = QStringLiteral("Summer issue");
    request.style = GENERATE(CoverStyle::Solid, CoverStyle::Mosaic, CoverStyle::Soft, CoverStyle::Icon);
    const ExportReport report = fixture.run(request);
    REQUIRE(report.refused.isEmpty());
    REQUIRE(report.exported.size() == 1);
    const ExportedPhoto& exported = report.exported.first();
    CHECK(exported.shown == QList<PersonId>{photo.person});
    CHECK(exported.covered == QList<FaceId>{photo.hidden});
    CHECK(QFileInfo(exported.file).fileName() == QStringLiteral("newsletter-2026-06-0001.jpg"));
    CHECK(fixture.files().size() == 1);

    const QByteArray bytes = bytesOf(exported.file);
    CHECK(stripCheck(bytes));
    CHECK(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) == exported.sha256);
    const QImage picture = pictureIn(exported);
    CHECK(picture.size() == QSize(640, 400));
    CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), kRed, 12));
    CHECK(fixtures::isNear(picture.pixelColor(20, 20), kGrey, 6));
    // The square fills the middle cells of its head, so the style decides how much of its blue is left; not its edge.
    const QColor corner = picture.pixelColor(kSecond.topLeft() + QPoint(2, 2));
    CHECK_FALSE(fixtures::isNear(corner, kBlue, 12));

    const QList<RegisterEntry> entries = fixture.entries();
    REQUIRE(entries.size() == 1);
    CHECK(entries.first().id == exported.registerEntry);
    CHECK(entries.first().sha256 == exported.sha256);
    CHECK(entries.first().place == QStringLiteral("Summer issue"));
    CHECK(entries.first().shown == QList<PersonId>{photo.person});
    CHECK(entries.first().covered == QList<FaceId>{photo.hidden});
    CHECK(entries.first().status == RegisterStatus::Published);
    CHECK(fixture.actions().contains(QStringLiteral("photo.export")));
}

TEST_CASE("a covered region lands in the right place whichever way the camera was held",
          "[publish][export][orientation]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const QImage upright = twoSquares({640, 400}, kFirst, kSecond);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const QByteArray file = fixtures::withExif(fixtures::encoded(fixtures::storedFor(upright, orientation), ".jpg"),
                                                   {{"Exif.Image.Orientation", QString::number(orientation)}});
        const PhotoId photo = fixture.import(file);
        fixture.face(photo, kSecond);
        fixture.signOff(photo);
        ExportRequest request = fixture.request({photo});
        request.style = CoverStyle::Solid;
        const ExportReport report = fixture.run(request);
        REQUIRE(report.exported.size() == 1);
        const QImage picture = pictureIn(report.exported.first());
        REQUIRE(picture.size() == upright.size());
        CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), kRed, 12));
        const QColor flat = picture.pixelColor(kSecond.center());
        for (const QPoint corner :
             {kSecond.topLeft(), kSecond.topRight(), kSecond.bottomLeft(), kSecond.bottomRight()}) {
            CHECK(fixtures::isNear(picture.pixelColor(corner), flat, 6));
        }
        CHECK_FALSE(fixtures::isNear(flat, kBlue, 60));
    }
}

TEST_CASE("deep and grey pictures are covered like any other", "[publish][export][formats]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const QImage colours = twoSquares({640, 400}, kFirst, kSecond);
    const QImage grey = colours.convertToFormat(QImage::Format_Grayscale8);
    const QList<std::pair<QByteArray, QString>> files{
        {fixtures::encodedDeep(colours, ".png"), QStringLiteral("png")},
        {fixtures::encodedDeep(colours, ".tiff"), QStringLiteral("tiff")},
        {fixtures::encoded(grey, ".png"), QStringLiteral("png")},
    };
    for (const auto& [bytes, suffix] : files) {
        CAPTURE(suffix.toStdString());
        const PhotoId photo = fixture.import(bytes, suffix);
        fixture.face(photo, kSecond);
        fixture.signOff(photo);
        ExportRequest request = fixture.request({photo});
        request.style = CoverStyle::Solid;
        const ExportReport report = fixture.run(request);
        REQUIRE(report.exported.size() == 1);
        const QImage picture = pictureIn(report.exported.first());
        const QColor flat = picture.pixelColor(kSecond.center());
        CHECK(fixtures::isNear(picture.pixelColor(kSecond.bottomRight()), flat, 6));
        CHECK(fixtures::isNear(picture.pixelColor(kSecond.topLeft()), flat, 6));
        CHECK_FALSE(fixtures::isNear(picture.pixelColor(kFirst.center()), flat, 20));
    }
}

TEST_CASE("the smallest of all size limits holds and nothing is ever enlarged", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId photo = fixture.import(squaresJpeg({2000, 1250}));
    fixture.face(photo, kSecond);
    fixture.signOff(photo);
    const auto edge = [&](const char* purpose, ExportPreset preset, int maxEdge) {
        ExportRequest request = fixture.request({photo}, purpose);
        request.preset = preset;
        request.maxEdge = maxEdge;
        const ExportReport report = fixture.run(request);
        REQUIRE(report.exported.size() == 1);
        return pictureIn(report.exported.first()).width();
    };
    CHECK(edge("newsletter", ExportPreset::Web, 0) == 1600);
    CHECK(edge("newsletter", ExportPreset::Web, 800) == 800);
    CHECK(edge("newsletter", ExportPreset::Print, 0) == 2000);
    CHECK(edge("newsletter", ExportPreset::Original, 0) == 2000);
    CHECK(edge("website", ExportPreset::Original, 1800) == 1600);
    CHECK(fixture.files().size() == 5);
}

TEST_CASE("what is blocked stays in with its reasons", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const PhotoId unsigned_ = fixture.import(squaresJpeg());
    const ExportReport report = fixture.run(fixture.request({unsigned_, PhotoId{4711}}));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 2);
    REQUIRE_FALSE(report.refused.first().reasons.isEmpty());
    CHECK(report.refused.first().reasons.first().rule == Rule::NotSignedOff);
    CHECK_FALSE(report.refused.first().reasons.first().text.isEmpty());
    CHECK_FALSE(report.refused.last().reasons.isEmpty());
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a face that was moved after the sign-off keeps its photo in", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const auto change = GENERATE(0, 1, 2);
    need(fixture.library.run([&](Library& library) {
        Faces faces(library);
        if (change == 0) {
            return faces.move(photo.hidden, QRect(300, 150, 60, 70));
        }
        return change == 1 ? faces.remove(photo.hidden) : faces.reject(photo.shown);
    }));
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotSignedOff);
}

TEST_CASE("a withdrawal makes past exports takedowns at once", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    REQUIRE(report.exported.size() == 1);
    const RegisterId entry = report.exported.first().registerEntry;
    const auto count = [&] {
        return need(fixture.library.run([](Library& library) { return Register(library).takedownCount(); }));
    };
    CHECK(count() == 0);
    const RecordedConsent withdrawn = fixture.say(photo.person, "newsletter", Decision::Withdrawn);
    CHECK(withdrawn.takedowns == QList<RegisterId>{entry});
    CHECK(count() == 1);
    RegisterFilter takedowns;
    takedowns.takedownsOnly = true;
    REQUIRE(fixture.entries(takedowns).size() == 1);
    CHECK(fixture.entries(takedowns).first().status == RegisterStatus::Takedown);
    CHECK_FALSE(fixture.entries(takedowns).first().reason.isEmpty());

    SECTION("taken down it is settled, once")
    {
        need(fixture.library.run([&](Library& library) { return Register(library).markTakenDown(entry); }));
        CHECK(count() == 0);
        CHECK(fixture.entries().first().status == RegisterStatus::TakenDown);
        CHECK_FALSE(fixture.library.run([&](Library& library) { return Register(library).markTakenDown(entry); }));
        CHECK(fixture.actions().contains(QStringLiteral("register.take-down")));
    }
    SECTION("reissued it is replaced by a picture with that face covered, too")
    {
        NoProgress progress;
        const auto again = need(reissuePhoto(fixture.library.thread(), fixture.workers, entry,
                                             fixture.library.scratch(QStringLiteral("again")), progress));
        REQUIRE(again.exported.size() == 1);
        CHECK(again.exported.first().shown.isEmpty());
        CHECK(again.exported.first().covered.size() == 2);
        CHECK(count() == 0);
        REQUIRE(fixture.entries().size() == 2);
        CHECK(fixture.entries().first().status == RegisterStatus::Published);
        CHECK(fixture.entries().last().status == RegisterStatus::Replaced);
        CHECK_FALSE(fixtures::isNear(pictureIn(again.exported.first()).pixelColor(kFirst.topLeft()), kRed, 40));
        CHECK_FALSE(reissuePhoto(fixture.library.thread(), fixture.workers, entry, fixture.out(), progress));
    }
}

TEST_CASE("a face that turns out to be somebody else's makes its publication a takedown", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(fixture.run(fixture.request({photo.photo})).exported.size() == 1);
    const PersonId other = fixture.person(QStringLiteral("Bea"));
    const auto change = [&](auto work) {
        need(fixture.library.run([&](Library& library) { return work(Faces(library)); }));
    };
    const auto status = [&] { return fixture.entries().first().status; };
    change([&](Faces faces) { return faces.confirm(photo.hidden, other); });
    CHECK(status() == RegisterStatus::Published);
    change([&](Faces faces) { return faces.reset(photo.hidden); });
    change([&](Faces faces) { return faces.confirm(photo.shown, other); });
    CHECK(status() == RegisterStatus::Takedown);
    fixture.say(other, "newsletter", Decision::Granted);
    CHECK(status() == RegisterStatus::Published);
    change([&](Faces faces) { return faces.markStranger(photo.shown); });
    CHECK(status() == RegisterStatus::Takedown);
    change([&](Faces faces) { return faces.reject(photo.shown); });
    CHECK(status() == RegisterStatus::Published);
}

TEST_CASE("the register answers by photo, person and purpose and keeps the place", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const RegisterId entry = fixture.run(fixture.request({photo.photo})).exported.first().registerEntry;
    need(fixture.library.run(
        [&](Library& library) { return Register(library).setPlace(entry, QStringLiteral(" Page 3 ")); }));
    RegisterFilter filter;
    filter.person = photo.person;
    filter.photo = photo.photo;
    filter.purpose = fixture.purpose("newsletter").id;
    REQUIRE(fixture.entries(filter).size() == 1);
    CHECK(fixture.entries(filter).first().place == QStringLiteral("Page 3"));
    filter.purpose = fixture.purpose("website").id;
    CHECK(fixture.entries(filter).isEmpty());
    CHECK_FALSE(fixture.library.run([](Library& library) { return Register(library).setPlace(RegisterId{99}, {}); }));
    fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    fixture.library.signInAs(QStringLiteral("Vera"));
    const auto refused = fixture.library.run([](Library& library) { return Register(library).list(); });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
}

TEST_CASE("protected people are nowhere in the register of roles that may not know them", "[publish][register]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(fixture.run(fixture.request({photo.photo})).exported.size() == 1);
    fixture.library.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    fixture.library.addUser(QStringLiteral("Max"), Role::Marketing);
    fixture.library.signInAs(QStringLiteral("Sue"));
    need(fixture.library.run(
        [&](Library& library) { return People(library).protect(photo.person, QStringLiteral("court order"), false); }));
    RegisterFilter filter;
    filter.person = photo.person;
    CHECK(fixture.entries(filter).first().shown == QList<PersonId>{photo.person});
    fixture.library.signInAs(QStringLiteral("Max"));
    CHECK(fixture.entries(filter).isEmpty());
    REQUIRE(fixture.entries().size() == 1);
    CHECK(fixture.entries().first().shown.isEmpty());
    CHECK(fixture.entries().first().status == RegisterStatus::Takedown);
    CHECK_FALSE(fixture.entries().first().reason.contains(QStringLiteral("rotect")));
}

TEST_CASE("a withdrawal while the export runs stops the photo", "[publish][export][race]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    // The second question comes when the picture is finished and has no name yet.
    StepProgress progress([&](int asked) {
        if (asked == 1) {
            fixture.say(photo.person, "newsletter", Decision::Withdrawn);
        }
        return false;
    });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a flag while the export runs stops the photo", "[publish][export][race]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    StepProgress progress([&](int asked) {
        if (asked == 1) {
            need(fixture.library.run(
                [&](Library& library) { return Flags(library).add(photo.photo, QStringLiteral("please look")); }));
        }
        return false;
    });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    CHECK(report.exported.isEmpty());
    CHECK(report.refused.size() == 1);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("cancelled at any step nothing half is left", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered first(fixture);
    const PhotoId second = fixture.import(fixtures::encoded(twoSquares({600, 380}, kFirst, kSecond), ".jpg"));
    fixture.face(second, kFirst);
    fixture.face(second, kSecond);
    fixture.signOff(second);
    for (int step = 0; step < 4; ++step) {
        CAPTURE(step);
        const qsizetype before = fixture.files().size();
        StepProgress progress([step](int asked) { return asked >= step; });
        const auto report = need(
            exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({first.photo, second}), progress));
        CHECK(report.wasCancelled);
        CHECK(report.exported.size() == step / 2);
        CHECK(fixture.files().size() == before + step / 2);
        CHECK(fixture.entries().size() == fixture.files().size());
    }
}

TEST_CASE("photos made ready side by side leave in the order they were asked for", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    WorkerOptions options;
    options.detector = fixture.workers.detector();
    WorkerPool workers(3, options);
    QList<PhotoId> photos;
    for (const int width : {2400, 500, 1900, 520, 540, 560}) { // the first takes the longest
        photos += fixture.import(squaresJpeg({width, 400}));
        fixture.face(photos.last(), kSecond);
        fixture.signOff(photos.last());
    }
    ExportRequest request = fixture.request(photos);
    request.photos.insert(3, PhotoId{4711});
    NoProgress progress;
    const auto report = need(exportPhotos(fixture.library.thread(), workers, request, progress));
    REQUIRE(report.exported.size() == photos.size());
    CHECK(report.refused.size() == 1);
    for (int i = 0; i < photos.size(); ++i) {
        CHECK(report.exported[i].photo == photos[i]);
        CHECK(report.exported[i].file.endsWith(QStringLiteral("-%1.jpg").arg(i + 1, 4, 10, QLatin1Char('0'))));
    }
    CHECK(fixture.entries().size() == photos.size());

    // Asked twice for each photo: before it is begun, and when its turn has come.
    StepProgress cancelled([](int asked) { return asked >= 7; });
    const auto part = need(exportPhotos(fixture.library.thread(), workers, request, cancelled));
    CHECK(part.wasCancelled);
    CHECK(part.exported.size() < photos.size());
    CHECK(fixture.files().size() == photos.size() + part.exported.size());
    CHECK(fixture.entries().size() == fixture.files().size());
}

TEST_CASE("a full disk leaves no file and no entry", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(QDir().mkpath(fixture.out()));
    const QByteArray disk = QFile::encodeName(fixture.out());
    if (::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=4k") != 0) {
        WARN("skipped: this user may not mount a small disk");
        return;
    }
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    const bool isEmpty = fixture.files().isEmpty();
    REQUIRE(::umount2(disk.constData(), MNT_DETACH) == 0);
    CHECK(isEmpty);
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a folder that is gone when the file is to get its name leaves no entry", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    StepProgress progress([&](int asked) { return asked == 1 && !QDir(fixture.out()).removeRecursively(); });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(fixture.entries().isEmpty());
    CHECK(fixture.actions().contains(QStringLiteral("photo.export-undone")));
}

TEST_CASE("a file that changed on its medium does not get its name", "[publish][export][fault]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    int changed = 0;
    StepProgress progress([&](int asked) {
        changed += asked == 1 ? tamperWithUnfinished(QFileInfo(fixture.out()).canonicalFilePath()) : 0;
        return false;
    });
    const auto report =
        need(exportPhotos(fixture.library.thread(), fixture.workers, fixture.request({photo.photo}), progress));
    REQUIRE(changed == 1);
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::NotWritten);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
}

TEST_CASE("a request that makes no sense writes nothing", "[publish][export]")
{
    ExportFixture fixture;
    NoProgress progress;
    const auto codeOf = [&](const ExportRequest& request) {
        const auto report = exportPhotos(fixture.library.thread(), fixture.workers, request, progress);
        REQUIRE_FALSE(report);
        return report.error().code;
    };
    ExportRequest inside = fixture.request({});
    inside.folder = fixture.library.folder() + QStringLiteral("/out");
    CHECK(codeOf(inside) == ErrorCode::Invalid);
    ExportRequest badQuality = fixture.request({});
    badQuality.quality = 101;
    CHECK(codeOf(badQuality) == ErrorCode::Invalid);
    ExportRequest noPurpose = fixture.request({});
    noPurpose.purpose = PurposeId{999};
    CHECK(codeOf(noPurpose) == ErrorCode::NotFound);
    fixture.library.addUser(QStringLiteral("Vera"), Role::Viewer);
    const ExportRequest fine = fixture.request({});
    fixture.library.signInAs(QStringLiteral("Vera"));
    CHECK(codeOf(fine) == ErrorCode::NotAllowed);
    CHECK_FALSE(QFileInfo::exists(fixture.out()));
}

TEST_CASE("a dry run says the same and writes nothing", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo, PhotoId{99}});
    request.isDryRun = true;
    const ExportReport dry = fixture.run(request);
    CHECK_FALSE(QFileInfo::exists(fixture.out()));
    CHECK(fixture.entries().isEmpty());
    request.isDryRun = false;
    const ExportReport wet = fixture.run(request);
    REQUIRE(dry.exported.size() == 1);
    REQUIRE(wet.exported.size() == 1);
    CHECK(dry.exported.first().shown == wet.exported.first().shown);
    CHECK(dry.exported.first().covered == wet.exported.first().covered);
    CHECK_FALSE(dry.exported.first().registerEntry.isValid());
    CHECK(dry.refused.size() == wet.refused.size());
}

TEST_CASE("without a face detector nothing leaves", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    fixture.workers.setDetector({});
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    CHECK(report.exported.isEmpty());
    REQUIRE(report.refused.size() == 1);
    CHECK(report.refused.first().reasons.first().rule == Rule::CheckFailed);
    CHECK(fixture.files().isEmpty());
}

TEST_CASE("names of files in the way are left alone", "[publish][export]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    REQUIRE(QDir().mkpath(fixture.out()));
    QFile mine(fixture.out() + QStringLiteral("/newsletter-2026-06-0001.jpg"));
    REQUIRE(mine.open(QIODevice::WriteOnly));
    mine.write("mine");
    mine.close();
    const ExportReport report = fixture.run(fixture.request({photo.photo}));
    REQUIRE(report.exported.size() == 1);
    CHECK(report.exported.first().file.endsWith(QStringLiteral("newsletter-2026-06-0002.jpg")));
    CHECK(bytesOf(mine.fileName()) == "mine");
}

TEST_CASE("who may be seen is covered when that is wished and stays so in a reissue", "[publish][export][wishes]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    ExportRequest request = fixture.request({photo.photo});
    request.style = CoverStyle::Solid;
    request.wishes = {{photo.shown, CoverWish{true, 1}}, {photo.hidden, CoverWish{false, 2}}};
    const ExportReport report = fixture.run(request);
    REQUIRE(report.exported.size() == 1);
    CHECK(report.exported.first().shown.isEmpty());
    CHECK(report.exported.first().covered.size() == 2);
    const QImage picture = pictureIn(report.exported.first());
    const QColor flat = picture.pixelColor(kSecond.center());
    CHECK(fixtures::isNear(picture.pixelColor(kFirst.center()), flat, 6));
    // Twice the head: far beyond where the cover ends as it is.
    CHECK(fixtures::isNear(picture.pixelColor(kSecond.center() + QPoint(80, 0)), flat, 6));
    CHECK(fixture.entries().first().shown.isEmpty());

    NoProgress progress;
    const auto again =
        need(reissuePhoto(fixture.library.thread(), fixture.workers, report.exported.first().registerEntry,
                          fixture.library.scratch(QStringLiteral("again")), progress));
    REQUIRE(again.exported.size() == 1);
    CHECK(again.exported.first().covered.size() == 2);
}

TEST_CASE("no wish shows a face that has to be covered", "[publish][export][wishes]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const ExportTerms terms{fixture.purpose("newsletter").id, 0, {{photo.hidden, CoverWish{false, 0.1}}}};
    const auto preview = need(fixture.library.run(
        [&](Library& library) { return coveredPreview(library, photo.photo, terms, CoverStyle::Solid); }));
    REQUIRE(preview.heads.size() == 2);
    for (const CoveredPreview::Head& head : preview.heads) {
        CHECK(head.look == (head.face == photo.hidden ? CoveredPreview::Look::ByRule : CoveredPreview::Look::Shown));
    }
    CHECK_FALSE(fixtures::isNear(preview.picture.pixelColor(kSecond.topLeft()), kBlue, 40));
}

TEST_CASE("the preview shows what would leave and only when it may", "[publish][preview]")
{
    ExportFixture fixture;
    if (!fixture.canCheck()) {
        return;
    }
    const OneClearOneCovered photo(fixture);
    const PurposeId newsletter = fixture.purpose("newsletter").id;
    const auto preview = [&](PurposeId purpose) {
        return fixture.library.run(
            [&](Library& library) { return previewAsExported(library, photo.photo, purpose, CoverStyle::Solid); });
    };
    const QImage shown = need(preview(newsletter));
    CHECK(fixtures::isNear(shown.pixelColor(kFirst.center()), kRed, 20));
    CHECK(fixtures::isNear(shown.pixelColor(kSecond.topLeft()), shown.pixelColor(kSecond.center()), 4));
    CHECK_FALSE(fixtures::isNear(shown.pixelColor(kSecond.center()), kBlue, 60));
    const auto blocked = preview(fixture.purpose("press").id);
    REQUIRE_FALSE(blocked);
    CHECK(blocked.error().code == ErrorCode::NotAllowed);
    CHECK_FALSE(blocked.error().text.isEmpty());
}
