#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/consent/ConsentRules.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace cloakroom {

class WorkerPool;

struct PackedPhoto {
    PhotoId photo;
    QString file; ///< name in the folder; neutral
    QByteArray sha256;
    QList<FaceId> covered; ///< everybody else
};

/// A photo of the person that is not in the pack yet, for whoever makes it: the pack itself does not speak of it.
struct LeftOutPhoto {
    PhotoId photo;
    QList<Reason> reasons;
};

struct SubjectPackReport {
    QList<PackedPhoto> photos;
    QList<LeftOutPhoto> leftOut;
    QStringList files; ///< the records: an index to open in a browser, and tables
    bool wasCancelled = false;
};

/// What the school holds about one person, for an access request or a leaver: every photo in which they are named, with
/// everybody else and every cover region covered flat and checked like an export, and their records (what is stored
/// about them, decisions, publications). Photos that are flagged, or whose faces nobody signed off, or that fail their
/// check, are left out and listed. Notes of staff and the reason of a protection are no part of it.
/// Right::Originals; packs of protected people are made by the safeguarding lead alone. Every photo is logged before it
/// leaves. `folder` has to be empty or absent and outside the library. Job thread.
/// Errors: NotAllowed, NotFound, Invalid (folder), NoSpace, Unreadable, Unsupported (no face detector).
[[nodiscard]] Result<SubjectPackReport> makeSubjectPack(LibraryThread& library, WorkerPool& workers, PersonId person,
                                                        const QString& folder, Progress& progress);

} // namespace cloakroom
