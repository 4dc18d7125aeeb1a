#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Purpose.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace cloakroom {

class Library;

struct FairUseFilter {
    std::optional<GroupId> group;
    std::optional<Purpose> purpose; ///< publications for it alone, and who may be shown there today
    std::optional<QDate> since; ///< publications from this day on
};

/// How often one person was shown, beside how often they could have been.
struct PersonUse {
    Person person;
    int photos = 0; ///< in the library, that the user may see
    int published = 0; ///< publications in which they can be recognised; reissues count once
    QDateTime lastAt; ///< UTC; invalid = never
    std::optional<bool> mayBeShown; ///< for the purpose, today
};

/// Who is shown often, and who never: everybody who attends, those never shown first, then those longest ago.
/// Protected people are left out, since nobody is to look for pictures of them. Right::SeePeople and Right::Export.
/// Runs on the library's thread.
[[nodiscard]] Result<QList<PersonUse>> fairUse(Library& library, const FairUseFilter& filter);

} // namespace cloakroom
