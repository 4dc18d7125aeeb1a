// Photos with names, from one school to another and nowhere else.

#include "core/catalogue/MarkedRegionRepository.h"
#include "core/catalogue/PendingExport.h"
#include "core/consent/People.h"
#include "core/faces/MarkedFaces.h"
#include "core/faces/NameSuggestions.h"
#include "core/handover/HandoverIntake.h"
#include "core/handover/HandoverJob.h"
#include "core/intake/Imports.h"
#include "core/photos/Photos.h"
#include "tests/support/ClearAndCovered.h"
#include "tests/support/DrawnPhotos.h"
#include "tests/support/JpegWalk.h"

#include <QCryptographicHash>
#include <QStandardPaths>

#include <sys/mount.h>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kPassword = QStringLiteral("gravel otter lantern violin sherbet compass");

Password handoverPassword()
{
    return Password::fromText(kPassword);
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A school with a purpose of its own for handing photos over, and a photo of Ann, who agreed to it, and a stranger.
struct GivingSchool {
    ExportFixture fixture;
    bool canCheck = fixture.canCheck();
    Purpose purpose = makePurpose();
    PersonId ann = fixture.person(QStringLiteral("Ann"));
    PhotoId photo = fixture.import(squaresJpeg());
    FaceId shown = fixture.face(photo, kFirst, ann);
    FaceId hidden = fixture.face(photo, kSecond);

    GivingSchool()
    {
        fixture.say(ann, "transfer", Decision::Granted);
        fixture.signOff(photo);
    }

    Purpose makePurpose()
    {
        Purpose draft;
        draft.key = QStringLiteral("transfer");
        draft.name = QStringLiteral("Handing over to another school");
        return need(fixture.library.run([&draft](Library& open) { return Purposes(open).add(draft); }));
    }

    [[nodiscard]] QString path(const char* name = "to-hilltop.handover") const
    {
        return fixture.out() + QLatin1Char('/') + QString::fromLatin1(name);
    }

    [[nodiscard]] HandoverRequest request(const QList<PhotoId>& photos)
    {
        HandoverRequest request;
        request.what.photos = photos;
        request.what.purpose = purpose.id;
        request.what.preset = ExportPreset::Original;
        request.what.place = QStringLiteral("Hilltop School");
        request.path = path();
        request.cost = KdfCost::minimum();
        return request;
    }

    [[nodiscard]] Result<HandoverReport> tryMake(const HandoverRequest& request, Progress& progress)
    {
        return createHandover(fixture.library.thread(), fixture.workers, request, handoverPassword(), progress);
    }
    [[nodiscard]] HandoverReport make(const HandoverRequest& request)
    {
        NoProgress progress;
        return need(tryMake(request, progress));
    }

    /// The pictures of a hand-over, as another tool would get them.
    [[nodiscard]] QString unpacked(const char* folder = "unpacked")
    {
        NoProgress progress;
        const HandoverUnpacking wanted{path(), fixture.library.scratch(QString::fromLatin1(folder)), {}};
        const auto report = need(unpackHandover(wanted, handoverPassword(), progress));
        REQUIRE_FALSE(report.files.isEmpty());
        return report.folder + QLatin1Char('/') + report.files.first();
    }

    void requireNothingLeft()
    {
        CHECK(fixture.files().isEmpty());
        CHECK(fixture.entries().isEmpty());
        CHECK_FALSE(fixture.actions().contains(QStringLiteral("handover.create")));
    }
};

/// Lines of exiftool's about everything in the file that is not the file itself or how its pixels are kept.
QStringList exiftoolLines(const QString& file)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("exiftool"));
    if (program.isEmpty()) {
        WARN("skipped: exiftool is not installed");
        return {};
    }
    QProcess process;
    process.start(
        program, {QStringLiteral("-a"), QStringLiteral("-G1"), QStringLiteral("-s"), QStringLiteral("-unknown"), file});
    REQUIRE(process.waitForFinished());
    QStringList lines;
    for (const QString& line : QString::fromUtf8(process.readAllStandardOutput()).split(QLatin1Char('\n'))) {
        const bool isPlain = line.startsWith(QLatin1String("[ExifTool]")) || line.startsWith(QLatin1String("[System]"))
            || line.startsWith(QLatin1String("[File]")) || line.startsWith(QLatin1String("[JFIF]"))
            || line.startsWith(QLatin1String("[Composite]"));
        if (!line.isEmpty() && !isPlain) {
            lines += line.simplified();
        }
    }
    return lines;
}

} // namespace

