#include "core/accounts/Users.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/UserRepository.h"
#include "core/storage/KeyFile.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Users", text);
}

QJsonObject subjectOf(UserId user)
{
    return {{QStringLiteral("user"), user.value}};
}

QString slotName(const SlotInfo& slot)
{
    return QString::fromLatin1(slot.slotId.toHex());
}

QByteArray slotId(const User& user)
{
    return QByteArray::fromHex(user.slot.toLatin1());
}

// Somebody has to be left who can add users and give roles.
Result<void> keepAnAdministrator(const QList<User>& users, UserId leaving)
{
    const bool remains = std::any_of(users.begin(), users.end(), [leaving](const User& user) {
        return user.role == Role::Admin && user.isEnabled && user.id != leaving;
    });
    if (remains) {
        return {};
    }
    return fail(ErrorCode::NotAllowed,
                tr("This is the last administrator. Nothing was changed. Give somebody else that role first."));
}

} // namespace

Result<QList<User>> Users::list()
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    return UserRepository(m_library.db()).list();
}

Result<User> Users::named(const QString& name)
{
    const auto user = UserRepository(m_library.db()).byName(name.trimmed());
    if (!user) {
        return propagate(user);
    }
    if (!*user) {
        return fail(ErrorCode::NotFound, tr("There is no user called %1.").arg(name.trimmed()));
    }
    return **user;
}

// The keyslot is written last: should that fail, the transaction takes the row back.
Result<UserId> Users::add(const QString& name, Role role, const Password& password)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty()) {
        return fail(ErrorCode::Invalid, tr("A user needs a name."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    UserRepository users(m_library.db());
    const auto existing = users.byName(trimmed);
    if (!existing) {
        return propagate(existing);
    }
    if (*existing) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There is a user called %1 already. Nothing was changed.").arg(trimmed));
    }
    User user{{}, trimmed, role, true, {}, {}};
    const auto id = users.insert(user, m_library.clock().now());
    if (!id) {
        return propagate(id);
    }
    user.id = *id;
    const auto slot = m_library.folder().addUser(*id, trimmed, role, password);
    if (!slot) {
        return propagate(slot);
    }
    const auto stored = storeSlot(user, *slot, QStringLiteral("user.add"));
    if (const auto done = stored ? transaction->commit() : stored; !done) {
        (void)m_library.folder().removeUser(*id);
        return propagate(done);
    }
    return *id;
}

Result<void> Users::storeSlot(User user, const SlotInfo& slot, const QString& action)
{
    user.slot = slotName(slot);
    user.signingKey = slot.publicKey;
    UserRepository users(m_library.db());
    if (auto done = users.update(user); !done) {
        return done;
    }
    if (auto done = users.addKey(user.id, slot.publicKey, m_library.clock().now()); !done) {
        return done;
    }
    return audit::append(m_library, action, subjectOf(user.id), roleKey(user.role));
}

// Slot and row are two writes: the row's is committed last, so that a failure leaves the user as they were. After a
// crash in between the slot is gone already and reconcileUsers() brings the row after it.
Result<void> Users::disable(const QString& name)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    auto user = named(name);
    if (!user) {
        return propagate(user);
    }
    const auto all = list();
    if (!all) {
        return propagate(all);
    }
    if (auto kept = keepAnAdministrator(*all, user->id); !kept) {
        return kept;
    }
    if (!user->isEnabled) {
        return {};
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    user->isEnabled = false;
    if (auto done = UserRepository(m_library.db()).update(*user); !done) {
        return done;
    }
    if (auto done = audit::append(m_library, QStringLiteral("user.disable"), subjectOf(user->id)); !done) {
        return done;
    }
    auto removed = m_library.folder().removeUser(user->id);
    if (!removed && removed.error().code == ErrorCode::NotFound) {
        removed = m_library.folder().forgetDamagedSlot(slotId(*user));
    }
    return removed ? transaction->commit() : removed;
}

Result<void> Users::setRole(const QString& name, Role role)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    auto user = named(name);
    if (!user) {
        return propagate(user);
    }
    const auto all = list();
    if (!all) {
        return propagate(all);
    }
    if (role != Role::Admin) {
        if (auto kept = keepAnAdministrator(*all, user->id); !kept) {
            return kept;
        }
    }
    if (!user->isEnabled) {
        return fail(ErrorCode::Invalid, tr("%1 is disabled and has no role to change.").arg(user->name));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const Role before = user->role;
    const auto slot = m_library.folder().setRole(user->id, role);
    if (!slot) {
        return propagate(slot);
    }
    user->role = role;
    const auto stored = storeSlot(*user, *slot, QStringLiteral("user.set-role"));
    if (auto done = stored ? transaction->commit() : stored; !done) {
        (void)m_library.folder().setRole(user->id, before);
        return done;
    }
    return {};
}

Result<void> Users::setOwnPassword(const Password& password)
{
    return changePassword(m_library.user(), password, QStringLiteral("user.set-own-password"));
}

Result<void> Users::setPassword(const QString& name, const Password& password)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    const auto user = named(name);
    if (!user) {
        return propagate(user);
    }
    return changePassword(*user, password, QStringLiteral("user.set-password"));
}

