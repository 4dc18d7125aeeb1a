#include "core/storage/UnlockedFolder.h"

#include "core/crypto/KeyDerivation.h"
#include "core/crypto/Random.h"
#include "core/crypto/SelfTest.h"
#include "core/storage/AttemptLog.h"
#include "core/storage/KeyChange.h"
#include "core/storage/LibraryInfoFile.h"
#include "core/storage/ReadAhead.h"
#include "core/storage/SnapshotKeys.h"
#include "core/storage/UnlockedInside.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Library", text);
}

tl::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged,
                say("The keyslots or library.json of this library were damaged or changed. Nothing was opened; restore "
                    "both from the same backup, or open the library with the recovery key."),
                QLatin1String(what));
}

tl::unexpected<Error> notForViewers()
{
    return fail(ErrorCode::NotAllowed,
                say("Your account sees previews only. Ask an administrator if you need the originals."));
}

struct OpenedSlot {
    Keyslot slot;
    Identity identity;
};

/// The user's slot under their password. Costs the same time whether the user or the password is unknown.
Result<OpenedSlot> unlockByPassword(const KeyslotStore::Loaded& slots, const LibraryFolder& folder,
                                    const QByteArray& nameTag, const Password& password)
{
    const auto isWanted = [&](const Keyslot& slot) {
        return slot.kind != SlotKind::RecoveryKey && slot.nameTag == nameTag;
    };
    const auto found = std::find_if(slots.whole.begin(), slots.whole.end(), isWanted);
    if (found == slots.whole.end()) {
        const auto spent = hashPassword(password.view(), viewOf(folder.nameSalt()), folder.kdfCost());
        if (!spent)
            return propagate(spent);
        if (slots.firstProblem)
            return tl::unexpected<Error>(*slots.firstProblem);
        return keyslot::wrongPassword();
    }
    const auto secret = keyslot::stretchPassword(*found, password);
    if (!secret)
        return propagate(secret);
    Result<Identity> identity = keyslot::unlock(*found, secret->view());
    if (!identity)
        return propagate(identity);
    return OpenedSlot{*found, std::move(*identity)};
}

Result<OpenedSlot> unlockByRecoveryKey(const KeyslotStore::Loaded& slots, const RecoveryKey& key)
{
    for (const Keyslot& slot : slots.whole) {
        if (slot.kind != SlotKind::RecoveryKey)
            continue;
        Result<Identity> identity = keyslot::unlock(slot, keyslot::stretchRecoveryKey(slot, key.view()).view());
        if (identity)
            return OpenedSlot{slot, std::move(*identity)};
        if (identity.error().code != ErrorCode::WrongPassword)
            return propagate(identity);
    }
    if (slots.firstProblem)
        return tl::unexpected<Error>(*slots.firstProblem);
    return fail(ErrorCode::WrongPassword,
                say("This recovery key does not open this library. Use the newest one that was printed for it."));
}

bool isAdministrator(const KeyslotStore::Loaded& slots, const QByteArray& signingKey, ByteView recordsKey)
{
    return std::any_of(slots.whole.begin(), slots.whole.end(), [&](const Keyslot& slot) {
        const auto record = slot.signingKey == signingKey ? keyslot::openRecord(slot, recordsKey) : std::nullopt;
        return record && record->role == Role::Admin;
    });
}

/// The grant, after everything that binds it to this library, slot, role and an administrator was checked.
Result<Grant> checkedGrant(const OpenedSlot& opened, const KeyslotStore::Loaded& slots, const LibraryFolder& folder)
{
    Result<Grant> grant = keyslot::openGrant(opened.slot, opened.identity);
    if (!grant)
        return grant;
    const Keyring keys(*grant);
    if (grant->generation != folder.generation() || !LibraryInfoFile::isSealed(folder, keys.libraryInfo()))
        return damaged("library.json is not sealed with this key");
    const auto record = keyslot::openRecord(opened.slot, keys.slotRecords());
    if (!record || record->user != grant->user || record->role != grant->role || record->kind != grant->kind)
        return damaged("slot record");
    const bool isLimited = grant->kind == GrantedKey::LibraryTree;
    const bool isRecovery = opened.slot.kind == SlotKind::RecoveryKey;
    if (isLimited != (grant->role == Role::Viewer) || isRecovery == grant->user.isValid())
        return damaged("grant contradicts itself");
    // Whoever holds the recovery key is trusted by it: it has to open the library when no administrator's slot is
    // whole.
    if (!isRecovery && !isAdministrator(slots, opened.slot.granterKey, keys.slotRecords()))
        return damaged("grant by nobody who may");
    return grant;
}

/// What is there before a password was looked at.
struct Entrance {
    FolderLock lock;
    LibraryFolder folder;
    KeyslotStore::Loaded slots;
};

