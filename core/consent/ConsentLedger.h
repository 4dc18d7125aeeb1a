#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/consent/ConsentRules.h"
#include "core/consent/CsvReport.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>

#include <optional>

namespace cloakroom {

class Library;

struct ConsentDraft {
    PersonId person;
    PurposeId purpose;
    Decision decision = Decision::Refused;
    Party party = Party::Parent1;
    QDate on;
    std::optional<QDate> until;
    QString evidenceName;
    QByteArray evidence; ///< a scan or photo of the form, kept encrypted, never parsed
    QString note;
    ConsentFormId form; ///< that it was said on, if it was one of ours
};

struct RecordedConsent {
    ConsentId id;
    QList<RegisterId> takedowns; ///< publications that are no longer consented to because of it
};

struct RecordedConsents {
    int recorded = 0;
    int known = 0; ///< were in the ledger word for word, and are not there twice now
    QList<RegisterId> takedowns;
};

/// What some decisions change, as of today, in photos that the user may see.
struct ConsentEffect {
    QList<PhotoId> noLongerUsable; ///< could leave before, with faces covered or as they were
    QList<PhotoId> coveredNow; ///< could leave as they were, and now only with somebody covered
    QList<PhotoId> freer;
    QList<RegisterId> takedowns; ///< publications that are no longer consented to
};

/// One row of the class overview: how a person stands for each purpose, in the order asked.
struct MatrixRow {
    Person person;
    QList<Standing> standings;
};

struct DueConsent {
    Person person;
    PurposeId purpose;
    Standing standing; ///< ending soon, or missing
};

/// Who said what, for whom, with what authority; append-only. Runs on the library's thread; every entry is logged.
class ConsentLedger {
public:
    explicit ConsentLedger(Library& library)
        : m_library(library)
    {
    }

    /// Errors: Invalid (day in the future, until before on, a party that cannot speak for this person), NotAllowed,
    /// NotFound.
    [[nodiscard]] Result<RecordedConsent> record(const ConsentDraft& draft);
    /// All or none, as one change. Several decisions of one person that were proven by the same form share it.
    [[nodiscard]] Result<RecordedConsents> recordAll(const QList<ConsentDraft>& drafts);
    /// What they would change; nothing is recorded. Errors as for record().
    [[nodiscard]] Result<ConsentEffect> effectOf(const QList<ConsentDraft>& drafts);
    /// Publications that are not consented to as of today, for every purpose, whoever may see them: how many came with
    /// a change.
    [[nodiscard]] Result<QSet<RegisterId>> takedowns();
    /// The scan or photo kept with a decision; NotFound when there is none. Right::EditPeople; logged.
    [[nodiscard]] Result<Evidence> evidence(ConsentId consent);
    /// Newest first.
    [[nodiscard]] Result<QList<Consent>> history(PersonId person, std::optional<PurposeId> purpose);
    [[nodiscard]] Result<Standing> standingOf(PersonId person, const Purpose& purpose, QDate day);
    /// By id; people whom the role may not know are left out.
    [[nodiscard]] Result<QHash<PersonId, Standing>> standingsOf(const QList<PersonId>& people, const Purpose& purpose,
                                                                QDate day);
    [[nodiscard]] Result<QList<MatrixRow>> matrix(std::optional<GroupId> group, const QList<Purpose>& purposes,
                                                  QDate day);
    /// Ending within `days` or missing, for active purposes on the basis of consent. Who said no was asked; who left
    /// is not asked any more; nobody is reminded of face recognition, which is opt-in.
    [[nodiscard]] Result<QList<DueConsent>> due(int days);
    /// Whom to ask before these photos can be used: who is named in them and has not said yes, nor no. Leavers and
    /// protected people are not asked. By name.
    [[nodiscard]] Result<QList<DueConsent>> toAsk(const QList<PhotoId>& photos, const Purpose& purpose);
    /// Columns external_id, purpose, decision, by, on, until. All or nothing.
    [[nodiscard]] Result<CsvReport> importTable(const Table& table, CsvMode mode);

    [[nodiscard]] Result<ConsentSettings> settings();
    [[nodiscard]] Result<void> setSettings(const ConsentSettings& settings);

private:
    [[nodiscard]] Result<Purpose> checkDraft(const ConsentDraft& draft);
    [[nodiscard]] Result<ConsentId> add(const ConsentDraft& draft, EvidenceId evidence);
    [[nodiscard]] Result<void> addAll(const QList<ConsentDraft>& drafts, RecordedConsents& recorded);
    [[nodiscard]] Result<EvidenceId> keepEvidence(const ConsentDraft& draft);

    Library& m_library;
};

} // namespace cloakroom
