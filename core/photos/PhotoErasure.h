#pragma once

#include "core/base/Result.h"
#include "core/catalogue/ErasureRepository.h"

namespace cloakroom {

class Library;

/// Photos whose rows are erased and whose encrypted files are still to go.
struct ErasedPhotos {
    ErasureId erasure;
    QList<OriginalRow> files;
};

/// The first half, inside the caller's transaction: rows, wrapped keys, faces and all that hangs on them, previews;
/// tombstones; an entry in the log. Asks for no right and for no visibility: the caller has. NotFound.
[[nodiscard]] Result<ErasedPhotos> erasePhotoRows(Library& library, const QList<PhotoId>& photos,
                                                  const QString& reason);

/// The second half, after that is committed: empties the write-ahead logs, deletes the encrypted files, looks through
/// the library's own databases for what is left of the keys and keeps the outcome for the receipt. From the first half
/// on nobody can open the originals; a file that cannot be deleted now is at the next opening. Library's thread.
[[nodiscard]] Result<void> eraseFilesOf(Library& library, const ErasedPhotos& erased);

} // namespace cloakroom
