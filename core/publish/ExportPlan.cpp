#include "core/publish/ExportPlan.h"

#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/consent/Clearances.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportPlan", text);
}

void block(ExportPlan& plan, const QString& sentence)
{
    plan.clearance.outcome = Outcome::Blocked;
    plan.clearance.reasons += Reason{Rule::SourceUnusable, sentence};
}

const FaceClearance* answerFor(const Clearance& clearance, FaceId face)
{
    const auto found = std::find_if(clearance.faces.begin(), clearance.faces.end(),
                                    [face](const FaceClearance& answer) { return answer.face == face; });
    return found == clearance.faces.end() ? nullptr : &*found;
}

/// Reads which faces there are and covers each that is not expressly shown.
Result<void> planFaces(Library& library, ExportPlan& plan, const QHash<FaceId, CoverWish>& wishes)
{
    const auto records = FaceRepository(library.db()).ofPhoto(plan.photo);
    if (!records) {
        return propagate(records);
    }
    const QRect picture(QPoint(0, 0), plan.size);
    for (const FaceRecord& record : *records) {
        const Face& face = record.face;
        plan.faces += face;
        if (face.state == FaceState::Rejected) {
            continue;
        }
        if (!face.rect.intersects(picture)) {
            block(plan, tr("A face of this photo is marked outside the picture. Open the photo and mark it again."));
        }
        const FaceClearance* answer = answerFor(plan.clearance, face.id);
        const CoverWish wish = wishes.value(face.id);
        const bool isByRule = answer == nullptr || answer->isCovered();
        if (isByRule || wish.cover) {
            plan.coveredFaces += face.id;
            plan.covers += enlarged(coverOf(face.rect), wish.larger);
            if (wish.larger > 1) {
                plan.larger.insert(face.id, std::min(wish.larger, CoverWish::kLargest));
            }
        }
        if (!isByRule && wish.cover) {
            plan.wishedFaces += face.id;
        }
    }
    return {};
}

Result<void> planRegions(Library& library, ExportPlan& plan)
{
    const auto regions = FaceRepository(library.db()).regions(plan.photo);
    if (!regions) {
        return propagate(regions);
    }
    for (const CoverRegion& region : *regions) {
        plan.covers += coverOf(region);
    }
    plan.facesHash = facesHash(plan.faces, *regions);
    return {};
}

/// The plan may cover more than the clearance asks for, never less, and nothing but what is wished where it says clear.
void checkAgainstClearance(ExportPlan& plan)
{
    const bool saysClear = plan.clearance.outcome == Outcome::Clear;
    if (plan.covers.size() < plan.clearance.coverCount()
        || (saysClear && plan.covers.size() > plan.wishedFaces.size())) {
        block(plan,
              tr("What is stored about the faces of this photo contradicts itself. Open it and check its faces."));
    }
}

Result<Purpose> purposeOf(Library& library, PurposeId id)
{
    const auto purpose = PurposeRepository(library.db()).get(id);
    if (!purpose) {
        return propagate(purpose);
    }
    if (!*purpose) {
        return fail(ErrorCode::NotFound, tr("There is no such purpose."));
    }
    return **purpose;
}

/// The longest edge that the whole picture would have at the scale at which the largest cut of it leaves: the larger
/// faces leave, the more of them a profile covers.
int edgeOfWhole(QSize size, Framing framing, int limit)
{
    const QSize cut = largestCut(size, framing);
    const qint64 edge = std::max(size.width(), size.height());
    const qint64 cutEdge = std::max({cut.width(), cut.height(), 1});
    return static_cast<int>((edge * limitedEdge(cut, limit) + cutEdge - 1) / cutEdge);
}

void planFrame(ExportPlan& plan, Framing framing, int limit)
{
    QList<QRect> covers;
    for (const Cover& cover : plan.covers) {
        covers += reachOf(cover);
    }
    QList<QRect> shown;
    for (const Face& face : plan.faces) {
        if (face.state != FaceState::Rejected && !plan.isCovered(face.id)) {
            shown += coverOf(face.rect).rect;
        }
    }
    plan.frame = frameFor(plan.size, framing, covers, shown);
    plan.longestEdge = limitedEdge(plan.frame.canvas, limit);
}

/// Blocked by nothing but the look that is to be given.
bool lacksSecondLookAlone(const Clearance& clearance)
{
    bool lacksIt = false;
    for (const Reason& reason : clearance.reasons) {
        const bool blocks = reason.rule <= Rule::NotReleased || reason.rule >= Rule::SourceUnusable;
        if (blocks && reason.rule != Rule::NoSecondCheck) {
            return false;
        }
        lacksIt = lacksIt || reason.rule == Rule::NoSecondCheck;
    }
    return lacksIt;
}

