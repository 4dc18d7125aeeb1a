#pragma once

#include "core/base/Result.h"

#include <QRect>
#include <QSize>

namespace cloakroom {

/// The part of a box that lies in the picture. Invalid, with a sentence for the user, when there is none.
[[nodiscard]] Result<QRect> boxInside(QRect box, QSize picture);

} // namespace cloakroom