TEST_CASE("a name arrives at the other school as a suggestion and a stranger has none", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    const HandoverReport made = school.make(school.request({school.photo}));
    REQUIRE(made.photos.exported.size() == 1);
    CHECK(made.names == 1);
    CHECK(made.path == QFileInfo(school.path()).canonicalFilePath());
    CHECK(made.bytes == QFileInfo(made.path).size());
    CHECK_FALSE(bytesOf(made.path).contains("Ann"));

    TestLibrary other;
    WorkerPool workers(1, builtWorker());
    NoProgress progress;
    HandoverImport wanted;
    wanted.path = school.path();
    wanted.event = QStringLiteral("From Valley School");
    const auto taken = need(importHandover(other.thread(), workers, wanted, handoverPassword(), progress));
    REQUIRE(taken.photos.size() == 1);
    CHECK(taken.failed.isEmpty());
    other.run([&](Library& open) {
        Person ann;
        ann.givenName = QStringLiteral("Ann");
        ann.familyName = QStringLiteral("Example");
        const PersonId id = need(People(open).add(ann));
        const auto regions = need(MarkedRegionRepository(open.db()).ofPhoto(taken.photos.first()));
        REQUIRE(regions.size() == 1);
        CHECK(regions.first().name == QStringLiteral("Ann Example"));
        CHECK(regions.first().rect == kFirst);
        CHECK(regions.first().placing == Placing::Sure);
        const auto faces = need(Faces(open).list(taken.photos.first()));
        REQUIRE(faces.size() == 1);
        CHECK(faces.first().state == FaceState::Unreviewed);
        const auto names = need(NameSuggestions(open).of(taken.photos.first()));
        REQUIRE(names.size() == 1);
        CHECK(names.first().person == id);
        CHECK(need(Photos(open).details(taken.photos.first())).summary.event == wanted.event);
        CHECK(need(Imports(open).list()).first().settledAt.isValid()); // no card to be emptied
    });
    // The same once more: it is there already.
    const auto again = need(importHandover(other.thread(), workers, wanted, handoverPassword(), progress));
    CHECK(again.duplicates == 1);
    CHECK(again.photos.isEmpty());
}

TEST_CASE("a picture in a hand-over is that of an export and one block of regions", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    HandoverRequest request = school.request({school.photo});
    request.what.maxEdge = GENERATE(0, 320);
    const HandoverReport made = school.make(request);
    const QString file = school.unpacked();
    const QByteArray bytes = bytesOf(file);
    const ExportedPhoto& picture = made.photos.exported.first();
    CHECK(QFileInfo(file).fileName() == picture.file);
    CHECK(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) == picture.sha256);
    const JpegWalk walk = walkJpeg(bytes);
    CHECK(walk.bytesAfterEnd == 0);
    CHECK(walk.segments.count(QStringLiteral("APP1:http://ns.adobe.com/xap/1.0/")) == 1);
    // Without the block it is the very file that an export makes, with the stranger under a cover.
    const auto length = static_cast<quint8>(bytes[22]) * 256 + static_cast<quint8>(bytes[23]);
    const QByteArray plain = bytes.left(20) + bytes.mid(22 + length);
    ExportRequest exported = school.fixture.request({school.photo}, "transfer");
    exported.preset = request.what.preset;
    exported.maxEdge = request.what.maxEdge;
    exported.folder = school.fixture.library.scratch(QStringLiteral("plain"));
    CHECK(plain == bytesOf(school.fixture.run(exported).exported.first().file));
    const QSize size = QImage(file).size();
    const QStringList lines = exiftoolLines(file);
    const QStringList wanted{QStringLiteral("[XMP-mwg-rs] RegionAppliedToDimensionsH : %1").arg(size.height()),
                             QStringLiteral("[XMP-mwg-rs] RegionAppliedToDimensionsUnit : pixel"),
                             QStringLiteral("[XMP-mwg-rs] RegionAppliedToDimensionsW : %1").arg(size.width()),
                             QStringLiteral("[XMP-mwg-rs] RegionAreaH : 0.175"),
                             QStringLiteral("[XMP-mwg-rs] RegionAreaUnit : normalized"),
                             QStringLiteral("[XMP-mwg-rs] RegionAreaW : 0.09375"),
                             QStringLiteral("[XMP-mwg-rs] RegionAreaX : 0.234375"),
                             QStringLiteral("[XMP-mwg-rs] RegionAreaY : 0.4375"),
                             QStringLiteral("[XMP-mwg-rs] RegionName : Ann Example"),
                             QStringLiteral("[XMP-mwg-rs] RegionType : Face")};
    if (!lines.isEmpty()) {
        QStringList sorted = lines;
        sorted.sort();
        INFO(sorted.join(QLatin1Char('\n')).toStdString());
        REQUIRE(sorted.size() == wanted.size());
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            // exiftool shows as many digits as were written
            CHECK(sorted[i].startsWith(wanted[i]));
        }
    }
}

