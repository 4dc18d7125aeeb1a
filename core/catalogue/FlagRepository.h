#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// How a flag was decided.
struct FlagDecision {
    FlagOutcome outcome = FlagOutcome::Seal;
    QString note;
    UserId by;
    QDateTime at; ///< UTC
};

/// Rows of flags and what they do to photos. No rules: see Flags.
class FlagRepository {
public:
    explicit FlagRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<FlagId> insert(PhotoId photo, const QString& reason, UserId by, const QDateTime& at);
    /// Open ones first, then newest.
    [[nodiscard]] Result<QList<Flag>> list();
    [[nodiscard]] Result<std::optional<Flag>> get(FlagId id);
    [[nodiscard]] Result<void> decide(FlagId id, const FlagDecision& decision);
    /// Whether another flag of the photo was decided as "keep sealed".
    [[nodiscard]] Result<bool> isSealedByAnother(const Flag& flag);
    [[nodiscard]] Result<void> setRestriction(PhotoId photo, FlagOutcome outcome);

private:
    Database& m_database;
};

} // namespace cloakroom
