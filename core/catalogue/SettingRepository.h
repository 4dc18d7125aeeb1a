#pragma once

#include "core/base/Result.h"

#include <QString>

#include <optional>

namespace cloakroom {

class Database;

/// Keys of settings. Stored: never rename one.
namespace settings {
inline const QString kSchoolName = QStringLiteral("school-name");
} // namespace settings

/// The school's own settings: words and numbers by key.
class SettingRepository {
public:
    explicit SettingRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<std::optional<QString>> get(const QString& key);
    [[nodiscard]] Result<void> set(const QString& key, const QString& value);
    [[nodiscard]] Result<void> remove(const QString& key);

private:
    Database& m_database;
};

} // namespace cloakroom