TEST_CASE("the register knows every picture that was handed over", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    const HandoverReport made = school.make(school.request({school.photo}));
    const auto entries = school.fixture.entries();
    REQUIRE(entries.size() == 1);
    const RegisterEntry& entry = entries.first();
    CHECK(entry.id == made.photos.exported.first().registerEntry);
    CHECK(entry.photo == school.photo);
    CHECK(entry.purpose == school.purpose.id);
    CHECK(entry.place == QStringLiteral("Hilltop School"));
    CHECK(entry.shown == QList<PersonId>{school.ann});
    CHECK(entry.covered == QList<FaceId>{school.hidden});
    CHECK(entry.sha256 == QCryptographicHash::hash(bytesOf(school.unpacked()), QCryptographicHash::Sha256));
    CHECK(school.fixture.actions().contains(QStringLiteral("handover.create")));
    CHECK(school.fixture.actions().count(QStringLiteral("photo.export")) == 1);
    // Whoever agreed once can change their mind: the list of what has to come down knows of it.
    school.fixture.say(school.ann, "transfer", Decision::Withdrawn);
    CHECK(school.fixture.entries().first().status == RegisterStatus::Takedown);
    // A reopening has nothing to take back.
    school.fixture.library.signInAs(QStringLiteral("Admin"));
    CHECK(school.fixture.entries().size() == 1);
}

TEST_CASE("only who is seen by a consent of their own is named", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    ExportFixture& fixture = school.fixture;
    const PersonId bea = fixture.person(QStringLiteral("Bea"));
    const PhotoId photo = fixture.import(fixtures::encoded(twoSquares({640, 401}, kFirst, kSecond), ".jpg"));
    fixture.face(photo, kFirst, school.ann);
    const FaceId beas = fixture.face(photo, kSecond, bea);
    const auto namesIn = [&](const HandoverRequest& request) {
        static int number = 0;
        HandoverRequest next = request;
        next.path = fixture.out() + QStringLiteral("/%1.handover").arg(++number);
        const auto report = school.make(next);
        CHECK(report.photos.refused.isEmpty());
        CHECK(report.photos.exported.size() == 1);
        return report.names;
    };
    fixture.signOff(photo);
    CHECK(namesIn(school.request({photo})) == 1); // nobody asked Bea: covered
    fixture.say(bea, "transfer", Decision::Granted);
    CHECK(namesIn(school.request({photo})) == 2);
    HandoverRequest covering = school.request({photo});
    covering.what.wishes.insert(beas, CoverWish{true, 1});
    CHECK(namesIn(covering) == 1); // covered by wish
    // Seen by the rules, but under a region that somebody drew over her.
    need(fixture.library.run(
        [&](Library& open) { return Faces(open).addRegion(photo, kSecond, RegionShape::Rectangle); }));
    fixture.signOff(photo);
    CHECK(namesIn(school.request({photo})) == 1);
    fixture.say(bea, "transfer", Decision::Refused);
    CHECK(namesIn(school.request({photo})) == 1);
}

