#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Consent.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// Rows of consents, which are only ever added. No rules: see ConsentLedger.
class ConsentRepository {
public:
    explicit ConsentRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<ConsentId> insert(const Consent& consent, const QByteArray& evidence);
    /// Newest first, by the day they speak of, then as recorded. Rows that this program cannot read are left out here;
    /// the rules see them and agree to nothing.
    [[nodiscard]] Result<QList<Consent>> history(PersonId person, std::optional<PurposeId> purpose);
    /// Whether exactly this has been recorded already.
    [[nodiscard]] Result<bool> contains(const Consent& consent);

private:
    Database& m_database;
};

} // namespace cloakroom
