// An import that is cut off: killed at any moment (the test program starts itself as the importing child), or by a full
// disk.

#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Sql.h"
#include "core/photos/Photos.h"
#include "core/storage/Vault.h"
#include "support/DrawnPhotos.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QStorageInfo>
#include <QThread>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

constexpr int kPhotos = 60;
const char* const kLibraryVariable = "CLOAKROOM_TEST_CRASH_LIBRARY";
const char* const kCardVariable = "CLOAKROOM_TEST_CRASH_CARD";

void startAndKill(const QString& library, const QString& card, int afterMilliseconds)
{
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kLibraryVariable), library);
    environment.insert(QString::fromLatin1(kCardVariable), card);
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("an import for the crash test to kill")});
    REQUIRE(child.waitForStarted());
    QByteArray said;
    QElapsedTimer waiting;
    waiting.start();
    while (!said.contains("importing") && waiting.elapsed() < 60'000 && child.state() == QProcess::Running) {
        child.waitForReadyRead(100);
        said += child.readAll();
    }
    INFO(said.toStdString());
    REQUIRE(said.contains("importing"));
    QThread::msleep(static_cast<unsigned long>(afterMilliseconds));
    child.kill();
    REQUIRE(child.waitForFinished(30'000));
}

// Every photo is whole, and the vault holds nothing but their originals.
int requireNothingHalf(TestLibrary& library)
{
    return library.run([](Library& open) {
        const auto photos = need(Photos(open).find({}));
        const auto pending = need(firstRow(boundSql(open.db(), QStringLiteral("SELECT COUNT(*) FROM vault_pending")),
                                           [](const Statement& row) { return row.integer(0); }));
        CHECK(*pending == 0);
        CHECK(need(open.vault().list()).size() == photos.size());
        CHECK(need(open.vault().removeUnfinished()) == 0);
        for (const PhotoId photo : photos) {
            const QString name = need(Photos(open).details(photo)).summary.name;
            CHECK(need(Photos(open).original(photo)) == drawnJpeg(name.mid(4, 4).toInt()));
        }
        return static_cast<int>(photos.size());
    });
}

} // namespace

TEST_CASE("an import for the crash test to kill", "[.crash-child]")
{
    const QString folder = qEnvironmentVariable(kLibraryVariable);
    REQUIRE_FALSE(folder.isEmpty());
    LibraryThread library;
    need(library.open([&folder] { return Library::open(folder, QStringLiteral("Admin"), testPassword()); }));
    WorkerPool workers(2, builtWorker());
    NoProgress progress;
    std::cout << "importing" << std::endl;
    (void)importPhotos(library, workers, importOf(qEnvironmentVariable(kCardVariable)), progress);
}

TEST_CASE("an import killed at any moment leaves nothing half there and goes on", "[intake][crash]")
{
    TestLibrary library;
    const QString card = library.scratch(QStringLiteral("card"));
    for (int seed = 1; seed <= kPhotos; ++seed) {
        writeFile(QStringLiteral("%1/IMG_%2.JPG").arg(card).arg(seed, 4, 10, QLatin1Char('0')), drawnJpeg(seed));
    }
    library.thread().close();
    int before = 0;
    int interruptions = 0;
    for (const int moment : {150, 400, 20, 700, 300, 50}) {
        startAndKill(library.folder(), card, moment);
        library.signInAs(QStringLiteral("Admin"));
        const int now = requireNothingHalf(library);
        CHECK(now >= before);
        interruptions += now < kPhotos;
        before = now;
        library.thread().close();
    }
    CHECK(interruptions > 0); // or nothing was interrupted at all
    library.signInAs(QStringLiteral("Admin"));
    WorkerPool workers(2, builtWorker());
    const ImportReport rest = importFrom(library, workers, importOf(card));
    CHECK(rest.imported + rest.duplicates == kPhotos);
    CHECK(rest.duplicates == before);
    CHECK(requireNothingHalf(library) == kPhotos);
}

TEST_CASE("a full disk ends an import with every photo either in or still on the card", "[intake][full-disk]")
{
    TestLibrary library;
    const QString card = library.scratch(QStringLiteral("card"));
    constexpr qint64 kSmall = qint64{128} << 20;
    const QStorageInfo disk(library.folder());
    if (!disk.isValid() || disk.bytesAvailable() > kSmall) {
        std::cout << "skipped: TMPDIR is not on a disk of less than 128 MiB that can be filled" << std::endl;
        return;
    }
    for (int seed = 1; seed <= kPhotos; ++seed) {
        writeFile(QStringLiteral("%1/IMG_%2.JPG").arg(card).arg(seed, 4, 10, QLatin1Char('0')), drawnJpeg(seed));
    }
    WorkerPool workers(2, builtWorker());
    for (const qint64 left : {qint64{0}, qint64{60'000}, qint64{700'000}, qint64{1'500'000}}) {
        QFile filler(library.scratch(QStringLiteral("filler")));
        REQUIRE(filler.open(QIODevice::WriteOnly));
        const qint64 fill = QStorageInfo(library.folder()).bytesAvailable() - left;
        filler.write(QByteArray(fill, 'f'));
        filler.close();
        NoProgress progress;
        ImportRequest request = importOf(card);
        request.clearSource = true;
        const auto stopped = importPhotos(library.thread(), workers, request, progress);
        CAPTURE(left, (stopped ? std::string("went on") : stopped.error().text.toStdString()));
        CHECK_FALSE(stopped);
        CHECK((stopped || stopped.error().code == ErrorCode::NoSpace));
        CHECK(QDir(card).entryList(QDir::Files).size() == kPhotos);
        REQUIRE(filler.remove());
        library.signInAs(QStringLiteral("Admin"));
        requireNothingHalf(library);
    }
    const ImportReport rest = importFrom(library, workers, importOf(card));
    CHECK(rest.imported + rest.duplicates == kPhotos);
    CHECK(requireNothingHalf(library) == kPhotos);
}
