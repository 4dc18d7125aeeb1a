// Photos are in the library before anybody has looked for faces in them.

#include "core/catalogue/Database.h"
#include "core/faces/Faces.h"
#include "core/intake/Importer.h"
#include "core/photos/Photos.h"
#include "core/review/Flags.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

/// A worker that tells a "photo" at once and does with its faces what the file says.
WorkerOptions slowSearcher()
{
    WorkerOptions options;
    options.detector.kind = DetectorKind::YuNet;
    options.detector.path = QStringLiteral("/nowhere");
    options.detector.name = QStringLiteral("yunet");
    options.executable = QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/misbehaving-worker");
    options.limits.wallTime = std::chrono::seconds(3);
    return options;
}

PhotoDetails detailsOf(TestLibrary& library, PhotoId photo)
{
    return need(library.run([photo](Library& open) { return Photos(open).details(photo); }));
}

qsizetype facesOf(TestLibrary& library, PhotoId photo)
{
    return need(library.run([photo](Library& open) { return Faces(open).list(photo); })).size();
}

} // namespace

TEST_CASE("a photo is in the library before its faces are found and has them in the end", "[intake][import][faces]")
{
    TestLibrary library;
    WorkerPool workers(2, slowSearcher());
    for (int i = 0; i < 6; ++i) {
        // Alike but for bytes that the worker does not look at.
        writeFile(library.scratch(QStringLiteral("card/%1.jpg").arg(i)), "photo then faces" + QByteArray::number(i));
    }
    ImportRequest request = importOf(library.scratch(QStringLiteral("card")));
    QList<bool> wasSearched;
    request.onEntered = [&](const QList<PhotoId>& photos) {
        for (const PhotoId photo : photos) {
            wasSearched.append(detailsOf(library, photo).facesSearched);
        }
    };
    const ImportReport report = importFrom(library, workers, request);
    REQUIRE(report.imported == 6);
    CHECK(report.faces == 6);
    REQUIRE(wasSearched.size() == 6);
    CHECK_FALSE(wasSearched.first());
    for (const PhotoId photo : report.photos) {
        CHECK(detailsOf(library, photo).facesSearched);
        CHECK(facesOf(library, photo) == 1);
    }
}

TEST_CASE("a photo that is flagged while it is searched stops no import", "[intake][import][faces]")
{
    TestLibrary library;
    WorkerPool workers(2, slowSearcher());
    for (int i = 0; i < 4; ++i) {
        writeFile(library.scratch(QStringLiteral("card/%1.jpg").arg(i)), "photo then faces" + QByteArray::number(i));
    }
    ImportRequest request = importOf(library.scratch(QStringLiteral("card")));
    PhotoId flagged;
    request.onEntered = [&](const QList<PhotoId>& photos) {
        if (!flagged.isValid()) {
            flagged = photos.first();
            (void)need(
                library.run([&](Library& open) { return Flags(open).add(flagged, QStringLiteral("a lanyard")); }));
        }
    };
    const ImportReport report = importFrom(library, workers, request);
    REQUIRE(report.imported == 4);
    REQUIRE(flagged.isValid());
    CHECK(report.failed.isEmpty());
    CHECK(report.faces == 3);
    for (const PhotoId photo : report.photos) {
        if (photo == flagged) {
            CHECK_FALSE(library.run([photo](Library& open) { return Photos(open).details(photo); }));
        } else {
            CHECK(facesOf(library, photo) == 1);
        }
    }
}

TEST_CASE("faces that were found in another picture than the photo's are not taken", "[intake][import][faces]")
{
    TestLibrary library;
    WorkerPool workers(1, slowSearcher());
    writeFile(library.scratch(QStringLiteral("card/1.jpg")), "photo then faces");
    ImportRequest request = importOf(library.scratch(QStringLiteral("card")));
    request.findFaces = false;
    const PhotoId photo = importFrom(library, workers, request).photos.value(0);
    const auto answer = library.run([photo](Library& open) -> Result<void> {
        auto transaction = need(open.db().begin());
        const auto late =
            Faces(open).reconcileLate(photo, "of another", {{QRectF(1, 1, 9, 9), 0.9, {}}}, QStringLiteral("yunet"));
        need(transaction.commit());
        return late;
    });
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::NotFound);
    CHECK(facesOf(library, photo) == 0);
    CHECK_FALSE(detailsOf(library, photo).facesSearched);
}

TEST_CASE("a search that fails leaves the photo in and to be searched again", "[intake][import][faces]")
{
    TestLibrary library;
    WorkerPool workers(1, slowSearcher());
    writeFile(library.scratch(QStringLiteral("card/1.jpg")), "photo then crash");
    writeFile(library.scratch(QStringLiteral("card/2.jpg")), "photo then faces");
    const ImportReport report = importFrom(library, workers, importOf(library.scratch(QStringLiteral("card"))));
    REQUIRE(report.imported == 2);
    CHECK(report.failed.isEmpty());
    CHECK_FALSE(detailsOf(library, report.photos[0]).facesSearched);
    CHECK(detailsOf(library, report.photos[1]).facesSearched);
}

TEST_CASE("an import that goes on looks for the faces that the first one did not come to", "[intake][import][faces]")
{
    TestLibrary library;
    WorkerPool workers(2, slowSearcher());
    writeFile(library.scratch(QStringLiteral("card/1.jpg")), "photo then faces 1");
    writeFile(library.scratch(QStringLiteral("card/2.jpg")), "photo then faces 2");
    ImportRequest request = importOf(library.scratch(QStringLiteral("card")));
    request.findFaces = false;
    const ImportReport first = importFrom(library, workers, request);
    REQUIRE(first.photos.size() == 2);
    CHECK_FALSE(detailsOf(library, first.photos[0]).facesSearched);
    request.findFaces = true;
    request.isDryRun = true;
    CHECK(importFrom(library, workers, request).duplicates == 2);
    CHECK_FALSE(detailsOf(library, first.photos[0]).facesSearched);
    request.isDryRun = false;
    const ImportReport second = importFrom(library, workers, request);
    CHECK(second.duplicates == 2);
    CHECK(second.faces == 2);
    CHECK(facesOf(library, first.photos[0]) == 1);
    CHECK(facesOf(library, first.photos[1]) == 1);
    CHECK(importFrom(library, workers, request).faces == 0); // once is enough
}
