#include "core/faces/CascadeDetector.h"
#include "core/faces/FaceBoxes.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"
#include "core/publish/Covering.h"

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

/// Boxes below this are offered so that no face is missed; from here on they should be right.
constexpr double kSureEnough = 0.5;

struct Recall {
    int labelled = 0;
    int found = 0;
    int boxes = 0;
    int elsewhere = 0;
    int sureBoxes = 0;
    int surelyElsewhere = 0;

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
        for (const DetectedFace& face : *faces) {
            const bool isSure = face.confidence >= kSureEnough;
            const bool isElsewhere =
                std::none_of(labels.begin(), labels.end(), [&](const auto& l) { return matches(l, face); });
            recall.sureBoxes += isSure;
            recall.elsewhere += isElsewhere;
            recall.surelyElsewhere += isSure && isElsewhere;
        }
        recall.labelled += static_cast<int>(labels.size());
        recall.boxes += static_cast<int>(faces->size());
    }
    std::cout << detector.name().toStdString() << " on " << set << " (x" << factor << "): " << recall.found << " of "
              << recall.labelled << " labelled faces, " << recall.elsewhere << " of " << recall.boxes
              << " boxes elsewhere, of the sure ones " << recall.surelyElsewhere << " of " << recall.sureBoxes
              << std::endl;
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
    // The labels of the first two sets leave real faces out.
    const auto [set, least, mostElsewhere] = GENERATE(
        table<const char*, double, double>({{"bristol", 1.0, 0.6}, {"dlib", 1.0, 0.5}, {"cmu_mit", 0.98, 0.2}}));
    const Recall recall = measure(*detector, set);
    if (recall.labelled > 0) {
        CHECK(recall.share() >= least);
        CHECK(recall.elsewhere <= recall.boxes * mostElsewhere);
        CHECK(recall.surelyElsewhere <= recall.sureBoxes / 2);
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
    constexpr int kRows = 8;
    constexpr int kColumns = 12;
    // The portrait's face is about 110 pixels of 512 wide: 26 pixels here, in a picture of 12 megapixels.
    const QImage small = astronaut.scaled(120, 120, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const auto placeOf = [](int i) { return QPointF(100 + i % kColumns * 310, 100 + i / kColumns * 350); };
    const auto faceOf = [](const QPointF& place) { return QRectF(place + QPointF(41, 14), QSizeF(24, 32)); };
    QImage crowd(4000, 3000, QImage::Format_RGB888);
    crowd.fill(QColor(90, 110, 90));
    QPainter painter(&crowd);
    for (int i = 0; i < kRows * kColumns; ++i)
        painter.drawImage(placeOf(i), small);
    painter.end();
    const auto faces = detector->detect(crowd, Thoroughness::Usual);
    REQUIRE(faces);
    QList<DetectedFace> elsewhere = *faces;
    int found = 0;
    for (int i = 0; i < kRows * kColumns; ++i) {
        const QRectF face = faceOf(placeOf(i));
        found += std::any_of(faces->cbegin(), faces->cend(), [&](const auto& f) { return isHit(face, f.box); });
        elsewhere.removeIf([&](const auto& f) { return isHit(face, f.box); });
    }
    const auto sure = std::count_if(elsewhere.cbegin(), elsewhere.cend(),
                                    [](const auto& face) { return face.confidence >= kSureEnough; });
    std::cout << "yunet found " << found << " of " << kRows * kColumns << " faces of 26 pixels, " << elsewhere.size()
              << " boxes elsewhere, " << sure << " of them sure" << std::endl;
    CHECK(found == kRows * kColumns);
    CHECK(sure <= 4);
    CHECK(elsewhere.size() <= kRows * kColumns / 2); // a rocket's nose behind the portrait, mostly
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
    const auto [set, least, mostElsewhere] = GENERATE(
        table<const char*, double, double>({{"bristol", 1.0, 0.6}, {"dlib", 1.0, 0.5}, {"cmu_mit", 0.95, 0.2}}));
    const Recall recall = measure(*cascade(), set);
    if (recall.labelled > 0) {
        CHECK(recall.share() >= least);
        CHECK(recall.elsewhere <= recall.boxes * mostElsewhere);
    }
}

TEST_CASE("a face is found around a place that is looked at as surely as by a search all over",
          "[faces][detector][slow]")
{
    const auto detector = yuNet();
    QFile file(kFaces + QLatin1String("gt_boxes.json"));
    if (!detector || !file.open(QIODevice::ReadOnly)) {
        std::cout << "skipped: no model or no labelled faces" << std::endl;
        return;
    }
    const QJsonObject photos = QJsonDocument::fromJson(file.readAll()).object();
    int labelled = 0;
    int foundAllOver = 0;
    int foundNear = 0;
    for (auto photo = photos.begin(); photo != photos.end(); ++photo) {
        const QImage image(kFaces + photo.key());
        REQUIRE_FALSE(image.isNull());
        const auto allOver = detector->detect(image, Thoroughness::Usual);
        QList<QRect> places;
        for (const QJsonValue& label : photo.value().toArray())
            places += reachOf(coverOf(rectOf(label).toAlignedRect()));
        const auto near = detector->detectNear(image, places);
        REQUIRE(allOver);
        REQUIRE(near);
        for (const QJsonValue& label : photo.value().toArray()) {
            const auto isFound = [&](const QList<DetectedFace>& faces) {
                return std::any_of(faces.cbegin(), faces.cend(),
                                   [&](const auto& face) { return isHit(rectOf(label), face.box); });
            };
            ++labelled;
            foundAllOver += isFound(*allOver);
            foundNear += isFound(*near);
        }
    }
    std::cout << "yunet found " << foundAllOver << " of " << labelled << " labelled faces all over, " << foundNear
              << " where it looked closely" << std::endl;
    CHECK(labelled > 300);
    CHECK(foundNear >= foundAllOver);
}
