// Making a new library: UnlockedFolder::create and what only it needs.
#include "core/crypto/Random.h"
#include "core/crypto/SelfTest.h"
#include "core/storage/AttemptLog.h"
#include "core/storage/FileIo.h"
#include "core/storage/LibraryInfoFile.h"
#include "core/storage/UnlockedInside.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr quint32 kFirstGeneration = 1;

QString say(const char* text)
{
    return QCoreApplication::translate("Library", text);
}

tl::unexpected<Error> folderNotEmpty()
{
    return fail(ErrorCode::AlreadyExists,
                say("This folder is not empty. A new library needs a folder of its own; nothing in this one was "
                    "changed."));
}

/// What create() makes, in the order in which it can be taken away.
const QStringList& madeNames()
{
    static const QStringList names = {QStringLiteral("library.json"), QStringLiteral("keyslots"),
                                      QStringLiteral("vault"), QStringLiteral("lock")};
    return names;
}

void takeAway(const QDir& folder)
{
    for (const QString& name : madeNames()) {
        const QFileInfo info(folder.filePath(name));
        if (info.isDir())
            QDir(info.filePath()).removeRecursively();
        else
            QFile::remove(info.filePath());
    }
}

/// library.json before it got its name.
bool isUnnamedInfo(const QString& name)
{
    return name.startsWith(madeNames().first() + QLatin1Char('.')) && name.endsWith(temporarySuffix());
}

/// Everything but the lock, which is held.
void takeAwayUnfinished(const QDir& folder)
{
    for (const QString& name : {QStringLiteral("keyslots"), QStringLiteral("vault")})
        QDir(folder.filePath(name)).removeRecursively();
    for (const QString& name : folder.entryList(QDir::Files | QDir::Hidden)) {
        if (isUnnamedInfo(name))
            QFile::remove(folder.filePath(name));
    }
}

/// What a create() that was killed leaves: it writes library.json last and nothing into the vault.
bool isUnfinished(const QDir& folder, const QStringList& entries)
{
    const bool isKnown = std::all_of(entries.begin(), entries.end(), [](const QString& name) {
        return isUnnamedInfo(name) || (name != madeNames().first() && madeNames().contains(name));
    });
    return isKnown
        && QDir(folder.filePath(QStringLiteral("vault")))
               .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
        && entries.contains(QStringLiteral("lock"));
}

/// Takes a half-made library away again unless it was finished.
class FolderBeingMade {
public:
    [[nodiscard]] static Result<FolderBeingMade> begin(const QString& path);
    ~FolderBeingMade()
    {
        if (m_path.isEmpty())
            return;
        takeAway(QDir(m_path));
        for (const QString& made : m_madeFolders)
            QDir().rmdir(made);
    }
    FolderBeingMade(FolderBeingMade&& other) noexcept
        : m_path(std::exchange(other.m_path, {}))
        , m_madeFolders(std::exchange(other.m_madeFolders, {}))
    {
    }
    FolderBeingMade& operator=(FolderBeingMade&&) = delete;
    FolderBeingMade(const FolderBeingMade&) = delete;
    FolderBeingMade& operator=(const FolderBeingMade&) = delete;

    void finish() { m_path.clear(); }

private:
    explicit FolderBeingMade(QString path)
        : m_path(std::move(path))
    {
    }
    QString m_path;
    QStringList m_madeFolders; // the innermost first
};

Result<FolderBeingMade> FolderBeingMade::begin(const QString& path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return fail(ErrorCode::AlreadyExists, say("There is a file of this name. Choose another folder."));
    const QDir folder(path);
    const QStringList entries = folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    if (!entries.isEmpty() && !isUnfinished(folder, entries))
        return folderNotEmpty();
    QStringList missing;
    for (QString at = path; !QFileInfo::exists(at); at = QFileInfo(at).path())
        missing.append(at);
    FolderBeingMade being(path);
    for (auto at = missing.rbegin(); at != missing.rend(); ++at) {
        if (const auto made = makeFolder(*at); !made)
            return propagate(made);
        being.m_madeFolders.prepend(*at);
    }
    return being;
}

Result<void> checkNames(const QString& schoolName, const QString& adminName, const Password& password)
{
    if (schoolName.simplified().isEmpty())
        return fail(ErrorCode::Invalid, say("Type the name of the school."));
    if (foldedUserName(adminName).isEmpty())
        return fail(ErrorCode::Invalid, say("Type a name for the first administrator."));
    if (password.isEmpty())
        return fail(ErrorCode::Invalid, say("Type a password for the first administrator."));
    return {};
}