TEST_CASE("silence lets a face be seen by notice but not be named", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    ExportFixture& fixture = school.fixture;
    Purpose notice = school.purpose;
    notice.key = QStringLiteral("notice");
    notice.basis = Basis::Notice;
    notice = need(fixture.library.run([&](Library& open) { return Purposes(open).add(notice); }));
    HandoverRequest request = school.request({school.photo});
    request.what.purpose = notice.id;
    const auto made = school.make(request);
    REQUIRE(made.photos.exported.size() == 1);
    CHECK(made.photos.exported.first().shown == QList<PersonId>{school.ann});
    CHECK(made.names == 0);
    CHECK_FALSE(bytesOf(school.unpacked()).contains("http://ns.adobe.com/xap/1.0/"));
}

TEST_CASE("a protected person is in no hand-over or in one under a cover and without a name", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    ExportFixture& fixture = school.fixture;
    fixture.library.addUser(QStringLiteral("Sara"), Role::Safeguarding);
    const bool isCoveredAllowed = GENERATE(false, true);
    fixture.library.signInAs(QStringLiteral("Sara"));
    need(fixture.library.run([&](Library& open) {
        return People(open).protect(school.ann, QStringLiteral("court order"), isCoveredAllowed);
    }));
    const auto made = school.make(school.request({school.photo}));
    CHECK(made.names == 0);
    CHECK(made.photos.exported.size() == (isCoveredAllowed ? 1 : 0));
    if (isCoveredAllowed) {
        CHECK(made.photos.exported.first().shown.isEmpty());
        CHECK_FALSE(bytesOf(school.unpacked()).contains("Ann"));
    } else {
        REQUIRE(made.photos.refused.size() == 1);
        CHECK(made.path.isEmpty());
        school.requireNothingLeft();
    }
}

TEST_CASE("a hand-over is for administrators and safeguarding leads", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    NoProgress progress;
    for (const Role role : {Role::Office, Role::Marketing, Role::Viewer}) {
        const QString name = roleKey(role);
        school.fixture.library.signInAs(QStringLiteral("Admin"));
        school.fixture.library.addUser(name, role);
        const HandoverRequest request = school.request({school.photo});
        school.fixture.library.signInAs(name);
        const auto made = school.tryMake(request, progress);
        REQUIRE_FALSE(made);
        CHECK(made.error().code == ErrorCode::NotAllowed);
        CHECK_FALSE(school.fixture.library.run([](Library& open) { return handoverPurposes(open); }));
    }
    school.fixture.library.signInAs(QStringLiteral("Admin"));
    school.requireNothingLeft();
}

TEST_CASE("a hand-over needs a purpose that was made for it and a good password", "[handover]")
{
    GivingSchool school;
    NoProgress progress;
    HandoverRequest request = school.request({school.photo});
    for (const Purpose& own : need(school.fixture.library.run([](Library& open) { return Purposes(open).list(); }))) {
        CHECK(requireHandoverPurpose(own).has_value() == (own.id == school.purpose.id));
    }
    const auto fitting = need(school.fixture.library.run([](Library& open) { return handoverPurposes(open); }));
    REQUIRE(fitting.size() == 1);
    CHECK(fitting.first().id == school.purpose.id);
    for (const int fault : {0, 1, 2}) {
        Purpose unfit = school.purpose;
        unfit.audience = fault == 0 ? Audience::Inside : Audience::Outside;
        unfit.active = fault != 1;
        unfit.profile.noNames = fault == 2;
        CHECK_FALSE(requireHandoverPurpose(unfit));
    }
    request.what.purpose = school.fixture.purpose("newsletter").id;
    auto made = school.tryMake(request, progress);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::Invalid);
    request = school.request({school.photo});
    made = createHandover(school.fixture.library.thread(), school.fixture.workers, request,
                          Password::fromText(QStringLiteral("password1234")), progress);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::Invalid);
    request.path = school.fixture.library.folder() + QStringLiteral("/in.handover");
    made = school.tryMake(request, progress);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::Invalid);
    school.requireNothingLeft();
}

