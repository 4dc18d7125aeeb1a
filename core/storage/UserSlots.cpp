// The administration of users' keyslots: the part of UnlockedFolder that changes who can open the library.
#include "core/storage/AttemptLog.h"
#include "core/storage/KeyChange.h"
#include "core/storage/LibraryInfoFile.h"
#include "core/storage/UnlockedInside.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace cloakroom {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("Users", text);
}

Result<void> requireAdministrator(Role role)
{
    if (role == Role::Admin)
        return {};
    return fail(ErrorCode::NotAllowed, say("Only an administrator may change who can open the library."));
}

tl::unexpected<Error> notOneself()
{
    return fail(ErrorCode::NotAllowed,
                say("You cannot remove your own account or change its role. Ask another administrator."));
}

Result<void> requirePassword(const Password& password)
{
    if (!password.isEmpty())
        return {};
    return fail(ErrorCode::Invalid, say("Type a password."));
}

/// A slot with its record.
struct KnownSlot {
    Keyslot slot;
    SlotRecord record;
};

/// All slots; one that does not authenticate is an error, for what needs everybody's.
Result<QList<KnownSlot>> loadAll(const KeyslotStore& store, const QByteArray& libraryId, ByteView recordsKey)
{
    const auto loaded = store.load(libraryId);
    if (!loaded)
        return propagate(loaded);
    if (loaded->firstProblem)
        return tl::unexpected<Error>(*loaded->firstProblem);
    QList<KnownSlot> known;
    for (const Keyslot& slot : loaded->whole) {
        const auto record = keyslot::openRecord(slot, recordsKey);
        if (!record) {
            return fail(ErrorCode::Damaged,
                        say("A keyslot of this library is damaged or was changed. No account was changed; restore the "
                            "folder keyslots from a backup."),
                        QStringLiteral("record of slot %1").arg(QLatin1String(slot.slotId.toHex())));
        }
        known.append({slot, *record});
    }
    return known;
}

/// The slots that are whole: one user's damaged file must not keep the others from being looked after. One that cannot
/// be read now does: what is taken away here must not open the library again tomorrow.
Result<QList<KnownSlot>> loadKnown(const KeyslotStore& store, const QByteArray& libraryId, ByteView recordsKey)
{
    const auto loaded = store.load(libraryId);
    if (!loaded)
        return propagate(loaded);
    if (loaded->firstUnreadable)
        return tl::unexpected<Error>(*loaded->firstUnreadable);
    QList<KnownSlot> known;
    for (const Keyslot& slot : loaded->whole) {
        if (const auto record = keyslot::openRecord(slot, recordsKey))
            known.append({slot, *record});
    }
    return known;
}

Result<KnownSlot> findUser(const QList<KnownSlot>& known, UserId user)
{
    const auto isUser = [&](const KnownSlot& one) {
        return one.slot.kind != SlotKind::RecoveryKey && one.record.user == user;
    };
    const auto found = std::find_if(known.begin(), known.end(), isUser);
    if (!user.isValid() || found == known.end())
        return fail(ErrorCode::NotFound, say("This user has no account in the library."));
    return *found;
}

SlotInfo infoOf(const Keyslot& slot, const SlotRecord& record)
{
    return {slot.slotId,     record.user,       record.role,
            slot.signingKey, record.generation, slot.kind == SlotKind::PasswordAndKeyFile};
}

/// One's own second factor stays when the password changes.
Password withKeyFile(const Password& password, const SecretBuffer& keyFile)
{
    Password both = password.clone();
    if (both.keyFile().empty() && !keyFile.isEmpty())
        both.setKeyFile(keyFile.clone());
    return both;
}

/// Before a signing key loses its weight: what it signed is signed by `granter`.
Result<void> takeOverGrants(const KeyslotStore& store, const QList<KnownSlot>& known, const QByteArray& signingKey,
                            const Identity& granter, ByteView recordsKey)
{
    for (const KnownSlot& one : known) {
        if (one.slot.granterKey != signingKey || one.slot.signingKey == signingKey)
            continue;
        Keyslot again = one.slot;
        keyslot::signAgain(again, one.record, granter, recordsKey);
        if (auto saved = store.save(again); !saved)
            return saved;
    }
    return {};
}

