#include "core/faces/FaceScan.h"

#include "support/PhotoSchool.h"

#include <QDirIterator>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

DetectorChoice someDetector()
{
    const DetectorChoice choice =
        chooseDetector({QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models")}, cascadeFolders());
    if (choice.kind == DetectorKind::None) {
        std::cout << "skipped: no face detector is installed" << std::endl;
    }
    return choice;
}

Result<ScanReport> scan(PhotoSchool& school, WorkerPool& workers, const QList<PhotoId>& photos, ScanScope scope)
{
    NoProgress progress;
    return findFaces(school.library().thread(), workers, photos, scope, progress);
}

} // namespace

TEST_CASE("without a detector no photo counts as searched", "[faces][scan]")
{
    PhotoSchool school(1);
    WorkerPool workers(1, builtWorker());
    const auto refused = scan(school, workers, school.photos(), ScanScope::All);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotFound);
    school.run([&](Library& open) { CHECK_FALSE(need(Photos(open).details(school.photo(1))).facesSearched); });
}

TEST_CASE("a search goes on with what it has not seen and skips what is hidden", "[faces][scan]")
{
    const DetectorChoice detector = someDetector();
    if (detector.kind == DetectorKind::None) {
        return;
    }
    PhotoSchool school(5);
    WorkerPool workers(2, builtWorker(detector));
    QList<PhotoId> some = school.photos().mid(0, 2);
    const auto first = scan(school, workers, some, ScanScope::Unsearched);
    REQUIRE(first);
    CHECK(first->searched == 2);
    some = school.photos();
    some.append(PhotoId{9999});
    const auto second = scan(school, workers, some, ScanScope::Unsearched);
    REQUIRE(second);
    CHECK(second->searched == 3);
    REQUIRE(second->failed.size() == 1);
    CHECK(second->failed[0].photo == PhotoId{9999});
    CHECK(need(scan(school, workers, school.photos(), ScanScope::All)).searched == 5);
    school.run([&](Library& open) { CHECK(need(Photos(open).details(school.photo(1))).detector == detector.name); });
    school.signInAs(QStringLiteral("Vera"));
    CHECK(scan(school, workers, school.photos(), ScanScope::All).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("faces of real photos are found on import and again by a search", "[faces][scan][shared]")
{
    const DetectorChoice detector = someDetector();
    QDirIterator below(QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/faces"), {QStringLiteral("*.jpg")},
                       QDir::Files, QDirIterator::Subdirectories);
    if (detector.kind == DetectorKind::None || !below.hasNext()) {
        std::cout << "skipped: no photos with faces or no detector" << std::endl;
        return;
    }
    PhotoSchool school(1);
    const QString card = school.library().scratch(QStringLiteral("faces"));
    REQUIRE(QDir().mkpath(card));
    for (int i = 0; i < 4 && below.hasNext(); ++i) {
        REQUIRE(QFile::copy(below.next(), QStringLiteral("%1/%2.jpg").arg(card).arg(i)));
    }
    WorkerPool workers(2, builtWorker(detector));
    const ImportReport report = importFrom(school.library(), workers, importOf(card));
    CHECK(report.faces > 0);
    const auto facesOf = [&](PhotoId photo) {
        return need(school.run([photo](Library& open) { return Faces(open).list(photo); }));
    };
    const QList<Face> before = facesOf(report.photos[0]);
    CHECK(need(scan(school, workers, report.photos, ScanScope::Unsearched)).searched == 0);
    CHECK(need(scan(school, workers, report.photos, ScanScope::All)).faces == report.faces);
    const QList<Face> after = facesOf(report.photos[0]);
    REQUIRE(after.size() == before.size());
    for (qsizetype i = 0; i < after.size(); ++i) {
        CHECK(after[i].id == before[i].id);
        CHECK(after[i].rect == before[i].rect);
    }
}