TEST_CASE("a hand-over never takes the place of a file", "[handover][fault]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    writeFile(school.path(), "mine");
    NoProgress progress;
    const auto made = school.tryMake(school.request({school.photo}), progress);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::AlreadyExists);
    // Nor does it when somebody was quicker.
    REQUIRE(QFile::remove(school.path()));
    StepProgress meanwhile([&](int asked) {
        if (asked == 1) {
            writeFile(school.path(), "mine");
        }
        return false;
    });
    const auto late = school.tryMake(school.request({school.photo}), meanwhile);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::AlreadyExists);
    CHECK(bytesOf(school.path()) == "mine");
    CHECK(school.fixture.files().size() == 1);
    CHECK(school.fixture.entries().isEmpty());
    CHECK(school.fixture.actions().contains(QStringLiteral("photo.export-undone")));
}

TEST_CASE("cancelled at any step a hand-over leaves nothing", "[handover][fault]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    const PhotoId second = school.fixture.import(squaresJpeg({600, 380}));
    school.fixture.face(second, kFirst);
    school.fixture.face(second, kSecond);
    school.fixture.signOff(second);
    for (int step = 0; step < 5; ++step) {
        CAPTURE(step);
        StepProgress progress([step](int asked) { return asked >= step; });
        const auto made = need(school.tryMake(school.request({school.photo, second}), progress));
        CHECK(made.photos.wasCancelled);
        CHECK(made.photos.exported.isEmpty());
        CHECK(made.path.isEmpty());
        school.requireNothingLeft();
    }
}

TEST_CASE("what changes while a hand-over is made stops all of it", "[handover][race]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    const int change = GENERATE(0, 1, 2);
    // The last question comes when the file is finished and has no name yet.
    StepProgress progress([&](int asked) {
        if (asked == 2 && change == 0) {
            school.fixture.say(school.ann, "transfer", Decision::Withdrawn);
        } else if (asked == 2 && change == 1) {
            need(school.fixture.library.run([&](Library& open) {
                Person ann = need(People(open).get(school.ann));
                ann.familyName = QStringLiteral("Newname");
                return People(open).edit(ann);
            }));
        } else if (asked == 2) {
            Purpose purpose = school.purpose;
            purpose.profile.noNames = true;
            need(school.fixture.library.run([&](Library& open) { return Purposes(open).edit(purpose); }));
        }
        return false;
    });
    const auto made = school.tryMake(school.request({school.photo}), progress);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::Invalid);
    school.requireNothingLeft();
}

TEST_CASE("a full disk leaves no hand-over and no entry", "[handover][fault]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    REQUIRE(QDir().mkpath(school.fixture.out()));
    const QByteArray disk = QFile::encodeName(school.fixture.out());
    if (::mount("tmpfs", disk.constData(), "tmpfs", 0, "size=4k") != 0) {
        WARN("skipped: this user may not mount a small disk");
        return;
    }
    NoProgress progress;
    const auto made = school.tryMake(school.request({school.photo}), progress);
    const bool isEmpty = school.fixture.files().isEmpty();
    REQUIRE(::umount2(disk.constData(), MNT_DETACH) == 0);
    CHECK(isEmpty);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::NoSpace);
    school.requireNothingLeft();
}

TEST_CASE("a folder that is gone when the hand-over is to get its name leaves no entry", "[handover][fault]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    StepProgress progress([&](int asked) {
        if (asked == 2) {
            REQUIRE(QDir(school.fixture.out()).removeRecursively());
        }
        return false;
    });
    const auto made = school.tryMake(school.request({school.photo}), progress);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == ErrorCode::Unreadable);
    CHECK(school.fixture.entries().isEmpty());
    CHECK(school.fixture.actions().contains(QStringLiteral("photo.export-undone")));
}

