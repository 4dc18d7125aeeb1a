#include "core/intake/Importer.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Sql.h"
#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "core/storage/Vault.h"
#include "support/DrawnPhotos.h"

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

class Import {
public:
    explicit Import(int workers = 2)
        : m_workers(workers, builtWorker())
    {
    }

    [[nodiscard]] QString card(const char* name = "")
    {
        return m_library.scratch(QStringLiteral("card/")) + QString::fromUtf8(name);
    }
    void add(const char* name, const QByteArray& bytes) { writeFile(card(name), bytes); }
    [[nodiscard]] ImportRequest request() { return importOf(card()); }
    ImportReport run(const ImportRequest& request) { return importFrom(m_library, m_workers, request); }
    ImportReport run() { return run(request()); }
    [[nodiscard]] TestLibrary& library() { return m_library; }
    [[nodiscard]] WorkerPool& workers() { return m_workers; }

    qint64 count(const char* table)
    {
        return need(m_library.run([table](Library& open) -> Result<qint64> {
            const auto row =
                firstRow(boundSql(open.db(), QStringLiteral("SELECT COUNT(*) FROM ") + QLatin1String(table)),
                         [](const Statement& found) { return found.int64(0); });
            return row ? Result<qint64>(**row) : Result<qint64>(propagate(row));
        }));
    }
    [[nodiscard]] qsizetype vaultFiles()
    {
        return need(m_library.run([](Library& open) { return open.vault().list(); })).size();
    }
    // Nothing reserved, and as many originals as rows.
    void requireTidy()
    {
        CHECK(count("vault_pending") == 0);
        CHECK(vaultFiles() == count("photo"));
    }

private:
    TestLibrary m_library;
    WorkerPool m_workers;
};

class CancelAfter final : public Progress {
public:
    explicit CancelAfter(int items)
        : m_left(items)
    {
    }
    void report(qint64 done, qint64, const QString&) override { m_done = done; }
    [[nodiscard]] bool isCancelled() const override { return m_done >= m_left; }

private:
    qint64 m_left;
    qint64 m_done = 0;
};

QStringList reasonsOf(const ImportReport& report)
{
    QStringList lines;
    for (const ImportFailure& failure : report.failed) {
        lines.append(QFileInfo(failure.path).fileName() + QStringLiteral(": ") + failure.reason);
    }
    return lines;
}

} // namespace

TEST_CASE("imported photos come back byte for byte with previews and facts", "[intake][import]")
{
    Import import;
    const QByteArray first = drawnJpeg(1, {3000, 2000});
    import.add("DCIM/100CANON/IMG_0001.JPG", first);
    import.add("DCIM/100CANON/IMG_0002.JPG", drawnJpeg(2));
    ImportRequest request = import.request();
    request.event = QStringLiteral("Sports  day");
    const ImportReport report = import.run(request);
    CHECK(report.found == 2);
    CHECK(report.imported == 2);
    CHECK(report.failed.isEmpty());
    REQUIRE(report.photos.size() == 2);
    import.requireTidy();

    import.library().signInAs(QStringLiteral("Admin"));
    const PhotoId photo = report.photos[0];
    const PhotoDetails details =
        need(import.library().run([photo](Library& open) { return Photos(open).details(photo); }));
    CHECK(details.summary.name == QStringLiteral("IMG_0001.JPG"));
    CHECK(details.summary.width == 3000);
    CHECK(details.summary.height == 2000);
    CHECK(details.summary.event == QStringLiteral("Sports day"));
    CHECK(details.format == QStringLiteral("jpeg"));
    CHECK(details.bytes == first.size());
    CHECK(details.importedBy == QStringLiteral("Admin"));
    CHECK(need(import.library().run([photo](Library& open) { return Photos(open).original(photo); })) == first);
    const QImage preview = need(
        import.library().run([photo](Library& open) { return Photos(open).picture(photo, Previews::Size::Preview); }));
    CHECK(preview.width() == 2048);
    const QImage thumbnail = need(import.library().run(
        [photo](Library& open) { return Photos(open).picture(photo, Previews::Size::Thumbnail); }));
    CHECK(thumbnail.width() == 320);
}

