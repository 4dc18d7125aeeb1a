#include "core/backup/Backup.h"

#include "core/audit/AuditLog.h"
#include "core/backup/Repair.h"
#include "core/backup/Restore.h"
#include "core/catalogue/LibraryInfo.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/catalogue/Previews.h"
#include "core/retention/Retention.h"
#include "core/storage/FileIo.h"
#include "core/storage/UnlockedFolder.h"
#include "support/DrawnPhotos.h"

#include <QDirIterator>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kAdmin = QStringLiteral("Admin");

/// A library with drawn photos, and a folder for its backup.
class BackupSchool {
public:
    explicit BackupSchool(int photos)
        : m_photos(importDrawn(m_library, photos))
    {
    }

    TestLibrary& library() { return m_library; }
    const QList<PhotoId>& photos() const { return m_photos; }
    void importMore(int count)
    {
        const QString card = m_library.scratch(QStringLiteral("second-card"));
        for (int seed = 1; seed <= count; ++seed) {
            writeFile(QStringLiteral("%1/DSC_%2.JPG").arg(card).arg(seed), drawnJpeg(100 + seed));
        }
        WorkerPool workers(1, builtWorker());
        REQUIRE(importFrom(m_library, workers, importOf(card)).photos.size() == count);
    }
    QString target() const { return m_library.scratch(QStringLiteral("stick")); }
    QString newFolder() const { return m_library.scratch(QStringLiteral("restored")); }

    Result<BackupReport> backup()
    {
        NoProgress progress;
        return backupLibrary(m_library.thread(), target(), progress);
    }
    Result<RestoreReport> restore(std::optional<int> snapshot = {})
    {
        NoProgress progress;
        return restoreLibrary({target(), newFolder(), snapshot}, RestoreUser{kAdmin, testPassword()}, progress);
    }

private:
    TestLibrary m_library;
    QList<PhotoId> m_photos;
};

QStringList filesUnder(const QString& folder)
{
    QStringList files;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        files.append(entries.next());
    }
    return files;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void flip(const QString& path, qint64 offset)
{
    QByteArray bytes = bytesOf(path);
    REQUIRE(offset < bytes.size());
    bytes[offset] = static_cast<char>(bytes[offset] ^ 0x08);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(bytes) == bytes.size());
}

QHash<qint64, QByteArray> originalsOf(Library& library)
{
    QHash<qint64, QByteArray> originals;
    for (const OriginalRow& row : need(OriginalRepository(library.db()).list())) {
        const PhotoKey key = need(library.vault().unwrapKey(row.original.wrappedKey, row.original.uuid));
        originals.insert(row.photo.value, need(library.vault().read(row.original.vaultName, key, row.original.uuid)));
    }
    return originals;
}

QString vaultFile(const QString& library, const QString& name)
{
    return library + QStringLiteral("/vault/") + name.left(2) + QLatin1Char('/') + name;
}

/// Stops a job after so many items.
class StopsAfter final : public Progress {
public:
    explicit StopsAfter(qint64 items)
        : m_items(items)
    {
    }
    void report(qint64 done, qint64, const QString&) override { m_done = done; }
    bool isCancelled() const override { return m_done + 1 >= m_items; }

private:
    qint64 m_items;
    qint64 m_done = -1;
};

} // namespace

