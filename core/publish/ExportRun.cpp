#include "core/publish/ExportRun.h"

#include "core/base/Beside.h"
#include "core/crypto/Sha256.h"
#include "core/imaging/CleanJpeg.h"
#include "core/imaging/Scale.h"
#include "core/publish/CoveredRows.h"
#include "core/publish/ExportCheck.h"
#include "core/publish/ExportSource.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <algorithm>
#include <exception>

namespace cloakroom {

namespace {

/// By how much a picture is made smaller at a time until it fits into its file.
constexpr double kSmaller = 0.85;

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportRun", text);
}

Result<QImage> enoughMemory(QImage image)
{
    if (image.isNull()) {
        return fail(ErrorCode::Internal,
                    tr("There is not enough memory for this photo. Close other programs and export "
                       "it again."));
    }
    return image;
}

Refusal noMemory()
{
    return {{Rule::NotWritten,
             tr("There was not enough memory to export this photo. Close other programs and export it again.")}};
}

/// Rules that hold a photo back, without those for which something in it would only be covered.
Refusal whyBlocked(const Clearance& clearance)
{
    Refusal blocking;
    std::copy_if(
        clearance.reasons.begin(), clearance.reasons.end(), std::back_inserter(blocking),
        [](const Reason& reason) { return reason.rule <= Rule::NotReleased || reason.rule >= Rule::SourceUnusable; });
    return blocking.isEmpty() ? clearance.reasons : blocking;
}

/// Makes flat what a face was seen in, and what a found face nobody marked may come from; everything once that was
/// tried a few times. False when all were flat before.
bool makePlain(ExportPlan& plan, const CheckFindings& findings, bool isLastTry)
{
    bool isChanged = false;
    for (int i = 0; i < plan.covers.size(); ++i) {
        const QRectF reach(reachOf(plan.covers[i]));
        const bool isSuspect = isLastTry || findings.leakingCovers.contains(i)
            || std::any_of(findings.unknownFaces.begin(), findings.unknownFaces.end(),
                           [&reach](const DetectedFace& face) { return face.box.intersects(reach); });
        if (isSuspect && !plan.covers[i].isPlain) {
            plan.covers[i].isPlain = true;
            isChanged = true;
        }
    }
    return isChanged;
}

} // namespace

ExportRun::ExportRun(LibraryThread& library, WorkerPool& workers, const ExportRequest& request,
                     const TargetFolder* target, Progress& progress)
    : m_library(library)
    , m_workers(workers)
    , m_request(request)
    , m_target(target)
    , m_terms(termsOf(request))
    , m_quality(qualityOf(request))
    , m_progress(progress)
{
}

ExportReport ExportRun::run()
{
    QList<PhotoId> photos;
    for (const PhotoId photo : m_request.photos) {
        if (!photos.contains(photo)) {
            photos += photo;
        }
    }
    m_outcomes.assign(static_cast<size_t>(photos.size()), std::nullopt);
    {
        std::vector<std::future<void>> helpers;
        for (qsizetype i = 1; i < std::min<qsizetype>(m_workers.size(), photos.size()); ++i) {
            helpers.push_back(beside([this, &photos] { work(photos); }));
        }
        work(photos);
    } // waits for them; one that could not be started has nothing left to do
    ExportReport report;
    report.wasCancelled = m_wasCancelled;
    for (qsizetype i = 0; i < photos.size(); ++i) {
        const auto& outcome = m_outcomes[static_cast<size_t>(i)];
        if (outcome && *outcome) {
            report.exported += **outcome;
        } else if (!outcome || !outcome->error().isEmpty()) {
            report.refused += RefusedPhoto{photos[i], outcome ? outcome->error() : noMemory()};
        }
    }
    if (!m_wasCancelled) {
        m_progress.report(photos.size(), photos.size(), {});
    }
    return report;
}

/// One of several threads, each taking the next photo.
void ExportRun::work(const QList<PhotoId>& photos)
{
    for (;;) {
        qsizetype number = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (m_taken == photos.size()) {
                return;
            }
            number = m_taken++;
            m_progress.report(number, photos.size(), {});
        }
        const auto ended = qScopeGuard([this, number] { m_turns.end(number); }); // others wait for it
        // Cancelled, the rest is passed over, each in its turn.
        Outcome outcome = isCancelled() ? tl::unexpected(Refusal()) : exportGuarded(photos[number], number);
        {
            const std::lock_guard lock(m_mutex);
            m_outcomes[static_cast<size_t>(number)] = std::move(outcome);
        }
    }
}

/// Remembered: whoever cancelled is not asked again.
bool ExportRun::isCancelled()
{
    const std::lock_guard lock(m_mutex);
    m_wasCancelled = m_wasCancelled || m_progress.isCancelled();
    return m_wasCancelled;
}

