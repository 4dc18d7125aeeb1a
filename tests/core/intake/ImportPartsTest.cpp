// What belongs together comes in together: RAW and JPEG, live photos, sound, settings, videos and their thumbnails.

#include "core/catalogue/ImportRepository.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/PartRepository.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/imaging/VideoFixtures.h"
#include "core/photos/Photos.h"
#include "core/storage/Vault.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

class Shoot {
public:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_library.scratch(QStringLiteral("card/DCIM/100CANON/")) + QLatin1String(name);
    }
    void add(const char* name, const QByteArray& bytes) { writeFile(path(name), bytes); }
    [[nodiscard]] bool isThere(const char* name) const { return QFile::exists(path(name)); }
    ImportReport run(bool clear = false)
    {
        ImportRequest request = importOf(m_library.scratch(QStringLiteral("card")));
        request.clearSource = clear;
        return importFrom(m_library, m_workers, request);
    }
    [[nodiscard]] TestLibrary& library() { return m_library; }
    /// "role name" of each file kept with a photo.
    QStringList partsOf(PhotoId photo)
    {
        QStringList words;
        for (const PhotoPart& part :
             need(m_library.run([photo](Library& open) { return PartRepository(open.db()).of(photo); }))) {
            words.append(partRoleKey(part.role) + QLatin1Char(' ') + part.name);
        }
        return words;
    }
    QByteArray bytesOf(PhotoId photo, int part)
    {
        return need(m_library.run([photo, part](Library& open) -> Result<QByteArray> {
            PartRepository parts(open.db());
            const StoredOriginal file = need(parts.original(photo, need(parts.of(photo)).at(part).id));
            const auto key = open.vault().unwrapKey(file.wrappedKey, file.uuid);
            return key ? open.vault().read(file.vaultName, *key, file.uuid) : Result<QByteArray>(propagate(key));
        }));
    }
    void requireWhole(int files)
    {
        const auto verified = need(m_library.run([](Library& open) { return verifyLibrary(open, VerifyDepth::Full); }));
        CHECK(verified.ok);
        CHECK(verified.orphans.isEmpty());
        CHECK(verified.checked == files);
    }

private:
    TestLibrary m_library;
    WorkerPool m_workers{2, builtWorker()};
};

} // namespace

TEST_CASE("a RAW and JPEG pair with its settings is one photo and comes back byte for byte", "[intake][pairs]")
{
    Shoot shoot;
    const QByteArray raw = "II*\0 the sensor's own bytes " + QByteArray(200'000, 'r');
    shoot.add("IMG_0001.JPG", drawnJpeg(1));
    shoot.add("IMG_0001.CR2", raw);
    shoot.add("IMG_0001.XMP", "<x:xmpmeta/>");
    shoot.add("IMG_0002.JPG", drawnJpeg(2));
    const ImportReport report = shoot.run(true);
    CHECK(report.imported == 2);
    CHECK(report.parts == 2);
    CHECK(report.found == 4);
    CHECK(report.failed.isEmpty());
    CHECK(report.cleared == 4);
    CHECK_FALSE(shoot.isThere("IMG_0001.CR2"));
    REQUIRE(report.photos.size() == 2);
    CHECK(shoot.partsOf(report.photos[0])
          == QStringList{QStringLiteral("raw IMG_0001.CR2"), QStringLiteral("settings IMG_0001.XMP")});
    CHECK(shoot.bytesOf(report.photos[0], 0) == raw);
    CHECK(shoot.partsOf(report.photos[1]).isEmpty());
    shoot.requireWhole(4);
}

TEST_CASE("what was forgotten joins its photo at the next import", "[intake][pairs]")
{
    Shoot shoot;
    shoot.add("IMG_0001.JPG", drawnJpeg(1));
    const ImportReport first = shoot.run();
    shoot.add("IMG_0001.WAV", "RIFF a note");
    shoot.add("IMG_0001.CR2", QByteArray(9000, 'r'));
    const ImportReport second = shoot.run();
    CHECK(second.imported == 0);
    CHECK(second.duplicates == 1);
    CHECK(second.parts == 2);
    CHECK(shoot.partsOf(first.photos[0])
          == QStringList{QStringLiteral("raw IMG_0001.CR2"), QStringLiteral("sound IMG_0001.WAV")});
    const ImportReport third = shoot.run();
    CHECK(third.duplicates == 3);
    CHECK(third.parts == 0);
    shoot.requireWhole(3);
}

TEST_CASE("equal settings beside several photos are kept with each", "[intake][pairs]")
{
    Shoot shoot;
    for (int i = 1; i <= 3; ++i) {
        shoot.add(qPrintable(QStringLiteral("IMG_%1.JPG").arg(i)), drawnJpeg(i));
        shoot.add(qPrintable(QStringLiteral("IMG_%1.xmp").arg(i)), "<x:xmpmeta>the same</x:xmpmeta>");
    }
    const ImportReport report = shoot.run(true);
    CHECK(report.parts == 3);
    CHECK(report.cleared == 6);
    for (const PhotoId photo : report.photos) {
        CHECK(shoot.partsOf(photo).size() == 1);
    }
    shoot.requireWhole(6);
}

TEST_CASE("a broken picture does not keep its film out and stays on the card", "[intake][pairs]")
{
    Shoot shoot;
    shoot.add("IMG_0001.HEIC", drawnJpeg(1).left(900));
    shoot.add("IMG_0001.MOV", fixtures::drawnVideo(QStringLiteral("mp4")));
    const ImportReport report = shoot.run(true);
    CHECK(report.imported == 1);
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed[0].path.endsWith(QStringLiteral("IMG_0001.HEIC")));
    CHECK(shoot.isThere("IMG_0001.HEIC"));
    CHECK(shoot.isThere("IMG_0001.MOV")); // kept beside it
    CHECK(report.notCleared.size() == 1);
}