TEST_CASE("importing twice finds only duplicates and adds nothing", "[intake][import]")
{
    Import import;
    for (int i = 1; i <= 20; ++i) {
        import.add(qPrintable(QStringLiteral("IMG_%1.JPG").arg(i)), drawnJpeg(i));
    }
    CHECK(import.run().imported == 20);
    const ImportReport again = import.run();
    CHECK(again.found == 20);
    CHECK(again.imported == 0);
    CHECK(again.duplicates == 20);
    CHECK(again.failed.isEmpty());
    CHECK(import.count("photo") == 20);
    import.requireTidy();
}

TEST_CASE("the first of equal files in one batch is imported under its name", "[intake][import]")
{
    Import import(3);
    for (int i = 0; i < 12; ++i) {
        import.add(qPrintable(QStringLiteral("IMG_%1.JPG").arg(i, 2, 10, QLatin1Char('0'))), drawnJpeg(i / 6));
    }
    const ImportReport report = import.run();
    CHECK(report.imported == 2);
    CHECK(report.duplicates == 10);
    import.requireTidy();
    const auto summaries =
        need(import.library().run([&report](Library& open) { return Photos(open).summaries(report.photos); }));
    REQUIRE(summaries.size() == 2);
    CHECK(summaries[0].name == QStringLiteral("IMG_00.JPG"));
    CHECK(summaries[1].name == QStringLiteral("IMG_06.JPG"));
}

TEST_CASE("every file that is not taken is listed with a reason", "[intake][import]")
{
    Import import;
    import.add("a_good.jpg", drawnJpeg(1));
    import.add("b_empty.jpg", {});
    import.add("c_noise.jpg", QByteArray(5000, 'n'));
    import.add("d_sidecar.xmp", "<x:xmpmeta/>");
    import.add("e_text.txt", "hello");
    import.add("f_cut.jpg", drawnJpeg(3).left(700));
    import.add("g_good.jpg", drawnJpeg(2));
    const ImportReport report = import.run();
    INFO(reasonsOf(report).join(QLatin1Char('\n')).toStdString());
    CHECK(report.found == report.imported + report.duplicates + report.failed.size());
    CHECK(report.imported == 2);
    REQUIRE(report.failed.size() == 5);
    for (const ImportFailure& failure : report.failed) {
        CHECK(failure.reason.endsWith(QLatin1Char('.')));
    }
    import.requireTidy();
}

TEST_CASE("a dry run counts the same and changes nothing", "[intake][import]")
{
    Import import;
    import.add("1.jpg", drawnJpeg(1));
    import.add("2.jpg", drawnJpeg(1));
    import.add("3.jpg", drawnJpeg(2));
    import.add("4.jpg", "no");
    ImportRequest request = import.request();
    request.isDryRun = true;
    request.clearSource = true;
    request.event = QStringLiteral("New");
    const qint64 entries = import.count("audit");
    const ImportReport dry = import.run(request);
    CHECK(dry.imported == 2);
    CHECK(dry.duplicates == 1);
    CHECK(dry.failed.size() == 1);
    CHECK(dry.cleared == 0);
    CHECK(import.count("photo") == 0);
    CHECK(import.count("event") == 0);
    CHECK(import.count("audit") == entries);
    CHECK(import.vaultFiles() == 0);
    CHECK(QFile::exists(import.card("1.jpg")));
    const ImportReport real = import.run();
    CHECK(real.imported == dry.imported);
    CHECK(real.duplicates == dry.duplicates);
}

TEST_CASE("a card is cleared of exactly what is safe in the library", "[intake][clear]")
{
    Import import;
    import.add("in_library_before.jpg", drawnJpeg(1));
    import.run();
    import.add("new.jpg", drawnJpeg(2));
    import.add("broken.jpg", "no photo");
    import.add("new.xmp", "settings");
    import.add("protected.jpg", drawnJpeg(3));
    QFile::setPermissions(import.card("protected.jpg"), QFileDevice::ReadOwner | QFileDevice::ReadUser);
    ImportRequest request = import.request();
    request.clearSource = true;
    const ImportReport report = import.run(request);
    CHECK(report.cleared == 3);
    CHECK(report.parts == 1);
    CHECK_FALSE(QFile::exists(import.card("in_library_before.jpg")));
    CHECK_FALSE(QFile::exists(import.card("new.jpg")));
    CHECK(QFile::exists(import.card("broken.jpg")));
    CHECK_FALSE(QFile::exists(import.card("new.xmp")));
    CHECK(QFile::exists(import.card("protected.jpg")));
    REQUIRE(report.notCleared.size() == 1);
    CHECK(report.notCleared[0].path.endsWith(QStringLiteral("protected.jpg")));
}

