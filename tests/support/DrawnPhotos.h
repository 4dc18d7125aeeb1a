#pragma once

#include "core/faces/ModelFiles.h"
#include "core/imaging/CleanJpeg.h"
#include "core/intake/Importer.h"
#include "core/worker/WorkerPool.h"
#include "support/TestLibrary.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>

namespace cloakroom::test {

/// A drawn picture that differs for every seed.
inline QImage drawnPicture(int seed, QSize size = {640, 480})
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(QColor::fromHsv((seed * 47) % 360, 90, 220));
    QPainter painter(&picture);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < 12; ++i) {
        painter.setBrush(QColor::fromHsv((seed * 31 + i * 60) % 360, 200, 80 + (seed * 13 + i * 17) % 150));
        painter.drawEllipse((seed * 97 + i * 53) % size.width(), (seed * 61 + i * 71) % size.height(), 30 + i * 5, 40);
    }
    painter.end();
    return picture;
}

inline QByteArray drawnJpeg(int seed, QSize size = {640, 480})
{
    return need(toJpeg(drawnPicture(seed, size), 85));
}

inline void writeFile(const QString& path, const QByteArray& bytes)
{
    REQUIRE(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

/// The worker that was built with these tests; without a face detector unless one is given.
inline WorkerOptions builtWorker(const DetectorChoice& detector = {})
{
    WorkerOptions options;
    options.detector = detector;
    options.executable = QStringLiteral(CLOAKROOM_TEST_BIN_DIR "/cloakroom-worker");
    return options;
}

inline ImportRequest importOf(const QString& source)
{
    ImportRequest request;
    request.sources = {source};
    return request;
}

inline ImportReport importFrom(TestLibrary& library, WorkerPool& workers, const ImportRequest& request)
{
    NoProgress progress;
    return need(importPhotos(library.thread(), workers, request, progress));
}

/// `count` drawn photos in the library, in order of their seeds (1, 2, ...), 640 x 480.
inline QList<PhotoId> importDrawn(TestLibrary& library, int count)
{
    const QString card = library.scratch(QStringLiteral("drawn"));
    for (int seed = 1; seed <= count; ++seed) {
        writeFile(QStringLiteral("%1/IMG_%2.JPG").arg(card).arg(seed, 4, 10, QLatin1Char('0')), drawnJpeg(seed));
    }
    WorkerPool workers(1, builtWorker());
    const ImportReport report = importFrom(library, workers, importOf(card));
    REQUIRE(report.photos.size() == count);
    return report.photos;
}

} // namespace cloakroom::test
