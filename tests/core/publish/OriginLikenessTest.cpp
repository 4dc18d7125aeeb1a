// How well "Is this file ours?" tells real photos apart, where there are any.
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Look.h"
#include "core/imaging/Scale.h"
#include "core/publish/ExportSource.h"
#include "core/publish/FileOrigin.h"
#include "tests/support/TestLibrary.h"

#include <QDirIterator>

#include <array>

using namespace cloakroom;

namespace {

constexpr int kEnough = 40;

struct Photo {
    QString name;
    QImage picture;
    QByteArray look;
};

/// Photos of people from a few public collections, each at least 400 pixels long, in the order of their names.
QList<Photo> readPhotos()
{
    QStringList paths;
    for (const char* collection : {"bristol", "compreface", "deepface", "dlib", "face_recognition", "openface"}) {
        QDirIterator files(QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/faces/") + QLatin1String(collection),
                           {QStringLiteral("*.jpg"), QStringLiteral("*.jpeg")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            paths += files.next();
        }
    }
    paths.sort();
    QList<Photo> photos;
    for (const QString& path : paths) {
        if (photos.size() == kEnough) {
            break;
        }
        const QImage picture = scaled(plainRgb(QImage(path)), 1600);
        constexpr int kLeast = 400;
        if (std::max(picture.width(), picture.height()) >= kLeast) {
            photos += Photo{path.section(QLatin1Char('/'), -2), picture, publishedLook(RowSource::of(picture))};
        }
    }
    return photos;
}

const QList<Photo>& realPhotos()
{
    static const QList<Photo> photos = readPhotos();
    return photos;
}

/// What somebody else's program makes of it, as it is looked at when it comes back.
QByteArray lookAfter(const QImage& picture, int edge, int quality)
{
    const QByteArray jpeg = test::need(toJpeg(scaled(picture, edge), quality));
    const QImage back = scaled(plainRgb(QImage::fromData(jpeg, "JPEG")), 1024);
    return publishedLook(RowSource::of(back));
}

} // namespace

TEST_CASE("real photos are found again in other sizes and compressions", "[publish][origin][shared]")
{
    const QList<Photo>& photos = realPhotos();
    if (photos.isEmpty()) {
        WARN("skipped: there are no real photos here");
        return;
    }
    int found = 0;
    int all = 0;
    int farthest = 0;
    for (const Photo& photo : photos) {
        for (const int edge : {1600, 800, 480, 320}) {
            for (const int quality : {90, 60, 30}) {
                const int distance = lookDistance(photo.look, lookAfter(photo.picture, edge, quality));
                INFO(photo.name.toStdString() << " " << edge << " " << quality << ": " << distance);
                farthest = std::max(farthest, distance);
                found += distance <= kMostOriginDistance ? 1 : 0;
                ++all;
            }
        }
    }
    WARN("found " << found << " of " << all << ", the farthest " << farthest << " bits away");
    CHECK(found >= 0.99 * all);
}

TEST_CASE("different real photos are not taken for one another", "[publish][origin][shared]")
{
    const QList<Photo>& photos = realPhotos();
    if (photos.isEmpty()) {
        WARN("skipped: there are no real photos here");
        return;
    }
    int confused = 0;
    int pairs = 0;
    for (qsizetype i = 0; i < photos.size(); ++i) {
        for (qsizetype j = i + 1; j < photos.size(); ++j) {
            const int distance = lookDistance(photos[i].look, photos[j].look);
            ++pairs;
            if (distance <= kMostOriginDistance) {
                ++confused;
                WARN(photos[i].name.toStdString() << " and " << photos[j].name.toStdString() << ": " << distance);
            }
        }
    }
    WARN(confused << " of " << pairs << " pairs look alike");
    CHECK(confused <= 0.005 * pairs);
}
