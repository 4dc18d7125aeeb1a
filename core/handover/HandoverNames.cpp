#include "core/handover/HandoverNames.h"

#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"

#include <algorithm>

namespace cloakroom {

namespace {

/// Whether it is seen, and by what its person said.
bool isSeenByConsent(const ExportPlan& plan, const Face& face)
{
    if (face.state != FaceState::Confirmed || !face.person.isValid() || plan.isCovered(face.id)) {
        return false;
    }
    return std::any_of(plan.clearance.faces.begin(), plan.clearance.faces.end(), [&face](const FaceClearance& answer) {
        return answer.face == face.id && answer.person == face.person && !answer.isCovered()
            && answer.rule == Rule::Consented && !answer.basis.isEmpty();
    });
}

/// By a grid of points.
bool isUnderCover(const ExportPlan& plan, const QRect& face)
{
    constexpr int kPoints = 12;
    int hits = 0;
    for (int i = 0; i < kPoints * kPoints; ++i) {
        const QPoint at(face.x() + (2 * (i % kPoints) + 1) * face.width() / (2 * kPoints),
                        face.y() + (2 * (i / kPoints) + 1) * face.height() / (2 * kPoints));
        hits += std::any_of(plan.covers.begin(), plan.covers.end(), [at](const Cover& one) { return covers(one, at); })
            ? 1
            : 0;
    }
    return hits > kNamedFaceUnderCover * kPoints * kPoints;
}

/// Of the picture that leaves.
QRectF shareOf(const ExportPlan& plan, const QRect& face)
{
    const QSizeF canvas(plan.frame.canvas);
    const QRectF seen(face.translated(plan.frame.origin) & QRect(QPoint(0, 0), plan.frame.canvas));
    return {seen.x() / canvas.width(), seen.y() / canvas.height(), seen.width() / canvas.width(),
            seen.height() / canvas.height()};
}

/// Empty for a protected person, or one who is not there any more.
Result<QString> nameOf(Library& library, PersonId id)
{
    const auto person = PersonRepository(library.db()).get(id);
    if (!person) {
        return propagate(person);
    }
    return *person && !(*person)->protection.isProtected ? (*person)->fullName().simplified() : QString();
}

} // namespace

Result<QList<NamedRegion>> namedFaces(Library& library, const ExportPlan& plan)
{
    QList<NamedRegion> named;
    if (plan.isBlocked() || plan.frame.canvas.isEmpty()) {
        return named;
    }
    for (const Face& face : plan.faces) {
        if (!isSeenByConsent(plan, face) || isUnderCover(plan, face.rect)) {
            continue;
        }
        const auto name = nameOf(library, face.person);
        if (!name) {
            return propagate(name);
        }
        const QRectF share = shareOf(plan, face.rect);
        if (!name->isEmpty() && !share.isEmpty()) {
            named += NamedRegion{share, *name};
        }
    }
    return named;
}

} // namespace cloakroom
