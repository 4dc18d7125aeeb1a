#include "core/publish/ExportPreview.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Previews.h"
#include "core/imaging/Scale.h"
#include "core/photos/ObscuredPicture.h"
#include "core/publish/ExportSource.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportJob", text);
}

tl::unexpected<Error> noMemory()
{
    return fail(ErrorCode::Internal,
                tr("There is not enough memory for this photo. Close other programs and try again."));
}

QString joined(const QList<Reason>& reasons)
{
    QStringList sentences;
    for (const Reason& reason : reasons) {
        sentences += reason.text;
    }
    return sentences.join(QLatin1Char(' '));
}

/// Whether the smaller picture shows all of the larger one, so that boxes can be carried over.
bool isWhole(QSize small, QSize large)
{
    const double factor =
        static_cast<double>(std::max(small.width(), small.height())) / std::max(large.width(), large.height());
    return factor <= 1 && std::abs(large.width() * factor - small.width()) <= 1
        && std::abs(large.height() * factor - small.height()) <= 1;
}

Result<QImage> storedPreview(Library& library, const ExportPlan& plan)
{
    const auto jpeg = library.previews().load(plan.photo, Previews::Size::Preview);
    if (!jpeg) {
        return propagate(jpeg);
    }
    // These bytes are our own: encoded by this program and authenticated when they were read.
    const QImage preview = plainRgb(QImage::fromData(*jpeg, "JPEG"));
    if (preview.isNull() || !isWhole(preview.size(), plan.size)) {
        return fail(ErrorCode::Damaged,
                    tr("The preview of this photo is missing or damaged. The photo itself is safe: have the previews "
                       "made anew."));
    }
    return preview;
}

QRectF sharesOf(const QRect& rect, QSize whole)
{
    const double width = whole.width();
    const double height = whole.height();
    return {rect.x() / width, rect.y() / height, rect.width() / width, rect.height() / height};
}

/// As shares of what leaves.
QList<CoveredPreview::Head> headsOf(const ExportPlan& plan)
{
    QList<CoveredPreview::Head> heads;
    for (const Face& face : plan.faces) {
        if (face.state == FaceState::Rejected) {
            continue;
        }
        const qsizetype number = plan.coveredFaces.indexOf(face.id);
        const QRect head = number < 0 ? coverOf(face.rect).rect : plan.covers[number].rect;
        const auto look = number < 0             ? CoveredPreview::Look::Shown
            : plan.wishedFaces.contains(face.id) ? CoveredPreview::Look::ByWish
                                                 : CoveredPreview::Look::ByRule;
        heads += {face.id, sharesOf(head.translated(plan.frame.origin), plan.frame.canvas), look};
    }
    return heads;
}

/// The plan for a smaller copy of the whole photo.
ExportPlan atSize(const ExportPlan& plan, QSize size)
{
    ExportPlan small = plan;
    for (Cover& cover : small.covers) {
        cover = scaledCover(cover, plan.size, size);
    }
    const double factor = static_cast<double>(size.width()) / plan.size.width();
    const bool isWholePhoto = plan.frame == Frame{plan.size, {}};
    const QSize canvas = (QSizeF(plan.frame.canvas) * factor).toSize().expandedTo({1, 1});
    small.frame = isWholePhoto ? Frame{size, {}} : Frame{canvas, (QPointF(plan.frame.origin) * factor).toPoint()};
    small.size = size;
    return small;
}

/// Cut, marked, covered and as large as it leaves. `plan` is that of the picture's size.
Result<QImage> asItLeaves(const QImage& upright, ExportPlan plan, CoverStyle style)
{
    const auto framed = exportSource(upright, plan);
    if (!framed) {
        return propagate(framed);
    }
    QImage picture = scaled(covered(*framed, plan.covers, style), plan.longestEdge);
    return picture.isNull() ? Result<QImage>(noMemory()) : picture;
}

Result<CoveredPreview> previewOf(Library& library, const Result<ExportPlan>& plan, CoverStyle style)
{
    if (!plan) {
        return propagate(plan);
    }
    if (plan->isBlocked()) {
        return fail(ErrorCode::NotAllowed, joined(plan->clearance.reasons));
    }
    const auto preview = storedPreview(library, *plan);
    if (!preview) {
        return propagate(preview);
    }
    const auto picture = asItLeaves(*preview, atSize(*plan, preview->size()), style);
    if (!picture) {
        return propagate(picture);
    }
    return CoveredPreview{*picture, headsOf(*plan), sharesOf({plan->frame.origin, plan->size}, plan->frame.canvas)};
}

/// Protected faces that the role must not see. Where it may see them, that it did is logged.
Result<QList<QRect>> hiddenFaces(Library& library, PhotoId photo)
{
    auto faces = FaceRepository(library.db()).protectedFaces(photo);
    if (!faces || faces->isEmpty() || !allows(library.role(), Right::SeeProtectedUncovered)) {
        return faces;
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto done =
            audit::append(library, QStringLiteral("photo.view-protected"), {{QStringLiteral("photo"), photo.value}});
        !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return QList<QRect>();
}

Result<ExportPlan> leavingPlan(Library& library, PhotoId photo, const ExportTerms& terms)
{
    auto plan = planExport(library, photo, terms);
    if (plan && plan->isBlocked()) {
        return fail(ErrorCode::NotAllowed, joined(plan->clearance.reasons));
    }
    return plan;
}

} // namespace

Result<CoveredPreview> coveredPreview(Library& library, PhotoId photo, const ExportTerms& terms, CoverStyle style)
{
    return previewOf(library, planExport(library, photo, terms), style);
}

Result<QImage> previewForSecondLook(Library& library, PhotoId photo, PurposeId purpose, CoverStyle style)
{
    const auto preview = previewOf(library, planSecondLook(library, photo, purpose), style);
    if (!preview) {
        return propagate(preview);
    }
    return preview->picture;
}

Result<QImage> previewAsExported(Library& library, PhotoId photo, PurposeId purpose, CoverStyle style)
{
    const auto preview = coveredPreview(library, photo, {purpose, 0}, style);
    if (!preview) {
        return propagate(preview);
    }
    return preview->picture;
}

Result<ExportComparison> compareAsExported(LibraryThread& library, WorkerPool& workers, PhotoId photo,
                                           const ExportTerms& terms, CoverStyle style)
{
    const auto plan = library.run([&](Library& open) { return leavingPlan(open, photo, terms); });
    if (!plan) {
        return propagate(plan);
    }
    const auto hidden = library.run([photo](Library& open) { return hiddenFaces(open, photo); });
    if (!hidden) {
        return propagate(hidden);
    }
    const auto original = readOriginal(library, workers, *plan);
    if (!original) {
        return propagate(original);
    }
    const auto after = asItLeaves(*original, *plan, style);
    if (!after) {
        return propagate(after);
    }
    ExportPlan uncovered = *plan;
    uncovered.covers.clear();
    const QImage seen = withHeadsCovered(*original, *hidden, plan->size);
    const auto before = seen.isNull() ? Result<QImage>(noMemory()) : asItLeaves(seen, uncovered, style);
    if (!before) {
        return propagate(before);
    }
    return ExportComparison{*before, *after};
}

} // namespace cloakroom