/// A grant whose administrator's slot is gone or damaged opens nothing any more: signed anew it does.
Result<void> adoptOrphanedGrants(const KeyslotStore& store, const QList<KnownSlot>& known, const Identity& granter,
                                 ByteView recordsKey)
{
    for (const KnownSlot& one : known) {
        const bool hasGranter = std::any_of(known.begin(), known.end(), [&](const KnownSlot& other) {
            return other.record.role == Role::Admin && other.slot.signingKey == one.slot.granterKey;
        });
        if (hasGranter)
            continue;
        Keyslot again = one.slot;
        keyslot::signAgain(again, one.record, granter, recordsKey);
        if (auto saved = store.save(again); !saved)
            return saved;
    }
    return {};
}

} // namespace

Result<QList<SlotInfo>> UnlockedFolder::keyslots() const
{
    const auto known = loadAll(m_inside->store(), libraryId(), m_inside->keys.slotRecords());
    if (!known)
        return propagate(known);
    QList<SlotInfo> infos;
    for (const KnownSlot& one : *known)
        infos.append(infoOf(one.slot, one.record));
    return infos;
}

Result<QList<FailedSignIns>> UnlockedFolder::failedSignIns() const
{
    const auto log = AttemptLog::open(folder().attemptsPath());
    const auto untold = log ? log->untold() : Result<QList<FailedAttempts>>(propagate(log));
    if (!untold)
        return propagate(untold);
    QHash<QByteArray, UserId> users;
    if (const auto loaded = m_inside->store().load(libraryId())) {
        for (const Keyslot& slot : loaded->whole) {
            if (const auto record = keyslot::openRecord(slot, m_inside->keys.slotRecords()))
                users.insert(slot.nameTag, record->user);
        }
    }
    QList<FailedSignIns> failed;
    for (const FailedAttempts& one : *untold)
        failed.append({users.value(one.nameTag), one.count, one.last, one.nameTag});
    return failed;
}

Result<void> UnlockedFolder::markTold(const QList<FailedSignIns>& told)
{
    const auto log = AttemptLog::open(folder().attemptsPath());
    if (!log)
        return propagate(log);
    QList<FailedAttempts> attempts;
    for (const FailedSignIns& one : told)
        attempts.append({one.nameTag, one.count, one.last});
    return log->markTold(attempts);
}

Result<SlotInfo> UnlockedFolder::addUser(UserId user, const QString& name, Role role, const Password& password)
{
    if (const auto allowed = requireAdministrator(this->role()); !allowed)
        return propagate(allowed);
    if (const auto given = requirePassword(password); !given)
        return propagate(given);
    if (!user.isValid() || foldedUserName(name).isEmpty())
        return fail(ErrorCode::Invalid, say("Type a name for the new user."));
    const Keyring& keys = m_inside->keys;
    const KeyslotStore store = m_inside->store();
    const auto known = loadKnown(store, libraryId(), keys.slotRecords());
    if (!known)
        return propagate(known);
    const auto nameTag = nameTagOf(name, folder().nameSalt());
    if (!nameTag)
        return propagate(nameTag);
    const bool isTaken = std::any_of(known->begin(), known->end(), [&](const KnownSlot& one) {
        return one.slot.nameTag == *nameTag || one.record.user == user;
    });
    if (isTaken)
        return fail(ErrorCode::AlreadyExists, say("There is a user of this name already. Choose another name."));

    Keyslot slot = emptySlot(folder(), SlotKind::Password);
    slot.nameTag = *nameTag;
    const Identity identity(SecretBuffer::random(kSeedBytes).view());
    if (const auto locked = lockWithPassword(slot, identity, password); !locked)
        return propagate(locked);
    keyslot::issue(slot, keys.grantFor(user, role, generation()), m_inside->identity, keys.slotRecords());
    if (const auto saved = store.save(slot); !saved)
        return propagate(saved);
    return SlotInfo{slot.slotId, user, role, slot.signingKey, generation()};
}

Result<SlotInfo> UnlockedFolder::restoreUser(UserId user, const QString& name, Role role, const Password& password)
{
    auto slot = addUser(user, name, role, password);
    const KeyslotStore store = m_inside->store();
    const auto known = loadKnown(store, libraryId(), m_inside->keys.slotRecords());
    if (!slot)
        return slot;
    if (!known)
        return propagate(known);
    auto adopted = adoptOrphanedGrants(store, *known, m_inside->identity, m_inside->keys.slotRecords());
    return adopted ? slot : propagate(adopted);
}

Result<QList<QByteArray>> UnlockedFolder::damagedSlots() const
{
    const auto loaded = m_inside->store().load(libraryId());
    if (!loaded)
        return propagate(loaded);
    QList<QByteArray> damaged = loaded->damaged;
    for (const Keyslot& slot : loaded->whole) {
        if (!keyslot::openRecord(slot, m_inside->keys.slotRecords()))
            damaged.append(slot.slotId);
    }
    return damaged;
}

