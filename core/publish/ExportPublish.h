#pragma once

#include "core/faces/FaceDetector.h"
#include "core/publish/ExportPlan.h"

#include <tl/expected.hpp>

namespace cloakroom {

class PendingFile;
class TargetFolder;

/// A picture that passed its check, written but not named yet.
struct FinishedPicture {
    PendingFile* file = nullptr;
    QByteArray sha256;
    QSize size;
    QString style;
    QString place;
    QString caption = {};
    QByteArray look = {}; ///< see core/imaging/Look.h
    QString recipe = {}; ///< see recipeOf()
    RegisterId replaces = {}; ///< takes this one's name and place
};

struct PublishedPicture {
    RegisterId entry;
    QString path;
};

/// Why a photo stays in.
using Refusal = QList<Reason>;

/// Lets a finished picture out, in one piece of work on the library's thread, so that no withdrawal comes between: asks
/// for clearance again, refuses when anything is different from `plan`, writes the register entry and the log, and only
/// then gives the file a neutral name that no publication has had: `<purpose>-<month>-<number>.jpg`, from `number` on,
/// which is moved on. A picture that replaces another one gets that one's name instead. An entry whose file cannot get
/// its name is taken back.
[[nodiscard]] tl::expected<PublishedPicture, Refusal> publishPicture(Library& library, const ExportPlan& plan,
                                                                     const ExportTerms& terms,
                                                                     const FinishedPicture& picture,
                                                                     const TargetFolder& target, int& number);

/// Nothing, or why a picture that was made by this plan may not leave any more. Library's thread.
[[nodiscard]] Refusal whyNoLonger(Library& library, const ExportPlan& plan, const ExportTerms& terms);
/// The entry in register and log of a picture that leaves under this name, in the caller's transaction, which has to
/// keep what is pending (catalogue/PendingExport.h); and taking it back again. Library's thread.
[[nodiscard]] Result<RegisterId> enterPublication(Library& library, const ExportPlan& plan,
                                                  const FinishedPicture& picture, const QString& file);
[[nodiscard]] Result<void> removePublication(Library& library, const ExportPlan& plan, RegisterId entry);

/// What one failure says to the user who exports.
[[nodiscard]] Refusal refusalFor(Rule rule, const Error& error);

/// Takes back the photo's sign-offs and adds faces that nobody had marked, for a user to decide about. `unknownFaces`
/// are in pixels of what leaves, cut to the plan's frame. Library's thread.
[[nodiscard]] Result<void> sendBackToReview(Library& library, const ExportPlan& plan,
                                            const QList<DetectedFace>& unknownFaces, const QString& detector);

} // namespace cloakroom