Result<void> Users::changePassword(const User& user, const Password& password, const QString& action)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto slot = givePassword(user, password);
    if (!slot) {
        return propagate(slot);
    }
    if (auto done = storeSlot(user, *slot, action); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    const bool isSame = slot->slotId == slotId(user);
    return isSame ? Result<void>() : m_library.folder().forgetDamagedSlot(slotId(user));
}

// Whose keyslot is gone or damaged gets a new one.
Result<SlotInfo> Users::givePassword(const User& user, const Password& password)
{
    auto slot = m_library.folder().setPassword(user.id, password);
    const bool isLost = !slot && slot.error().code == ErrorCode::NotFound;
    return isLost ? m_library.folder().restoreUser(user.id, user.name, user.role, password) : slot;
}

Result<void> Users::recover(const QString& name, const Password& password)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    auto user = named(name);
    if (!user) {
        return propagate(user);
    }
    const auto all = list();
    if (!all) {
        return propagate(all);
    }
    const bool isLastAdmin = user->role == Role::Admin && !keepAnAdministrator(*all, user->id);
    if (!user->isEnabled && !isLastAdmin) {
        return fail(
            ErrorCode::NotAllowed,
            tr("%1 was disabled. Nothing was changed. Recover an administrator, who can add users.").arg(user->name));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    user->isEnabled = true;
    const auto slot = givePassword(*user, password);
    if (!slot) {
        return propagate(slot);
    }
    if (auto done = storeSlot(*user, *slot, QStringLiteral("user.recover")); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    return m_library.folder().forgetDamagedSlot(slotId(*user));
}

// The file is on its medium before the keyslot asks for it: after a crash in between it is one file too many.
Result<void> Users::addKeyFile(const QString& path, const Password& password)
{
    if (auto right = checkOwnPassword(password); !right) {
        return right;
    }
    auto secret = makeKeyFile(path);
    if (!secret) {
        return propagate(secret);
    }
    return changeKeyFile(password, std::move(*secret), QStringLiteral("user.add-key-file"));
}

Result<void> Users::removeKeyFile(const Password& password)
{
    return changeKeyFile(password, {}, QStringLiteral("user.remove-key-file"));
}

Result<void> Users::changeKeyFile(const Password& password, SecretBuffer secret, const QString& action)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto slot = m_library.folder().setKeyFile(password, std::move(secret));
    if (!slot) {
        return propagate(slot);
    }
    if (auto done = storeSlot(m_library.user(), *slot, action); !done) {
        return done;
    }
    return transaction->commit();
}

bool Users::hasKeyFile() const
{
    return m_library.folder().slot().hasKeyFile;
}

Result<void> Users::checkOwnPassword(const Password& password) const
{
    return m_library.folder().checkOwnPassword(password);
}

Result<QString> Users::replaceRecoveryKey()
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto key = m_library.folder().replaceRecoveryKey();
    if (!key) {
        return propagate(key);
    }
    if (auto done = audit::append(m_library, QStringLiteral("library.replace-recovery-key")); !done) {
        return propagate(done);
    }
    if (auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    if (auto done = forgetDamagedRecoverySlots(); !done) {
        return propagate(done);
    }
    return key->text();
}

// A damaged slot that is no user's can only have been the recovery key's. Those of users stay: they are the sign that
// somebody needs a new password.
Result<void> Users::forgetDamagedRecoverySlots()
{
    const auto damaged = m_library.folder().damagedSlots();
    const auto users = UserRepository(m_library.db()).list();
    if (!damaged || !users) {
        return {}; // they are still there to be found by the next check
    }
    for (const QByteArray& id : *damaged) {
        const bool isUsers =
            std::any_of(users->begin(), users->end(), [&](const User& user) { return slotId(user) == id; });
        if (auto done = isUsers ? Result<void>() : m_library.folder().forgetDamagedSlot(id); !done) {
            return done;
        }
    }
    return {};
}

} // namespace cloakroom
