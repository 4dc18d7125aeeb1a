// Odd cards: names in any encoding, folders of any depth, links, files that grow, numbers that wrap, clocks that jump.

#include "core/catalogue/LibraryInfo.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"

#include <QProcess>

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

class OddCard {
public:
    [[nodiscard]] QString root() const { return m_library.scratch(QStringLiteral("card")); }
    [[nodiscard]] QString path(const QString& name) const { return root() + QLatin1Char('/') + name; }
    void add(const QString& name, const QByteArray& bytes) { writeFile(path(name), bytes); }
    ImportReport run(const QStringList& sources = {}, bool clear = true)
    {
        ImportRequest request;
        request.sources = sources.isEmpty() ? QStringList{root()} : sources;
        request.clearSource = clear;
        const ImportReport report = importFrom(m_library, m_workers, request);
        const auto verified = need(m_library.run([](Library& open) { return verifyLibrary(open, VerifyDepth::Full); }));
        CHECK(verified.ok);
        CHECK(verified.orphans.isEmpty());
        return report;
    }
    QStringList namesOf(const ImportReport& report)
    {
        QStringList names;
        for (const PhotoSummary& photo :
             need(m_library.run([&](Library& open) { return Photos(open).summaries(report.photos); }))) {
            names.append(photo.name);
        }
        return names;
    }
    [[nodiscard]] TestLibrary& library() { return m_library; }

private:
    TestLibrary m_library;
    WorkerPool m_workers{2, builtWorker()};
};

} // namespace

#ifdef Q_OS_UNIX
TEST_CASE("files named in another encoding come in and are cleared", "[intake][survives]")
{
    OddCard card;
    card.add(QStringLiteral("DCIM/first.JPG"), drawnJpeg(1));
    const QByteArray folder = QFile::encodeName(card.root()) + "/DCIM/Ausfl\xFCge";
    REQUIRE(::mkdir(folder.constData(), 0700) == 0);
    const QByteArray name = folder + "/Sch\xFCler.JPG";
    const QByteArray bytes = drawnJpeg(2);
    const int file = ::open(name.constData(), O_WRONLY | O_CREAT, 0600);
    REQUIRE(::write(file, bytes.constData(), static_cast<size_t>(bytes.size())) == bytes.size());
    ::close(file);
    const ImportReport report = card.run();
    CHECK(report.imported == 2);
    CHECK(report.cleared == 2);
    CHECK(card.namesOf(report).contains(QStringLiteral("Schüler.JPG")));
    CHECK(::access(name.constData(), F_OK) != 0);
    REQUIRE(QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), card.root()}) == 0); // QDir cannot
}

TEST_CASE("deep folders are walked and those beyond reach are named", "[intake][survives]")
{
    OddCard card;
    QString deep = QStringLiteral("DCIM");
    for (int level = 0; level < 300; ++level) {
        deep += QStringLiteral("/d");
    }
    card.add(deep + QStringLiteral("/IMG_1.JPG"), drawnJpeg(1));
    // Deeper than a path can say: 30 folders of 200 letters.
    const QByteArray longName(200, 'x');
    int folder = ::open(QFile::encodeName(card.root()).constData(), O_RDONLY | O_DIRECTORY);
    for (int level = 0; level < 30; ++level) {
        REQUIRE(::mkdirat(folder, longName.constData(), 0700) == 0);
        const int inner = ::openat(folder, longName.constData(), O_RDONLY | O_DIRECTORY);
        ::close(folder);
        folder = inner;
    }
    ::close(folder);
    const ImportReport report = card.run();
    CHECK(report.imported == 1);
    REQUIRE(report.failed.size() == 1);
    CHECK(report.failed[0].reason.contains(QStringLiteral("deeper")));
    REQUIRE(QProcess::execute(QStringLiteral("rm"), {QStringLiteral("-rf"), card.root()}) == 0);
}

TEST_CASE("a link out of the card is neither followed nor removed", "[intake][survives]")
{
    OddCard card;
    const QString elsewhere = card.library().scratch(QStringLiteral("elsewhere/PRIVATE.JPG"));
    writeFile(elsewhere, drawnJpeg(9));
    card.add(QStringLiteral("DCIM/IMG_1.JPG"), drawnJpeg(1));
    REQUIRE(QFile::link(elsewhere, card.path(QStringLiteral("DCIM/IMG_2.JPG"))));
    const ImportReport report = card.run();
    CHECK(report.imported == 1);
    CHECK(report.failed.size() == 1);
    CHECK(QFile::exists(elsewhere));
    CHECK(QFileInfo(card.path(QStringLiteral("DCIM/IMG_2.JPG"))).isSymLink());
}
#endif

TEST_CASE("a file that grows while it is read stays whole on the card", "[intake][survives]")
{
    OddCard card;
    const QString path = card.path(QStringLiteral("DCIM/GROWS.JPG"));
    card.add(QStringLiteral("DCIM/GROWS.JPG"), drawnJpeg(1, {2000, 1500}));
    std::atomic<bool> isDone = false;
    std::thread writer([&] {
        QFile file(path);
        while (!isDone && file.open(QIODevice::Append | QIODevice::Unbuffered)) {
            file.write("more");
            file.close();
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
    });
    const ImportReport report = card.run();
    isDone = true;
    writer.join();
    // Read between two of its changes it may have come in; removed it never is.
    CHECK(report.imported + report.failed.size() == 1);
    CHECK(report.cleared == 0);
    CHECK(QFile::exists(path));
}

TEST_CASE("cards with equal names and numbers that wrap around keep every photo", "[intake][survives]")
{
    OddCard card;
    const QString second = card.library().scratch(QStringLiteral("second"));
    for (const char* name :
         {"100CANON/IMG_9998.JPG", "100CANON/IMG_9999.JPG", "101CANON/IMG_0001.JPG", "101CANON/IMG_9999.JPG"}) {
        static int seed = 0;
        card.add(QStringLiteral("DCIM/") + QLatin1String(name), drawnJpeg(++seed));
        writeFile(second + QStringLiteral("/DCIM/") + QLatin1String(name), drawnJpeg(++seed));
    }
    const ImportReport report = card.run({card.root(), second});
    CHECK(report.imported == 8);
    CHECK(report.duplicates == 0);
    CHECK(report.cleared == 8);
    CHECK(card.namesOf(report).count(QStringLiteral("IMG_9999.JPG")) == 4);
}

TEST_CASE("a clock that jumps back changes nothing about what is known", "[intake][survives]")
{
    OddCard card;
    card.add(QStringLiteral("DCIM/IMG_1.JPG"), drawnJpeg(1));
    CHECK(card.run({}, false).imported == 1);
    card.library().clock().set(QDateTime(QDate(2001, 1, 1), QTime(0, 0), Qt::UTC));
    card.add(QStringLiteral("DCIM/IMG_2.JPG"), drawnJpeg(2));
    const ImportReport report = card.run();
    CHECK(report.duplicates == 1);
    CHECK(report.imported == 1);
    CHECK(report.cleared == 2);
}
