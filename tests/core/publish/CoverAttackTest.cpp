#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"
#include "tests/bench/attack/FaceAttack.h"

#include <QFileInfo>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::attack;

namespace {

const QString kShared = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR);

/// Every third labelled face: enough to tell, quick enough for every run. attack-bench takes them all.
QList<LabelledFace> someFaces()
{
    const QString model = kShared + QStringLiteral("/models/face_detection_yunet_2023mar.onnx");
    const auto bytes = readYuNetModel(model);
    const auto detector = bytes ? YuNetDetector::create(*bytes) : Result<std::unique_ptr<FaceDetector>>(nullptr);
    if (!detector || !*detector) {
        return {};
    }
    const QList<LabelledFace> all = labelledFaces(kShared + QStringLiteral("/photos/faces"), **detector, false);
    QList<LabelledFace> some;
    for (qsizetype i = 0; i < all.size(); i += 3) {
        some += all[i];
    }
    return some;
}

/// The recogniser where its file is, and what needs none.
std::vector<std::unique_ptr<Recogniser>> recognisers()
{
    std::vector<std::unique_ptr<Recogniser>> all;
    const QString model = kShared + QStringLiteral("/models/mobilefacenet_foamliu_128d_opset9.onnx");
    if (auto net = QFileInfo::exists(model) ? openMobileFaceNet(model) : nullptr) {
        all.push_back(std::move(net));
    }
    all.push_back(correlation());
    all.push_back(colours());
    return all;
}

} // namespace

TEST_CASE("no style of ours lets a covered face be matched to its photo", "[publish][covering][attack][shared]")
{
    const QList<LabelledFace> faces = someFaces();
    if (faces.isEmpty()) {
        WARN("skipped: there are no labelled photos or no YuNet model here");
        return;
    }
    const auto attackers = recognisers();
    std::vector<QList<cv::Mat>> originals;
    for (const auto& recogniser : attackers) {
        originals.push_back(describeAll(*recogniser, faces, attacked(faces, nothing(), asItIs())));
        // The attack works: it finds nearly everybody who is not covered.
        CHECK(matchOwn(originals.back(), originals.back()).hits >= 0.9 * static_cast<double>(faces.size()));
    }
    constexpr double kCell = 1.0 / 8;
    const QList<LabelledFace> nobody = emptied(faces);
    for (const QString& style : {QStringLiteral("solid"), QStringLiteral("mosaic"), QStringLiteral("soft"),
                                 QStringLiteral("icon"), QString()}) {
        const Disguise disguise = style.isEmpty() ? ourStylesAveraged() : ourStyle(style);
        CHECK(attacked(faces, disguise, asItIs()) == attacked(nobody, disguise, asItIs()));
        for (const Inverse& inverse : {asItIs(), sharpened(), deconvolved(kCell)}) {
            const QList<QImage> pictures = attacked(faces, disguise, inverse);
            for (size_t i = 0; i < attackers.size(); ++i) {
                CAPTURE(style.toStdString(), i);
                CHECK(matchOwn(describeAll(*attackers[i], faces, pictures), originals[i]).isChance());
            }
        }
    }
}

TEST_CASE("the usual blur and mosaic do let covered faces be matched", "[publish][covering][attack][shared]")
{
    const QList<LabelledFace> faces = someFaces();
    if (faces.isEmpty()) {
        WARN("skipped: there are no labelled photos or no YuNet model here");
        return;
    }
    const auto recogniser = correlation();
    const QList<cv::Mat> originals = describeAll(*recogniser, faces, attacked(faces, nothing(), asItIs()));
    for (const Disguise& disguise : {defaceBlur(), defaceMosaic(), meansMosaic(8, 8), meansMosaic(4, 8)}) {
        CHECK(attacked(faces, disguise, asItIs()) != attacked(emptied(faces), disguise, asItIs()));
        CHECK_FALSE(
            matchOwn(describeAll(*recogniser, faces, attacked(faces, disguise, asItIs())), originals).isChance());
    }
}
