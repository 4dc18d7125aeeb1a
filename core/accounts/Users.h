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
    /// For a library that the recovery key opened: a new password for an enabled user, whose keyslot is made anew
    /// should it be lost or damaged; an administrator who was disabled is enabled again when no other is left.
    [[nodiscard]] Result<void> recover(const QString& name, const Password& password);

private:
    [[nodiscard]] Result<User> named(const QString& name);
    [[nodiscard]] Result<void> storeSlot(User user, const SlotInfo& slot, const QString& action);
    [[nodiscard]] Result<void> changePassword(const User& user, const Password& password, const QString& action);

    Library& m_library;
};

} // namespace cloakroom
