#pragma once

#include "core/consent/Clearances.h"
#include "ui/common/Chip.h"

#include <QString>

namespace cloakroom::ui {

struct GridRow;

struct MarkWords {
    Mark mark = Mark::Stop;
    QString text;
};

/// The mark of a photo for the chosen purpose: "OK", "2 cover", "3 to name", "Stop".
[[nodiscard]] MarkWords markOf(const GridRow& row);
[[nodiscard]] MarkWords markOf(const ClearanceMark& mark);
/// The same as a sentence, with the next step.
[[nodiscard]] QString markSentence(const GridRow& row);

} // namespace cloakroom::ui
