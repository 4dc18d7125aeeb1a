// What people said, one decision at a time. Many at once and what they change: ConsentBatch.cpp; lists from a CSV:
// ConsentImport.cpp; the school's settings: ConsentSettings.cpp.

#include "core/consent/ConsentLedger.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/ClearanceQuery.h"
#include "core/catalogue/ConsentRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr qsizetype kMostEvidenceBytes = qsizetype{32} << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsentLedger", text);
}

/// An adult's yes is their own; a no is heard from anybody.
bool maySpeak(const ConsentDraft& draft, PersonKind kind)
{
    return kind == PersonKind::Pupil || draft.party == Party::Self || draft.decision != Decision::Granted;
}

Result<void> checkDays(const ConsentDraft& draft, QDate today)
{
    if (!draft.on.isValid() || draft.on.year() < 1900) {
        return fail(ErrorCode::Invalid, tr("A consent needs the day from which it holds. Nothing was recorded."));
    }
    if (draft.on > today) {
        return fail(ErrorCode::Invalid,
                    tr("That day is in the future: record a decision once it has been made. Nothing was recorded."));
    }
    if (draft.until && (!draft.until->isValid() || *draft.until < draft.on)) {
        return fail(ErrorCode::Invalid,
                    tr("The last day is before the day on which the consent begins. Nothing was recorded."));
    }
    return {};
}

Consent rowOf(const ConsentDraft& draft, const Library& library)
{
    Consent row;
    row.person = draft.person;
    row.purpose = draft.purpose;
    row.decision = draft.decision;
    row.party = draft.party;
    row.on = draft.on;
    row.until = draft.decision == Decision::Granted ? draft.until : std::nullopt;
    row.evidenceName = draft.evidenceName.trimmed();
    row.note = draft.note.trimmed();
    row.form = draft.form;
    row.recordedBy = library.user().id;
    row.recordedAt = library.clock().now();
    return row;
}

QList<RegisterId> newOnes(const QList<RegisterId>& before, const QList<RegisterId>& after)
{
    QList<RegisterId> added;
    std::copy_if(after.begin(), after.end(), std::back_inserter(added),
                 [&before](RegisterId entry) { return !before.contains(entry); });
    return added;
}

bool isDue(const Standing& standing, QDate lastDay)
{
    if (standing.mayShow) {
        return standing.endsOn && *standing.endsOn <= lastDay;
    }
    return standing.rule == Rule::Missing || standing.rule == Rule::Ended;
}

} // namespace

Result<Purpose> ConsentLedger::checkDraft(const ConsentDraft& draft)
{
    const auto person = People(m_library).get(draft.person);
    if (!person) {
        return propagate(person);
    }
    auto purpose = Purposes(m_library).get(draft.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    if (!maySpeak(draft, person->kind)) {
        return fail(ErrorCode::Invalid,
                    tr("Staff, governors and visitors agree for themselves. Nothing was recorded."));
    }
    if (draft.evidence.size() > kMostEvidenceBytes) {
        return fail(ErrorCode::Invalid, tr("The evidence is larger than 32 MB. Nothing was recorded."));
    }
    if (const auto fine = checkDays(draft, m_library.today()); !fine) {
        return propagate(fine);
    }
    return purpose;
}

Result<EvidenceId> ConsentLedger::keepEvidence(const ConsentDraft& draft)
{
    if (draft.evidence.isEmpty()) {
        return EvidenceId{};
    }
    return ConsentRepository(m_library.db())
        .insertEvidence({draft.evidenceName.trimmed(), draft.evidence}, m_library.user().id, m_library.clock().now());
}

Result<ConsentId> ConsentLedger::add(const ConsentDraft& draft, EvidenceId evidence)
{
    Consent row = rowOf(draft, m_library);
    row.evidence = evidence;
    auto id = ConsentRepository(m_library.db()).insert(row);
    if (!id) {
        return id;
    }
    const auto logged = audit::append(m_library, QStringLiteral("consent.record"),
                                      {{QStringLiteral("person"), draft.person.value},
                                       {QStringLiteral("purpose"), draft.purpose.value},
                                       {QStringLiteral("consent"), id->value}});
    if (!logged) {
        return propagate(logged);
    }
    return id;
}

Result<RecordedConsent> ConsentLedger::record(const ConsentDraft& draft)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto purpose = checkDraft(draft);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    const QList<PersonId> person{draft.person};
    const auto before = takedownsDue(m_library.db(), *purpose, *rules, m_library.today(), &person);
    if (!before) {
        return propagate(before);
    }
    const auto evidence = keepEvidence(draft);
    if (!evidence) {
        return propagate(evidence);
    }
    const auto id = add(draft, *evidence);
    if (!id) {
        return propagate(id);
    }
    const auto after = takedownsDue(m_library.db(), *purpose, *rules, m_library.today(), &person);
    if (!after) {
        return propagate(after);
    }
    if (const auto done = commitSettled(m_library, *transaction); !done) {
        return propagate(done);
    }
    return RecordedConsent{*id, newOnes(*before, *after)};
}

