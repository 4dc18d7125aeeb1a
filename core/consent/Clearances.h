#pragma once

#include "core/base/Result.h"
#include "core/consent/ConsentRules.h"

#include <QList>

namespace cloakroom {

class Library;

/// What a grid shows of a photo for a purpose.
struct ClearanceMark {
    PhotoId photo;
    Outcome outcome = Outcome::Blocked;
    int toCover = 0; ///< faces and regions that export covers
    int unidentified = 0; ///< faces nobody has named yet
    bool waitsForReview = false; ///< blocked only because names or a sign-off are missing: a user's next step
};

/// Clearance of stored photos. Runs on the library's thread. Photos that the user's role may not see are left out.
class Clearances {
public:
    explicit Clearances(Library& library)
        : m_library(library)
    {
    }

    /// By the pure function, with sentences that name nobody the role may not know. NotFound for one that it may not
    /// see.
    [[nodiscard]] Result<Clearance> of(PhotoId photo, const Purpose& purpose, QDate day, int exportLongestEdge = 0);
    [[nodiscard]] Result<QList<Clearance>> of(const QList<PhotoId>& photos, const Purpose& purpose, QDate day);
    /// By the set-based query; always equal to the function (a property test holds them together). In the order
    /// asked.
    [[nodiscard]] Result<QList<ClearanceMark>> marks(const QList<PhotoId>& photos, const Purpose& purpose, QDate day);

private:
    [[nodiscard]] Result<QList<Clearance>> answers(const QList<PhotoId>& photos, const Purpose& purpose, QDate day,
                                                   int exportLongestEdge);

    Library& m_library;
};

} // namespace cloakroom
