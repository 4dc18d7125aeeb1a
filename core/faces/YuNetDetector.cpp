#include "core/faces/YuNetDetector.h"

#include "core/faces/FaceBoxes.h"
#include "core/imaging/PixelView.h"
#include "core/imaging/Scale.h"

#include <QCoreApplication>
#include <QMargins>
#include <QTransform>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace cloakroom {

namespace {

constexpr double kMostOverlap = 0.3;
/// A face that fills the picture is lost in the larger looks.
constexpr int kFirstEdge = 640;
constexpr int kSecondEdge = 1280;
/// From here on in tiles, so that memory does not grow with the picture.
constexpr int kThirdEdge = ReducedPhoto::kEnoughEdge;
/// Where faces are small: a crowd's back row.
constexpr int kCloseEdge = 4480;
/// When asked to be thorough. Beyond it more pixels show a face no better.
constexpr int kThoroughEdge = 6144;
constexpr int kTileEdge = 1280;
/// A face wider than this in a tiled picture is found by the look before; smaller ones fit whole into a tile.
constexpr int kTileShared = 160;
/// Of one place and half as much again on each side of it: a head is some 160 pixels wide there.
constexpr int kNearEdge = 320;
constexpr double kMostExponent = 12; // keeps a wild output finite
/// Boxes of this confidence may be no faces, but several small ones hint at more at full resolution.
constexpr double kHint = 0.2;
constexpr int kSeveral = 4;
/// One small face as sure as this is enough.
constexpr double kSure = 0.5;
/// In pixels of the third look: in front of a back row that is half as large.
constexpr double kSmallFace = 32;

// A false box costs a click, a missed face a child: chosen with faces-bench for recall at a precision above 0.8.
double thresholdFor(Thoroughness thoroughness)
{
    return thoroughness == Thoroughness::Thorough ? 0.2 : 0.3;
}

tl::unexpected<Error> searchFailed(const std::exception& error)
{
    return fail(ErrorCode::Internal,
                QCoreApplication::translate("FaceDetector",
                                            "The search for faces failed. Mark the faces by hand or search again."),
                QString::fromLatin1(error.what()).left(200));
}

/// The outputs of one stride: a score, a box and five points for each cell of its grid.
struct Grid {
    const float* classes;
    const float* objects;
    const float* boxes;
    const float* points;
    int stride;
    int columns;

    [[nodiscard]] double score(int cell) const
    {
        const double both = std::clamp(classes[cell], 0.F, 1.F) * std::clamp(objects[cell], 0.F, 1.F);
        return std::sqrt(both);
    }
    // Offsets are in cells from the grid point, sizes are logarithms: YuNet's own decoding.
    [[nodiscard]] DetectedFace face(int cell) const
    {
        const double column = cell % columns;
        const double row = cell / columns; // NOLINT(bugprone-integer-division): whole rows
        const float* box = boxes + qsizetype{4} * cell;
        const double width = std::exp(std::min(kMostExponent, double{box[2]})) * stride;
        const double height = std::exp(std::min(kMostExponent, double{box[3]})) * stride;
        DetectedFace found;
        found.box = QRectF((column + box[0]) * stride - width / 2, (row + box[1]) * stride - height / 2, width, height);
        found.confidence = score(cell);
        for (int point = 0; point < 5; ++point) {
            const float* at = points + qsizetype{10} * cell + qsizetype{2} * point;
            found.landmarks += QPointF((column + at[0]) * stride, (row + at[1]) * stride);
        }
        return found;
    }
};

} // namespace

class YuNetDetector::Search {
public:
    explicit Search(const QByteArray& model)
        : m_net(cv::dnn::readNetFromONNX(model.constData(), static_cast<size_t>(model.size())))
    {
        m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        m_net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    }

    QList<DetectedFace> run(const ReducedPhoto& photo, Thoroughness thoroughness)
    {
        const QImage picture = plainRgb(photo.picture);
        requirePixels(picture);
        const QSize size = photo.fullSize;
        const int edge = std::max(size.width(), size.height());
        const bool isThorough = thoroughness == Thoroughness::Thorough;
        // The larger looks need no more pixels than the third one has: made once, it is what they are made from.
        const QImage third = edge > kThirdEdge ? scaled(picture, kThirdEdge) : picture;
        QList<DetectedFace> hints = lookAt(third, kFirstEdge, size) + lookAt(third, kSecondEdge, size);
        if (edge > kSecondEdge)
            hints += lookAtTiles(third, size);
        if (edge > kThirdEdge && (isThorough || hasSmallFaces(mergedFaces(hints, kMostOverlap), edge)))
            hints += lookAtTiles(closeUp(photo, isThorough ? kThoroughEdge : kCloseEdge), size);
        if (isThorough)
            hints += lookTurned(third, size);
        return chosen(hints, thoroughness, size);
    }

