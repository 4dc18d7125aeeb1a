#pragma once

#include "core/base/Progress.h"
#include "core/catalogue/LibraryThread.h"
#include "core/intake/Importer.h"

#include <QList>

namespace cloakroom {

/// A file on the source whose bytes the library has.
struct ClearableFile {
    ImportFileId row; ///< its line in the import's record
    QString path; ///< as in source_names
    QByteArray digest;
    PhotoId photo;
    bool isJustWritten = false; ///< this import wrote the original and read it back
    bool isIncomplete = false; ///< another file of its shot did not come in
};

/// Deletes files whose photo stands in the catalogue with a proven original and whose bytes, read again right before,
/// are those of that original. Everything else stays, with a reason in `report.notCleared`
/// and in the import's record, which knows before a file goes that it may be gone.
void clearSource(LibraryThread& library, const QList<ClearableFile>& files, Progress& progress, ImportReport& report);

} // namespace cloakroom
