#pragma once

#include "core/faces/FaceDetector.h"

#include <QByteArray>

#include <memory>

namespace cloakroom {

/// YuNet 2023mar (Wu, Peng, Yu: "YuNet: A Tiny Millisecond-level Face Detector", 2023) through OpenCV's dnn module.
class YuNetDetector final : public FaceDetector {
public:
    /// From a model's bytes (readYuNetModel). Error: Damaged.
    [[nodiscard]] static Result<std::unique_ptr<FaceDetector>> create(const QByteArray& model);
    ~YuNetDetector() override;
    YuNetDetector(const YuNetDetector&) = delete;
    YuNetDetector& operator=(const YuNetDetector&) = delete;
    YuNetDetector(YuNetDetector&&) = delete;
    YuNetDetector& operator=(YuNetDetector&&) = delete;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] QString version() const override;
    [[nodiscard]] Result<QList<DetectedFace>> detect(const QImage& upright, Thoroughness thoroughness) override;
    [[nodiscard]] Result<QList<DetectedFace>> detectReduced(const ReducedPhoto& photo,
                                                            Thoroughness thoroughness) override;
    [[nodiscard]] Result<QList<DetectedFace>> detectNear(const QImage& upright, const QList<QRect>& places) override;

private:
    class Search;
    YuNetDetector();
    std::unique_ptr<Search> m_search;
};

} // namespace cloakroom
