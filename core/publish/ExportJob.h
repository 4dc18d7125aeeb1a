#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"
#include "core/catalogue/LibraryThread.h"
#include "core/consent/ConsentRules.h"
#include "core/publish/ExportPlan.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace cloakroom {

class WorkerPool;

/// Size, quality and shape of what leaves. `web` 1600 px and quality 85, `print` 4000 px and 95, `original` the full
/// size and 95; `square` 1:1 and 1080 px, `story` 9:16 and 1920 px, both quality 88 and cut so that no covered and no
/// visible face is cut through (see Framing.h).
enum class ExportPreset { Web, Print, Original, Square, Story };

[[nodiscard]] QString exportPresetKey(ExportPreset preset);

[[nodiscard]] std::optional<ExportPreset> exportPresetFromKey(const QString& key);

struct ExportRequest {
    QList<PhotoId> photos;
    PurposeId purpose;
    QString folder; ///< made when absent, but not by a dry run
    ExportPreset preset = ExportPreset::Web;
    int maxEdge = 0; ///< pixels; 0 = no limit of its own; the smallest of it, the preset's and the profile's counts
    int quality = 0; ///< 1-100; 0 = the preset's
    CoverStyle style = CoverStyle::Mosaic; ///< where the check finds a face in it, that cover becomes solid
    int maxKilobytes = 0; ///< of each file; 0 = no limit of its own; the smaller of it and the profile's counts
    bool watermark = false; ///< the school's name in a corner, also where the profile does not ask for it
    QString place; ///< where it will be used, for the register
    QHash<FaceId, CoverWish> wishes = {}; ///< only ever more cover than there must be
    /// The words that will stand beside it, checked and kept in the register; never written into the file.
    QString caption;
    /// A publication that this one stands in for: the file gets its name, and the place of its file where exactly that
    /// file still lies in the folder.
    RegisterId replaces;
    bool isDryRun = false;
};

/// What a request asks of each of its photos, and how good they are to be.
[[nodiscard]] ExportTerms termsOf(const ExportRequest& request);
[[nodiscard]] int qualityOf(const ExportRequest& request);

struct ExportedPhoto {
    PhotoId photo;
    QString file; ///< path of the written file; neutral name, nobody's; empty for a dry run
    QByteArray sha256;
    QList<PersonId> shown;
    QList<FaceId> covered;
    RegisterId registerEntry;
};

struct RefusedPhoto {
    PhotoId photo;
    QList<Reason> reasons;
};

struct ExportReport {
    QList<ExportedPhoto> exported;
    QList<RefusedPhoto> refused; ///< every photo that stays in, and why
    bool wasCancelled = false;
};

/// Lets out what is clear, covers what is clear if covered, refuses the rest. Clearance is asked again for each photo
/// right before its file gets its name. Each finished file is decoded and checked (metadata-free, covered regions carry
/// no face, no face that the photo does not know); one that fails is refused and its photo goes back to review, with
/// faces that nobody had marked added to it. A file never has its name without its entry in the register; an entry
/// that a crash left without its file goes when the library is opened next (PendingExport.h). A dry run answers by
/// clearance alone and writes nothing. Without a face detector everything is refused: nothing could be checked.
/// Right::Export. Runs on a job thread. Errors: NotAllowed, NotFound (purpose), Invalid (numbers out of range, folder
/// within the library), Unreadable.
[[nodiscard]] Result<ExportReport> exportPhotos(LibraryThread& library, WorkerPool& workers,
                                                const ExportRequest& request, Progress& progress);

struct ReissueRequest {
    RegisterId entry;
    QString folder;
    /// Other words beside it, or none; nothing = those of the entry.
    std::optional<QString> caption = {};
};

/// Exports the photo of a register entry again, for the same purpose, place, style, size and file name, with the same
/// covers beyond the rules, under today's consents, and marks the entry replaced when that went well. Where the old
/// file itself still lies in the folder the new one takes its place; any other file of that name stays, and nothing is
/// exported (AlreadyExists). Right::Export. Runs on a job thread. Invalid also when the words beside it say what they
/// must not by now: the request may give others.
[[nodiscard]] Result<ExportReport> reissuePhoto(LibraryThread& library, WorkerPool& workers,
                                                const ReissueRequest& wanted, Progress& progress);

} // namespace cloakroom