    QList<DetectedFace> runNear(const QImage& upright, const QList<QRect>& places)
    {
        const QImage picture = plainRgb(upright);
        // In two steps, of which the first is quick.
        const QImage half = scaled(picture, std::max(kSecondEdge, std::max(picture.width(), picture.height()) / 2));
        QList<DetectedFace> hints = lookAt(half, kFirstEdge, picture.size());
        for (const QRect& place : places) {
            const QMargins around(place.width() / 2, place.height() / 2, place.width() / 2, place.height() / 2);
            const QRect cut = place.marginsAdded(around) & picture.rect();
            if (!cut.isEmpty())
                hints += translated(lookAt(picture.copy(cut), kNearEdge, cut.size()), cut.topLeft());
        }
        return chosen(hints, Thoroughness::Usual, picture.size());
    }

private:
    static QList<DetectedFace> chosen(QList<DetectedFace> hints, Thoroughness thoroughness, const QSize& size)
    {
        const double threshold = thresholdFor(thoroughness);
        hints.removeIf([threshold](const DetectedFace& face) { return face.confidence < threshold; });
        return clippedFaces(mergedFaces(hints, kMostOverlap), size);
    }

    static QList<DetectedFace> translated(QList<DetectedFace> faces, const QPoint& by)
    {
        for (DetectedFace& face : faces) {
            face.box.translate(by);
            for (QPointF& point : face.landmarks)
                point += by;
        }
        return faces;
    }

    /// The whole of it at once, with the longer edge as given. Small pictures are enlarged, at most twice.
    QList<DetectedFace> lookAt(const QImage& picture, int edge, const QSize& fullSize)
    {
        requirePixels(picture);
        const double factor = std::min(2.0, static_cast<double>(edge) / std::max(picture.width(), picture.height()));
        return inFullSize(look(picture, factor), picture.size(), fullSize);
    }

    static QImage closeUp(const ReducedPhoto& photo, int edge)
    {
        const QImage whole = plainRgb(photo.whole());
        requirePixels(whole);
        return scaled(whole, edge);
    }

    static bool hasSmallFaces(QList<DetectedFace> hints, int edge)
    {
        const double small = kSmallFace * edge / kThirdEdge;
        hints.removeIf([small](const DetectedFace& face) { return face.box.width() >= small; });
        return hints.size() >= kSeveral || std::any_of(hints.cbegin(), hints.cend(), [](const DetectedFace& face) {
                   return face.confidence >= kSure;
               });
    }

    /// Boxes in pixels of a picture of `fullSize`, of which `picture` is a smaller copy or the same.
    QList<DetectedFace> lookAtTiles(const QImage& picture, const QSize& fullSize)
    {
        requirePixels(picture);
        QList<DetectedFace> faces;
        for (const QRect& tile : tilesOf(picture.size(), kTileEdge, kTileShared))
            faces += translated(look(picture.copy(tile), 1), tile.topLeft());
        return inFullSize(faces, picture.size(), fullSize);
    }

    /// Somebody doing a handstand, and photos that lie on their side.
    QList<DetectedFace> lookTurned(const QImage& picture, const QSize& fullSize)
    {
        constexpr std::array kQuarters{90, 180, 270};
        QList<DetectedFace> faces;
        for (const int angle : kQuarters) {
            const QTransform turn = QImage::trueMatrix(QTransform().rotate(angle), picture.width(), picture.height());
            const QTransform back = turn.inverted();
            const QImage turned = picture.transformed(turn).convertToFormat(QImage::Format_RGB888);
            for (DetectedFace face : lookAt(turned, kSecondEdge, turned.size())) {
                face.box = back.mapRect(face.box);
                for (QPointF& point : face.landmarks)
                    point = back.map(point);
                faces += face;
            }
        }
        return inFullSize(faces, picture.size(), fullSize);
    }

    static void requirePixels(const QImage& picture)
    {
        if (picture.isNull())
            throw std::bad_alloc();
    }

    static QList<DetectedFace> inFullSize(QList<DetectedFace> faces, const QSize& size, const QSize& fullSize)
    {
        const double across = static_cast<double>(fullSize.width()) / size.width();
        const double down = static_cast<double>(fullSize.height()) / size.height();
        for (DetectedFace& face : faces)
            face = stretched(face, across, down);
        return faces;
    }