Result<QList<Consent>> ConsentLedger::history(PersonId person, std::optional<PurposeId> purpose)
{
    if (const auto known = People(m_library).get(person); !known) {
        return propagate(known);
    }
    return ConsentRepository(m_library.db()).history(person, purpose);
}

Result<Standing> ConsentLedger::standingOf(PersonId person, const Purpose& purpose, QDate day)
{
    if (const auto known = People(m_library).get(person); !known) {
        return propagate(known);
    }
    const auto standings = standingsOf({person}, purpose, day);
    if (!standings) {
        return propagate(standings);
    }
    return standings->value(person);
}

Result<QHash<PersonId, Standing>> ConsentLedger::standingsOf(const QList<PersonId>& people, const Purpose& purpose,
                                                             QDate day)
{
    if (const auto allowed = m_library.require(Right::SeePeople); !allowed) {
        return propagate(allowed);
    }
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    const auto facts = ClearanceFactsRepository(m_library.db()).people(people, purpose.id);
    if (!facts) {
        return propagate(facts);
    }
    const bool knowsProtected = Viewpoint::of(m_library.role()).knowsProtected;
    QHash<PersonId, Standing> standings;
    for (const PersonFacts& person : *facts) {
        if (knowsProtected || !person.isProtected) {
            standings.insert(person.id, standing(person, purpose, *rules, day));
        }
    }
    return standings;
}

Result<QList<MatrixRow>> ConsentLedger::matrix(std::optional<GroupId> group, const QList<Purpose>& purposes, QDate day)
{
    PersonFilter filter;
    filter.group = group;
    filter.withLeavers = false;
    const auto people = People(m_library).list(filter);
    if (!people) {
        return propagate(people);
    }
    QList<PersonId> ids;
    QList<MatrixRow> rows;
    for (const Person& person : *people) {
        ids += person.id;
        rows += MatrixRow{person, {}};
    }
    for (const Purpose& purpose : purposes) {
        const auto standings = standingsOf(ids, purpose, day);
        if (!standings) {
            return propagate(standings);
        }
        for (MatrixRow& row : rows) {
            row.standings += standings->value(row.person.id);
        }
    }
    return rows;
}

Result<QList<DueConsent>> ConsentLedger::due(int days)
{
    const auto purposes = Purposes(m_library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    QList<Purpose> asked;
    std::copy_if(purposes->begin(), purposes->end(), std::back_inserter(asked), [](const Purpose& purpose) {
        return purpose.active && purpose.basis == Basis::Consent && purpose.key != QLatin1String("biometric");
    });
    const auto rows = matrix(std::nullopt, asked, m_library.today());
    if (!rows) {
        return propagate(rows);
    }
    QList<DueConsent> due;
    for (const MatrixRow& row : *rows) {
        for (qsizetype i = 0; i < asked.size(); ++i) {
            if (isDue(row.standings.at(i), m_library.today().addDays(days))) {
                due += DueConsent{row.person, asked.at(i).id, row.standings.at(i)};
            }
        }
    }
    return due;
}

} // namespace cloakroom
