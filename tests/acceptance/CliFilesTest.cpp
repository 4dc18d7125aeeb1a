#include "support/CliRunner.h"
#include "support/DrawnCrowd.h"
#include "support/JpegWalk.h"

#include <QBuffer>
#include <QDirIterator>
#include <QImageReader>
#include <QSet>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

QStringList filesUnder(const QString& folder)
{
    QStringList files;
    QDirIterator found(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        files << found.next();
    }
    files.sort();
    return files;
}

/// Broken in ways that cameras, cables and people break files, made here so that there are always some.
void writeBrokenFiles(const CliRunner& runner, const QString& folder)
{
    const QByteArray good = chattyJpeg(drawnCrowd({640, 480}, {QRect(250, 150, 60, 70)}, 9));
    runner.write(folder + QStringLiteral("/good.jpg"), good);
    runner.write(folder + QStringLiteral("/empty.jpg"), {});
    runner.write(folder + QStringLiteral("/head-only.jpg"), good.left(300));
    runner.write(folder + QStringLiteral("/zeros.jpg"), QByteArray(100'000, '\0'));
    runner.write(folder + QStringLiteral("/words.png"), "This is not a picture at all.");
    runner.write(folder + QStringLiteral("/mislabelled.png"), plainJpeg(drawnCrowd({320, 240}, {}, 10)));
    runner.write(folder + QStringLiteral("/line\nbreak.jpg"), "neither is this");
}

int complaints = 0;

void countComplaint(QtMsgType, const QMessageLogContext&, const QString&)
{
    ++complaints;
}

/// JPEGs that end where they should and of which Qt's own reader makes a whole picture without complaint.
bool isSurelyGood(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    QByteArray bytes = file.readAll();
    if (!walkJpeg(bytes).isWhole()) {
        return false;
    }
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    complaints = 0;
    const QtMessageHandler before = qInstallMessageHandler(countComplaint);
    const bool isRead = !reader.read().isNull();
    qInstallMessageHandler(before);
    return isRead && complaints == 0;
}

/// Evenly spread, so that every kind of file is met.
QStringList someOf(const QStringList& files, qsizetype most)
{
    QStringList some;
    const qsizetype count = std::min(most, files.size());
    for (qsizetype i = 0; i < count; ++i) {
        some << files[i * files.size() / count];
    }
    return some;
}

/// The broken ones made here, and a hundred each of the collections beside this checkout.
QStringList sourcesFor(const QString& broken)
{
    QStringList sources{broken};
    for (const char* name : {"corrupt", "metadata"}) {
        const QString folder = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/") + QLatin1String(name);
        if (!QDir(folder).exists()) {
            WARN("There is no folder of " << name
                                          << " photos beside this checkout: only made-up broken files are tried.");
        }
        sources += someOf(filesUnder(folder), 100);
    }
    return sources;
}

} // namespace

TEST_CASE("broken and odd files are each imported or refused with a reason", "[acceptance][cli]")
{
    const CliRunner runner;
    (void)runner.createLibrary();
    const QString broken = runner.path("broken");
    writeBrokenFiles(runner, broken);
    const QStringList sources = sourcesFor(broken);
    const QStringList files = filesUnder(broken) + sources.mid(1);

    CliShell shell(runner, QStringLiteral("admin"));
    QString line = QStringLiteral("import");
    for (const QString& source : sources) {
        line += QLatin1Char(' ') + quoted(source);
    }
    const CliAnswer answer = shell.send(line, 400);
    CHECK(answer.exit == 1);
    const QJsonObject report = answer.object();
    const QJsonArray failed = report[QLatin1String("failed")].toArray();
    CHECK(report[QLatin1String("found")].toInt() == files.size());
    CHECK(report[QLatin1String("imported")].toInt() + report[QLatin1String("duplicates")].toInt() + failed.size()
          == files.size());
    QSet<QString> refused;
    for (const QJsonValue& failure : failed) {
        CAPTURE(failure[QLatin1String("path")].toString().toStdString());
        CHECK(failure[QLatin1String("reason")].toString().size() > 15);
        refused.insert(QFileInfo(failure[QLatin1String("path")].toString()).absoluteFilePath());
    }
    CHECK(refused.size() == failed.size());
    int good = 0;
    for (const QString& file : files) {
        CAPTURE(file.toStdString());
        if (isSurelyGood(file)) {
            ++good;
            CHECK_FALSE(refused.contains(QFileInfo(file).absoluteFilePath()));
        }
    }
    CHECK(good > 0);
    CHECK(refused.contains(QFileInfo(broken + QStringLiteral("/words.png")).absoluteFilePath()));
    CHECK(refused.contains(QFileInfo(broken + QStringLiteral("/empty.jpg")).absoluteFilePath()));
    CHECK_FALSE(refused.contains(QFileInfo(broken + QStringLiteral("/mislabelled.png")).absoluteFilePath()));

    const QJsonObject verified = shell.done(QStringLiteral("library verify --full")).object();
    CHECK(verified[QLatin1String("ok")].toBool());
    CHECK(verified[QLatin1String("photos")].toInt() == report[QLatin1String("imported")].toInt());
    CHECK(verified[QLatin1String("orphans")].toArray().isEmpty());
}
