#include "core/faces/FaceTemplates.h"

#include "core/faces/ModelFiles.h"
#include "core/faces/YuNetDetector.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <cmath>
#include <iostream>

using namespace cloakroom;

namespace {

const QString kShared = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR);
const QString kModel = kShared + QStringLiteral("/models/mobilefacenet_foamliu_128d_opset9.onnx");
const QString kYuNet = kShared + QStringLiteral("/models/face_detection_yunet_2023mar.onnx");
const QString kDescriptor = QStringLiteral(CLOAKROOM_TEST_SOURCE_DIR "/packaging/recognisers/mobilefacenet.json");

QByteArray descriptor()
{
    QFile file(kDescriptor);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QByteArray changed(const char* key, const QJsonValue& value)
{
    QJsonObject object = QJsonDocument::fromJson(descriptor()).object();
    object.insert(QLatin1String(key), value);
    return QJsonDocument(object).toJson();
}

double alike(const QList<float>& one, const QList<float>& other)
{
    return similarity(one, other);
}

/// The descriptor of the source beside the shared model.
QString beside(const QTemporaryDir& folder, const QByteArray& json)
{
    QFile file(folder.filePath(QStringLiteral("model.json")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(json) == json.size());
    QFile::link(kModel, folder.filePath(QFileInfo(kModel).fileName()));
    return file.fileName();
}

} // namespace

TEST_CASE("descriptors of the models we name are complete", "[faces][recognition]")
{
    for (const char* name : {"mobilefacenet", "sface"}) {
        CAPTURE(name);
        QFile file(QStringLiteral(CLOAKROOM_TEST_SOURCE_DIR "/packaging/recognisers/%1.json").arg(QLatin1String(name)));
        REQUIRE(file.open(QIODevice::ReadOnly));
        const auto model = parseFaceModel(file.readAll());
        REQUIRE(model);
        CHECK(model->name == QLatin1String(name));
        CHECK(model->input == QSize(112, 112));
        CHECK(model->length == 128);
    }
}

TEST_CASE("a descriptor that is incomplete or odd is refused", "[faces][recognition]")
{
    CHECK(parseFaceModel(descriptor()));
    CHECK_FALSE(parseFaceModel("{}"));
    CHECK_FALSE(parseFaceModel("[]"));
    CHECK_FALSE(parseFaceModel("not json"));
    const QJsonObject whole = QJsonDocument::fromJson(descriptor()).object();
    for (const QString& key : whole.keys()) {
        QJsonObject without = whole;
        without.remove(key);
        CAPTURE(key.toStdString());
        CHECK_FALSE(parseFaceModel(QJsonDocument(without).toJson()));
    }
    CHECK_FALSE(parseFaceModel(changed("file", QStringLiteral("../model.onnx"))));
    CHECK_FALSE(parseFaceModel(changed("file", QStringLiteral("/etc/passwd"))));
    CHECK_FALSE(parseFaceModel(changed("sha256", QStringLiteral("abc"))));
    CHECK_FALSE(parseFaceModel(changed("distance", QStringLiteral("euclid"))));
    CHECK_FALSE(parseFaceModel(changed("channels", QStringLiteral("grey"))));
    CHECK_FALSE(parseFaceModel(changed("input", 100000)));
    CHECK_FALSE(parseFaceModel(changed("suggestFrom", 2)));
    CHECK_FALSE(parseFaceModel(changed("strongFrom", 0.1))); // below suggestFrom
    CHECK_FALSE(parseFaceModel(changed("deviation", QJsonArray{1, 1})));
}

TEST_CASE("a face is brought to where models expect it however it lies in the photo", "[faces][recognition]")
{
    const QList<QPointF> taught{
        {38.2946, 51.6963}, {73.5318, 51.5014}, {56.0252, 71.7366}, {41.5493, 92.3655}, {70.7299, 92.2041}};
    CHECK(rc::check("turned, scaled and shifted points come back", [&] {
        const double angle = *rc::gen::inRange(-180, 180) * M_PI / 180;
        const double scale = *rc::gen::inRange(1, 60) / 4.0;
        const QPointF shift(*rc::gen::inRange(-4000, 4000), *rc::gen::inRange(-4000, 4000));
        QList<QPointF> points;
        for (const QPointF& p : taught) {
            points.append(QPointF(p.x() * std::cos(angle) - p.y() * std::sin(angle),
                                  p.x() * std::sin(angle) + p.y() * std::cos(angle))
                              * scale
                          + shift);
        }
        const auto m = alignmentOf(points, {112, 112});
        RC_ASSERT(m.has_value());
        for (qsizetype i = 0; i < taught.size(); ++i) {
            const QPointF p = points[i];
            RC_ASSERT(std::abs((*m)[0] * p.x() + (*m)[1] * p.y() + (*m)[2] - taught[i].x()) < 1e-6);
            RC_ASSERT(std::abs((*m)[3] * p.x() + (*m)[4] * p.y() + (*m)[5] - taught[i].y()) < 1e-6);
        }
    }));
    CHECK_FALSE(alignmentOf({}, {112, 112}));
    CHECK_FALSE(alignmentOf(QList<QPointF>(5, QPointF(3, 3)), {112, 112}));
    CHECK_FALSE(alignmentOf(QList<QPointF>(5, QPointF(std::nan(""), 3)), {112, 112}));
}

TEST_CASE("templates that cannot be compared are like nobody", "[faces][recognition]")
{
    CHECK(alike({1, 0}, {1, 0}) == Approx(1));
    CHECK(alike({1, 0}, {0, 2}) == Approx(0));
    CHECK(alike({}, {}) == -1);
    CHECK(alike({1, 0}, {1, 0, 0}) == -1);
    CHECK(alike({0, 0}, {1, 0}) == -1);
    CHECK(alike({std::nanf(""), 0}, {1, 0}) == -1);
}

TEST_CASE("a model that is not the described one is refused", "[faces][recognition]")
{
    if (!QFile::exists(kModel)) {
        std::cout << "skipped: no model at " << kModel.toStdString() << std::endl;
        return;
    }
    const QTemporaryDir folder;
    CHECK(FaceTemplates::load(beside(folder, descriptor())));
    const auto other = FaceTemplates::load(beside(folder, changed("sha256", QString(64, QLatin1Char('0')))));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == ErrorCode::Damaged);
    CHECK_FALSE(FaceTemplates::load(folder.filePath(QStringLiteral("none.json"))));
}