TEST_CASE("a backup restores to the byte on a new computer", "[backup]")
{
    BackupSchool school(4);
    const auto report = need(school.backup());
    CHECK(report.copied == 4);
    CHECK(report.missing.isEmpty());
    const auto before = school.library().run(originalsOf);
    const QByteArray keyslots = bytesOf(school.library().folder() + QStringLiteral("/library.json"));

    SECTION("with a password")
    {
        const auto restored = need(school.restore());
        CHECK(restored.copied == 4);
        CHECK(restored.missing.isEmpty());
        const auto open = need(Library::open(school.newFolder(), kAdmin, testPassword()));
        CHECK(originalsOf(*open) == before);
        CHECK(need(audit::verify(*open)).ok);
        CHECK(need(verifyLibrary(*open, VerifyDepth::Full)).ok);
        CHECK(bytesOf(school.newFolder() + QStringLiteral("/library.json")) == keyslots);
        CHECK_FALSE(QFile::exists(school.newFolder() + QStringLiteral("/restore.part")));
    }
    SECTION("with the recovery key")
    {
        NoProgress progress;
        const RestoreKey key = need(RecoveryKey::parse(school.library().recoveryKey()));
        need(restoreLibrary({school.target(), school.newFolder(), {}}, key, progress));
        const auto open = need(Library::open(school.newFolder(), kAdmin, testPassword()));
        CHECK(originalsOf(*open) == before);
    }
    SECTION("not with a wrong password nor into a folder that holds something")
    {
        NoProgress progress;
        const RestoreKey wrong = RestoreUser{kAdmin, Password::fromText(u"not the password at all")};
        const RestoreRequest request{school.target(), school.newFolder(), {}};
        CHECK(restoreLibrary(request, wrong, progress).error().code == ErrorCode::WrongPassword);
        CHECK_FALSE(QFile::exists(school.newFolder()));
        REQUIRE(QDir().mkpath(school.newFolder()));
        writeFile(school.newFolder() + QStringLiteral("/homework.txt"), "mine");
        CHECK(school.restore().error().code == ErrorCode::AlreadyExists);
        CHECK(filesUnder(school.newFolder()).size() == 1);
    }
    SECTION("the previews are made anew from the originals")
    {
        need(school.restore());
        LibraryThread restored;
        need(restored.open([&] { return Library::open(school.newFolder(), kAdmin, testPassword()); }));
        WorkerPool workers(1, builtWorker());
        NoProgress progress;
        const auto repaired = need(repairLibrary(restored, workers, {}, progress));
        CHECK(repaired.previewsMade == 4);
        CHECK(repaired.lost.isEmpty());
        restored.run([&](Library& open) {
            for (const PhotoId photo : school.photos()) {
                CHECK_FALSE(need(open.previews().load(photo, Previews::Size::Preview)).isEmpty());
            }
        });
    }
}

TEST_CASE("a second backup copies only what is new", "[backup]")
{
    BackupSchool school(3);
    (void)need(school.backup());
    CHECK(need(school.backup()).copied == 0);
    school.importMore(2);
    const auto third = need(school.backup());
    CHECK(third.copied == 2);
    CHECK(third.unchanged == 3);
    // Each state can be restored.
    CHECK(need(school.restore(1)).copied == 3);
    CHECK(need(backupSnapshots(school.target())) == QList<int>{1, 2, 3});
}

TEST_CASE("nothing in a backup is readable", "[backup][secrecy]")
{
    BackupSchool school(1);
    (void)need(school.backup());
    const QByteArray jpeg = school.library().run(originalsOf).begin().value();
    const QList<QByteArray> secrets = {QByteArrayLiteral("Test School"), QByteArrayLiteral("Admin"),
                                       QByteArrayLiteral("SQLite format 3"), QByteArrayLiteral("library.create"),
                                       jpeg.mid(200, 64)};
    for (const QString& path : filesUnder(school.target())) {
        const QByteArray bytes = bytesOf(path);
        for (const QByteArray& secret : secrets) {
            CAPTURE(path.toStdString(), secret.toStdString());
            CHECK_FALSE(bytes.contains(secret));
        }
    }
}

TEST_CASE("a backup or restore that is stopped goes on where it was", "[backup][crash]")
{
    BackupSchool school(4);
    StopsAfter afterTwo(3);
    CHECK(backupLibrary(school.library().thread(), school.target(), afterTwo).error().code == ErrorCode::Cancelled);
    CHECK(need(backupSnapshots(school.target())).isEmpty());
    CHECK(school.restore().error().code == ErrorCode::NotFound);
    const auto report = need(school.backup());
    CHECK(report.unchanged >= 1);
    CHECK(report.unchanged + report.copied == 4);

    StopsAfter again(3);
    const RestoreRequest request{school.target(), school.newFolder(), {}};
    const RestoreKey key = RestoreUser{kAdmin, testPassword()};
    CHECK(restoreLibrary(request, key, again).error().code == ErrorCode::Cancelled);
    CHECK_FALSE(QFile::exists(school.newFolder() + QStringLiteral("/library.json")));
    const auto restored = need(school.restore());
    CHECK(restored.unchanged >= 1);
    CHECK(Library::open(school.newFolder(), kAdmin, testPassword()).has_value());
}

