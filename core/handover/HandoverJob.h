#pragma once

#include "core/publish/ExportJob.h"
#include "core/storage/Password.h"

namespace cloakroom {

class WorkerPool;
class Library;

struct HandoverRequest {
    /// What is to be handed over, for which purpose, how large and covered how; `place` is the other school. `folder`,
    /// `caption` and `replaces` count for nothing here.
    ExportRequest what;
    QString path; ///< of the file to be made; there must be none
    KdfCost cost = KdfCost::standard(); ///< of one guess at the password
};

struct HandoverReport {
    /// As of an export; `file` is a picture's name within the hand-over.
    ExportReport photos;
    int names = 0; ///< of faces, in all pictures
    QString path; ///< empty: nothing was written (a dry run, cancelled, or no photo may go)
    qint64 bytes = 0; ///< of the file
};

/// Whether photos with names may go to another school for this purpose: it is one that the school made itself (what
/// people agreed to for one of Cloakroom's own says nothing of it), for use outside, active, and names may stand beside
/// its photos. Invalid, with what to do, when not. Pure.
[[nodiscard]] Result<void> requireHandoverPurpose(const Purpose& purpose);
/// Those of the school's purposes for which that is so. Right::Originals. Library's thread.
[[nodiscard]] Result<QList<Purpose>> handoverPurposes(Library& library);

/// Makes one encrypted file for another school. Every photo goes the way of an export, and is refused where that
/// refuses it; what leaves is the checked picture, in which each face that is seen by a consent of its own for the
/// purpose carries its name, and no other does. Nothing is written in plain. Clearance and names are asked for again
/// for all photos together right before the file gets its name, and only then all are registered; what changed
/// meanwhile stops the whole hand-over, since a photo cannot be taken out of it again. Cancelled or failed, no file and
/// no entry is left.
/// Right::Originals and Right::Export. Job thread. Errors: NotAllowed, Invalid (purpose, password, path, or what
/// changed), NotFound, AlreadyExists (the file), NoSpace, Unreadable, Damaged.
[[nodiscard]] Result<HandoverReport> createHandover(LibraryThread& library, WorkerPool& workers,
                                                    const HandoverRequest& request, const Password& password,
                                                    Progress& progress);

} // namespace cloakroom
