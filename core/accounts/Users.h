#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"
#include "core/storage/Password.h"

#include <QList>

namespace cloakroom {

class Library;

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

private:
    Library& m_library;
};

} // namespace cloakroom
