#pragma once

#include "core/catalogue/Records.h"

#include <QString>

namespace cloakroom::ui {

/// "Release", "Restrict", ...
[[nodiscard]] QString outcomeText(FlagOutcome outcome);
/// What it does, in a sentence.
[[nodiscard]] QString outcomeSentence(FlagOutcome outcome);
/// What everybody must know who may come across such a picture (UKCIS advice of March 2024, in plain words).
[[nodiscard]] QString guidanceText();

} // namespace cloakroom::ui
