#include "ui/photos/FaceWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom::ui {

namespace {

QString nameOf(const Face& face, const PhotoSheet& sheet)
{
    if (face.state == FaceState::Unreviewed) {
        return QCoreApplication::translate("FaceWords", "Not named yet");
    }
    const QString name = sheet.names.value(face.person);
    return name.isEmpty() ? QCoreApplication::translate("FaceWords", "Not on our lists") : name;
}

} // namespace

FaceWords wordsFor(const Face& face, const PhotoSheet& sheet)
{
    const QString name = nameOf(face, sheet);
    const auto found = std::find_if(sheet.clearance.faces.cbegin(), sheet.clearance.faces.cend(),
                                    [&](const FaceClearance& one) { return one.face == face.id; });
    if (face.state == FaceState::Unreviewed) {
        return {Mark::Ask, QCoreApplication::translate("FaceWords", "To name"), name};
    }
    if (found == sheet.clearance.faces.cend() || found->isCovered()) {
        return {Mark::Covered, wordOf(Mark::Covered), name};
    }
    return {Mark::Shown, wordOf(Mark::Shown), name};
}

bool waitsForReview(const Clearance& clearance)
{
    return clearance.outcome == Outcome::Blocked && !clearance.reasons.isEmpty()
        && std::all_of(clearance.reasons.cbegin(), clearance.reasons.cend(), [](const Reason& reason) {
               return reason.rule == Rule::NotSignedOff || reason.rule == Rule::NoSecondCheck
                   || reason.rule == Rule::Unreviewed;
           });
}

} // namespace cloakroom::ui
