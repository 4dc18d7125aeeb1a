#include "core/catalogue/ConsentRepository.h"

#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

std::optional<Consent> readConsent(const Statement& row)
{
    const auto decision = decisionFromKey(row.text(3));
    const auto party = partyFromKey(row.text(4));
    const auto on = row.day(5);
    if (!decision || !party || !on) {
        return std::nullopt;
    }
    Consent consent;
    consent.id = ConsentId{row.int64(0)};
    consent.person = PersonId{row.int64(1)};
    consent.purpose = PurposeId{row.int64(2)};
    consent.decision = *decision;
    consent.party = *party;
    consent.on = *on;
    consent.until = row.day(6);
    consent.evidenceName = row.text(7);
    consent.note = row.text(8);
    consent.recordedBy = UserId{row.int64(9)};
    consent.recordedAt = row.time(10);
    return consent;
}

} // namespace

Result<ConsentId> ConsentRepository::insert(const Consent& consent, const QByteArray& evidence)
{
    const auto id = insertSql(
        m_database,
        QStringLiteral("INSERT INTO consent(person_id, purpose_id, decision, party, on_day, until_day, evidence_name, "
                       "evidence, note, recorded_by, recorded_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        consent.person, consent.purpose, decisionKey(consent.decision), partyKey(consent.party), consent.on,
        consent.until, consent.evidenceName, evidence.isEmpty() ? std::nullopt : std::optional(evidence), consent.note,
        consent.recordedBy, consent.recordedAt);
    if (!id) {
        return propagate(id);
    }
    return ConsentId{*id};
}

Result<QList<Consent>> ConsentRepository::history(PersonId person, std::optional<PurposeId> purpose)
{
    const auto rows = allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT id, person_id, purpose_id, decision, party, on_day, until_day, evidence_name, "
                                "note, recorded_by, recorded_at FROM consent WHERE person_id = ? AND purpose_id = "
                                "coalesce(?, purpose_id) ORDER BY on_day DESC, id DESC"),
                 person, purpose),
        readConsent);
    if (!rows) {
        return propagate(rows);
    }
    QList<Consent> history;
    for (const auto& consent : *rows) {
        if (consent) {
            history += *consent;
        }
    }
    return history;
}

Result<bool> ConsentRepository::contains(const Consent& consent)
{
    const auto found = firstRow(
        boundSql(m_database,
                 QStringLiteral("SELECT 1 FROM consent WHERE person_id = ? AND purpose_id = ? AND decision = ? AND "
                                "party = ? AND on_day = ? AND until_day IS ?"),
                 consent.person, consent.purpose, decisionKey(consent.decision), partyKey(consent.party), consent.on,
                 consent.until),
        [](const Statement&) { return true; });
    if (!found) {
        return propagate(found);
    }
    return found->has_value();
}

} // namespace cloakroom
