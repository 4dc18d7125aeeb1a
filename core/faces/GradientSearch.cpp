// Alone with dlib's headers: this file is optimised in every build, or a search would take a minute.
#include "core/faces/GradientSearch.h"

#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>

#include <cmath>
#include <vector>

namespace cloakroom {

class GradientSearch::Detector {
public:
    dlib::frontal_face_detector search = dlib::get_frontal_face_detector();
};

GradientSearch::GradientSearch()
    : m_detector(std::make_unique<Detector>())
{
}

GradientSearch::~GradientSearch() = default;

QList<DetectedFace> GradientSearch::look(const cv::Mat& grey, double least)
{
    std::vector<dlib::rect_detection> found;
    m_detector->search(dlib::cv_image<unsigned char>(grey), found, least);
    QList<DetectedFace> faces;
    for (const dlib::rect_detection& one : found) {
        const QRectF box(static_cast<double>(one.rect.left()), static_cast<double>(one.rect.top()),
                         static_cast<double>(one.rect.width()), static_cast<double>(one.rect.height()));
        // A distance from the learned border; made for ordering, not a probability.
        faces += DetectedFace{box, 1 / (1 + std::exp(-2 * one.detection_confidence))};
    }
    return faces;
}

} // namespace cloakroom
