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

    /// Takes the photo's row with its wrapped key, faces, sign-offs and flags away, and reserves the name of its
    /// encrypted file, which is returned, so that the file goes too even if the program stops here.
    [[nodiscard]] Result<QString> erasePhoto(PhotoId photo);
    /// The encrypted file is gone.
    [[nodiscard]] Result<void> forgetFile(const QString& vaultName);
    /// Writes the log back into the database file and empties it, so that no page of before stays there.
    [[nodiscard]] Result<void> emptyWriteAheadLog();

private:
    Database& m_database;
};

} // namespace cloakroom