TEST_CASE("no changed byte of a backup is taken for good", "[backup][tampering]")
{
    BackupSchool school(1);
    (void)need(school.backup());
    const QString snapshot = school.target() + QStringLiteral("/snapshots/00000001/");
    SECTION("in the manifest")
    {
        const qint64 size = QFileInfo(snapshot + QStringLiteral("manifest")).size();
        flip(snapshot + QStringLiteral("manifest"), GENERATE_COPY(qint64{3}, qint64{12}, qint64{40}, size - 1));
        CHECK(school.restore().error().code == ErrorCode::Damaged);
    }
    SECTION("in the catalogue")
    {
        flip(snapshot + QStringLiteral("catalogue.db"), 9000);
        CHECK(school.restore().error().code == ErrorCode::Damaged);
    }
    SECTION("in library.json")
    {
        flip(snapshot + QStringLiteral("library.json"), 100);
        CHECK_FALSE(school.restore().has_value());
    }
    SECTION("in an original")
    {
        const auto rows =
            school.library().run([](Library& open) { return need(OriginalRepository(open.db()).list()); });
        flip(vaultFile(school.target(), rows.first().original.vaultName), 70);
        const auto restored = need(school.restore());
        CHECK(restored.missing.size() == 1);
        const auto open = need(Library::open(school.newFolder(), kAdmin, testPassword()));
        CHECK(need(verifyLibrary(*open, VerifyDepth::Quick)).missing.size() == 1);
    }
    CHECK_FALSE(QFile::exists(school.target() + QStringLiteral("/catalogue.db")));
}

TEST_CASE("a manifest of one state is none for another", "[backup][tampering]")
{
    BackupSchool school(1);
    (void)need(school.backup());
    (void)need(school.backup());
    const QString snapshots = school.target() + QStringLiteral("/snapshots/");
    const QString second = snapshots + QStringLiteral("00000002/manifest");
    REQUIRE(QFile::remove(second));
    REQUIRE(QFile::copy(snapshots + QStringLiteral("00000001/manifest"), second));
    CHECK(school.restore().error().code == ErrorCode::Damaged);
    CHECK(school.restore(1).has_value());
}

TEST_CASE("a backup keeps out of other people's folders and the library's own", "[backup]")
{
    BackupSchool school(1);
    NoProgress progress;
    LibraryThread& thread = school.library().thread();
    const auto code = [&](const QString& target) { return backupLibrary(thread, target, progress).error().code; };
    CHECK(code(school.library().folder() + QStringLiteral("/vault/backup")) == ErrorCode::Invalid);
    CHECK(code(school.library().folder()) == ErrorCode::Invalid);
    CHECK(code(QFileInfo(school.library().folder()).path()) == ErrorCode::Invalid);
    writeFile(school.target() + QStringLiteral("/letters.txt"), "dear parents");
    CHECK(code(school.target()) == ErrorCode::AlreadyExists);
    CHECK(filesUnder(school.target()).size() == 1);
}

TEST_CASE("a first backup that was cut off at its first file goes on in the same folder", "[backup][crash]")
{
    BackupSchool school(1);
    const QString info = school.target() + QStringLiteral("/backup.json");
    writeFile(info + QStringLiteral(".0123456789ab") + temporarySuffix(), "{");
    SECTION("where there is nothing else")
    {
        (void)need(school.backup());
        CHECK(QFile::exists(info));
        CHECK(QDir(school.target()).entryList({QStringLiteral("backup.json.*")}, QDir::Files).isEmpty());
        CHECK(need(school.restore()).copied == 1);
    }
    SECTION("but not beside somebody's letters")
    {
        writeFile(school.target() + QStringLiteral("/letters.txt"), "dear parents");
        CHECK(school.backup().error().code == ErrorCode::AlreadyExists);
        CHECK(filesUnder(school.target()).size() == 2);
    }
}

