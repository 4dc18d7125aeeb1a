#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QHash>
#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// Rows of users. No rules: see accounts::Users.
class UserRepository {
public:
    explicit UserRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<QList<User>> list();
    [[nodiscard]] Result<std::optional<User>> get(UserId id);
    [[nodiscard]] Result<std::optional<User>> byName(const QString& name); ///< case ignored
    /// `user.id` decides the row's number when it is valid.
    [[nodiscard]] Result<UserId> insert(const User& user, const QDateTime& now);
    [[nodiscard]] Result<void> update(const User& user);
    /// Every key the user ever signed with: a new password set by somebody else brings a new one.
    [[nodiscard]] Result<void> addKey(UserId id, const QByteArray& publicKey, const QDateTime& now);
    /// Of every user, and of recovery keys under the invalid id.
    [[nodiscard]] Result<QHash<UserId, QList<QByteArray>>> keys();
    /// What a recovery key signs with.
    [[nodiscard]] Result<void> addRecoveryKey(const QByteArray& publicKey, const QDateTime& now);

private:
    Database& m_database;
};

} // namespace cloakroom
