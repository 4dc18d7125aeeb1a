#pragma once

#include "core/base/Ids.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>

#include <optional>

namespace cloakroom {

using ConsentFormId = Id<struct ConsentFormTag>;
using EvidenceId = Id<struct EvidenceTag>;

enum class Decision { Granted, Refused, Withdrawn };

/// Who spoke. Keys on the command line: parent1, parent2, carer, authority, child, self.
enum class Party { Parent1, Parent2, Carer, Authority, Child, Self };

/// One recorded decision; never changed afterwards, a correction is a new one.
struct Consent {
    ConsentId id;
    PersonId person;
    PurposeId purpose;
    Decision decision = Decision::Refused;
    Party party = Party::Parent1;
    QDate on; ///< in force from this day
    std::optional<QDate> until; ///< last day on which a grant holds; a refusal has no end
    QString evidenceName; ///< how the evidence is called; empty = none kept
    EvidenceId evidence; ///< what is kept; none for entries of old libraries, whose evidence lies in their row
    ConsentFormId form; ///< the words that were agreed to, when they came on one of our forms
    QString note;
    UserId recordedBy;
    QDateTime recordedAt; ///< UTC
};

/// A scan or photo of a returned form, as it came.
struct Evidence {
    QString name;
    QByteArray bytes;
};

[[nodiscard]] QString decisionKey(Decision value);
[[nodiscard]] std::optional<Decision> decisionFromKey(const QString& key);
[[nodiscard]] QString partyKey(Party value);
[[nodiscard]] std::optional<Party> partyFromKey(const QString& key);

} // namespace cloakroom
