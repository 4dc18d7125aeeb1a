#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Consent.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <optional>

namespace cloakroom {

class Database;

/// One party's say about one person and purpose.
struct LedgerPlace {
    PersonId person;
    PurposeId purpose;
    Party party = Party::Parent1;

    friend bool operator==(const LedgerPlace&, const LedgerPlace&) = default;
    friend size_t qHash(const LedgerPlace& place, size_t seed = 0)
    {
        return qHashMulti(seed, place.person.value, place.purpose.value, static_cast<int>(place.party));
    }
};

/// Rows of consents, which are only ever added. No rules: see ConsentLedger.
class ConsentRepository {
public:
    explicit ConsentRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<ConsentId> insert(const Consent& consent);
    /// Many at once, their ids in the same order.
    [[nodiscard]] Result<QList<ConsentId>> insertAll(const QList<Consent>& consents);
    /// What every party said last about everybody; rows that this program cannot read are left out.
    [[nodiscard]] Result<QHash<LedgerPlace, Decision>> latest();
    [[nodiscard]] Result<EvidenceId> insertEvidence(const Evidence& evidence, UserId by, const QDateTime& at);
    [[nodiscard]] Result<std::optional<Consent>> get(ConsentId id);
    /// Absent when none is kept with this decision.
    [[nodiscard]] Result<std::optional<Evidence>> evidence(ConsentId id);
    /// The form with exactly this content, made when there is none.
    [[nodiscard]] Result<ConsentFormId> formWith(const QString& content, UserId by, const QDateTime& at);
    [[nodiscard]] Result<std::optional<QString>> formContent(ConsentFormId id);
    /// Photos with a face that is named as one of them.
    [[nodiscard]] Result<QList<PhotoId>> photosOf(const QList<PersonId>& people);
    /// Newest first, by the day they speak of, then as recorded. Rows that this program cannot read are left out here;
    /// the rules see them and agree to nothing.
    [[nodiscard]] Result<QList<Consent>> history(PersonId person, std::optional<PurposeId> purpose);
    /// Whether exactly this has been recorded already.
    [[nodiscard]] Result<bool> contains(const Consent& consent);

private:
    Database& m_database;
};

} // namespace cloakroom
