#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "core/faces/NameSuggestion.h"

#include <QList>
#include <QString>

#include <functional>

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

/// One decision about a photo and how it is taken back.
struct FaceStep {
    PhotoId photo;
    QString what; ///< "Name of a face": for the undo button's tool tip
    std::function<Result<void>(Library&)> back; ///< on the library's thread
};

/// Decisions as functions that do one thing on the library's thread and return how to take it back.
namespace steps {

using Work = std::function<Result<FaceStep>(Library&)>;

[[nodiscard]] Work confirm(const Face& face, PersonId person);
[[nodiscard]] Work notOurs(const Face& face);
[[nodiscard]] Work notAFace(const Face& face);
/// "Not this person": never suggested for the face again.
[[nodiscard]] Work declineName(const Face& face, const NameSuggestion& suggestion);
/// "Suggest nobody for this face", or somebody again.
[[nodiscard]] Work setQuiet(const Face& face, bool isQuiet);
[[nodiscard]] Work forget(const Face& face); ///< back to nobody named
[[nodiscard]] Work remove(const Face& face);
[[nodiscard]] Work move(const Face& face, QRect rect);
[[nodiscard]] Work addFace(PhotoId photo, QRect rect);
[[nodiscard]] Work restAreStrangers(PhotoId photo, const QList<Face>& faces);
[[nodiscard]] Work addRegion(PhotoId photo, QRect rect, RegionShape shape);
[[nodiscard]] Work moveRegion(const CoverRegion& region, QRect rect);
[[nodiscard]] Work removeRegion(const CoverRegion& region);
/// Refused when the faces or covered areas are others than these, which somebody looked at: the statement is about
/// them. `faces` without rejected ones.
[[nodiscard]] Work signOff(PhotoId photo, const QList<Face>& faces, const QList<CoverRegion>& regions);
[[nodiscard]] Work fitToPublish(PhotoId photo, PurposeId purpose);

} // namespace steps

} // namespace cloakroom::ui