TEST_CASE("a card keeps photos whose original in the library is damaged or in the bin", "[intake][clear]")
{
    Import import;
    import.add("damaged.jpg", drawnJpeg(1));
    import.add("binned.jpg", drawnJpeg(2));
    const ImportReport first = import.run();
    REQUIRE(first.photos.size() == 2); // binned.jpg comes first
    need(import.library().run([&](Library& open) { return Photos(open).remove({first.photos[0]}); }));
    const StoredOriginal original =
        need(import.library().run([&](Library& open) { return PhotoRepository(open.db()).original(first.photos[1]); }));
    const QString name = original.vaultName;
    QFile stored(import.library().folder() + QStringLiteral("/vault/") + name.left(2) + QLatin1Char('/') + name);
    REQUIRE(stored.exists());
    stored.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    REQUIRE(stored.open(QIODevice::ReadWrite));
    REQUIRE(stored.seek(stored.size() / 2));
    REQUIRE(stored.write("damage") == 6);
    stored.close();
    ImportRequest request = import.request();
    request.clearSource = true;
    const ImportReport report = import.run(request);
    CHECK(report.duplicates == 2);
    CHECK(report.cleared == 0);
    CHECK(report.notCleared.size() == 2);
    CHECK(QFile::exists(import.card("damaged.jpg")));
    CHECK(QFile::exists(import.card("binned.jpg")));
}

TEST_CASE("a cancelled import keeps what it has and goes on when run again", "[intake][import]")
{
    Import import(1);
    for (int i = 1; i <= 12; ++i) {
        import.add(qPrintable(QStringLiteral("IMG_%1.JPG").arg(i, 2, 10, QLatin1Char('0'))), drawnJpeg(i));
    }
    CancelAfter progress(4);
    ImportRequest request = import.request();
    request.clearSource = true;
    const ImportReport cut = need(importPhotos(import.library().thread(), import.workers(), request, progress));
    CHECK(cut.wasCancelled);
    CHECK(cut.imported >= 4);
    CHECK(cut.imported < 12);
    CHECK(cut.cleared == 0);
    CHECK(import.count("photo") == cut.imported);
    import.requireTidy();
    const ImportReport rest = import.run();
    CHECK(rest.duplicates == cut.imported);
    CHECK(rest.imported == 12 - cut.imported);
}

TEST_CASE("only those who may import can", "[intake][import]")
{
    Import import;
    import.add("1.jpg", drawnJpeg(1));
    import.library().addUser(QStringLiteral("Mark"), Role::Marketing);
    import.library().addUser(QStringLiteral("Olga"), Role::Office);
    import.library().signInAs(QStringLiteral("Mark"));
    NoProgress progress;
    const auto refused = importPhotos(import.library().thread(), import.workers(), import.request(), progress);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
    import.library().signInAs(QStringLiteral("Olga"));
    CHECK(import.run().imported == 1);
}

TEST_CASE("the log tells of each photo and of the whole import", "[intake][import]")
{
    Import import;
    import.add("1.jpg", drawnJpeg(1));
    import.add("2.jpg", drawnJpeg(2));
    const ImportReport report = import.run();
    const auto entries = need(import.library().run([](Library& open) { return audit::list(open, audit::Filter{}); }));
    int photos = 0;
    int ends = 0;
    for (const AuditEntry& entry : entries) {
        photos += entry.action == QStringLiteral("photo.import");
        if (entry.action == QStringLiteral("import.finish")) {
            ++ends;
            CHECK(entry.subject.value(QStringLiteral("imported")).toInt() == 2);
        }
        CHECK_FALSE(entry.detail.contains(QStringLiteral("1.jpg")));
    }
    CHECK(photos == 2);
    CHECK(ends == 1);
    CHECK(need(import.library().run([](Library& open) { return audit::verify(open); })).ok);
}

TEST_CASE("a worker that cannot be started ends the import with a plain error", "[intake][import]")
{
    Import import;
    import.add("1.jpg", drawnJpeg(1));
    WorkerOptions options = builtWorker();
    options.executable = QStringLiteral("/nonexistent/worker");
    WorkerPool broken(1, options);
    NoProgress progress;
    const auto failed = importPhotos(import.library().thread(), broken, import.request(), progress);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().text.contains(QStringLiteral("No photo was imported")));
    CHECK(import.count("photo") == 0);
    CHECK(import.run().imported == 1);
}