std::optional<Error> ExportRun::targetFailure()
{
    const std::lock_guard lock(m_mutex);
    return m_targetFailure;
}

ExportRun::Outcome ExportRun::stopWriting(const Error& error)
{
    const std::lock_guard lock(m_mutex);
    m_targetFailure = error;
    return tl::unexpected(refusalFor(Rule::NotWritten, error));
}

FinishedPicture ExportRun::finishedPicture(const Picture& picture, const QByteArray& file) const
{
    FinishedPicture finished;
    finished.sha256 = sha256Of(file);
    finished.size = picture.size;
    finished.style = coverStyleKey(m_request.style);
    finished.place = m_request.place;
    finished.caption = m_request.caption.trimmed();
    finished.look = picture.look;
    finished.recipe = picture.recipe;
    return finished;
}

/// An exception must neither end the program nor keep the photos after this one waiting.
ExportRun::Outcome ExportRun::exportGuarded(PhotoId photo, qsizetype number)
{
    try {
        return exportOne(photo, number);
    } catch (const std::exception&) {
        return tl::unexpected(noMemory());
    }
}

ExportRun::Outcome ExportRun::exportOne(PhotoId photo, qsizetype number)
{
    const auto plan = m_library.run([&](Library& library) { return planExport(library, photo, m_terms); });
    if (!plan) {
        return tl::unexpected(refusalFor(Rule::SourceUnusable, plan.error()));
    }
    if (plan->isBlocked()) {
        return tl::unexpected(whyBlocked(plan->clearance));
    }
    if (m_workers.detector().kind == DetectorKind::None) {
        return tl::unexpected(Refusal{
            {Rule::CheckFailed,
             tr("There is no face detector on this computer, so that no finished picture can be checked. Nothing was "
                "exported. Ask your technician to install one.")}});
    }
    if (m_target == nullptr) {
        return ExportedPhoto{photo, {}, {}, plan->shown(), plan->coveredFaces, {}};
    }
    if (const auto failure = targetFailure()) {
        return tl::unexpected(refusalFor(Rule::NotWritten, *failure));
    }
    const auto picture = makeReady(*plan);
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    return letOut(*plan, *picture, number);
}

tl::expected<ExportRun::Picture, Refusal> ExportRun::makeReady(const ExportPlan& plan)
{
    // The photo, the same with covers where it is to be made smaller, and what encoding takes; given back before
    // waiting for anybody's turn.
    constexpr qint64 kAtItsSize = 5;
    constexpr qint64 kMadeSmaller = 7;
    const bool isWhole = plan.frame.canvas == plan.size
        && plan.longestEdge >= std::max(plan.size.width(), plan.size.height()) && plan.watermark.isEmpty();
    const MemoryShare::Part memory(m_memory,
                                   (isWhole ? kAtItsSize : kMadeSmaller) * plan.size.width() * plan.size.height());
    const auto original = readOriginal(m_library, m_workers, plan);
    if (!original) {
        return tl::unexpected(refusalFor(Rule::SourceUnusable, original.error()));
    }
    return makeChecked(*original, plan);
}

Result<ExportRun::Picture> ExportRun::render(const QImage& source, const ExportPlan& plan) const
{
    const auto rgb = enoughMemory(source.convertToFormat(QImage::Format_RGB888));
    if (!rgb) {
        return propagate(rgb);
    }
    if (plan.longestEdge < std::max(rgb->width(), rgb->height())) {
        return renderSmaller(*rgb, plan, plan.longestEdge);
    }
    // At its own size a picture goes from row to row into the file.
    CoveredRows rows(*rgb, plan.covers, m_request.style);
    auto picture = encode(rows.source(), plan);
    return !picture || !picture->jpeg.isEmpty() ? picture
                                                : renderSmaller(*rgb, plan, qRound(plan.longestEdge * kSmaller));
}

Result<ExportRun::Picture> ExportRun::renderSmaller(const QImage& source, const ExportPlan& plan, int edge) const
{
    // At full resolution first: cells and edges then scale with everything else.
    const auto whole = enoughMemory(covered(source, plan.covers, m_request.style));
    if (!whole) {
        return propagate(whole);
    }
    constexpr int kSmallestEdge = 160;
    for (;; edge = qRound(edge * kSmaller)) {
        const auto sized = enoughMemory(scaled(*whole, edge));
        if (!sized) {
            return propagate(sized);
        }
        auto picture = encode(RowSource::of(*sized), plan);
        if (!picture || !picture->jpeg.isEmpty()) {
            return picture;
        }
        if (edge < kSmallestEdge) {
            return fail(ErrorCode::Invalid,
                        tr("This photo does not fit into a file as small as was asked for. Allow a larger one."));
        }
    }
}

