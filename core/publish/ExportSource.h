#pragma once

#include "core/catalogue/LibraryThread.h"
#include "core/imaging/RowSource.h"
#include "core/publish/ExportPlan.h"

#include <QByteArray>
#include <QImage>

namespace cloakroom {

class WorkerPool;

/// The photo as it was taken, upright and at full size. Errors of the vault and the pool; Damaged when it is not of the
/// size that the plan was made for. Job thread.
[[nodiscard]] Result<QImage> readOriginal(LibraryThread& library, WorkerPool& workers, const ExportPlan& plan);

/// What comes between the photo as it was taken and its covering: cut to the plan's frame, with the school's name in a
/// corner. From here on nothing has to know of either, and covers lie over both. `plan` becomes that of the result;
/// what an earlier search found it keeps only where the whole photo leaves. Errors: Unsupported (a program without
/// fonts), Internal (memory). Any thread.
[[nodiscard]] Result<QImage> exportSource(const QImage& upright, ExportPlan& plan);

/// A finished picture, and how good it could be.
struct EncodedPicture {
    QByteArray jpeg;
    int quality = 0;
};

/// Encodes within the limit: as good as fits, from `quality` down. Empty where the worst that is still good to look at
/// does not fit: the picture has to be smaller. 0 = no limit.
[[nodiscard]] Result<EncodedPicture> encodeWithin(const RowSource& picture, int quality, int mostKilobytes);

/// What a picture that leaves looks like, so that copies of it in any size are found again (see core/imaging/Look.h).
[[nodiscard]] QByteArray publishedLook(const RowSource& picture);

/// How a picture was made, for the register: regions in pixels of the upright original, style, size, versions.
struct RecipeFacts {
    QString style;
    QSize size;
    int quality = 0;
    QString detector;
};
[[nodiscard]] QString recipeOf(const ExportPlan& plan, const RecipeFacts& facts);

} // namespace cloakroom
