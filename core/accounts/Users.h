#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"
#include "core/storage/Password.h"

#include <QList>

namespace cloakroom {

class Library;
struct SlotInfo;

/// Who may open the library. Right::Administer (anyone may change their own password); logged; library's thread.
class Users {
public:
    explicit Users(Library& library)
        : m_library(library)
    {
    }

    [[nodiscard]] Result<QList<User>> list();
    [[nodiscard]] Result<UserId> add(const QString& name, Role role, const Password& password);
    /// The last enabled administrator cannot be disabled or given another role.
    [[nodiscard]] Result<void> disable(const QString& name);
    [[nodiscard]] Result<void> setRole(const QString& name, Role role);
    [[nodiscard]] Result<void> setOwnPassword(const Password& password);
    /// Somebody else's, who forgot it. Right::Administer.
    [[nodiscard]] Result<void> setPassword(const QString& name, const Password& password);
    /// Makes a key file at `path` (a new file, for example on a USB stick) and asks for it at one's next signing in.
    /// `password` is one's own. AlreadyExists, WrongPassword, Unreadable.
    [[nodiscard]] Result<void> addKeyFile(const QString& path, const Password& password);
    /// The password alone is enough again.
    [[nodiscard]] Result<void> removeKeyFile(const Password& password);
    /// Whether the signed-in user has one.
    [[nodiscard]] bool hasKeyFile() const;
    /// WrongPassword unless it is the signed-in user's own.
    [[nodiscard]] Result<void> checkOwnPassword(const Password& password) const;
    /// A new recovery key; the old one opens nothing any more. Right::Administer. To show once; the caller wipes it.
    [[nodiscard]] Result<QString> replaceRecoveryKey();
    /// For a library that the recovery key opened: a new password for an enabled user, whose keyslot is made anew
    /// should it be lost or damaged; an administrator who was disabled is enabled again when no other is left.
    [[nodiscard]] Result<void> recover(const QString& name, const Password& password);

private:
    [[nodiscard]] Result<User> named(const QString& name);
    [[nodiscard]] Result<void> storeSlot(User user, const SlotInfo& slot, const QString& action);
    [[nodiscard]] Result<SlotInfo> givePassword(const User& user, const Password& password);
    [[nodiscard]] Result<void> forgetDamagedRecoverySlots();
    [[nodiscard]] Result<void> changePassword(const User& user, const Password& password, const QString& action);

    [[nodiscard]] Result<void> changeKeyFile(const Password& password, SecretBuffer secret, const QString& action);

    Library& m_library;
};

} // namespace cloakroom
