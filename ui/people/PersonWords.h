#pragma once

#include "core/catalogue/Person.h"

#include <QString>

namespace cloakroom::ui {

/// The words for people's details, translated.
[[nodiscard]] QString kindText(PersonKind kind);
[[nodiscard]] QString partiesText(RequiredParties parties);
/// "3B, Choir"; for staff without a group their kind.
[[nodiscard]] QString belongsText(const Person& person);

} // namespace cloakroom::ui
