#pragma once

#include "core/roster/RosterChanges.h"

#include <QString>

namespace cloakroom::ui {

/// "First name"
[[nodiscard]] QString fieldText(RosterField field);

/// "Joining: 3", "Leaving: 2": the heading of the changes of one kind.
[[nodiscard]] QString changesText(RosterChangeKind kind, int count);

/// What changes about one person: "Ben Example is now called Benjamin Example", "3B to 4B".
[[nodiscard]] QString changeText(const RosterChange& change);

/// "12 join, 3 leave, 2 change, 140 as they were"
[[nodiscard]] QString summaryText(const RosterChanges& changes);

} // namespace cloakroom::ui