struct FirstSlots {
    Keyslot admin;
    Keyslot recovery;
    Identity identity;
    RecoveryKey recoveryKey;
};

Result<FirstSlots> makeFirstSlots(const LibraryFolder& folder, const Keyring& keys, const QString& adminName,
                                  const Password& password)
{
    const auto nameTag = nameTagOf(adminName, folder.nameSalt());
    if (!nameTag)
        return propagate(nameTag);
    FirstSlots first{emptySlot(folder, SlotKind::Password), emptySlot(folder, SlotKind::RecoveryKey),
                     Identity(SecretBuffer::random(kSeedBytes).view()), RecoveryKey::random()};
    first.admin.nameTag = *nameTag;
    if (const auto locked = lockWithPassword(first.admin, first.identity, password); !locked)
        return propagate(locked);
    const Grant adminGrant = keys.grantFor(kFirstUser, Role::Admin, folder.generation());
    keyslot::issue(first.admin, adminGrant, first.identity, keys.slotRecords());

    const Identity recoveryIdentity(SecretBuffer::random(kSeedBytes).view());
    const SecretBuffer secret = keyslot::stretchRecoveryKey(first.recovery, first.recoveryKey.view());
    keyslot::lockWith(first.recovery, recoveryIdentity, secret.view());
    const Grant recoveryGrant = keys.grantFor(UserId{}, Role::Admin, folder.generation());
    keyslot::issue(first.recovery, recoveryGrant, first.identity, keys.slotRecords());
    return first;
}

/// Everything but the lock, library.json last: only then is it a library.
Result<void> writeFiles(const LibraryFolder& folder, const FirstSlots& first)
{
    for (const QString& path : {folder.keyslotsPath(), folder.vaultPath()}) {
        if (auto made = makeFolder(path); !made)
            return made;
    }
    const KeyslotStore store(folder.keyslotsPath());
    for (const Keyslot* slot : {&first.admin, &first.recovery}) {
        if (auto saved = store.save(*slot); !saved)
            return saved;
    }
    if (const auto attempts = AttemptLog::open(folder.attemptsPath()); !attempts)
        return propagate(attempts);
    return replaceFile(folder.infoPath(), LibraryInfoFile::encode(folder));
}

} // namespace

Result<UnlockedFolder::Created> UnlockedFolder::create(const QString& path, const QString& schoolName,
                                                       const QString& adminName, const Password& password,
                                                       const KdfCost& cost)
{
    if (const auto checked = checkNames(schoolName, adminName, password); !checked)
        return propagate(checked);
    if (const auto tested = cryptoSelfTest(); !tested)
        return propagate(tested);
    const Grant grant{kFirstUser, Role::Admin, kFirstGeneration, GrantedKey::Root, SecretBuffer::random(kKeyBytes)};
    const Keyring keys(grant);
    LibraryFolder folder =
        LibraryInfoFile::make(path, {randomBytes(kIdBytes), randomBytes(kIdBytes), cost, kFirstGeneration});
    LibraryInfoFile::seal(folder, keys.libraryInfo(), schoolName);
    auto first = makeFirstSlots(folder, keys, adminName, password);
    if (!first)
        return propagate(first);

    auto being = FolderBeingMade::begin(folder.path());
    if (!being)
        return propagate(being);
    auto lock = FolderLock::acquire(folder.lockPath());
    if (!lock) {
        // Somebody else is making a library here: what lies in the folder is theirs.
        if (lock.error().code == ErrorCode::InUse)
            being->finish();
        return propagate(lock);
    }
    // Another program may have finished one between our look and our lock.
    if (LibraryFolder::isLibrary(folder.path())) {
        being->finish();
        return folderNotEmpty();
    }
    takeAwayUnfinished(QDir(folder.path()));
    if (const auto written = writeFiles(folder, *first); !written)
        return propagate(written);
    auto unlocked = enter(std::move(*lock), std::move(folder), grant, std::move(first->identity), first->admin.slotId);
    if (!unlocked)
        return propagate(unlocked);
    being->finish();
    return Created{std::move(*unlocked), std::move(first->recoveryKey)};
}

} // namespace cloakroom