TEST_CASE("sidecars of a file that did not come in stay with it", "[intake][pairs]")
{
    Shoot shoot;
    shoot.add("IMG_0001.JPG", "no picture");
    shoot.add("IMG_0001.xmp", "<x:xmpmeta/>");
    shoot.add("IMG_0007.THM", drawnJpeg(3, {160, 120}));
    const ImportReport report = shoot.run(true);
    CHECK(report.imported + report.parts == 0);
    CHECK(report.failed.size() == 3);
    CHECK(shoot.isThere("IMG_0001.xmp"));
    CHECK(shoot.isThere("IMG_0007.THM"));
}

TEST_CASE("a video is stored whole and shown by a frame of it", "[intake][video]")
{
    Shoot shoot;
    const QString kind = GENERATE(QStringLiteral("avi"), QStringLiteral("mp4"));
    CAPTURE(kind.toStdString());
    const QByteArray video = fixtures::drawnVideo(kind);
    shoot.add(qPrintable(QStringLiteral("MVI_0001.") + kind), video);
    const ImportReport report = shoot.run(true);
    REQUIRE(report.photos.size() == 1);
    const PhotoId photo = report.photos[0];
    const auto details = need(shoot.library().run([photo](Library& open) { return Photos(open).details(photo); }));
    CHECK(details.summary.kind == PhotoKind::Video);
    const QImage poster = need(
        shoot.library().run([photo](Library& open) { return Photos(open).picture(photo, Previews::Size::Thumbnail); }));
    REQUIRE_FALSE(poster.isNull());
    // Drawn black first, then orange.
    const QColor middle = poster.pixelColor(poster.rect().center());
    CHECK(middle.red() > 180);
    CHECK(middle.blue() < 90);
    CHECK(need(shoot.library().run([photo](Library& open) { return Photos(open).original(photo); })) == video);
}

TEST_CASE("a video that cannot be decoded is shown by the camera's own thumbnail", "[intake][video]")
{
    Shoot shoot;
    // A header and nothing behind it: no frame to be had.
    shoot.add("MVI_0001.AVI", fixtures::drawnVideo(QStringLiteral("avi")).left(2000) + QByteArray(4000, '\0'));
    shoot.add("MVI_0001.THM", drawnJpeg(5, {160, 120}));
    const ImportReport report = shoot.run();
    REQUIRE(report.photos.size() == 1);
    const PhotoId photo = report.photos[0];
    CHECK(shoot.partsOf(photo) == QStringList{QStringLiteral("thumbnail MVI_0001.THM")});
    const QImage poster = need(
        shoot.library().run([photo](Library& open) { return Photos(open).picture(photo, Previews::Size::Thumbnail); }));
    CHECK(poster.size() == QSize(160, 120));
}

TEST_CASE("an import keeps a line for every file it saw", "[intake][receipt]")
{
    Shoot shoot;
    shoot.add("IMG_0001.JPG", drawnJpeg(1));
    shoot.add("IMG_0001.CR2", QByteArray(5000, 'r'));
    shoot.add("IMG_0002.JPG", drawnJpeg(1));
    shoot.add("IMG_0003.JPG", "broken");
    shoot.add("IMG_0004.JPG", drawnJpeg(4));
    QFile::setPermissions(shoot.path("IMG_0004.JPG"), QFileDevice::ReadOwner | QFileDevice::ReadUser);
    shoot.add("Thumbs.db", "x");
    const ImportReport report = shoot.run(true);
    REQUIRE(report.import.isValid());
    const auto files = need(
        shoot.library().run([&report](Library& open) { return ImportRepository(open.db()).files(report.import); }));
    QStringList lines;
    for (const ImportFile& file : files) {
        lines.append(QFileInfo(file.path).fileName() + QLatin1Char(' ') + fileOutcomeKey(file.outcome)
                     + QLatin1Char(' ') + clearingKey(file.clearing));
        CHECK(
            (file.digest.size() == 32 || file.outcome == FileOutcome::Skipped || file.outcome == FileOutcome::Failed));
        CHECK(file.clearedAt.isValid() == (file.clearing == Clearing::Done));
        CHECK(file.keptReason.isEmpty() == (file.clearing != Clearing::Kept));
    }
    CHECK(lines
          == QStringList{QStringLiteral("IMG_0001.JPG imported done"), QStringLiteral("IMG_0001.CR2 part done"),
                         QStringLiteral("IMG_0002.JPG duplicate done"), QStringLiteral("IMG_0003.JPG failed no"),
                         QStringLiteral("IMG_0004.JPG imported kept"), QStringLiteral("Thumbs.db skipped no")});
    const ImportRecord record = need(
        shoot.library().run([&report](Library& open) { return ImportRepository(open.db()).record(report.import); }));
    CHECK(record.imported == 2);
    CHECK(record.cleared == 3);
    CHECK(record.leftOnSource == 1);
    CHECK(record.by == QStringLiteral("Admin"));
    CHECK(record.finishedAt.isValid());
}