/// Takes the lock, and brings a change of key that was cut off to its end.
Result<Entrance> takeEntrance(const QString& path)
{
    auto folder = LibraryFolder::inspect(path);
    if (!folder)
        return propagate(folder);
    if (const auto tested = cryptoSelfTest(); !tested)
        return propagate(tested);
    auto lock = FolderLock::acquire(folder->lockPath());
    if (!lock)
        return propagate(lock);
    if (const auto finished = finishKeyChange(folder->path()); !finished)
        return propagate(finished);
    // Read under the lock: another program may just have changed the key.
    folder = LibraryFolder::inspect(path);
    if (!folder)
        return propagate(folder);
    auto slots = KeyslotStore(folder->keyslotsPath()).load(folder->libraryId());
    if (!slots)
        return propagate(slots);
    return Entrance{std::move(*lock), std::move(*folder), std::move(*slots)};
}

} // namespace

QString foldedUserName(const QString& name)
{
    return name.simplified()
        .normalized(QString::NormalizationForm_C)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_C);
}

Result<QByteArray> nameTagOf(const QString& name, const QByteArray& nameSalt)
{
    const QByteArray folded = foldedUserName(name).toUtf8();
    const auto tag = hashPassword(viewOf(folded), viewOf(nameSalt), KdfCost::minimum(), size_t{kIdBytes});
    if (!tag)
        return propagate(tag);
    return copyOf(tag->view());
}

Keyslot emptySlot(const LibraryFolder& folder, SlotKind kind)
{
    Keyslot slot;
    slot.kind = kind;
    slot.cost = kind == SlotKind::RecoveryKey ? KdfCost{} : folder.kdfCost();
    slot.libraryId = folder.libraryId();
    slot.slotId = randomBytes(kIdBytes);
    slot.nameTag = QByteArray(kIdBytes, '\0');
    slot.salt = randomBytes(kSaltBytes);
    return slot;
}

Result<void> lockWithPassword(Keyslot& slot, const Identity& identity, const Password& password)
{
    slot.salt = randomBytes(kSaltBytes);
    slot.kind = password.keyFile().empty() ? SlotKind::Password : SlotKind::PasswordAndKeyFile;
    const auto secret = keyslot::stretchPassword(slot, password);
    if (!secret)
        return propagate(secret);
    keyslot::lockWith(slot, identity, secret->view());
    return {};
}

UnlockedFolder::UnlockedFolder(std::unique_ptr<Inside> inside)
    : m_inside(std::move(inside))
{
}

UnlockedFolder::~UnlockedFolder() = default;
UnlockedFolder::UnlockedFolder(UnlockedFolder&&) noexcept = default;
UnlockedFolder& UnlockedFolder::operator=(UnlockedFolder&&) noexcept = default;

Result<UnlockedFolder> UnlockedFolder::enter(FolderLock lock, LibraryFolder folder, const Grant& grant,
                                             Identity identity, const QByteArray& slotId)
{
    if (const auto registered = registerVfs(); !registered)
        return propagate(registered);
    Keyring keys(grant);
    if (!keys.carry(folder))
        return damaged("keys carried from an earlier generation");
    auto catalogue = KeyRegistration::add(folder.cataloguePath(), keys.catalogue(), grant.generation);
    if (!catalogue)
        return propagate(catalogue);
    auto previews = KeyRegistration::add(folder.previewsPath(), keys.previews(), grant.generation);
    if (!previews)
        return propagate(previews);
    return UnlockedFolder(
        std::make_unique<Inside>(Inside{std::move(lock), std::move(folder), std::move(keys), std::move(identity),
                                        slotId, grant.user, grant.role, std::move(*catalogue), std::move(*previews)}));
}

Result<UnlockedFolder> UnlockedFolder::open(const QString& path, const QString& userName, const Password& password,
                                            const Clock& clock)
{
    auto entrance = takeEntrance(path);
    if (!entrance)
        return propagate(entrance);
    const LibraryFolder& folder = entrance->folder;
    const auto nameTag = nameTagOf(userName, folder.nameSalt());
    if (!nameTag)
        return propagate(nameTag);
    const auto attempts = AttemptLog::open(folder.attemptsPath());
    if (!attempts)
        return propagate(attempts);
    if (const auto counted = attempts->begin(*nameTag, clock); !counted)
        return propagate(counted);
    auto opened = [&] {
        const ReadAhead catalogue(folder.cataloguePath()); // under the lock, and before SQLite has it open
        return unlockByPassword(entrance->slots, folder, *nameTag, password);
    }();
    if (!opened)
        return propagate(opened);
    if (const auto reset = attempts->succeed(*nameTag); !reset)
        return propagate(reset);
    const auto grant = checkedGrant(*opened, entrance->slots, folder);
    if (!grant)
        return propagate(grant);
    auto unlocked = enter(std::move(entrance->lock), std::move(entrance->folder), *grant, std::move(opened->identity),
                          opened->slot.slotId);
    if (unlocked && opened->slot.kind == SlotKind::PasswordAndKeyFile)
        unlocked->m_inside->keyFile = SecretBuffer::copyFrom(password.keyFile());
    return unlocked;
}

