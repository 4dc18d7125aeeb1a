#pragma once

#include "core/base/Result.h"
#include "core/publish/ExportPlan.h"

#include <QByteArray>
#include <QImage>

namespace cloakroom {

/// Proves of a finished JPEG, pixel by pixel, what it shows. `source` is the photo at the finished size with nothing
/// covered. Under every cover lies what its style draws there and nothing else; beyond the covers' soft edges the photo
/// is as it was. Both within what the file's own quantisation can cause: a block of 8 x 8 by half a step, a whole
/// cover, most of which is even, by far less. Returns what was seen on the way: the finished picture made smaller by a
/// whole number, so that its longer edge has at least ReducedPhoto::kEnoughEdge pixels, or as it is. Damaged when
/// something is not so or the file does not read as a plain JPEG of that size. Any thread.
[[nodiscard]] Result<QImage> comparePixels(const QByteArray& jpeg, const QImage& source, const ExportPlan& plan,
                                           CoverStyle style);

} // namespace cloakroom
