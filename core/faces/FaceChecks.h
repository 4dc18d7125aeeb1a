#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"

#include <QJsonObject>

namespace cloakroom {

class Library;

/// Whether the role may change this face: one that shows a protected person belongs to the safeguarding lead.
/// NotAllowed.
[[nodiscard]] Result<void> requireChangeable(Library& library, const Face& face);

/// Whether this person may be named here: they exist as far as the role may know (NotFound), and are nowhere else in
/// the photo (Invalid).
[[nodiscard]] Result<void> requireNameable(Library& library, PhotoId photo, FaceId face, PersonId person);

/// Photo, face and person as the log names them.
[[nodiscard]] QJsonObject subjectOf(const Face& face, PersonId person = {});

} // namespace cloakroom
