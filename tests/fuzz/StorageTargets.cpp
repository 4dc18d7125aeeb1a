#include "core/base/Clock.h"
#include "core/crypto/Random.h"
#include "core/storage/AttemptLog.h"
#include "core/storage/EncryptedVfs.h"
#include "core/storage/FolderLock.h"
#include "core/storage/HandoverFile.h"
#include "core/storage/Keyslot.h"
#include "core/storage/LibraryInfoFile.h"
#include "core/storage/LittleEndian.h"
#include "core/storage/Vault.h"
#include "core/storage/VaultFiles.h"
#include "core/storage/VfsHeader.h"
#include "fuzz/Targets.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

#include <vector>

namespace cloakroom::fuzz {

namespace {

const SecretBuffer& key()
{
    static const SecretBuffer made = SecretBuffer::random(kKeyBytes);
    return made;
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QList<QByteArray> libraryInfoSeeds()
{
    LibraryFolder folder =
        LibraryInfoFile::make(QStringLiteral("/x"), {randomBytes(16), randomBytes(16), KdfCost::standard(), 3});
    LibraryInfoFile::seal(folder, key().view(), QStringLiteral("School"));
    return {LibraryInfoFile::encode(folder), "{}", "[1]"};
}

void readLibraryInfo(ByteView input)
{
    const auto folder = LibraryInfoFile::parse(QStringLiteral("/x"), copyOf(input));
    if (!folder)
        return;
    require(folder->kdfCost().isAcceptable(), "no password cost beyond the limits is taken");
    const auto again = LibraryInfoFile::parse(QStringLiteral("/x"), LibraryInfoFile::encode(*folder));
    require(again && again->libraryId() == folder->libraryId() && again->generation() == folder->generation(),
            "what was read can be written and read again");
}

namespace {

QByteArray makeKeyslot()
{
    Keyslot slot;
    slot.kind = SlotKind::RecoveryKey;
    for (QByteArray* field : {&slot.libraryId, &slot.slotId, &slot.nameTag, &slot.salt})
        *field = randomBytes(16);
    const Identity identity(key().view());
    keyslot::lockWith(slot, identity, key().view());
    const Grant grant{UserId{}, Role::Admin, 1, GrantedKey::Root, key().clone()};
    keyslot::issue(slot, grant, identity, key().view());
    return slot.encode();
}

} // namespace

QList<QByteArray> keyslotSeeds()
{
    static const QByteArray made = makeKeyslot();
    return {made};
}

void readKeyslot(ByteView input)
{
    static const QByteArray whole = keyslotSeeds().first();
    const QByteArray bytes = copyOf(input);
    const auto slot = Keyslot::decode(bytes);
    if (!slot)
        return;
    require(slot->encode() == bytes, "a keyslot has one spelling");
    const auto identity = keyslot::unlock(*slot, key().view());
    const auto grant = identity ? keyslot::openGrant(*slot, *identity) : Result<Grant>(fail(ErrorCode::Damaged, {}));
    const auto record = keyslot::openRecord(*slot, key().view());
    require(!record || bytes == whole, "a changed keyslot has no record");
    require(!grant || grant->role == Role::Admin, "a grant says what was granted");
}

QList<QByteArray> unitSeeds()
{
    const auto identity = FileIdentity::create(FileKind::Journal, key().view(), 1);
    QByteArray sealed(qsizetype{512 + kUnitOverhead}, '\0');
    identity->sealUnit(0, viewOf(QByteArray(512, 'x')), mutableViewOf(sealed));
    const VfsHeaderBytes header = identity->header();
    return {copyOf(header) + sealed, copyOf(header)};
}

void readUnit(ByteView input)
{
    VfsHeaderBytes header{};
    if (input.size() < header.size())
        return;
    std::copy_n(input.begin(), header.size(), header.begin());
    (void)FileIdentity::isNewer(header);
    std::vector<unsigned char> plain(4120);
    for (const FileKind kind : {FileKind::Database, FileKind::Wal, FileKind::Journal}) {
        const auto identity = FileIdentity::fromHeader(header, kind, key().view(), 1);
        const auto known = identity ? identity : FileIdentity::create(kind, key().view(), 1);
        const auto length = known->openUnit(0, input.subspan(header.size()), plain);
        require(!length || identity, "no unit opens under another file's key");
    }
}

QList<QByteArray> editSeeds()
{
    return {QByteArray(5, '\0'), QByteArray("\x04\x40\x00\x00\x01", 5),
            QByteArray("\x02\x00\x20\x00\x09\x03\x80\x10\x00\x20", 10)};
}

void readVaultFile(ByteView input)
{
    static const QByteArray uuid = randomBytes(16);
    static const QByteArray plain = randomBytes(70'000);
    static const QByteArray whole = [] {
        const QString folder = QFileInfo(writtenFile("vault-made", {})).path() + QStringLiteral("/vault");
        const Vault vault(folder, key().view(), key().view(), 1);
        const QString name = Vault::newName();
        require(vault.write(name, key(), uuid, viewOf(plain)).has_value(), "the vault stores an original");
        return contentsOf(folder + QLatin1Char('/') + name.left(2) + QLatin1Char('/') + name);
    }();
    const QByteArray bytes = edited(whole, input);
    const QString path = writtenFile("vault-file", bytes);
    const auto file = VaultFile::open(path, key().view(), uuid);
    if (!file)
        return;
    const auto all = file->read(0, file->plainSize());
    require(!all || (*all == plain && bytes == whole), "no changed original is given out");
    const auto part = file->read(file->plainSize() / 3, file->plainSize() / 2);
    require(!part || *part == plain.mid(file->plainSize() / 3, file->plainSize() / 2), "no changed part is given out");
}

namespace {

/// A database with a log that holds its last transactions, as a crash leaves it.
struct MadeDatabase {
    QString path = QFileInfo(writtenFile("made", {})).path() + QStringLiteral("/fuzzed.db");
    KeyRegistration registration;
    QByteArray database;
    QByteArray log;
    QList<QByteArray> states;

    static QByteArray stateOf(sqlite3* db)
    {
        sqlite3_stmt* statement = nullptr;
        QByteArray state = "?";
        if (sqlite3_prepare_v2(db, "SELECT count(*) || ':' || sum(a) || ':' || sum(length(b)) FROM t", -1, &statement,
                               nullptr)
                == SQLITE_OK
            && sqlite3_step(statement) == SQLITE_ROW)
            state = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
        return state;
    }

    static sqlite3* open(const QString& path)
    {
        sqlite3* db = nullptr;
        (void)sqlite3_open_v2(QFile::encodeName(path).constData(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                              kVfsName);
        return db;
    }

    MadeDatabase()
    {
        require(registerVfs().has_value(), "the VFS can be registered");
        auto added = KeyRegistration::add(path, key().view(), 1);
        require(added.has_value(), "a key can be registered");
        registration = std::move(*added);
        sqlite3* const db = open(path);
        (void)sqlite3_exec(db,
                           "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t(a INTEGER, b BLOB);"
                           "INSERT INTO t VALUES(1, randomblob(9000)); PRAGMA wal_checkpoint(TRUNCATE);",
                           nullptr, nullptr, nullptr);
        states.append(stateOf(db));
        for (int i = 0; i < 4; ++i) {
            (void)sqlite3_exec(db, "BEGIN; INSERT INTO t VALUES(7, randomblob(3000)); UPDATE t SET a = a + 1; COMMIT",
                               nullptr, nullptr, nullptr);
            states.append(stateOf(db));
        }
        database = contentsOf(path);
        log = contentsOf(path + QStringLiteral("-wal"));
        sqlite3_close_v2(db);
    }
};

} // namespace

/// The first byte says which of the two files the changes are made to.
void readDatabase(ByteView input)
{
    static const MadeDatabase made;
    if (input.empty())
        return;
    const bool changesLog = input[0] % 2 == 1;
    const QByteArray database = changesLog ? made.database : edited(made.database, input.subspan(1));
    (void)writtenFile("fuzzed.db", database);
    (void)writtenFile("fuzzed.db-wal", changesLog ? edited(made.log, input.subspan(1)) : made.log);
    forgetDamage(made.path);
    sqlite3* const db = MadeDatabase::open(made.path);
    const QByteArray state = MadeDatabase::stateOf(db);
    (void)sqlite3_exec(db, "PRAGMA integrity_check; PRAGMA wal_checkpoint(TRUNCATE); VACUUM", nullptr, nullptr,
                       nullptr);
    sqlite3_close_v2(db);
    // An empty database is what is made where there is none; the program refuses one without its tables.
    require(state == "?" || made.states.contains(state), "only what was once committed is read");
    QFile::remove(made.path + QStringLiteral("-wal"));
    QFile::remove(made.path + QStringLiteral("-journal"));
}

void readAttempts(ByteView input)
{
    QByteArray bytes(4096, '\0');
    bytes.replace(0, std::min<qsizetype>(4096, static_cast<qsizetype>(input.size())), copyOf(input).left(4096));
    const auto log = AttemptLog::open(writtenFile("attempts", input.size() % 2 ? bytes : copyOf(input)));
    require(log.has_value(), "a damaged list of attempts is made anew");
    const SystemClock clock;
    const QByteArray tag = copyOf(input).left(16).leftJustified(16, 'x');
    (void)log->begin(tag, clock);
    require(log->succeed(tag).has_value(), "an attempt can be noted");
}

QList<QByteArray> handoverSeeds()
{
    const auto entry = [](char kind, const QByteArray& name, quint64 number, const QByteArray& bytes) {
        QByteArray head(12, '\0');
        head[0] = kind;
        putNumber(mutableViewOf(head), 2, static_cast<quint16>(name.size()));
        putNumber(mutableViewOf(head), 4, number);
        return head + name + bytes;
    };
    const QByteArray picture = entry(1, "handover-00000000-0001.jpg", 9, "a picture");
    QByteArray header("CLOAKHND\x01", 9);
    header.resize(160, '\0');
    return {entry(2, {}, 0, {}), picture + entry(2, {}, 1, {}),
            picture + entry(1, "b.jpg", 1, "b") + entry(2, {}, 2, {}), header};
}

namespace {

/// As the plain text of somebody who knows the password.
void readHandoverText(const QByteArray& text)
{
    const auto entries = handoverEntries(text.size(), [&text](qint64 offset, qint64 length) -> Result<QByteArray> {
        require(offset >= 0 && length >= 0 && offset + length <= text.size(), "a hand-over is read within its bounds");
        return text.mid(offset, length);
    });
    if (!entries)
        return;
    qint64 end = 0;
    for (const HandoverEntry& entry : *entries) {
        require(isHandoverName(entry.name), "no entry has a name that leads elsewhere");
        require(entry.offset > end && entry.length > 0 && entry.length <= text.size() - entry.offset,
                "entries lie one after another");
        end = entry.offset + entry.length;
    }
}

} // namespace

/// As a plain text, and as a whole file of somebody who does not know the password, where that costs nothing to refuse.
void readHandover(ByteView input)
{
    readHandoverText(copyOf(input));
    static const Password password = Password::fromText(u"some password or other");
    const auto costAt = [&input](size_t at) { return input.size() >= at + 4 ? numberAt<quint32>(input, at) : 0; };
    if (KdfCost{costAt(12), costAt(16)}.isAcceptable())
        return;
    require(!HandoverFile::open(writtenFile("handover", copyOf(input)), password), "nobody else's file is opened");
}

void readLock(ByteView input)
{
    const QString path = writtenFile("lock", {});
    const auto held = FolderLock::acquire(path);
    require(held.has_value(), "a lock nobody holds can be taken");
    (void)writtenFile("lock", copyOf(input));
    const auto second = FolderLock::acquire(path);
    require(!second && second.error().code == ErrorCode::InUse, "a lock is held once");
}

} // namespace cloakroom::fuzz
