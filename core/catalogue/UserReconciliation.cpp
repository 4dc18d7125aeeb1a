#include "core/catalogue/UserReconciliation.h"

#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/UserRepository.h"
#include "core/storage/UnlockedFolder.h"

#include <QHash>

namespace cloakroom {

namespace {

const QString kCutOff = QStringLiteral("brought to its end after an interruption");

Result<void> record(Library& library, const QString& action, UserId user)
{
    return appendAudit(library, action, {{QStringLiteral("user"), user.value}}, kCutOff);
}

Result<void> disableRow(Library& library, User user)
{
    user.isEnabled = false;
    if (auto done = UserRepository(library.db()).update(user); !done) {
        return done;
    }
    return record(library, QStringLiteral("user.disable"), user.id);
}

Result<void> takeKey(Library& library, User user, const SlotInfo& slot)
{
    UserRepository users(library.db());
    user.slot = QString::fromLatin1(slot.slotId.toHex());
    user.signingKey = slot.publicKey;
    if (auto done = users.update(user); !done) {
        return done;
    }
    if (auto done = users.addKey(user.id, slot.publicKey, library.clock().now()); !done) {
        return done;
    }
    return record(library, QStringLiteral("user.set-password"), user.id);
}

Result<void> reconcileSlot(Library& library, const std::optional<User>& user, const SlotInfo& slot)
{
    const bool isOwn = slot.user == library.folder().user();
    if (!user || !user->isEnabled) {
        if (isOwn) {
            return {};
        }
        if (auto removed = library.folder().removeUser(slot.user); !removed) {
            return removed;
        }
        return record(library, QStringLiteral("user.remove-keyslot"), slot.user);
    }
    if (slot.role != user->role && !isOwn) {
        if (const auto given = library.folder().setRole(slot.user, user->role); !given) {
            return propagate(given);
        }
        if (auto done = record(library, QStringLiteral("user.set-role"), slot.user); !done) {
            return done;
        }
    }
    return slot.publicKey == user->signingKey ? Result<void>() : takeKey(library, *user, slot);
}

Result<void> reconcile(Library& library, const QList<User>& users, const QList<SlotInfo>& slots)
{
    QHash<UserId, User> rows;
    for (const User& user : users) {
        rows.insert(user.id, user);
    }
    QHash<UserId, User> withoutSlot = rows;
    for (const SlotInfo& slot : slots) {
        if (!slot.user.isValid()) {
            continue;
        }
        withoutSlot.remove(slot.user);
        const auto row = rows.constFind(slot.user);
        const auto user = row == rows.cend() ? std::nullopt : std::optional(*row);
        if (auto done = reconcileSlot(library, user, slot); !done) {
            return done;
        }
    }
    for (const User& user : std::as_const(withoutSlot)) {
        if (user.isEnabled) {
            if (auto done = disableRow(library, user); !done) {
                return done;
            }
        }
    }
    return {};
}

} // namespace

Result<void> reconcileUsers(Library& library)
{
    const auto slots = library.folder().keyslots();
    if (!slots) {
        return {};
    }
    const auto users = UserRepository(library.db()).list();
    if (!users) {
        return propagate(users);
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = reconcile(library, *users, *slots); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
