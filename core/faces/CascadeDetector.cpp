#include "core/faces/CascadeDetector.h"

#include "core/faces/FaceBoxes.h"
#include "core/faces/GradientSearch.h"
#include "core/imaging/PixelView.h"
#include "core/imaging/Scale.h"

#include <QCoreApplication>
#include <QFile>

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <vector>

namespace cloakroom {

namespace {

constexpr double kMostOverlap = 0.3;
constexpr int kUsualEdge = 1280;
constexpr int kThoroughEdge = 1920;
/// Small pictures are enlarged, but searching what was enlarged costs time and finds little.
constexpr double kMostEnlarged = 1.5;

/// What the gradients are searched in: heads of 27 pixels in the picture that the cascades see are 80 here.
constexpr double kGradientScales[] = {2, 3};

/// In how few neighbouring windows each cascade must see a face again, and how sure the gradients have to be: the
/// lower, the more is found and the more is not a face. Chosen with faces-bench for recall at a precision above 0.8.
struct Strictness {
    int frontal;
    int frontalOther;
    int profile;
    double gradients;
};

Strictness strictnessFor(Thoroughness thoroughness)
{
    return thoroughness == Thoroughness::Thorough ? Strictness{3, 2, 3, -0.6} : Strictness{6, 3, 6, -0.4};
}

} // namespace

class CascadeDetector::Search {
public:
    bool load(const QString& folder)
    {
        const auto loadOne = [&folder](cv::CascadeClassifier& cascade, const char* file) {
            return cascade.load(QFile::encodeName(folder + QLatin1Char('/') + QLatin1String(file)).toStdString());
        };
        return loadOne(m_frontal, "haarcascade_frontalface_default.xml")
            && loadOne(m_frontalOther, "haarcascade_frontalface_alt2.xml")
            && loadOne(m_profile, "haarcascade_profileface.xml");
    }

    QList<DetectedFace> run(const QImage& picture, Thoroughness thoroughness)
    {
        const Strictness strictness = strictnessFor(thoroughness);
        const int edge = std::max(picture.width(), picture.height());
        const int target = thoroughness == Thoroughness::Thorough ? kThoroughEdge : kUsualEdge;
        const double factor = std::min(kMostEnlarged, static_cast<double>(target) / edge);
        cv::Mat whole;
        cv::cvtColor(viewOf(picture), whole, cv::COLOR_RGB2GRAY);
        cv::Mat grey = resized(whole, factor);
        cv::equalizeHist(grey, grey);
        QList<DetectedFace> faces = look(m_frontal, grey, strictness.frontal)
            + look(m_frontalOther, grey, strictness.frontalOther) + lookSideways(grey, strictness.profile);
        faces = enlarged(faces, 1 / factor);
        // Small pictures are searched at each scale, large ones as closely as the longest edge allows.
        double last = 0;
        for (const double scale : kGradientScales) {
            const double closer = std::min(scale, scale * target / edge);
            if (closer != last)
                faces += enlarged(m_gradients.look(resized(whole, closer), strictness.gradients), 1 / closer);
            last = closer;
        }
        return clippedFaces(joinedFaces(faces, kMostOverlap), picture.size());
    }

private:
    static cv::Mat resized(const cv::Mat& grey, double factor)
    {
        cv::Mat sized;
        cv::resize(grey, sized, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
        return sized;
    }

    static QList<DetectedFace> look(cv::CascadeClassifier& cascade, const cv::Mat& grey, int neighbours)
    {
        constexpr double kStep = 1.15;
        const cv::Size smallest(24, 24);
        std::vector<cv::Rect> boxes;
        std::vector<int> sightings;
        cascade.detectMultiScale(grey, boxes, sightings, kStep, neighbours, 0, smallest);
        QList<DetectedFace> faces;
        for (size_t i = 0; i < boxes.size(); ++i) {
            const cv::Rect& box = boxes[i];
            faces += DetectedFace{QRectF(box.x, box.y, box.width, box.height), confidenceOf(sightings[i])};
        }
        return faces;
    }

    /// The cascade knows profiles that look to the left only.
    QList<DetectedFace> lookSideways(const cv::Mat& grey, int neighbours)
    {
        cv::Mat mirrored;
        constexpr int kLeftRight = 1;
        cv::flip(grey, mirrored, kLeftRight);
        QList<DetectedFace> faces = look(m_profile, grey, neighbours);
        for (DetectedFace face : look(m_profile, mirrored, neighbours)) {
            face.box.moveLeft(grey.cols - face.box.right());
            faces += face;
        }
        return faces;
    }

    /// Grows with the number of windows that saw the face; made for ordering, not a probability.
    static double confidenceOf(int sightings)
    {
        constexpr double kHalfSure = 10;
        return sightings / (sightings + kHalfSure);
    }

    static QList<DetectedFace> enlarged(QList<DetectedFace> faces, double factor)
    {
        for (DetectedFace& face : faces)
            face.box = QRectF(face.box.topLeft() * factor, face.box.size() * factor);
        return faces;
    }

    cv::CascadeClassifier m_frontal;
    cv::CascadeClassifier m_frontalOther;
    cv::CascadeClassifier m_profile;
    GradientSearch m_gradients;
};

CascadeDetector::CascadeDetector() = default;
CascadeDetector::~CascadeDetector() = default;

Result<std::unique_ptr<FaceDetector>> CascadeDetector::create(const QString& folder)
{
    const auto failed = [](const char* what) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("FaceDetector",
                                                "The basic face detector's files cannot be read. "
                                                "Install OpenCV's data package again."),
                    QString::fromLatin1(what).left(200));
    };
    try {
        std::unique_ptr<CascadeDetector> detector(new CascadeDetector);
        detector->m_search = std::make_unique<Search>();
        if (!detector->m_search->load(folder))
            return failed("");
        return std::unique_ptr<FaceDetector>(std::move(detector));
    } catch (const std::exception& error) {
        return failed(error.what());
    }
}

QString CascadeDetector::name() const
{
    return QStringLiteral("cascade");
}

QString CascadeDetector::version() const
{
    return QStringLiteral("haar-hog-2");
}

Result<QList<DetectedFace>> CascadeDetector::detect(const QImage& upright, Thoroughness thoroughness)
{
    try {
        const QImage picture = plainRgb(upright);
        if (picture.isNull())
            throw std::bad_alloc();
        return m_search->run(picture, thoroughness);
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal,
                    QCoreApplication::translate("FaceDetector",
                                                "The search for faces failed. Mark the faces by hand or search again."),
                    QString::fromLatin1(error.what()).left(200));
    }
}

} // namespace cloakroom
