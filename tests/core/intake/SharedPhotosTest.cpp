// Real cameras' files and broken ones, where a folder of them is at hand.

#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"

#include <QDirIterator>
#include <QSet>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;
using namespace cloakroom::test;

TEST_CASE("real and broken files import without a crash or a lost good file", "[intake][shared][slow]")
{
    const QString root =
        QFileInfo(QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos")).canonicalFilePath() + QLatin1Char('/');
    const QString set = GENERATE(QStringLiteral("metadata"), QStringLiteral("corrupt"));
    if (!QFileInfo::exists(root + set)) {
        std::cout << "skipped: there is no folder " << (root + set).toStdString() << std::endl;
        return;
    }
    TestLibrary library;
    WorkerPool workers(2, builtWorker());
    const ImportReport report = importFrom(library, workers, importOf(root + set));
    std::cout << set.toStdString() << ": " << report.found << " found, " << report.imported << " imported, "
              << report.duplicates << " duplicates, " << report.failed.size() << " refused" << std::endl;
    CHECK(report.found == report.imported + report.duplicates + report.failed.size());
    CHECK(report.imported > 0);
    QSet<QString> refused;
    for (const ImportFailure& failure : report.failed) {
        INFO(failure.path.toStdString());
        CHECK(failure.reason.endsWith(QLatin1Char('.')));
        refused.insert(failure.path);
        if (qEnvironmentVariableIsSet("CLOAKROOM_TEST_LIST_REFUSED")) {
            std::cout << failure.path.toStdString() << ": " << failure.reason.toStdString() << std::endl;
        }
    }
    // Ordinary JPEGs of real cameras are all taken.
    QDirIterator good(root + QStringLiteral("metadata/exif-samples/jpg/exif-org"), {QStringLiteral("*.jpg")},
                      QDir::Files);
    while (set == QStringLiteral("metadata") && good.hasNext()) {
        const QString path = good.next();
        INFO(path.toStdString());
        CHECK_FALSE(refused.contains(path));
    }
    // What is in the library is what was on the disk.
    QSet<QByteArray> originals;
    for (const PhotoId photo : report.photos) {
        originals.insert(need(library.run([photo](Library& open) { return Photos(open).original(photo); })));
    }
    CHECK(originals.size() == report.imported);
    QDirIterator all(root + set, QDir::Files, QDirIterator::Subdirectories);
    int there = 0;
    while (all.hasNext()) {
        QFile file(all.next());
        if (!refused.contains(file.fileName()) && file.open(QIODevice::ReadOnly)) {
            INFO(file.fileName().toStdString());
            CHECK(originals.contains(file.readAll()));
            ++there;
        }
    }
    CHECK(there == report.imported + report.duplicates);
    const ImportReport again = importFrom(library, workers, importOf(root + set));
    CHECK(again.imported == 0);
    CHECK(again.duplicates == report.imported + report.duplicates);
}
