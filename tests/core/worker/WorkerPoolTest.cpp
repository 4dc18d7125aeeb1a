#include "core/worker/WorkerPool.h"

#include "core/imaging/CleanJpeg.h"
#include "core/imaging/PhotoFixtures.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;

namespace {

WorkerOptions realWorker(const DetectorChoice& detector = {})
{
    WorkerOptions options;
    options.detector = detector;
    options.executable = QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/cloakroom-worker");
    return options;
}

QStringList filesBelow(const char* folder)
{
    QStringList files;
    QDirIterator below(QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/") + QLatin1String(folder), QDir::Files,
                       QDirIterator::Subdirectories);
    while (below.hasNext())
        files += below.next();
    files.sort();
    if (files.isEmpty())
        std::cout << "skipped: no test photos under " << CLOAKROOM_TEST_SHARED_DIR << "/photos/" << folder << std::endl;
    return files;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

} // namespace

TEST_CASE("a photo is inspected through a worker process", "[worker][pool]")
{
    WorkerPool pool(1, realWorker());
    const QByteArray file = fixtures::withExif(
        fixtures::encoded(fixtures::storedFor(fixtures::quarters(3000, 2000), 6), ".jpg"),
        {{"Exif.Image.Orientation", QStringLiteral("6")}, {"Exif.Image.Model", QStringLiteral("Canary 3000")}});
    const auto inspection = pool.inspect(file);
    REQUIRE(inspection);
    CHECK(inspection->facts.size == QSize(3000, 2000));
    CHECK(inspection->facts.camera == QLatin1String("Canary 3000"));
    CHECK_FALSE(inspection->facesSearched);
    for (const auto& [jpeg, edge] : {std::pair(inspection->thumbJpeg, 320), std::pair(inspection->previewJpeg, 2048)}) {
        CHECK(stripCheck(jpeg));
        const QImage picture = QImage::fromData(jpeg, "jpeg");
        CHECK(picture.width() == edge);
        CHECK(fixtures::quarterLetters(picture) == QLatin1String("rgby"));
    }
}

TEST_CASE("pixels come back at the size asked for", "[worker][pool]")
{
    WorkerPool pool(1, realWorker());
    const QByteArray file = fixtures::encoded(fixtures::quarters(1001, 667), ".png");
    const auto full = pool.decode(file);
    REQUIRE(full);
    CHECK(full->size() == QSize(1001, 667));
    CHECK(full->pixelColor(3, 3) == QColor(Qt::red));
    const auto small = pool.decode(file, 500);
    REQUIRE(small);
    CHECK(small->width() == 500);
}

TEST_CASE("pictures that Qt converts with helper threads pass the sandbox", "[worker][pool]")
{
    WorkerPool pool(1, realWorker());
    CHECK(pool.decode(fixtures::encodedDeep(fixtures::quarters(1500, 1500), ".png")));
}

TEST_CASE("a long file is taken by its head only when it is a video", "[worker][pool]")
{
    WorkerPool pool(1, realWorker());
    InspectOptions options;
    options.headOnly = true;
    const auto still = pool.inspect(fixtures::encoded(fixtures::quarters(), ".jpg"), options);
    REQUIRE_FALSE(still);
    CHECK(still.error().code == ErrorCode::Unsupported);
    const QByteArray head = QByteArray("\0\0\0\x14"
                                       "ftypqt  \0\0\0\0qt  ",
                                       20)
        + QByteArray("\0\0\0\1mdat", 8);
    const auto video = pool.inspect(head, options);
    REQUIRE(video);
    CHECK(video->facts.kind == PhotoKind::Video);
    CHECK(video->previewJpeg.isEmpty());
}

TEST_CASE("without a detector the photo is read and faces are not claimed to have been searched", "[worker][pool]")
{
    WorkerPool pool(1, realWorker());
    const QByteArray file = fixtures::encoded(fixtures::quarters(), ".jpg");
    InspectOptions options;
    options.wantFaces = true;
    const auto inspection = pool.inspect(file, options);
    REQUIRE(inspection);
    CHECK_FALSE(inspection->facesSearched);
    const auto faces = pool.detectFaces(file);
    REQUIRE_FALSE(faces);
    CHECK(faces.error().code == ErrorCode::NotFound);
    CHECK_FALSE(pool.detectFaces(fixtures::quarters()));
    CHECK_FALSE(pool.detectFacesNear(fixtures::quarters(), {QRect(0, 0, 20, 20)}));
}

TEST_CASE("a detector can be changed while the pool lives", "[worker][pool]")
{
    const DetectorChoice cascade = chooseDetector({}, cascadeFolders());
    REQUIRE(cascade.kind == DetectorKind::Cascade);
    WorkerPool pool(1, realWorker());
    CHECK_FALSE(pool.detectFaces(fixtures::quarters()));
    pool.setDetector(cascade);
    const auto faces = pool.detectFaces(fixtures::quarters());
    REQUIRE(faces);
    CHECK(faces->isEmpty());
    // Places outside the picture, none, and more than can be asked about at once.
    for (const QList<QRect>& places : {QList<QRect>{QRect(-50, -50, 60, 60), QRect(9000, 9000, 10, 10)}, QList<QRect>(),
                                       QList<QRect>(300, QRect(1, 1, 9, 9))}) {
        const auto near = pool.detectFacesNear(fixtures::quarters(), places);
        REQUIRE(near);
        CHECK(near->isEmpty());
    }
    CHECK_FALSE(pool.detectFacesNear(QImage(), {}));
}

TEST_CASE("every hostile or broken file is taken or refused with a reason and the pool lives on",
          "[worker][pool][slow]")
{
    const char* folder = GENERATE("corrupt", "metadata");
    const QStringList files = filesBelow(folder);
    WorkerPool pool(2, realWorker());
    const QByteArray good = fixtures::encoded(fixtures::quarters(), ".jpg");
    qint64 slowest = 0;
    int crashed = 0;
    for (const QString& path : files) {
        CAPTURE(path.toStdString());
        QElapsedTimer timer;
        timer.start();
        const auto inspection = pool.inspect(contentOf(path));
        slowest = qMax(slowest, timer.elapsed());
        if (inspection) {
            CHECK((inspection->facts.kind == PhotoKind::Video || !inspection->facts.size.isEmpty()));
            CHECK((inspection->previewJpeg.isEmpty() || stripCheck(inspection->previewJpeg)));
        } else {
            CHECK_FALSE(inspection.error().text.isEmpty());
            crashed += inspection.error().text.contains(QLatin1String("made the reader stop"));
        }
    }
    CHECK(crashed == 0);
    CHECK(slowest < 30'000);
    CHECK(pool.inspect(good));
}

TEST_CASE("the published orientation examples all show the same scene", "[worker][pool][orientation]")
{
    const QStringList files = filesBelow("metadata/exif-orientation-examples");
    WorkerPool pool(1, realWorker());
    QHash<QString, QImage> firstOfKind;
    for (const QString& path : files) {
        const QString kind = path.section(QLatin1Char('/'), -1).section(QLatin1Char('_'), 0, 0);
        if (!path.endsWith(QLatin1String(".jpg")))
            continue;
        CAPTURE(path.toStdString());
        const auto picture = pool.decode(contentOf(path), 64);
        REQUIRE(picture);
        if (!firstOfKind.contains(kind)) {
            firstOfKind.insert(kind, *picture);
            continue;
        }
        const QImage& first = firstOfKind[kind];
        REQUIRE(picture->size() == first.size());
        // The files carry their number drawn into the middle: the edges show the same scene.
        qint64 difference = 0;
        for (int x = 0; x < first.width(); ++x)
            difference += qAbs(first.pixelColor(x, 2).lightness() - picture->pixelColor(x, 2).lightness());
        CHECK(difference / first.width() < 25);
    }
}
