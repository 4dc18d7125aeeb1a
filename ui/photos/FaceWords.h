#pragma once

#include "ui/common/Chip.h"
#include "ui/photos/PhotoReading.h"

namespace cloakroom::ui {

/// One face in words: who, and whether it is shown, covered or unknown for the purpose.
struct FaceWords {
    Mark mark = Mark::Ask;
    QString state;
    QString name;
};

[[nodiscard]] FaceWords wordsFor(const Face& face, const PhotoSheet& sheet);

/// Blocked only because names or a sign-off are missing.
[[nodiscard]] bool waitsForReview(const Clearance& clearance);

} // namespace cloakroom::ui