Result<void> UnlockedFolder::forgetDamagedSlot(const QByteArray& slotId)
{
    if (auto allowed = requireAdministrator(role()); !allowed)
        return allowed;
    const auto damaged = damagedSlots();
    if (!damaged)
        return propagate(damaged);
    return damaged->contains(slotId) ? m_inside->store().remove(slotId) : Result<void>();
}

Result<void> UnlockedFolder::removeUser(UserId user)
{
    if (auto allowed = requireAdministrator(role()); !allowed)
        return allowed;
    if (user == this->user())
        return notOneself();
    const KeyslotStore store = m_inside->store();
    const auto known = loadKnown(store, libraryId(), m_inside->keys.slotRecords());
    if (!known)
        return propagate(known);
    const auto found = findUser(*known, user);
    if (!found)
        return propagate(found);
    auto takenOver =
        takeOverGrants(store, *known, found->slot.signingKey, m_inside->identity, m_inside->keys.slotRecords());
    if (!takenOver)
        return takenOver;
    return store.remove(found->slot.slotId);
}

Result<SlotInfo> UnlockedFolder::setRole(UserId user, Role role)
{
    if (const auto allowed = requireAdministrator(this->role()); !allowed)
        return propagate(allowed);
    if (user == this->user())
        return notOneself();
    const Keyring& keys = m_inside->keys;
    const KeyslotStore store = m_inside->store();
    const auto known = loadKnown(store, libraryId(), keys.slotRecords());
    if (!known)
        return propagate(known);
    auto found = findUser(*known, user);
    if (!found)
        return propagate(found);
    auto takenOver = takeOverGrants(store, *known, found->slot.signingKey, m_inside->identity, keys.slotRecords());
    if (!takenOver)
        return propagate(takenOver);
    keyslot::issue(found->slot, keys.grantFor(user, role, generation()), m_inside->identity, keys.slotRecords());
    if (const auto saved = store.save(found->slot); !saved)
        return propagate(saved);
    return SlotInfo{found->slot.slotId, user, role, found->slot.signingKey, generation()};
}

Result<SlotInfo> UnlockedFolder::setPassword(UserId user, const Password& password)
{
    const bool isOwn = user == this->user();
    if (!isOwn) {
        if (auto allowed = requireAdministrator(role()); !allowed)
            return propagate(allowed);
    }
    if (const auto given = requirePassword(password); !given)
        return propagate(given);
    const Keyring& keys = m_inside->keys;
    const KeyslotStore store = m_inside->store();
    const auto known = loadKnown(store, libraryId(), keys.slotRecords());
    if (!known)
        return propagate(known);
    auto found = findUser(*known, user);
    if (!found)
        return propagate(found);
    Keyslot& slot = found->slot;
    slot.cost = folder().kdfCost();
    if (isOwn) {
        if (const auto locked = lockWithPassword(slot, m_inside->identity, withKeyFile(password, m_inside->keyFile));
            !locked)
            return propagate(locked);
        keyslot::sealRecord(slot, found->record, keys.slotRecords());
    } else {
        auto takenOver = takeOverGrants(store, *known, slot.signingKey, m_inside->identity, keys.slotRecords());
        if (!takenOver)
            return propagate(takenOver);
        const Identity identity(SecretBuffer::random(kSeedBytes).view());
        if (const auto locked = lockWithPassword(slot, identity, password); !locked)
            return propagate(locked);
        const Grant grant = keys.grantFor(user, found->record.role, generation());
        keyslot::issue(slot, grant, m_inside->identity, keys.slotRecords());
    }
    if (const auto saved = store.save(slot); !saved)
        return propagate(saved);
    return infoOf(slot, found->record);
}

Result<void> UnlockedFolder::checkOwnPassword(const Password& password) const
{
    const auto known = loadKnown(m_inside->store(), libraryId(), m_inside->keys.slotRecords());
    const auto found = known ? findUser(*known, user()) : Result<KnownSlot>(propagate(known));
    if (!found)
        return propagate(found);
    const auto secret = keyslot::stretchPassword(found->slot, withKeyFile(password, m_inside->keyFile));
    if (!secret)
        return propagate(secret);
    const auto identity = keyslot::unlock(found->slot, secret->view());
    return identity ? Result<void>() : propagate(identity);
}