/// Without bytes where the picture has to be smaller to fit into the file.
Result<ExportRun::Picture> ExportRun::encode(const RowSource& picture, const ExportPlan& plan) const
{
    const auto encoded = encodeWithin(picture, m_quality, plan.mostKilobytes);
    if (!encoded) {
        return propagate(encoded);
    }
    if (encoded->jpeg.isEmpty()) {
        return Picture();
    }
    const RecipeFacts facts{coverStyleKey(m_request.style), picture.size, encoded->quality, m_workers.detector().name};
    return Picture{encoded->jpeg, picture.size, publishedLook(picture), recipeOf(plan, facts)};
}

tl::expected<ExportRun::Picture, Refusal> ExportRun::makeChecked(const QImage& original, const ExportPlan& plan)
{
    constexpr int kTries = 3;
    ExportPlan attempt = plan;
    const auto framed = exportSource(original, attempt);
    if (!framed) {
        return tl::unexpected(refusalFor(Rule::CheckFailed, framed.error()));
    }
    auto source = enoughMemory(scaled(*framed, plan.longestEdge));
    if (!source) {
        return tl::unexpected(refusalFor(Rule::CheckFailed, source.error()));
    }
    for (Cover& cover : attempt.covers) {
        cover.isPlain = m_request.style == CoverStyle::Solid;
    }
    for (int tries = 1;; ++tries) {
        auto picture = render(*framed, attempt);
        if (!picture) {
            return tl::unexpected(refusalFor(Rule::CheckFailed, picture.error()));
        }
        if (picture->size != source->size()) {
            source = enoughMemory(scaled(*framed, std::max(picture->size.width(), picture->size.height())));
            if (!source) {
                return tl::unexpected(refusalFor(Rule::CheckFailed, source.error()));
            }
        }
        const auto findings = checkFinished(m_workers, picture->jpeg, *source, attempt, m_request.style);
        if (!findings) {
            return tl::unexpected(refuseUnproven(plan, findings.error()));
        }
        if (findings->isClean()) {
            return std::move(*picture);
        }
        if (!makePlain(attempt, *findings, tries >= kTries)) {
            return tl::unexpected(refuseAndReview(plan, findings->unknownFaces));
        }
    }
}

Refusal ExportRun::refuseUnproven(const ExportPlan& plan, const Error& error)
{
    Refusal refusal = refusalFor(Rule::CheckFailed, error);
    if (error.code != ErrorCode::Damaged) {
        return refusal; // it could not be checked, which is not the photo's fault
    }
    const auto done = m_library.run([&](Library& library) { return sendBackToReview(library, plan, {}, {}); });
    return done ? refusal : refusal + refusalFor(Rule::CheckFailed, done.error());
}

Refusal ExportRun::refuseAndReview(const ExportPlan& plan, const QList<DetectedFace>& unknownFaces)
{
    Refusal refusal{
        {Rule::CheckFailed,
         unknownFaces.isEmpty()
             ? tr("A face can still be found where one is covered. Check that its box holds the whole face, "
                  "then sign off the faces again.")
             : tr("The finished picture shows a face that nobody has marked in this photo. It has been added "
                  "for you to decide about: name it, or mark it as not a face, then sign off the faces "
                  "again.")}};
    const QString detector = m_workers.detector().name;
    const auto done =
        m_library.run([&](Library& library) { return sendBackToReview(library, plan, unknownFaces, detector); });
    return done ? refusal : refusal + refusalFor(Rule::CheckFailed, done.error());
}

ExportRun::Outcome ExportRun::letOut(const ExportPlan& plan, const Picture& picture, qsizetype number)
{
    const auto pending = m_target->write(picture.jpeg);
    if (!pending) {
        return stopWriting(pending.error());
    }
    awaitTurn(number);
    if (isCancelled()) {
        return tl::unexpected(Refusal());
    }
    // What was proven is what lies on the medium: read past the cache where the system lets us.
    const auto written = (*pending)->readBack();
    if (!written) {
        return tl::unexpected(refusalFor(Rule::NotWritten, written.error()));
    }
    if (*written != picture.jpeg) {
        return tl::unexpected(Refusal{{Rule::NotWritten,
                                       tr("The file on the medium is not what was written to it, so it was taken away "
                                          "again. The medium may be failing: choose another folder.")}});
    }
    FinishedPicture finished = finishedPicture(picture, picture.jpeg);
    finished.file = pending->get();
    finished.replaces = m_request.replaces;
    const auto published = m_library.run(
        [&](Library& library) { return publishPicture(library, plan, m_terms, finished, *m_target, m_nextNumber); });
    if (!published) {
        return tl::unexpected(published.error());
    }
    return ExportedPhoto{plan.photo,   published->path,   finished.sha256,
                         plan.shown(), plan.coveredFaces, published->entry};
}

} // namespace cloakroom
