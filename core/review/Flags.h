#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

namespace cloakroom {

class Library;

/// Photos put before the safeguarding lead. From that moment the photo is gone from every other role's view and
/// blocked. Runs on the library's thread; logged.
class Flags {
public:
    explicit Flags(Library& library)
        : m_library(library)
    {
    }

    [[nodiscard]] Result<FlagId> add(PhotoId photo, const QString& reason); ///< any role
    /// Right::Safeguard. Open ones first, then newest.
    [[nodiscard]] Result<QList<Flag>> list();
    /// Release: visible again. Restrict, seal: stays with the safeguarding lead and blocked. Erase: key, previews, row
    /// and encrypted file go; asks for a note, and another flag's seal forbids it. A decision may be changed later.
    [[nodiscard]] Result<void> resolve(FlagId flag, FlagOutcome outcome, const QString& note);

private:
    [[nodiscard]] Result<void> erase(const Flag& flag, const QString& note);

    Library& m_library;
};

} // namespace cloakroom
