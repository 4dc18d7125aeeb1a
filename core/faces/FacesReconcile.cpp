#include "core/faces/FacesReconcile.h"

#include "core/faces/MarkedFaces.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

// The same face found twice, by different detectors too, overlaps far more than this; two people's faces far less.
constexpr double kSameFace = 0.3;
// "Not a face" swallows only what is nearly the same box: a real face near it must not be lost.
constexpr double kSameRejected = 0.5;

struct Pair {
    qsizetype stored = 0;
    qsizetype found = 0;
    double overlap = 0;
};

double neededOverlap(const FaceRecord& record)
{
    return record.face.state == FaceState::Rejected ? kSameRejected : kSameFace;
}

QList<Pair> possiblePairs(const QList<FaceRecord>& stored, const QList<Face>& found)
{
    QList<Pair> pairs;
    for (qsizetype s = 0; s < stored.size(); ++s) {
        for (qsizetype f = 0; f < found.size(); ++f) {
            const double overlap = overlapOf(stored[s].face.rect, found[f].rect);
            if (overlap >= neededOverlap(stored[s])) {
                pairs.append({s, f, overlap});
            }
        }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.overlap > b.overlap; });
    return pairs;
}

QList<Face> facesFrom(const QList<DetectedFace>& found, const QString& detector, QSize picture)
{
    QList<Face> faces;
    for (const DetectedFace& one : found) {
        Face face;
        face.rect = pixelBox(one.box, picture);
        face.confidence = std::isfinite(one.confidence) ? std::clamp(one.confidence, 0.0, 1.0) : 0.0;
        face.detector = detector;
        if (!face.rect.isEmpty()) {
            faces.append(face);
        }
    }
    return faces;
}

} // namespace

double overlapOf(QRect first, QRect second)
{
    const QRect common = first & second;
    if (common.isEmpty()) {
        return 0;
    }
    const double shared = double(common.width()) * common.height();
    const double both = double(first.width()) * first.height() + double(second.width()) * second.height() - shared;
    return shared / both;
}

QRect pixelBox(const QRectF& found, QSize picture)
{
    const bool isFinite = std::isfinite(found.x()) && std::isfinite(found.y()) && std::isfinite(found.width())
        && std::isfinite(found.height());
    const QRectF inside = isFinite ? found & QRectF({0, 0}, QSizeF(picture)) : QRectF();
    return inside.isEmpty() ? QRect() : inside.toAlignedRect() & QRect({0, 0}, picture);
}

FaceChanges reconciled(const QList<FaceRecord>& stored, const QList<DetectedFace>& found, const QString& detector,
                       QSize picture)
{
    const QList<Face> faces = facesFrom(found, detector, picture);
    QSet<qsizetype> usedStored;
    QSet<qsizetype> usedFound;
    FaceChanges changes;
    for (const Pair& pair : possiblePairs(stored, faces)) {
        if (usedStored.contains(pair.stored) || usedFound.contains(pair.found)) {
            continue;
        }
        usedStored.insert(pair.stored);
        usedFound.insert(pair.found);
        const FaceRecord& old = stored[pair.stored];
        Face moved = faces[pair.found];
        moved.id = old.face.id;
        moved.photo = old.face.photo;
        const bool isSame = old.face.rect == moved.rect && old.face.detector == moved.detector
            && old.face.confidence == moved.confidence;
        if (!old.isSettled() && !isSame) {
            changes.moved.append(moved);
        }
    }
    for (qsizetype s = 0; s < stored.size(); ++s) {
        // What another program marked was never found by a detector: that it is not found again says nothing.
        if (!usedStored.contains(s) && !stored[s].isSettled() && !isMarkedInFile(stored[s].face)) {
            changes.removed.append(stored[s].face.id);
        }
    }
    for (qsizetype f = 0; f < faces.size(); ++f) {
        if (!usedFound.contains(f)) {
            changes.added.append(faces[f]);
        }
    }
    return changes;
}

} // namespace cloakroom
