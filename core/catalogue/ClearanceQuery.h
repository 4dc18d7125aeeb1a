#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ClearanceFacts.h"
#include "core/catalogue/Purpose.h"

#include <QDate>
#include <QList>

namespace cloakroom {

class Database;

/// One photo's answer for one purpose and day.
struct ClearanceRow {
    PhotoId photo;
    Outcome outcome = Outcome::Blocked;
    int toCover = 0; ///< faces and regions that export covers
    int unidentified = 0; ///< faces that nobody has looked at yet
    bool waitsForReview = false; ///< blocked only because names or a sign-off are missing
    bool isSealed = false; ///< flagged, restricted or sealed: exists for the safeguarding lead alone
    bool isDeleted = false; ///< in the bin

    friend bool operator==(const ClearanceRow&, const ClearanceRow&) = default;
};

/// The rules of core/consent/ConsentRules.h for sets: what each person stands for is one query, and then photos, faces
/// and sign-offs are read once, side by side. `subset`, or every photo when null; unknown ids are left out, the order
/// is by id. Says nothing about who may see a photo. A property test holds it equal to clearanceOf().
[[nodiscard]] Result<QList<ClearanceRow>> clearanceRows(Database& database, const QList<PhotoId>* subset,
                                                        const Purpose& purpose, const ConsentSettings& settings,
                                                        QDate day);

/// Register entries of this purpose that are neither taken down nor replaced, although somebody visible in them may no
/// longer be seen that day or is protected: the person whom they were taken for then, or the one whose face it is by
/// today's knowledge (nobody known, nobody agreed). Or their photo is flagged or restricted. By id. `about`: only those
/// in which this person is, which is all that a decision of theirs can change.
[[nodiscard]] Result<QList<RegisterId>> takedownsDue(Database& database, const Purpose& purpose,
                                                     const ConsentSettings& settings, QDate day,
                                                     const QList<PersonId>* about = nullptr);

} // namespace cloakroom
