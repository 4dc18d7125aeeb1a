#include "core/catalogue/ConsentRepository.h"

#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/Sql.h"

namespace cloakroom {

namespace {

const QString kSelect = QStringLiteral("SELECT id, person_id, purpose_id, decision, party, on_day, until_day, "
                                       "evidence_name, note, recorded_by, recorded_at, "
                                       "evidence_id, form_id FROM consent WHERE ");

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
    consent.evidence = EvidenceId{row.int64(11)};
    consent.form = ConsentFormId{row.int64(12)};
    return consent;
}

} // namespace

Result<ConsentId> ConsentRepository::insert(const Consent& consent)
{
    const auto ids = insertAll({consent});
    if (!ids) {
        return propagate(ids);
    }
    return ids->constFirst();
}

Result<QList<ConsentId>> ConsentRepository::insertAll(const QList<Consent>& consents)
{
    auto row = m_database.prepare(
        QStringLiteral("INSERT INTO consent(person_id, purpose_id, decision, party, on_day, until_day, evidence_name, "
                       "evidence_id, form_id, note, recorded_by, recorded_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                       "?)"));
    if (!row) {
        return propagate(row);
    }
    QList<ConsentId> ids;
    for (const Consent& consent : consents) {
        row->bind(consent.person).bind(consent.purpose).bind(decisionKey(consent.decision));
        row->bind(partyKey(consent.party)).bind(consent.on).bind(consent.until).bind(consent.evidenceName);
        row->bind(consent.evidence).bind(consent.form).bind(consent.note);
        row->bind(consent.recordedBy).bind(consent.recordedAt);
        if (const auto done = row->run(); !done) {
            return propagate(done);
        }
        ids += ConsentId{row->lastInsertId()};
    }
    return ids;
}

Result<QHash<LedgerPlace, Decision>> ConsentRepository::latest()
{
    QHash<LedgerPlace, Decision> latest;
    const auto rows = allRows(
        boundSql(m_database,
                 QStringLiteral("SELECT person_id, purpose_id, party, decision FROM consent ORDER BY on_day, id")),
        [&latest](const Statement& row) {
            const auto party = partyFromKey(row.text(2));
            const auto decision = decisionFromKey(row.text(3));
            if (party && decision) {
                latest.insert({PersonId{row.int64(0)}, PurposeId{row.int64(1)}, *party}, *decision);
            }
            return true;
        });
    if (!rows) {
        return propagate(rows);
    }
    return latest;
}

Result<EvidenceId> ConsentRepository::insertEvidence(const Evidence& evidence, UserId by, const QDateTime& at)
{
    const auto id = insertSql(
        m_database, QStringLiteral("INSERT INTO evidence(name, bytes, added_at, added_by) VALUES(?, ?, ?, ?)"),
        evidence.name, evidence.bytes, at, by);
    if (!id) {
        return propagate(id);
    }
    return EvidenceId{*id};
}

Result<std::optional<Consent>> ConsentRepository::get(ConsentId id)
{
    const auto found = firstRow(boundSql(m_database, kSelect + QStringLiteral("id = ?"), id), readConsent);
    if (!found) {
        return propagate(found);
    }
    return found->value_or(std::nullopt);
}

Result<std::optional<Evidence>> ConsentRepository::evidence(ConsentId id)
{
    return firstRow(
        boundSql(m_database,
                 QStringLiteral("SELECT coalesce(e.name, c.evidence_name), coalesce(e.bytes, c.evidence) FROM "
                                "consent c LEFT JOIN evidence e ON e.id = c.evidence_id WHERE c.id = ? AND "
                                "coalesce(e.bytes, c.evidence) IS NOT NULL"),
                 id),
        [](const Statement& row) {
            return Evidence{row.text(0), row.blob(1)};
        });
}

Result<QList<Consent>> ConsentRepository::history(PersonId person, std::optional<PurposeId> purpose)
{
    const auto rows = allRows(
        boundSql(m_database,
                 kSelect
                     + QStringLiteral("person_id = ? AND purpose_id = coalesce(?, purpose_id) ORDER BY on_day DESC, id "
                                      "DESC"),
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

Result<ConsentFormId> ConsentRepository::formWith(const QString& content, UserId by, const QDateTime& at)
{
    const auto known =
        firstRow(boundSql(m_database, QStringLiteral("SELECT id FROM consent_form WHERE content = ?"), content),
                 [](const Statement& row) { return ConsentFormId{row.int64(0)}; });
    if (!known) {
        return propagate(known);
    }
    if (*known) {
        return **known;
    }
    const auto id =
        insertSql(m_database, QStringLiteral("INSERT INTO consent_form(content, made_at, made_by) VALUES(?, ?, ?)"),
                  content, at, by);
    if (!id) {
        return propagate(id);
    }
    return ConsentFormId{*id};
}

Result<std::optional<QString>> ConsentRepository::formContent(ConsentFormId id)
{
    return firstRow(boundSql(m_database, QStringLiteral("SELECT content FROM consent_form WHERE id = ?"), id),
                    [](const Statement& row) { return row.text(0); });
}

Result<QList<PhotoId>> ConsentRepository::photosOf(const QList<PersonId>& people)
{
    return allRows(boundSql(m_database,
                            QStringLiteral("SELECT DISTINCT photo_id FROM face WHERE person_id IN (SELECT value FROM "
                                           "json_each(?)) ORDER BY photo_id"),
                            idList(people)),
                   [](const Statement& row) { return PhotoId{row.int64(0)}; });
}

} // namespace cloakroom
