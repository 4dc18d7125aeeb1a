#pragma once

#include "core/faces/FaceDetector.h"

#include <memory>

namespace cv {
class Mat;
}

namespace cloakroom {

/// dlib's search for faces that look this way: histograms of oriented gradients (N. Dalal, B. Triggs 2005) in windows
/// that were learned by D. King (2015). The model is part of dlib. Sees heads of 80 pixels and more. One thread at a
/// time.
class GradientSearch {
public:
    GradientSearch();
    ~GradientSearch();
    GradientSearch(const GradientSearch&) = delete;
    GradientSearch& operator=(const GradientSearch&) = delete;
    GradientSearch(GradientSearch&&) = delete;
    GradientSearch& operator=(GradientSearch&&) = delete;

    /// Boxes in pixels of the 8-bit grey picture, where the search is at least as sure as `least`: 0 is what it was
    /// learned for, below it finds more, false ones too.
    [[nodiscard]] QList<DetectedFace> look(const cv::Mat& grey, double least);

private:
    class Detector;
    std::unique_ptr<Detector> m_detector;
};

} // namespace cloakroom
