#include "core/catalogue/FaceRepository.h"
#include "core/faces/FaceBoxes.h"
#include "tests/support/ExportFixture.h"

#include <algorithm>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QString sharedFaces()
{
    return QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/faces/");
}

/// Photos in the order of their names; others can be tried by CLOAKROOM_TEST_FACES, a list of files.
QStringList someRealPhotos()
{
    const QString chosen = qEnvironmentVariable("CLOAKROOM_TEST_FACES");
    QStringList files = chosen.isEmpty() ? QStringList{sharedFaces() + QStringLiteral("deepface/couple.jpg"),
                                                       sharedFaces() + QStringLiteral("skimage/astronaut.png")}
                                         : chosen.split(QLatin1Char(':'));
    files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
    return files;
}

/// Every second face, from the left, belongs to somebody who agreed; the others are strangers.
void nameEverySecond(ExportFixture& fixture, PhotoId photo)
{
    const QList<Face> all = need(fixture.library.run([&](Library& library) { return Faces(library).list(photo); }));
    for (int i = 0; i < all.size(); i += 2) {
        const PersonId person = fixture.person(QStringLiteral("Ann"));
        fixture.say(person, "newsletter", Decision::Granted);
        need(fixture.library.run([&](Library& library) { return Faces(library).confirm(all[i].id, person); }));
    }
    need(fixture.library.run([&](Library& library) { return Faces(library).restAreStrangers(photo); }));
    fixture.signOff(photo);
}

} // namespace

TEST_CASE("real faces pass their check in every style", "[publish][export][shared]")
{
    const QStringList files = someRealPhotos();
    ExportFixture fixture;
    if (files.isEmpty() || fixture.workers.detector().kind != DetectorKind::YuNet) {
        WARN("skipped: there are no real photos or no YuNet model here");
        return;
    }
    QList<PhotoId> photos;
    for (const QString& path : files) {
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        photos += fixture.import(file.readAll(), QFileInfo(path).suffix());
        nameEverySecond(fixture, photos.last());
    }
    const std::pair<CoverStyle, ExportPreset> all[] = {
        {CoverStyle::Mosaic, ExportPreset::Original}, {CoverStyle::Soft, ExportPreset::Original},
        {CoverStyle::Solid, ExportPreset::Original},  {CoverStyle::Icon, ExportPreset::Original},
        {CoverStyle::Soft, ExportPreset::Square},     {CoverStyle::Mosaic, ExportPreset::Story}};
    for (const auto& [style, preset] : all) {
        ExportRequest request = fixture.request(photos);
        request.style = style;
        request.preset = preset;
        const ExportReport report = fixture.run(request);
        CHECK(report.exported.size() == photos.size());
        for (const RefusedPhoto& refused : report.refused) {
            UNSCOPED_INFO(files[photos.indexOf(refused.photo)].toStdString()
                          << ", " << coverStyleKey(style).toStdString() << ", " << exportPresetKey(preset).toStdString()
                          << ": " << refused.reasons.first().text.toStdString());
        }
        CHECK(report.refused.isEmpty());
    }
}

TEST_CASE("a face that nobody marked keeps its photo in and is put before a user", "[publish][export][shared]")
{
    const QString path = sharedFaces() + QStringLiteral("skimage/astronaut.png");
    ExportFixture fixture;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || fixture.workers.detector().kind != DetectorKind::YuNet) {
        WARN("skipped: there is no real photo or no YuNet model here");
        return;
    }
    const PhotoId photo = fixture.import(file.readAll(), QStringLiteral("png"));
    const auto faces = [&] {
        return need(fixture.library.run([&](Library& library) { return Faces(library).list(photo); }));
    };
    REQUIRE(faces().size() == 1);
    const QRect marked = faces().first().rect;
    // As if the search had missed it, and the user, too.
    need(fixture.library.run([&](Library& library) { return FaceRepository(library.db()).remove(faces().first()); }));
    fixture.signOff(photo);
    ExportRequest request = fixture.request({photo});
    request.preset = GENERATE(ExportPreset::Original, ExportPreset::Story);
    const ExportReport refused = fixture.run(request);
    CHECK(refused.exported.isEmpty());
    REQUIRE(refused.refused.size() == 1);
    CHECK(refused.refused.first().reasons.first().rule == Rule::CheckFailed);
    CHECK(fixture.files().isEmpty());
    CHECK(fixture.entries().isEmpty());
    REQUIRE(faces().size() == 1);
    CHECK(faces().first().state == FaceState::Unreviewed);
    CHECK(overlap(QRectF(faces().first().rect), QRectF(marked)) > 0.5);
    CHECK(fixture.actions().contains(QStringLiteral("sign-off.revoke")));
    CHECK(fixture.run(fixture.request({photo})).refused.first().reasons.first().rule == Rule::NotSignedOff);

    need(fixture.library.run([&](Library& library) { return Faces(library).restAreStrangers(photo); }));
    fixture.signOff(photo);
    const ExportReport exported = fixture.run(fixture.request({photo}));
    REQUIRE(exported.exported.size() == 1);
    CHECK(exported.exported.first().covered.size() == 1);
}

TEST_CASE("a face box beside the face keeps its photo in", "[publish][export][shared]")
{
    const QString path = sharedFaces() + QStringLiteral("skimage/astronaut.png");
    ExportFixture fixture;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || fixture.workers.detector().kind != DetectorKind::YuNet) {
        WARN("skipped: there is no real photo or no YuNet model here");
        return;
    }
    const PhotoId photo = fixture.import(file.readAll(), QStringLiteral("png"));
    const Face face = need(fixture.library.run([&](Library& library) { return Faces(library).list(photo); })).first();
    need(fixture.library.run([&](Library& library) {
        return Faces(library).move(face.id, face.rect.translated(3 * face.rect.width(), 0) & QRect(0, 0, 512, 512));
    }));
    need(fixture.library.run([&](Library& library) { return Faces(library).restAreStrangers(photo); }));
    fixture.signOff(photo);
    const ExportReport report = fixture.run(fixture.request({photo}));
    CHECK(report.exported.isEmpty());
    CHECK(report.refused.size() == 1);
    CHECK(fixture.files().isEmpty());
}