    static DetectedFace stretched(DetectedFace face, double across, double down)
    {
        face.box =
            QRectF(face.box.x() * across, face.box.y() * down, face.box.width() * across, face.box.height() * down);
        for (QPointF& point : face.landmarks)
            point = QPointF(point.x() * across, point.y() * down);
        return face;
    }

    QList<DetectedFace> look(const QImage& picture, double factor)
    {
        cv::Mat small;
        const cv::Mat view = viewOf(picture);
        cv::resize(view, small, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
        QList<DetectedFace> faces = mergedFaces(forward(small), kMostOverlap);
        const double across = static_cast<double>(view.cols) / small.cols;
        const double down = static_cast<double>(view.rows) / small.rows;
        for (DetectedFace& face : faces)
            face = stretched(face, across, down);
        return faces;
    }

    QList<DetectedFace> forward(const cv::Mat& rgb)
    {
        constexpr int kMultiple = 32; // of the coarsest grid; other sizes fail inside the network
        const auto padding = [](int length) { return (kMultiple - length % kMultiple) % kMultiple; };
        cv::Mat padded;
        cv::copyMakeBorder(rgb, padded, 0, padding(rgb.rows), 0, padding(rgb.cols), cv::BORDER_CONSTANT);
        constexpr bool kSwapToBgr = true;
        m_net.setInput(cv::dnn::blobFromImage(padded, 1.0, {}, {}, kSwapToBgr));
        static const std::vector<cv::String> kOutputs{"cls_8",  "cls_16",  "cls_32",  "obj_8", "obj_16", "obj_32",
                                                      "bbox_8", "bbox_16", "bbox_32", "kps_8", "kps_16", "kps_32"};
        std::vector<cv::Mat> outputs;
        m_net.forward(outputs, kOutputs);
        return decode(outputs, padded.size());
    }

    static QList<DetectedFace> decode(const std::vector<cv::Mat>& outputs, const cv::Size& size)
    {
        constexpr std::array<int, 3> kStrides{8, 16, 32};
        QList<DetectedFace> faces;
        for (size_t i = 0; i < kStrides.size(); ++i) {
            const int columns = size.width / kStrides[i];
            const int cells = columns * (size.height / kStrides[i]);
            CV_Assert(outputs[i].total() == static_cast<size_t>(cells));
            const Grid grid{outputs[i].ptr<float>(),
                            outputs[i + 3].ptr<float>(),
                            outputs[i + 6].ptr<float>(),
                            outputs[i + 9].ptr<float>(),
                            kStrides[i],
                            columns};
            for (int cell = 0; cell < cells; ++cell) {
                if (grid.score(cell) >= kHint)
                    faces += grid.face(cell);
            }
        }
        return faces;
    }

    cv::dnn::Net m_net;
};

YuNetDetector::YuNetDetector() = default;
YuNetDetector::~YuNetDetector() = default;

Result<std::unique_ptr<FaceDetector>> YuNetDetector::create(const QByteArray& model)
{
    try {
        std::unique_ptr<YuNetDetector> detector(new YuNetDetector);
        detector->m_search = std::make_unique<Search>(model);
        return std::unique_ptr<FaceDetector>(std::move(detector));
    } catch (const std::exception& error) {
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("FaceDetector",
                                                "The face detector's model cannot be loaded. Install "
                                                "it again with fetch-models."),
                    QString::fromLatin1(error.what()).left(200));
    }
}

QString YuNetDetector::name() const
{
    return QStringLiteral("yunet");
}

QString YuNetDetector::version() const
{
    return QStringLiteral("2023mar");
}

Result<QList<DetectedFace>> YuNetDetector::detect(const QImage& upright, Thoroughness thoroughness)
{
    return detectReduced({upright, upright.size(), [&upright] { return upright; }}, thoroughness);
}

Result<QList<DetectedFace>> YuNetDetector::detectReduced(const ReducedPhoto& photo, Thoroughness thoroughness)
{
    try {
        return m_search->run(photo, thoroughness);
    } catch (const std::exception& error) {
        return searchFailed(error);
    }
}

Result<QList<DetectedFace>> YuNetDetector::detectNear(const QImage& upright, const QList<QRect>& places)
{
    try {
        return m_search->runNear(upright, places);
    } catch (const std::exception& error) {
        return searchFailed(error);
    }
}

} // namespace cloakroom
