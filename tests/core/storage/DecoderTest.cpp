#include "StorageTestHelp.h"
#include "core/crypto/Random.h"
#include "core/storage/UnlockedFolder.h"

#include <QProcess>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

const QString kDecoder = QStringLiteral(CLOAKROOM_TEST_SOURCE_DIR "/packaging/decode-library.py");
const QString kPython = QStringLiteral("/usr/bin/python3");

bool canDecode()
{
    return QFile::exists(kPython)
        && QProcess::execute(kPython, {QStringLiteral("-c"), QStringLiteral("import nacl.bindings")}) == 0;
}

int decode(const QString& library, const QString& target, const QString& recoveryKey)
{
    QProcess process;
    process.start(kPython, {kDecoder, library, target, QStringLiteral("--recovery-key-file"), QStringLiteral("-")});
    process.write(recoveryKey.toUtf8());
    process.closeWriteChannel();
    REQUIRE(process.waitForFinished(60'000));
    INFO(process.readAllStandardError().toStdString());
    return process.exitCode();
}

struct Original {
    QByteArray bytes;
    QByteArray uuid = Vault::newUuid();
    PhotoKey key = Vault::newKey();
};

/// The columns of a photo that the decoder reads.
void addPhoto(const Connection& db, const Vault& vault, int id, const Original& original)
{
    const auto stored = vault.write(Vault::newName(), original.key, original.uuid, viewOf(original.bytes));
    REQUIRE(stored);
    const QByteArray wrapped = vault.wrapKey(original.key, original.uuid);
    REQUIRE(db.run("INSERT INTO photo VALUES(" + std::to_string(id) + ", 'IMG/../" + std::to_string(id) + ".jpg', '"
                   + stored->name.toStdString() + "', x'" + original.uuid.toHex().toStdString() + "', x'"
                   + wrapped.toHex().toStdString() + "')")
            == SQLITE_OK);
}

} // namespace

TEST_CASE("an independent decoder turns a library and its recovery key into plain files", "[storage][decoder]")
{
    if (!canDecode()) {
        WARN("skipped: /usr/bin/python3 with python3-nacl is not installed");
        return;
    }
    const QTemporaryDir parent;
    const QString library = parent.filePath(QStringLiteral("library"));
    const QString target = parent.filePath(QStringLiteral("plain"));
    auto created = UnlockedFolder::create(library, QStringLiteral("School"), QStringLiteral("admin"),
                                          Password::fromText(u"a long enough password"), KdfCost::minimum());
    REQUIRE(created);
    const QString recoveryKey = created->recoveryKey.text();
    const auto vault = created->folder.vault();
    std::vector<Original> originals(4);
    const std::array<qsizetype, 4> lengths = {0, 1000, 65536, 300'001};
    for (size_t i = 0; i < originals.size(); ++i)
        originals[i].bytes = randomBytes(lengths[i]);

    const Connection db(created->folder.folder().cataloguePath());
    REQUIRE(db.run("PRAGMA journal_mode=WAL; CREATE TABLE photo(id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                   "vault_name TEXT NOT NULL, uuid BLOB NOT NULL, wrapped_key BLOB NOT NULL) STRICT; "
                   "CREATE TABLE photo_part(id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL, name TEXT NOT NULL, "
                   "vault_name TEXT NOT NULL, uuid BLOB NOT NULL, wrapped_key BLOB NOT NULL) STRICT")
            == SQLITE_OK);
    addPhoto(db, *vault, 1, originals[0]);
    addPhoto(db, *vault, 2, originals[1]);
    REQUIRE(db.text("PRAGMA wal_checkpoint(TRUNCATE)") == "0");
    // These rows are in the log alone.
    addPhoto(db, *vault, 3, originals[2]);
    addPhoto(db, *vault, 4, originals[3]);

    SECTION("byte for byte, the log included")
    {
        CHECK(decode(library, target, recoveryKey.toLower()) == 0);
        for (size_t i = 0; i < originals.size(); ++i) {
            const QString name = QStringLiteral("%1_%1.jpg").arg(i + 1);
            CHECK(contentsOf(target + QStringLiteral("/originals/") + name) == originals[i].bytes);
        }
        const Connection plain(target + QStringLiteral("/catalogue.db"), "unix");
        CHECK(plain.text("SELECT count(*) FROM photo") == "4");
    }
    SECTION("a mistyped or another recovery key is refused")
    {
        QString typo = recoveryKey;
        typo[2] = typo[2] == QLatin1Char('7') ? QLatin1Char('8') : QLatin1Char('7');
        CHECK(decode(library, target, typo) == 4);
        CHECK(decode(library, target, RecoveryKey::random().text()) == 4);
        CHECK_FALSE(QFile::exists(target));
    }
    SECTION("a damaged page is refused")
    {
        flipByte(created->folder.folder().cataloguePath(), 64 + 4136 + 100);
        CHECK(decode(library, target, recoveryKey) == 5);
    }
}
