#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// How a request for a second look ended.
struct SecondLookDecision {
    SecondLookOutcome outcome = SecondLookOutcome::SentBack;
    UserId by;
    QDateTime at; ///< UTC
    QString answer;
};

/// Rows of requests for a second look. No rules: see SecondLooks.
class SecondLookRepository {
public:
    explicit SecondLookRepository(Database& database)
        : m_database(database)
    {
    }

    /// Speaks of the photo's state at this moment.
    [[nodiscard]] Result<SecondLookId> insert(const SecondLook& look, const QByteArray& facesHash);
    [[nodiscard]] Result<std::optional<SecondLook>> get(SecondLookId id);
    /// The oldest first.
    [[nodiscard]] Result<QList<SecondLook>> open();
    [[nodiscard]] Result<QList<SecondLook>> openOf(PhotoId photo, PurposeId purpose);
    /// The newest first.
    [[nodiscard]] Result<QList<SecondLook>> askedBy(UserId user);
    [[nodiscard]] Result<void> decide(SecondLookId id, const SecondLookDecision& decision);
    /// Everything open about the photo and the purpose; answers how many.
    [[nodiscard]] Result<qint64> decideOpenOf(PhotoId photo, PurposeId purpose, const SecondLookDecision& decision);

private:
    Database& m_database;
};

} // namespace cloakroom
