#include "core/publish/ExportCheck.h"

#include "core/base/Beside.h"
#include "core/faces/FaceBoxes.h"
#include "core/imaging/CleanJpeg.h"
#include "core/publish/ExportCheckPixels.h"
#include "core/worker/WorkerPool.h"

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

/// Two boxes are one face: one lies mostly in the other (users draw generously) and they are of similar size.
constexpr double kMostlyWithin = 0.5;
constexpr double kSimilarArea = 0.2;
/// A found box lies under covers when this share of it does.
constexpr double kUnderCover = 0.6;
/// Two finds are of one face when they overlap by more.
constexpr double kOneFace = 0.3;

double areaOf(const QRectF& box)
{
    return box.width() * box.height();
}

/// How much two boxes are one face, 0-1; 0 when they are not.
double likeness(const QRectF& first, const QRectF& second)
{
    const double smaller = std::min(areaOf(first), areaOf(second));
    const double larger = std::max(areaOf(first), areaOf(second));
    const QRectF both = first & second;
    if (smaller <= 0 || smaller / larger < kSimilarArea || areaOf(both) < kMostlyWithin * smaller) {
        return 0;
    }
    return overlap(first, second);
}

/// Confidence from which a detector is trusted against a person's word that every face is marked.
double confident(const QString& detector)
{
    constexpr double kYuNet = 0.75;
    constexpr double kCascade = 0.7; // some 23 sightings
    return detector == QLatin1String("yunet") ? kYuNet : kCascade;
}

QRectF scaledBox(const QRectF& box, QSize from, QSize to)
{
    const double across = static_cast<double>(to.width()) / from.width();
    const double down = static_cast<double>(to.height()) / from.height();
    return {box.x() * across, box.y() * down, box.width() * across, box.height() * down};
}

const Face* mostAlike(const QList<Face>& faces, const QRectF& box)
{
    const Face* best = nullptr;
    double most = 0;
    for (const Face& face : faces) {
        const double alike = likeness(QRectF(face.rect), box);
        if (alike > most) {
            most = alike;
            best = &face;
        }
    }
    return best;
}

/// Covers over a box, by a grid of points; none when less of it lies under them than kUnderCover.
QSet<int> coversOver(const ExportPlan& plan, const QRectF& box)
{
    constexpr int kPoints = 12;
    QSet<int> numbers;
    int hits = 0;
    for (int i = 0; i < kPoints * kPoints; ++i) {
        const int column = i % kPoints;
        const int row = i / kPoints;
        const QPoint at(static_cast<int>(std::floor(box.x() + (column + 0.5) / kPoints * box.width())),
                        static_cast<int>(std::floor(box.y() + (row + 0.5) / kPoints * box.height())));
        bool isHit = false;
        for (int number = 0; number < plan.covers.size(); ++number) {
            if (covers(plan.covers[number], at)) {
                numbers.insert(number);
                isHit = true;
            }
        }
        hits += isHit ? 1 : 0;
    }
    return hits >= kUnderCover * kPoints * kPoints ? numbers : QSet<int>();
}

/// The cover of a face: covers of faces come first in a plan, in the order of coveredFaces.
int coverNumber(const ExportPlan& plan, FaceId face)
{
    return static_cast<int>(plan.coveredFaces.indexOf(face));
}

/// Where covers lie in a picture of this size.
QList<QRect> placesOfCovers(const ExportPlan& plan, QSize size)
{
    QList<QRect> places;
    for (const Cover& cover : plan.covers) {
        places += scaledBox(QRectF(reachOf(cover)), plan.size, size).toAlignedRect();
    }
    return places;
}

} // namespace

bool needsWholeSearch(const ExportPlan& plan, const QString& detector)
{
    return !plan.search || plan.search->detector != detector;
}

QList<DetectedFace> unmarkedFaces(const ExportPlan& plan)
{
    QList<DetectedFace> unmarked;
    for (const DetectedFace& face : plan.search ? plan.search->faces : QList<DetectedFace>()) {
        if (face.confidence >= confident(plan.search->detector) && mostAlike(plan.faces, face.box) == nullptr
            && coversOver(plan, face.box).isEmpty()) {
            unmarked += face;
        }
    }
    return unmarked;
}

CheckFindings judgeFaces(const QList<DetectedFace>& found, const QString& detector, const ExportPlan& plan, QSize size)
{
    CheckFindings findings;
    for (const DetectedFace& face : found) {
        const QRectF box = scaledBox(face.box, size, plan.size);
        const bool isConfident = face.confidence >= confident(detector);
        const Face* known = mostAlike(plan.faces, box);
        if (known != nullptr && !plan.isCovered(known->id)) {
            continue;
        }
        const QSet<int> over = known != nullptr ? QSet<int>{coverNumber(plan, known->id)} : coversOver(plan, box);
        if (over.isEmpty() && isConfident) {
            findings.unknownFaces += DetectedFace{box, face.confidence};
        }
        for (const int number : over) {
            // Under a flat cover there is nothing left to find: only what a detector insists on counts, since it says
            // that a face stands out beside the cover.
            if (isConfident || !plan.covers[number].isPlain) {
                findings.leakingCovers.insert(number);
            }
        }
    }
    return findings;
}

Result<CheckFindings> checkFinished(WorkerPool& workers, const QByteArray& jpeg, const QImage& source,
                                    const ExportPlan& plan, CoverStyle style)
{
    if (const auto clean = stripCheck(jpeg); !clean) {
        return propagate(clean);
    }
    const QString detector = workers.detector().name;
    if (needsWholeSearch(plan, detector)) {
        // Beside each other: the search runs in a worker, the comparison here.
        auto search = beside([&] { return workers.detectFaces(jpeg, Thoroughness::Usual); });
        const auto same = comparePixels(jpeg, source, plan, style);
        const auto found = search.get();
        if (!same) {
            return propagate(same);
        }
        return found ? Result<CheckFindings>(judgeFaces(*found, detector, plan, source.size())) : propagate(found);
    }
    const auto finished = comparePixels(jpeg, source, plan, style);
    if (!finished) {
        return propagate(finished);
    }
    const auto found = workers.detectFacesNear(*finished, placesOfCovers(plan, finished->size()));
    if (!found) {
        return propagate(found);
    }
    CheckFindings findings = judgeFaces(*found, detector, plan, finished->size());
    findings.unknownFaces = mergedFaces(findings.unknownFaces + unmarkedFaces(plan), kOneFace);
    return findings;
}

} // namespace cloakroom