Result<SlotInfo> UnlockedFolder::setKeyFile(const Password& password, SecretBuffer secret)
{
    if (const auto right = checkOwnPassword(password); !right)
        return propagate(right);
    const auto known = loadKnown(m_inside->store(), libraryId(), m_inside->keys.slotRecords());
    auto found = known ? findUser(*known, user()) : Result<KnownSlot>(propagate(known));
    if (!found)
        return propagate(found);
    Password both = password.clone();
    both.setKeyFile(secret.clone());
    if (const auto locked = lockWithPassword(found->slot, m_inside->identity, both); !locked)
        return propagate(locked);
    keyslot::sealRecord(found->slot, found->record, m_inside->keys.slotRecords());
    if (const auto saved = m_inside->store().save(found->slot); !saved)
        return propagate(saved);
    m_inside->keyFile = std::move(secret);
    return infoOf(found->slot, found->record);
}

Result<RecoveryKey> UnlockedFolder::replaceRecoveryKey()
{
    if (auto allowed = requireAdministrator(role()); !allowed)
        return propagate(allowed);
    const Keyring& keys = m_inside->keys;
    const KeyslotStore store = m_inside->store();
    const auto known = loadKnown(store, libraryId(), keys.slotRecords());
    if (!known)
        return propagate(known);
    RecoveryKey fresh = RecoveryKey::random();
    Keyslot slot = emptySlot(folder(), SlotKind::RecoveryKey);
    const SecretBuffer secret = keyslot::stretchRecoveryKey(slot, fresh.view());
    // Opened with the old one, its identity goes on under the new one: what it signed stays signed.
    const bool isOwn = !user().isValid();
    const Identity identity(isOwn ? m_inside->identity.seed() : SecretBuffer::random(kSeedBytes).view());
    keyslot::lockWith(slot, identity, secret.view());
    const Grant grant = keys.grantFor(UserId{}, Role::Admin, generation());
    keyslot::issue(slot, grant, m_inside->identity, keys.slotRecords());
    if (const auto saved = store.save(slot); !saved)
        return propagate(saved);
    for (const KnownSlot& one : *known) {
        if (one.slot.kind != SlotKind::RecoveryKey)
            continue;
        if (!isOwn) {
            auto takenOver = takeOverGrants(store, *known, one.slot.signingKey, m_inside->identity, keys.slotRecords());
            if (!takenOver)
                return propagate(takenOver);
        }
        // Gone but not flushed is gone: only while the old key opens may the new one be given up.
        if (const auto removed = store.remove(one.slot.slotId); !removed && store.has(one.slot)) {
            (void)store.remove(slot.slotId);
            return propagate(removed);
        }
    }
    if (isOwn)
        m_inside->slotId = slot.slotId;
    return fresh;
}

Result<KeyChange> UnlockedFolder::beginKeyChange(const QString& schoolName,
                                                 std::function<Result<void>(const char*)> observer)
{
    if (const auto allowed = requireAdministrator(role()); !allowed)
        return propagate(allowed);
    const Keyring& keys = m_inside->keys;
    const auto known = loadAll(m_inside->store(), libraryId(), keys.slotRecords());
    if (!known)
        return propagate(known);
    const quint32 next = generation() + 1;
    Keyring nextKeys(Grant{{}, Role::Admin, next, GrantedKey::Root, SecretBuffer::random(kKeyBytes)});
    const CarriedKeys carried = keys.carriedTo(nextKeys, libraryId(), next);
    LibraryFolder nextFolder =
        LibraryInfoFile::make(folder().path(), {libraryId(), folder().nameSalt(), folder().kdfCost(), next, carried});
    LibraryInfoFile::seal(nextFolder, nextKeys.libraryInfo(), schoolName);
    if (!nextKeys.carry(nextFolder))
        return fail(ErrorCode::Internal, say("The new key could not be made. The library is as it was."));

    KeyChange change(std::move(nextFolder), std::move(nextKeys), std::move(observer));
    if (const auto made = change.makeFolders(); !made)
        return propagate(made);
    for (const KnownSlot& one : *known) {
        Keyslot slot = one.slot;
        const Grant grant = change.m_keys.grantFor(one.record.user, one.record.role, next);
        keyslot::issue(slot, grant, m_inside->identity, change.m_keys.slotRecords());
        if (const auto added = change.addSlot(slot); !added)
            return propagate(added);
    }
    if (const auto added = change.addInfo(); !added)
        return propagate(added);
    if (const auto registered = change.registerKeys(); !registered)
        return propagate(registered);
    return change;
}

} // namespace cloakroom
