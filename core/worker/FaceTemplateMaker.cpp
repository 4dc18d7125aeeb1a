#include "core/worker/FaceTemplateMaker.h"

#include <QTransform>

#include <algorithm>
#include <cmath>
#include <optional>

namespace cloakroom {

namespace {

/// The face's longer side in the piece of the picture that is searched: what recognition models were taught with.
constexpr double kFaceEdge = 160;
/// Beyond twice the size there is nothing more to see.
constexpr double kMostEnlarged = 2;
constexpr double kAround = 0.6; ///< of the box, on each side
constexpr double kLeastOverlap = 0.35; ///< of box and found face together; a neighbour's face is no answer

double overlapOf(const QRectF& one, const QRectF& other)
{
    const QRectF both = one.intersected(other);
    const double shared = std::max(0.0, both.width()) * std::max(0.0, both.height());
    const double all = one.width() * one.height() + other.width() * other.height() - shared;
    return all > 0 ? shared / all : 0;
}

/// A piece of the picture around a face, and where the face lies in it.
struct Piece {
    QImage picture;
    QRectF face;
};

std::optional<Piece> pieceAround(const QImage& upright, const QRect& face)
{
    const QRectF around = QRectF(face).adjusted(-kAround * face.width(), -kAround * face.height(),
                                                kAround * face.width(), kAround * face.height());
    const QRect cut = around.toAlignedRect().intersected(upright.rect());
    if (face.isEmpty() || cut.isEmpty()) {
        return std::nullopt;
    }
    const double scale = std::min(kFaceEdge / std::max(face.width(), face.height()), kMostEnlarged);
    const QSize size(qMax(1, qRound(cut.width() * scale)), qMax(1, qRound(cut.height() * scale)));
    const QImage picture = upright.copy(cut).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const QRectF inside =
        QTransform::fromScale(double(size.width()) / cut.width(), double(size.height()) / cut.height())
            .mapRect(QRectF(face).translated(-cut.topLeft()));
    return Piece{picture.convertToFormat(QImage::Format_RGB888), inside};
}

QList<QPointF> landmarksIn(FaceDetector& detector, const Piece& piece)
{
    const auto found = detector.detect(piece.picture, Thoroughness::Usual);
    QList<QPointF> landmarks;
    double best = kLeastOverlap;
    if (found) {
        for (const DetectedFace& face : *found) {
            const double overlap = overlapOf(face.box, piece.face);
            if (overlap >= best && !face.landmarks.isEmpty()) {
                best = overlap;
                landmarks = face.landmarks;
            }
        }
    }
    return landmarks;
}

} // namespace

QByteArray makeTemplates(FaceDetector& detector, FaceTemplates& templates, const QImage& upright,
                         const QList<QRect>& faces)
{
    QByteArray all;
    for (const QRect& face : faces) {
        const auto piece = pieceAround(upright, face);
        const QList<QPointF> landmarks = piece ? landmarksIn(detector, *piece) : QList<QPointF>();
        const auto numbers = landmarks.isEmpty() ? Result<QList<float>>(fail(ErrorCode::NotFound, {}))
                                                 : templates.of(piece->picture, landmarks);
        all += numbers ? '\1' : '\0';
        if (numbers) {
            all.append(reinterpret_cast<const char*>(numbers->constData()), numbers->size() * qsizetype{sizeof(float)});
        }
    }
    return all;
}

} // namespace cloakroom
