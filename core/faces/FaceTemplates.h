#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QPointF>
#include <QSize>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <span>

namespace cloakroom {

/// What has to be known of a recognition model to use it rightly: its descriptor, a small JSON file beside it. Only
/// models that compare by cosine are taken.
struct FaceModel {
    QString name; ///< "sface": with each template, so that those of different models never meet
    QString version;
    QString file; ///< the model's file name, in the descriptor's folder
    QByteArray sha256; ///< of the model, hex
    QSize input; ///< pixels of the aligned face
    bool isRgb = true; ///< the order of its channels; false = BGR
    double scale = 1; ///< a channel's 0-255 times this, less mean, over deviation
    std::array<double, 3> mean{};
    std::array<double, 3> deviation{1, 1, 1};
    int length = 0; ///< numbers in a template
    double suggestFrom = 1; ///< cosine from which two faces are suggested to be the same person's
    double strongFrom = 1; ///< and from which that is said without "perhaps"
};

/// Reads a descriptor. Everything must be there and within reason; what is unknown is an error (Invalid).
[[nodiscard]] Result<FaceModel> parseFaceModel(const QByteArray& json);

/// Turns aligned faces into templates. What it computes is biometric data: ask mayCompare() or mayEnrol() before every
/// use. Holds a network: one thread at a time.
class FaceTemplates {
public:
    /// Reads descriptor and model; a model whose SHA-256 is not the descriptor's is refused (Damaged).
    [[nodiscard]] static Result<FaceTemplates> load(const QString& descriptor);
    /// The same from the model's bytes.
    [[nodiscard]] static Result<FaceTemplates> load(const FaceModel& model, const QByteArray& bytes);
    ~FaceTemplates();
    FaceTemplates(FaceTemplates&&) noexcept;
    FaceTemplates& operator=(FaceTemplates&&) noexcept;

    [[nodiscard]] const FaceModel& model() const { return m_model; }
    /// The template, of length 1, of the face with these five points (DetectedFace::landmarks) in an upright picture.
    /// Invalid without five sensible points, Internal when the network fails.
    [[nodiscard]] Result<QList<float>> of(const QImage& upright, const QList<QPointF>& landmarks);

private:
    class Network;
    FaceTemplates(FaceModel model, std::unique_ptr<Network> network);

    FaceModel m_model;
    std::unique_ptr<Network> m_network;
};

/// Cosine of two templates of one model, -1 to 1; -1, unlike anybody, when they cannot be compared.
[[nodiscard]] double similarity(std::span<const float> one, std::span<const float> other);

/// The turning, scaling and shifting (no mirroring) that brings five points nearest to where recognition models were
/// taught to expect them in a picture of this size: least squares, in closed form (Umeyama 1991, two dimensions). Rows
/// of a 2 x 3 matrix. Nothing for points that are not finite or lie on one spot.
[[nodiscard]] std::optional<std::array<double, 6>> alignmentOf(const QList<QPointF>& landmarks, const QSize& input);

} // namespace cloakroom