TEST_CASE("only an administrator makes a backup or restores one", "[backup][permissions]")
{
    BackupSchool school(1);
    (void)need(school.backup());
    school.library().addUser(QStringLiteral("Olga"), Role::Office);
    (void)need(school.backup());
    NoProgress progress;
    const RestoreRequest request{school.target(), school.newFolder(), {}};
    const RestoreKey key = RestoreUser{QStringLiteral("Olga"), testPassword()};
    CHECK(restoreLibrary(request, key, progress).error().code == ErrorCode::NotAllowed);
    school.library().signInAs(QStringLiteral("Olga"));
    CHECK(school.backup().error().code == ErrorCode::NotAllowed);
    WorkerPool workers(1, builtWorker());
    CHECK(repairLibrary(school.library().thread(), workers, {}, progress).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("the reminder comes when the last good backup is old", "[backup]")
{
    BackupSchool school(1);
    const auto status = [&] { return school.library().run([](Library& open) { return need(backupStatus(open)); }); };
    CHECK(status().isDue);
    CHECK_FALSE(status().last.has_value());
    (void)need(school.backup());
    CHECK_FALSE(status().isDue);
    school.library().clock().set(school.library().clock().now().addDays(8));
    CHECK(status().isDue);
}

TEST_CASE("older states and those of an earlier key go from a backup", "[backup]")
{
    BackupSchool school(1);
    (void)need(school.backup());
    school.library().clock().set(school.library().clock().now().addDays(40));
    (void)need(school.backup());
    CHECK(need(backupSnapshots(school.target())) == QList<int>{2});
    school.library().thread().close();
    NoProgress progress;
    need(Library::changeKey(need(Library::open(school.library().folder(), kAdmin, testPassword())), progress));
    school.library().signInAs(kAdmin);
    const auto report = need(school.backup());
    CHECK(report.unchanged == 1);
    CHECK(need(backupSnapshots(school.target())) == QList<int>{3});
    CHECK(school.restore().has_value());
}

TEST_CASE("what was erased since a backup stays erased when it is restored", "[backup][erasure]")
{
    BackupSchool school(3);
    (void)need(school.backup());
    const PhotoId gone = school.photos().first();
    const auto rows = school.library().run([](Library& open) { return need(OriginalRepository(open.db()).list()); });
    need(school.library().run(
        [&](Library& open) { return Retention(open).erase({gone}, QStringLiteral("parents asked")); }));
    const QString file = vaultFile(school.target(), rows.first().original.vaultName);
    CHECK(QFile::exists(file));
    (void)need(school.backup());
    CHECK_FALSE(QFile::exists(file));
    // The older state still knows the photo's row, and the newer one's tombstone takes it away.
    const auto restored = need(school.restore(1));
    CHECK(restored.erasedAgain == 1);
    CHECK(restored.missing.isEmpty());
    const auto open = need(Library::open(school.newFolder(), kAdmin, testPassword()));
    CHECK(originalsOf(*open).size() == 2);
    CHECK_FALSE(originalsOf(*open).contains(gone.value));
    CHECK(need(verifyLibrary(*open, VerifyDepth::Full)).ok);
}

TEST_CASE("lost and damaged originals come back from a backup and damaged previews are made anew", "[backup][repair]")
{
    BackupSchool school(3);
    (void)need(school.backup());
    TestLibrary& library = school.library();
    const auto rows = library.run([](Library& open) { return need(OriginalRepository(open.db()).list()); });
    const auto before = library.run(originalsOf);
    REQUIRE(QFile::remove(vaultFile(library.folder(), rows[0].original.vaultName)));
    flip(vaultFile(library.folder(), rows[1].original.vaultName), 100);
    need(library.run([&](Library& open) { return open.previews().remove(rows[2].photo); }));
    const auto broken = library.run([](Library& open) { return need(verifyLibrary(open, VerifyDepth::Full)); });
    CHECK(broken.missing.size() == 1);
    CHECK(broken.damaged.size() == 1);
    CHECK(broken.withoutPreview == 1);

    WorkerPool workers(1, builtWorker());
    NoProgress progress;
    const auto alone = need(repairLibrary(library.thread(), workers, {}, progress));
    CHECK(alone.lost.size() == 2);
    CHECK(alone.previewsMade == 1);
    // A backup made of the broken library keeps the good copies.
    CHECK(need(school.backup()).missing.size() == 1);
    const auto mended = need(repairLibrary(library.thread(), workers, {school.target(), false}, progress));
    CHECK(mended.restored == 2);
    CHECK(mended.lost.isEmpty());
    CHECK(library.run(originalsOf) == before);
    CHECK(library.run([](Library& open) { return need(verifyLibrary(open, VerifyDepth::Full)).ok; }));
}

TEST_CASE("files that nobody owns are removed when asked", "[backup][repair]")
{
    BackupSchool school(1);
    TestLibrary& library = school.library();
    library.run([](Library& open) {
        const QByteArray bytes("nobody's");
        (void)need(open.vault().write(Vault::newName(), Vault::newKey(), Vault::newUuid(), viewOf(bytes)));
    });
    WorkerPool workers(1, builtWorker());
    NoProgress progress;
    CHECK(need(repairLibrary(library.thread(), workers, {}, progress)).orphansRemoved == 0);
    CHECK(need(repairLibrary(library.thread(), workers, {{}, true}, progress)).orphansRemoved == 1);
    CHECK(library.run([](Library& open) { return need(verifyLibrary(open, VerifyDepth::Full)).orphans.isEmpty(); }));
}
