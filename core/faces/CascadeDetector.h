#pragma once

#include "core/faces/FaceDetector.h"

#include <memory>

namespace cloakroom {

/// The basic detector: OpenCV's Haar cascades for frontal faces and profiles (Viola and Jones, 2001), the latter also
/// on the mirrored picture, together with dlib's search by gradients. Misses more than YuNet; nothing has to be
/// installed beyond OpenCV's data package.
class CascadeDetector final : public FaceDetector {
public:
    /// From the folder of cascade files. Error: NotFound.
    [[nodiscard]] static Result<std::unique_ptr<FaceDetector>> create(const QString& folder);
    ~CascadeDetector() override;
    CascadeDetector(const CascadeDetector&) = delete;
    CascadeDetector& operator=(const CascadeDetector&) = delete;
    CascadeDetector(CascadeDetector&&) = delete;
    CascadeDetector& operator=(CascadeDetector&&) = delete;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString version() const override;
    [[nodiscard]] Result<QList<DetectedFace>> detect(const QImage& upright, Thoroughness thoroughness) override;

private:
    class Search;
    CascadeDetector();
    std::unique_ptr<Search> m_search;
};

} // namespace cloakroom
