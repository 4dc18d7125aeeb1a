#include "core/catalogue/SettingRepository.h"

#include "core/catalogue/Database.h"

namespace cloakroom {

Result<std::optional<QString>> SettingRepository::get(const QString& key)
{
    auto statement = m_database.prepare(QStringLiteral("SELECT value FROM setting WHERE key = ?"));
    if (!statement) {
        return propagate(statement);
    }
    const auto row = statement->bind(key).next();
    if (!row) {
        return propagate(row);
    }
    return *row ? std::optional(statement->text(0)) : std::nullopt;
}

Result<void> SettingRepository::set(const QString& key, const QString& value)
{
    auto statement = m_database.prepare(QStringLiteral(
        "INSERT INTO setting(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(key).bind(value).run();
}

Result<void> SettingRepository::remove(const QString& key)
{
    auto statement = m_database.prepare(QStringLiteral("DELETE FROM setting WHERE key = ?"));
    if (!statement) {
        return propagate(statement);
    }
    return statement->bind(key).run();
}

} // namespace cloakroom
