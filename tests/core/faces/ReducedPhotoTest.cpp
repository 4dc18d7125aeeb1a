#include "core/faces/FaceBoxes.h"
#include "core/faces/FacesReconcile.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"
#include "core/imaging/Scale.h"

#include <QFile>
#include <QPainter>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;

namespace {

const QString kShared = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR);
constexpr QSize kPhoto(4000, 3000);

/// So many portraits of that width, evenly spread; null where there is no portrait.
QImage photoOf(int columns, int rows, int width)
{
    const QImage portrait(kShared + QStringLiteral("/photos/faces/skimage/astronaut.png"));
    if (portrait.isNull())
        return {};
    const QImage one = portrait.scaled(width, width, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QImage photo(kPhoto, QImage::Format_RGB888);
    photo.fill(QColor(90, 110, 90));
    QPainter painter(&photo);
    for (int i = 0; i < columns * rows; ++i)
        painter.drawImage(100 + i % columns * (3800 / columns), 100 + i / columns * (2800 / rows), one);
    return photo;
}

} // namespace

TEST_CASE("a smaller copy is enough to search unless faces are small", "[faces][detector][reduced][slow]")
{
    const auto model = readYuNetModel(kShared + QStringLiteral("/models/face_detection_yunet_2023mar.onnx"));
    const bool isCrowd = GENERATE(false, true);
    const QImage photo = isCrowd ? photoOf(12, 8, 120) : photoOf(2, 1, 1200);
    if (!model || photo.isNull()) {
        std::cout << "skipped: no model or no portrait" << std::endl;
        return;
    }
    const auto detector = YuNetDetector::create(*model);
    REQUIRE(detector);
    const auto direct = (*detector)->detect(photo, Thoroughness::Usual);
    REQUIRE(direct);
    int timesRead = 0;
    const auto reduced = (*detector)->detectReduced({scaled(photo, ReducedPhoto::kEnoughEdge), kPhoto,
                                                     [&] {
                                                         ++timesRead;
                                                         return photo;
                                                     }},
                                                    Thoroughness::Usual);
    REQUIRE(reduced);
    CHECK(timesRead == (isCrowd ? 1 : 0));
    REQUIRE_FALSE(direct->isEmpty());
    REQUIRE(reduced->size() == direct->size());
    for (qsizetype i = 0; i < direct->size(); ++i)
        CHECK(overlapOf((*direct)[i].box.toRect(), (*reduced)[i].box.toRect()) > 0.9);
}

TEST_CASE("a photo that cannot be read a second time is not said to have been searched", "[faces][detector][reduced]")
{
    const auto model = readYuNetModel(kShared + QStringLiteral("/models/face_detection_yunet_2023mar.onnx"));
    const QImage crowd = photoOf(12, 8, 120);
    if (!model || crowd.isNull()) {
        std::cout << "skipped: no model or no portrait" << std::endl;
        return;
    }
    const auto detector = YuNetDetector::create(*model);
    REQUIRE(detector);
    CHECK_FALSE((*detector)->detectReduced({scaled(crowd, ReducedPhoto::kEnoughEdge), kPhoto, [] { return QImage(); }},
                                           Thoroughness::Usual));
    CHECK_FALSE((*detector)->detectReduced({QImage(), kPhoto, [] { return QImage(); }}, Thoroughness::Usual));
}
