// One shot on two cards: RAW in one slot of the camera, JPEG in the other.

#include "core/catalogue/PartRepository.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/faces/Faces.h"
#include "core/imaging/PhotoFixtures.h"
#include "core/imaging/RawFixtures.h"
#include "core/intake/SourceShots.h"
#include "core/photos/Photos.h"
#include "core/storage/Vault.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QDateTime kTaken(QDate(2026, 6, 12), QTime(14, 3, 5));

QByteArray rawOf(int seed, const QDateTime& takenAt = kTaken)
{
    fixtures::RawContents contents;
    contents.takenAt = takenAt;
    return fixtures::dng(drawnPicture(seed, {320, 200}), contents);
}

QByteArray jpegOf(int seed, const char* camera = "Canary R5", const QDateTime& takenAt = kTaken)
{
    return fixtures::withExif(
        drawnJpeg(seed, {320, 200}),
        {{"Exif.Image.Make", QStringLiteral("Canary")},
         {"Exif.Image.Model", QLatin1String(camera)},
         {"Exif.Photo.DateTimeOriginal", takenAt.toString(QStringLiteral("yyyy:MM:dd HH:mm:ss"))}});
}

/// A camera with two slots.
class TwoCards {
public:
    void add(const char* path, const QByteArray& bytes) { writeFile(m_library.scratch(QLatin1String(path)), bytes); }
    ImportReport run(const QStringList& cards, bool clear = false)
    {
        ImportRequest request;
        for (const QString& card : cards) {
            request.sources << m_library.scratch(card);
        }
        request.clearSource = clear;
        return importFrom(m_library, m_workers, request);
    }
    QStringList partsOf(PhotoId photo)
    {
        QStringList words;
        for (const PhotoPart& part :
             need(m_library.run([photo](Library& open) { return PartRepository(open.db()).of(photo); }))) {
            words << partRoleKey(part.role) + QLatin1Char(' ') + part.name;
        }
        return words;
    }
    PhotoDetails detailsOf(PhotoId photo)
    {
        return need(m_library.run([photo](Library& open) { return Photos(open).details(photo); }));
    }
    QByteArray originalOf(PhotoId photo)
    {
        return need(m_library.run([photo](Library& open) { return Photos(open).original(photo); }));
    }
    QByteArray rawBytesOf(PhotoId photo)
    {
        return need(m_library.run([photo](Library& open) -> Result<QByteArray> {
            PartRepository parts(open.db());
            const auto stored = parts.original(photo, need(parts.of(photo)).first().id);
            if (!stored) {
                return propagate(stored);
            }
            const auto key = open.vault().unwrapKey(stored->wrappedKey, stored->uuid);
            return key ? open.vault().read(stored->vaultName, *key, stored->uuid) : Result<QByteArray>(propagate(key));
        }));
    }
    [[nodiscard]] bool isThere(const char* path) { return QFile::exists(m_library.scratch(QLatin1String(path))); }
    [[nodiscard]] TestLibrary& library() { return m_library; }

private:
    TestLibrary m_library;
    WorkerPool m_workers{2, builtWorker()};
};

} // namespace

TEST_CASE("a RAW file and its picture on two cards are one photo", "[intake][pairs][twins]")
{
    TwoCards cards;
    cards.add("a/DCIM/100/IMG_0001.DNG", rawOf(1));
    cards.add("b/DCIM/100/img_0001.jpg", jpegOf(1));
    const ImportReport report = cards.run({QStringLiteral("a"), QStringLiteral("b")}, true);
    REQUIRE(report.imported == 1);
    CHECK(report.parts == 1);
    CHECK(report.failed.isEmpty());
    const PhotoId photo = report.photos.first();
    CHECK(cards.detailsOf(photo).summary.name == QLatin1String("img_0001.jpg"));
    CHECK(cards.partsOf(photo) == QStringList{QStringLiteral("raw IMG_0001.DNG")});
    CHECK(cards.originalOf(photo) == jpegOf(1));
    CHECK(cards.rawBytesOf(photo) == rawOf(1));
    CHECK(report.cleared == 2);
    CHECK_FALSE(cards.isThere("a/DCIM/100/IMG_0001.DNG"));
}

