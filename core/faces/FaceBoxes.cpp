#include "core/faces/FaceBoxes.h"

#include <algorithm>

namespace cloakroom {

namespace {

double areaOf(const QRectF& box)
{
    return box.width() * box.height();
}

bool isSameFace(const QRectF& a, const QRectF& b, double mostOverlap)
{
    if (overlap(a, b) > mostOverlap)
        return true;
    constexpr double kMostlyWithin = 0.7;
    constexpr double kSimilarArea = 0.3;
    const double smaller = std::min(areaOf(a), areaOf(b));
    const double larger = std::max(areaOf(a), areaOf(b));
    return smaller > kSimilarArea * larger && areaOf(a.intersected(b)) > kMostlyWithin * smaller;
}

/// Equal pieces of one side, each at most `edge` long: where they begin and how long they are.
struct Pieces {
    QList<int> starts;
    int length = 0;
};

Pieces piecesOf(int length, int edge, int shared)
{
    if (length <= edge)
        return {{0}, length};
    const int count = 1 + (length - edge + edge - shared - 1) / (edge - shared);
    Pieces pieces{{}, (length + (count - 1) * shared + count - 1) / count};
    for (int i = 0; i < count; ++i)
        pieces.starts += static_cast<int>(static_cast<qint64>(length - pieces.length) * i / (count - 1));
    return pieces;
}

} // namespace

double overlap(const QRectF& a, const QRectF& b)
{
    const double shared = areaOf(a.intersected(b));
    const double together = areaOf(a) + areaOf(b) - shared;
    return together > 0 ? shared / together : 0;
}

QList<DetectedFace> mergedFaces(QList<DetectedFace> faces, double mostOverlap)
{
    std::stable_sort(faces.begin(), faces.end(),
                     [](const DetectedFace& a, const DetectedFace& b) { return a.confidence > b.confidence; });
    QList<DetectedFace> kept;
    for (const DetectedFace& face : std::as_const(faces)) {
        const bool known = std::any_of(kept.cbegin(), kept.cend(), [&](const DetectedFace& better) {
            return isSameFace(better.box, face.box, mostOverlap);
        });
        if (!known)
            kept += face;
    }
    return kept;
}

QList<DetectedFace> joinedFaces(QList<DetectedFace> faces, double mostOverlap)
{
    const QList<DetectedFace> kept = mergedFaces(faces, mostOverlap);
    QList<DetectedFace> joined = kept;
    for (const DetectedFace& face : std::as_const(faces)) {
        for (qsizetype i = 0; i < kept.size(); ++i) {
            // Asked of what stayed, not of what it has grown to: a row of faces must not run into one.
            if (isSameFace(kept[i].box, face.box, mostOverlap))
                joined[i].box = joined[i].box.united(face.box);
        }
    }
    return joined;
}

QList<DetectedFace> clippedFaces(const QList<DetectedFace>& faces, const QSize& picture)
{
    const QRectF whole(QPointF(0, 0), QSizeF(picture));
    QList<DetectedFace> clipped;
    for (DetectedFace face : faces) {
        face.box = face.box.intersected(whole);
        if (face.box.width() >= 1 && face.box.height() >= 1)
            clipped += face;
    }
    return clipped;
}

QList<QRect> tilesOf(const QSize& picture, int edge, int shared)
{
    const Pieces across = piecesOf(picture.width(), edge, shared);
    const Pieces down = piecesOf(picture.height(), edge, shared);
    QList<QRect> tiles;
    for (const int y : down.starts) {
        for (const int x : across.starts)
            tiles += QRect(x, y, across.length, down.length);
    }
    return tiles;
}

} // namespace cloakroom
