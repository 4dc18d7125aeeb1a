#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Purpose.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// Rows of purposes. No rules: see Purposes.
class PurposeRepository {
public:
    explicit PurposeRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<QList<Purpose>> list(); ///< in the order they were made
    [[nodiscard]] Result<std::optional<Purpose>> get(PurposeId id);
    [[nodiscard]] Result<std::optional<Purpose>> byKey(const QString& key);
    [[nodiscard]] Result<PurposeId> insert(const Purpose& purpose);
    /// The key stays: the command line and old exports know the purpose by it.
    [[nodiscard]] Result<void> update(const Purpose& purpose);

private:
    Database& m_database;
};

} // namespace cloakroom
