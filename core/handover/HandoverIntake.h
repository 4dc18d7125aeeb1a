#pragma once

#include "core/intake/Importer.h"
#include "core/storage/Password.h"

#include <QStringList>

namespace cloakroom {

class WorkerPool;

struct HandoverImport {
    QString path; ///< the file that the other school made
    QString event; ///< as of an import
    ImportFields fields = {};
    std::function<void(const QList<PhotoId>&)> onEntered = {}; ///< as of an import
};

/// Takes another school's hand-over into the library, once every byte of it was authenticated: its photos come in as in
/// an import, by way of a worker process and never by way of a file, and the names in them become suggestions, which
/// decide nothing. Right::Import. Job thread. Errors: those of HandoverFile, and of importPhotos.
[[nodiscard]] Result<ImportReport> importHandover(LibraryThread& library, WorkerPool& workers,
                                                  const HandoverImport& wanted, const Password& password,
                                                  Progress& progress);

struct HandoverUnpacking {
    QString path; ///< the file that the other school made
    QString folder; ///< made when absent
    QString libraryFolder; ///< of a library that it must not lie in; empty = none is open
};

struct UnpackReport {
    QString folder;
    QStringList files; ///< names in the folder; plain, with the names of people in them
    bool wasCancelled = false;
};

/// Writes the photos of a hand-over as plain files for another program, never over a file: anybody can open these, and
/// they say who is in them. Whoever has the password can do this; it needs no library. Job thread. Errors: those of
/// HandoverFile, Invalid (folder), AlreadyExists (one of its files is there already; nothing was written), NoSpace,
/// Unreadable.
[[nodiscard]] Result<UnpackReport> unpackHandover(const HandoverUnpacking& wanted, const Password& password,
                                                  Progress& progress);

} // namespace cloakroom
