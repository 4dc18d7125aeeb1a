#include "core/catalogue/UserRepository.h"

#include "core/catalogue/Database.h"

namespace cloakroom {

namespace {

const QString kColumns = QStringLiteral("SELECT id, name, role, enabled, slot, signing_key FROM user");

// A role that this program does not know may do the least, and the user counts as disabled.
User readUser(const Statement& row)
{
    const auto role = roleFromKey(row.text(2));
    return {UserId{row.int64(0)}, row.text(1), role.value_or(Role::Viewer), row.boolean(3) && role.has_value(),
            row.text(4),          row.blob(5)};
}

Result<std::optional<User>> readOne(Statement& statement)
{
    const auto row = statement.next();
    if (!row) {
        return propagate(row);
    }
    return *row ? std::optional(readUser(statement)) : std::nullopt;
}

} // namespace

Result<QList<User>> UserRepository::list()
{
    auto statement = m_database.prepare(kColumns + QStringLiteral(" ORDER BY name"));
    if (!statement) {
        return propagate(statement);
    }
    QList<User> users;
    for (;;) {
        const auto row = statement->next();
        if (!row) {
            return propagate(row);
        }
        if (!*row) {
            return users;
        }
        users.append(readUser(*statement));
    }
}

Result<std::optional<User>> UserRepository::get(UserId id)
{
    auto statement = m_database.prepare(kColumns + QStringLiteral(" WHERE id = ?"));
    if (!statement) {
        return propagate(statement);
    }
    statement->bind(id);
    return readOne(*statement);
}

Result<std::optional<User>> UserRepository::byName(const QString& name)
{
    auto statement = m_database.prepare(kColumns + QStringLiteral(" WHERE name = ?"));
    if (!statement) {
        return propagate(statement);
    }
    statement->bind(name);
    return readOne(*statement);
}

Result<UserId> UserRepository::insert(const User& user, const QDateTime& now)
{
    auto statement = m_database.prepare(QStringLiteral(
        "INSERT INTO user(id, name, role, enabled, slot, signing_key, created_at) VALUES(?, ?, ?, ?, ?, ?, ?)"));
    if (!statement) {
        return propagate(statement);
    }
    const auto done = statement->bind(user.id)
                          .bind(user.name)
                          .bind(roleKey(user.role))
                          .bind(user.isEnabled)
                          .bind(user.slot)
                          .bind(user.signingKey)
                          .bind(now)
                          .run();
    if (!done) {
        return propagate(done);
    }
    return UserId{statement->lastInsertId()};
}

Result<void> UserRepository::update(const User& user)
{
    auto statement = m_database.prepare(
        QStringLiteral("UPDATE user SET name = ?, role = ?, enabled = ?, slot = ?, signing_key = ? WHERE id = ?"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(user.name)
        .bind(roleKey(user.role))
        .bind(user.isEnabled)
        .bind(user.slot)
        .bind(user.signingKey)
        .bind(user.id)
        .run();
}

Result<void> UserRepository::addKey(UserId id, const QByteArray& publicKey, const QDateTime& now)
{
    auto statement = m_database.prepare(
        QStringLiteral("INSERT OR IGNORE INTO user_key(public_key, user_id, added_at) VALUES(?, ?, ?)"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(publicKey).bind(id).bind(now).run();
}

Result<QHash<UserId, QList<QByteArray>>> UserRepository::keys()
{
    auto statement = m_database.prepare(QStringLiteral("SELECT user_id, public_key FROM user_key UNION ALL "
                                                       "SELECT 0, public_key FROM recovery_identity"));
    if (!statement) {
        return propagate(statement);
    }
    QHash<UserId, QList<QByteArray>> keys;
    for (;;) {
        const auto row = statement->next();
        if (!row) {
            return propagate(row);
        }
        if (!*row) {
            return keys;
        }
        keys[UserId{statement->int64(0)}].append(statement->blob(1));
    }
}

Result<void> UserRepository::addRecoveryKey(const QByteArray& publicKey, const QDateTime& now)
{
    auto statement = m_database.prepare(
        QStringLiteral("INSERT OR IGNORE INTO recovery_identity(public_key, added_at) VALUES(?, ?)"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(publicKey).bind(now).run();
}

} // namespace cloakroom