TEST_CASE("a crash while a hand-over gets its name leaves the register as the folder is", "[handover][fault]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    const HandoverReport made = school.make(school.request({school.photo}));
    const bool isNamed = GENERATE(false, true);
    const QByteArray sha256 = QCryptographicHash::hash(bytesOf(made.path), QCryptographicHash::Sha256);
    need(school.fixture.library.run([&](Library& open) {
        return keepPendingHandover(open.db(), {made.photos.exported.first().registerEntry}, made.path, sha256);
    }));
    if (!isNamed) {
        REQUIRE(QFile::remove(made.path));
    }
    school.fixture.library.signInAs(QStringLiteral("Admin"));
    CHECK(school.fixture.entries().size() == (isNamed ? 1 : 0));
    CHECK(school.fixture.actions().contains(QStringLiteral("photo.export-undone")) != isNamed);
    // It is settled: whoever moves the file later does not take its entries away.
    (void)QFile::remove(made.path);
    school.fixture.library.signInAs(QStringLiteral("Admin"));
    CHECK(school.fixture.entries().size() == (isNamed ? 1 : 0));
}

TEST_CASE("nothing is taken from a damaged hand-over or by a wrong password", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    (void)school.make(school.request({school.photo}));
    const QByteArray whole = bytesOf(school.path());
    TestLibrary other;
    WorkerPool workers(1, builtWorker());
    NoProgress progress;
    HandoverImport wanted;
    wanted.path = other.scratch(QStringLiteral("arrived"));
    const QString folder = other.scratch(QStringLiteral("unpacked"));
    const auto refusal = [&](const Password& password) {
        const auto taken = importHandover(other.thread(), workers, wanted, password, progress);
        const auto unpacked = unpackHandover({wanted.path, folder, {}}, password, progress);
        REQUIRE_FALSE(taken);
        REQUIRE_FALSE(unpacked);
        CHECK(taken.error().code == unpacked.error().code);
        CHECK_FALSE(QFileInfo::exists(folder));
        return taken.error().code;
    };
    writeFile(wanted.path, whole);
    CHECK(refusal(testPassword()) == ErrorCode::WrongPassword);
    writeFile(wanted.path, whole.chopped(1));
    CHECK(refusal(handoverPassword()) == ErrorCode::Damaged);
    QByteArray changed = whole;
    changed[changed.size() - 100] = static_cast<char>(changed[changed.size() - 100] ^ 4);
    writeFile(wanted.path, changed);
    CHECK(refusal(handoverPassword()) == ErrorCode::Damaged);
    CHECK(other.run([](Library& open) { return need(Photos(open).find({})).size(); }) == 0);
}

TEST_CASE("unpacking never takes the place of a file", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    (void)school.make(school.request({school.photo}));
    const QString file = school.unpacked();
    NoProgress progress;
    const auto again = unpackHandover({school.path(), QFileInfo(file).path(), {}}, handoverPassword(), progress);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::AlreadyExists);
    const auto inside = unpackHandover(
        {school.path(), school.fixture.library.folder() + QStringLiteral("/x"), school.fixture.library.folder()},
        handoverPassword(), progress);
    REQUIRE_FALSE(inside);
    CHECK(inside.error().code == ErrorCode::Invalid);
}

TEST_CASE("whoever may not import takes no hand-over in", "[handover]")
{
    TestLibrary other;
    other.addUser(QStringLiteral("Mark"), Role::Marketing);
    other.signInAs(QStringLiteral("Mark"));
    WorkerPool workers(1, builtWorker());
    NoProgress progress;
    HandoverImport wanted;
    wanted.path = other.scratch(QStringLiteral("none"));
    const auto taken = importHandover(other.thread(), workers, wanted, testPassword(), progress);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == ErrorCode::NotAllowed);
}

TEST_CASE("a dry run says what would go and writes nothing", "[handover]")
{
    GivingSchool school;
    if (!school.canCheck) {
        return;
    }
    const PhotoId unseen = school.fixture.import(squaresJpeg({500, 380}));
    HandoverRequest request = school.request({school.photo, unseen});
    request.what.isDryRun = true;
    const auto report = school.make(request);
    CHECK(report.photos.exported.size() == 1);
    CHECK(report.photos.refused.size() == 1);
    school.requireNothingLeft();
}