TEST_CASE("the card with the RAW files may be imported after the other", "[intake][pairs][twins]")
{
    TwoCards cards;
    cards.add("a/DCIM/100/IMG_0001.DNG", rawOf(1));
    cards.add("b/DCIM/100/IMG_0001.JPG", jpegOf(1));
    const ImportReport first = cards.run({QStringLiteral("b")});
    REQUIRE(first.imported == 1);
    const ImportReport second = cards.run({QStringLiteral("a")});
    CHECK(second.imported == 0);
    CHECK(second.parts == 1);
    CHECK(cards.partsOf(first.photos[0]).size() == 1);
    CHECK(cards.run({QStringLiteral("a"), QStringLiteral("b")}).duplicates == 2);
}

TEST_CASE("a picture that comes after its RAW file is what is shown from then on", "[intake][pairs][twins]")
{
    TwoCards cards;
    cards.add("a/DCIM/100/IMG_0001.DNG", rawOf(1));
    cards.add("b/DCIM/100/IMG_0001.JPG", jpegOf(1));
    const ImportReport first = cards.run({QStringLiteral("a")});
    REQUIRE(first.imported == 1);
    const PhotoId photo = first.photos[0];
    CHECK(cards.detailsOf(photo).format == QLatin1String("dng"));
    const ImportReport second = cards.run({QStringLiteral("b")});
    CHECK(second.imported == 0);
    CHECK(second.parts == 1);
    CHECK(cards.detailsOf(photo).format == QLatin1String("jpeg"));
    CHECK(cards.originalOf(photo) == jpegOf(1));
    CHECK(cards.rawBytesOf(photo) == rawOf(1));
    CHECK(cards.run({QStringLiteral("a"), QStringLiteral("b")}).duplicates == 2);
}

TEST_CASE("a photo that somebody has worked on keeps its file when the picture comes", "[intake][pairs][twins]")
{
    TwoCards cards;
    cards.add("a/DCIM/100/IMG_0001.DNG", rawOf(1));
    cards.add("b/DCIM/100/IMG_0001.JPG", jpegOf(1));
    const PhotoId photo = cards.run({QStringLiteral("a")}).photos.value(0);
    need(cards.library().run([photo](Library& open) { return Faces(open).add(photo, QRect(10, 10, 40, 40)); }));
    CHECK(cards.run({QStringLiteral("b")}).imported == 1);
    CHECK(cards.detailsOf(photo).format == QLatin1String("dng"));
    CHECK(cards.partsOf(photo).isEmpty());
}

TEST_CASE("files of one name are two photos unless time and camera agree", "[intake][pairs][twins]")
{
    TwoCards cards;
    cards.add("a/DCIM/100/IMG_0001.DNG", rawOf(1));
    cards.add("a/DCIM/100/IMG_0002.DNG", rawOf(2));
    cards.add("a/DCIM/100/IMG_0003.DNG", rawOf(3, {}));
    cards.add("b/DCIM/100/IMG_0001.JPG", jpegOf(1, "Canary R5", kTaken.addSecs(1)));
    cards.add("b/DCIM/100/IMG_0002.JPG", jpegOf(2, "Heron 9"));
    cards.add("b/DCIM/100/IMG_0003.JPG", jpegOf(3));
    cards.add("b/DCIM/100/IMG_0004.JPG", jpegOf(4));
    const ImportReport report = cards.run({QStringLiteral("a"), QStringLiteral("b")});
    CHECK(report.imported == 7);
    CHECK(report.parts == 0);
}

TEST_CASE("RAW files wait for pictures of their name and nothing else moves", "[intake][pairs][twins]")
{
    const auto shot = [](const char* path) {
        SourceShot one;
        one.file.path = QLatin1String(path);
        return one;
    };
    QStringList order;
    for (const SourceShot& one :
         picturesFirst({shot("/a/1.dng"), shot("/a/2.dng"), shot("/a/3.jpg"), shot("/b/1.JPG")})) {
        order << one.file.path;
    }
    CHECK(order
          == QStringList{QStringLiteral("/a/2.dng"), QStringLiteral("/a/3.jpg"), QStringLiteral("/b/1.JPG"),
                         QStringLiteral("/a/1.dng")});
    CHECK(mayBeRawOf(QStringLiteral("IMG_1.CR3"), QStringLiteral("img_1.jpg")));
    CHECK_FALSE(mayBeRawOf(QStringLiteral("IMG_1.CR3"), QStringLiteral("IMG_1.DNG")));
    CHECK_FALSE(mayBeRawOf(QStringLiteral("IMG_1.CR3"), QStringLiteral("IMG_1.MOV")));
    CHECK_FALSE(mayBeRawOf(QStringLiteral("IMG_1.JPG"), QStringLiteral("IMG_1.JPG")));
}
