#pragma once

#include "core/base/Paper.h"
#include "core/base/Result.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/Records.h"
#include "core/consent/ConsentRules.h"

#include <QList>

namespace cloakroom {

class Library;

/// What stood for one person who can be recognised in a publication, on the day it was made.
struct ProvenPerson {
    PersonId person;
    QString name;
    Standing then; ///< by the decisions that were in the ledger at that moment
    QList<Consent> reliedOn; ///< the decisions that the register names for it
    QList<Consent> since; ///< recorded afterwards, newest first
    bool mayShowNow = false;
};

/// On whose consent a photo was published. Who attends, ages and purposes are taken as the library knows them today;
/// decisions as they were recorded by then.
struct PublicationProof {
    RegisterEntry entry;
    QString school;
    QString purposeName;
    QDate day;
    QList<ProvenPerson> people; ///< that the user's role may know
    int covered = 0; ///< faces
};

/// Right::Export. NotFound. Runs on the library's thread; logged, since it is a look at people's records.
[[nodiscard]] Result<PublicationProof> publicationProof(Library& library, RegisterId id);

/// As a page to print. Pure.
[[nodiscard]] Paper proofPaper(const PublicationProof& proof);

/// Everything that left on a day, newest first: what "on whose consent did we publish this on 12 June?" begins with.
[[nodiscard]] Result<QList<RegisterEntry>> publishedOn(Library& library, QDate day);

} // namespace cloakroom
