#include "core/faces/CascadeDetector.h"
#include "core/faces/FaceBoxes.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QTransform>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;

namespace {

const QString kFaces = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/photos/faces/");
const QString kModel = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models/face_detection_yunet_2023mar.onnx");

std::unique_ptr<FaceDetector> yuNet()
{
    if (!QFile::exists(kModel)) {
        std::cout << "skipped: no model at " << kModel.toStdString() << std::endl;
        return nullptr;
    }
    auto detector = YuNetDetector::create(*readYuNetModel(kModel));
    REQUIRE(detector);
    return std::move(*detector);
}

std::unique_ptr<FaceDetector> cascade()
{
    const DetectorChoice choice = chooseDetector({}, cascadeFolders());
    auto detector = CascadeDetector::create(choice.path);
    REQUIRE(detector);
    return std::move(*detector);
}

QRectF rectOf(const QJsonValue& value)
{
    const QJsonArray numbers = value.toArray();
    return {numbers[0].toDouble(), numbers[1].toDouble(), numbers[2].toDouble(), numbers[3].toDouble()};
}

struct Recall {
    int labelled = 0;
    int found = 0;
    int boxes = 0;
    int elsewhere = 0;

    [[nodiscard]] double share() const { return static_cast<double>(found) / labelled; }
};

bool isHit(const QRectF& label, const QRectF& box)
{
    return overlap(label, box) >= 0.4 || (label.contains(box.center()) && box.contains(label.center()));
}

/// Every `step`-th labelled photo of one set, shrunk by `factor`.
Recall measure(FaceDetector& detector, const char* set, int step = 1, double factor = 1)
{
    QFile file(kFaces + QLatin1String("gt_boxes.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        std::cout << "skipped: no labelled faces under " << kFaces.toStdString() << std::endl;
        return {};
    }
    const QJsonObject photos = QJsonDocument::fromJson(file.readAll()).object();
    Recall recall;
    int number = 0;
    for (auto photo = photos.begin(); photo != photos.end(); ++photo) {
        if (!photo.key().startsWith(QLatin1String(set)) || number++ % step)
            continue;
        const QImage full(kFaces + photo.key());
        REQUIRE_FALSE(full.isNull());
        const QImage image = full.scaled(full.size() * factor, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        const auto faces = detector.detect(image, Thoroughness::Usual);
        REQUIRE(faces);
        const QJsonArray labels = photo.value().toArray();
        const auto matches = [&](const QJsonValue& label, const DetectedFace& face) {
            const QRectF rect = rectOf(label);
            return isHit(QRectF(rect.topLeft() * factor, rect.size() * factor), face.box);
        };
        for (const QJsonValue& label : labels)
            recall.found +=
                std::any_of(faces->cbegin(), faces->cend(), [&](const auto& f) { return matches(label, f); });
        for (const DetectedFace& face : *faces)
            recall.elsewhere +=
                std::none_of(labels.begin(), labels.end(), [&](const auto& l) { return matches(l, face); });
        recall.labelled += static_cast<int>(labels.size());
        recall.boxes += static_cast<int>(faces->size());
    }
    std::cout << detector.name().toStdString() << " on " << set << " (x" << factor << "): " << recall.found << " of "
              << recall.labelled << " labelled faces, " << recall.elsewhere << " of " << recall.boxes
              << " boxes elsewhere" << std::endl;
    return recall;
}

/// Nothing in it looks like a face.
QImage stripes(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    QPainter painter(&image);
    for (int y = 0; y < height; y += 20)
        painter.fillRect(0, y, width, 20, y % 40 ? Qt::darkGreen : Qt::lightGray);
    return image;
}

void checkEdgeCases(FaceDetector& detector)
{
    for (const QSize& size : {QSize(1, 1), QSize(20, 30), QSize(33, 2000), QSize(1600, 1200)}) {
        CAPTURE(size.width(), size.height());
        const auto faces = detector.detect(stripes(size.width(), size.height()), Thoroughness::Usual);
        REQUIRE(faces);
        CHECK(faces->isEmpty());
    }
    CHECK_FALSE(detector.detect(QImage(), Thoroughness::Usual));
}

} // namespace

TEST_CASE("the basic detector finds nothing in stripes of any size", "[faces][detector]")
{
    checkEdgeCases(*cascade());
}

TEST_CASE("YuNet finds nothing in stripes of any size", "[faces][detector]")
{
    if (const auto detector = yuNet())
        checkEdgeCases(*detector);
}

TEST_CASE("bytes that are no model are refused", "[faces][detector]")
{
    CHECK_FALSE(YuNetDetector::create("not a model"));
    CHECK_FALSE(YuNetDetector::create({}));
    CHECK_FALSE(CascadeDetector::create(QStringLiteral("/nowhere")));
}

TEST_CASE("YuNet finds the labelled faces", "[faces][detector][recall][slow]")
{
    const auto detector = yuNet();
    if (!detector)
        return;
    const auto [set, least] =
        GENERATE(table<const char*, double>({{"bristol", 1.0}, {"dlib", 1.0}, {"cmu_mit", 0.98}}));
    const Recall recall = measure(*detector, set);
    if (recall.labelled > 0) {
        CHECK(recall.share() >= least);
        CHECK(recall.elsewhere <= recall.boxes * 0.6); // bristol's labels leave real faces out
    }
}

TEST_CASE("YuNet finds small faces", "[faces][detector][recall][slow]")
{
    const auto detector = yuNet();
    if (!detector)
        return;
    const Recall recall = measure(*detector, "cmu_mit", 2, 0.4);
    if (recall.labelled > 0)
        CHECK(recall.share() >= 0.95);
}

TEST_CASE("a crowd's back row in a large photo is found through tiles", "[faces][detector][slow]")
{
    const auto detector = yuNet();
    const QImage astronaut(kFaces + QLatin1String("skimage/astronaut.png"));
    if (!detector || astronaut.isNull()) {
        std::cout << "skipped: no model or no portrait" << std::endl;
        return;
    }
    // The portrait's face is about 110 pixels of 512 wide: 26 pixels here, in a picture of 12 megapixels.
    const QImage small = astronaut.scaled(120, 120, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QImage crowd(4000, 3000, QImage::Format_RGB888);
    crowd.fill(QColor(90, 110, 90));
    QPainter painter(&crowd);
    constexpr int kRows = 8;
    constexpr int kColumns = 12;
    for (int i = 0; i < kRows * kColumns; ++i)
        painter.drawImage(100 + i % kColumns * 310, 100 + i / kColumns * 350, small);
    painter.end();
    const auto faces = detector->detect(crowd, Thoroughness::Usual);
    REQUIRE(faces);
    std::cout << "yunet found " << faces->size() << " of " << kRows * kColumns << " faces of 26 pixels" << std::endl;
    CHECK(faces->size() >= kRows * kColumns);
    // What lies behind this portrait looks like a face, too, at such a size.
    CHECK(faces->size() <= kRows * kColumns * 2);
}

TEST_CASE("a thorough search finds faces that lie on their side or stand on their head", "[faces][detector][slow]")
{
    const auto detector = yuNet();
    const QImage astronaut(kFaces + QLatin1String("skimage/astronaut.png"));
    if (!detector || astronaut.isNull()) {
        std::cout << "skipped: no model or no portrait" << std::endl;
        return;
    }
    const auto upright = detector->detect(astronaut, Thoroughness::Usual);
    REQUIRE(upright);
    REQUIRE_FALSE(upright->isEmpty());
    for (const int angle : {90, 180, 270}) {
        CAPTURE(angle);
        const QTransform turn = QImage::trueMatrix(QTransform().rotate(angle), astronaut.width(), astronaut.height());
        const auto faces = detector->detect(astronaut.transformed(turn), Thoroughness::Thorough);
        REQUIRE(faces);
        CHECK(std::any_of(faces->cbegin(), faces->cend(), [&](const DetectedFace& face) {
            return overlap(turn.mapRect(upright->first().box), face.box) > 0.6;
        }));
    }
}

TEST_CASE("the basic detector finds most of the labelled faces", "[faces][detector][recall][slow]")
{
    const Recall recall = measure(*cascade(), "bristol", 4);
    if (recall.labelled > 0)
        CHECK(recall.share() >= 0.7);
}