TEST_CASE("photos of one person are more alike than those of two", "[faces][recognition]")
{
    const QString faces = kShared + QStringLiteral("/photos/faces/dlib/johns/");
    if (!QFile::exists(kModel) || !QFile::exists(kYuNet) || !QDir(faces).exists()) {
        std::cout << "skipped: no models or photos in " << kShared.toStdString() << std::endl;
        return;
    }
    const QTemporaryDir folder;
    auto templates = FaceTemplates::load(beside(folder, descriptor()));
    REQUIRE(templates);
    auto detector = YuNetDetector::create(*readYuNetModel(kYuNet));
    REQUIRE(detector);
    QList<std::pair<QString, QList<float>>> made;
    for (const char* name : {"John_Salley", "John_Schneider"}) {
        const QDir photos(faces + QLatin1String(name));
        for (const QString& photo : photos.entryList(QDir::Files, QDir::Name).mid(0, 3)) {
            const QImage picture = QImage(photos.filePath(photo)).convertToFormat(QImage::Format_RGB888);
            const auto found = (*detector)->detect(picture, Thoroughness::Usual);
            REQUIRE(found);
            REQUIRE_FALSE(found->isEmpty());
            const auto numbers = templates->of(picture, found->first().landmarks);
            REQUIRE(numbers);
            CHECK(numbers->size() == templates->model().length);
            made.append({QLatin1String(name), *numbers});
        }
    }
    for (qsizetype i = 0; i < made.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            const bool isSuggested = similarity(made[i].second, made[j].second) >= templates->model().suggestFrom;
            CHECK(isSuggested == (made[i].first == made[j].first));
        }
    }
}