/// What an answer about showing a face consists of; changes of its wording do not matter.
bool isSameAnswer(const FaceClearance& first, const FaceClearance& second)
{
    return first.face == second.face && first.isCovered() == second.isCovered();
}

} // namespace

bool ExportPlan::letsOutTheSameAs(const ExportPlan& other) const
{
    return photo == other.photo && isBlocked() == other.isBlocked() && size == other.size
        && longestEdge == other.longestEdge && frame == other.frame && mostKilobytes == other.mostKilobytes
        && watermark == other.watermark && original.digest == other.original.digest && facesHash == other.facesHash
        && coveredFaces == other.coveredFaces && wishedFaces == other.wishedFaces && covers == other.covers
        && std::equal(clearance.faces.begin(), clearance.faces.end(), other.clearance.faces.begin(),
                      other.clearance.faces.end(), isSameAnswer);
}

QList<RegisteredFace> ExportPlan::registeredFaces() const
{
    QList<RegisteredFace> registered;
    for (const Face& face : faces) {
        if (face.state == FaceState::Rejected) {
            continue;
        }
        const FaceClearance* answer = answerFor(clearance, face.id);
        const bool byProfile = answer != nullptr && answer->show && answer->profileCover;
        registered += RegisteredFace{face.id, face.person, !isCovered(face.id), byProfile};
    }
    return registered;
}

QList<ConsentId> ExportPlan::consents() const
{
    QList<ConsentId> all;
    for (const FaceClearance& answer : clearance.faces) {
        for (const ConsentId consent : answer.basis) {
            if (!isCovered(answer.face) && !all.contains(consent)) {
                all += consent;
            }
        }
    }
    return all;
}

QList<PersonId> ExportPlan::shown() const
{
    QList<PersonId> people;
    for (const FaceClearance& answer : clearance.faces) {
        if (!isCovered(answer.face) && answer.person.isValid() && !people.contains(answer.person)) {
            people += answer.person;
        }
    }
    return people;
}

int smallerLimit(int first, int second)
{
    return first <= 0 || second <= 0 ? std::max(first, second) : std::min(first, second);
}

int limitedEdge(QSize size, int limit)
{
    const int edge = std::max(size.width(), size.height());
    return limit > 0 ? std::min(edge, limit) : edge;
}

namespace {

enum class PlanFor { Export, SecondLook };

Result<void> planCovers(Library& library, ExportPlan& plan, const QHash<FaceId, CoverWish>& wishes)
{
    if (auto done = planFaces(library, plan, wishes); !done) {
        return done;
    }
    if (auto done = planRegions(library, plan); !done) {
        return done;
    }
    checkAgainstClearance(plan);
    return {};
}

Result<ExportPlan> planFor(Library& library, PhotoId photo, const ExportTerms& terms, PlanFor use)
{
    if (const auto allowed = library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto purpose = purposeOf(library, terms.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto state = visiblePhoto(library, photo);
    if (!state) {
        return propagate(state);
    }
    const PublicationProfile& profile = purpose->profile;
    const int limit = smallerLimit(terms.longestEdge, profile.longestEdge);
    ExportPlan plan;
    plan.photo = photo;
    plan.purpose = *purpose;
    plan.size = state->size;
    plan.framing = terms.framing;
    plan.frame = {state->size, {}};
    plan.longestEdge = limitedEdge(state->size, limit);
    plan.mostKilobytes = smallerLimit(terms.mostKilobytes, profile.largestKilobytes);
    plan.watermark = terms.watermark || profile.watermark ? library.schoolName() : QString();
    const auto clearance =
        Clearances(library).of(photo, *purpose, library.today(), edgeOfWhole(state->size, terms.framing, limit));
    const auto original = PhotoRepository(library.db()).original(photo);
    const auto search = earlierSearch(library, photo);
    if (!clearance) {
        return propagate(clearance);
    }
    if (!original) {
        return propagate(original);
    }
    if (!search) {
        return propagate(search);
    }
    plan.clearance = *clearance;
    plan.original = *original;
    plan.search = *search;
    if (use == PlanFor::SecondLook && lacksSecondLookAlone(plan.clearance)) {
        plan.clearance.outcome = Outcome::ClearIfCovered;
    }
    if (plan.isBlocked()) {
        return plan;
    }
    if (const auto done = planCovers(library, plan, terms.wishes); !done) {
        return propagate(done);
    }
    planFrame(plan, terms.framing, limit);
    return plan;
}

} // namespace

Result<ExportPlan> planExport(Library& library, PhotoId photo, const ExportTerms& terms)
{
    return planFor(library, photo, terms, PlanFor::Export);
}

Result<ExportPlan> planSecondLook(Library& library, PhotoId photo, PurposeId purpose)
{
    ExportTerms terms;
    terms.purpose = purpose;
    return planFor(library, photo, terms, PlanFor::SecondLook);
}

} // namespace cloakroom