Result<UnlockedFolder> UnlockedFolder::openWithRecoveryKey(const QString& path, const RecoveryKey& key)
{
    auto entrance = takeEntrance(path);
    if (!entrance)
        return propagate(entrance);
    auto opened = unlockByRecoveryKey(entrance->slots, key);
    if (!opened)
        return propagate(opened);
    const auto grant = checkedGrant(*opened, entrance->slots, entrance->folder);
    if (!grant)
        return propagate(grant);
    return enter(std::move(entrance->lock), std::move(entrance->folder), *grant, std::move(opened->identity),
                 opened->slot.slotId);
}

namespace {

Result<SnapshotKeys> snapshotKeys(const Result<OpenedSlot>& opened, const KeyslotStore::Loaded& slots,
                                  const LibraryFolder& folder)
{
    if (!opened)
        return propagate(opened);
    const auto grant = checkedGrant(*opened, slots, folder);
    if (!grant)
        return propagate(grant);
    const Keyring keys(*grant);
    if (grant->role != Role::Admin || !keys.reachesOriginals()) {
        return fail(ErrorCode::NotAllowed,
                    say("Only an administrator, or the recovery key, may restore a backup. Nothing was changed."));
    }
    return SnapshotKeys{deriveKey(keys.backup(), KeyPurpose::BackupCatalogue),
                        deriveKey(keys.backup(), KeyPurpose::BackupManifest), SecretBuffer::copyFrom(keys.catalogue()),
                        folder.libraryId(), folder.generation()};
}

} // namespace

Result<SnapshotKeys> openSnapshotKeys(const QString& path, const QString& userName, const Password& password)
{
    const auto folder = LibraryFolder::inspect(path);
    if (!folder)
        return propagate(folder);
    const auto slots = KeyslotStore(folder->keyslotsPath()).load(folder->libraryId());
    const auto nameTag = nameTagOf(userName, folder->nameSalt());
    if (!slots)
        return propagate(slots);
    if (!nameTag)
        return propagate(nameTag);
    return snapshotKeys(unlockByPassword(*slots, *folder, *nameTag, password), *slots, *folder);
}

Result<SnapshotKeys> openSnapshotKeys(const QString& path, const RecoveryKey& key)
{
    const auto folder = LibraryFolder::inspect(path);
    if (!folder)
        return propagate(folder);
    const auto slots = KeyslotStore(folder->keyslotsPath()).load(folder->libraryId());
    if (!slots)
        return propagate(slots);
    return snapshotKeys(unlockByRecoveryKey(*slots, key), *slots, *folder);
}

const LibraryFolder& UnlockedFolder::folder() const
{
    return m_inside->folder;
}

const QByteArray& UnlockedFolder::libraryId() const
{
    return m_inside->folder.libraryId();
}

quint32 UnlockedFolder::generation() const
{
    return m_inside->folder.generation();
}

UserId UnlockedFolder::user() const
{
    return m_inside->user;
}

Role UnlockedFolder::role() const
{
    return m_inside->role;
}

SlotInfo UnlockedFolder::slot() const
{
    return {
        m_inside->slotId, user(), role(), m_inside->identity.signingKey(), generation(), !m_inside->keyFile.isEmpty()};
}

bool UnlockedFolder::isNamed(const QString& schoolName) const
{
    return LibraryInfoFile::schoolDigest(m_inside->keys.libraryInfo(), schoolName) == m_inside->folder.schoolDigest();
}

ByteView UnlockedFolder::catalogueKey() const
{
    return m_inside->keys.catalogue();
}

ByteView UnlockedFolder::previewsKey() const
{
    return m_inside->keys.previews();
}

ByteView UnlockedFolder::auditKey() const
{
    return m_inside->keys.audit();
}

Result<ByteView> UnlockedFolder::backupKey() const
{
    if (!m_inside->keys.reachesOriginals())
        return notForViewers();
    return m_inside->keys.backup();
}

Result<Vault> UnlockedFolder::vault() const
{
    const Keyring& keys = m_inside->keys;
    if (!keys.reachesOriginals())
        return notForViewers();
    return Vault(m_inside->folder.vaultPath(), keys.vaultWrap(), keys.vaultDigest(), generation());
}

QByteArray UnlockedFolder::sign(const QByteArray& message) const
{
    return m_inside->identity.sign(viewOf(message));
}

bool UnlockedFolder::isSignedBy(const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature)
{
    return verifySignature(viewOf(publicKey), viewOf(message), viewOf(signature));
}

} // namespace cloakroom
