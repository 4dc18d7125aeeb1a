#include "core/faces/ModelFiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <iostream>

using namespace cloakroom;

namespace {

const QString kModel = QStringLiteral("face_detection_yunet_2023mar.onnx");
const QString kPublished = QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models/face_detection_yunet_2023mar.onnx");

void put(const QString& path, const QByteArray& content)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(content) == content.size());
}

} // namespace

TEST_CASE("with nothing installed no detector is chosen and people are told", "[faces][models]")
{
    const QTemporaryDir empty;
    const DetectorChoice choice = chooseDetector({empty.path()}, {empty.path()});
    CHECK(choice.kind == DetectorKind::None);
    CHECK(choice.name.isEmpty());
    CHECK(choice.description.contains(QLatin1String("by hand")));
}

TEST_CASE("the basic detector is used and named as such without a model", "[faces][models]")
{
    const DetectorChoice choice = chooseDetector({}, cascadeFolders());
    REQUIRE(choice.kind == DetectorKind::Cascade);
    CHECK(choice.name == QLatin1String("cascade"));
    CHECK(choice.description.contains(QLatin1String("basic")));
}

TEST_CASE("a model file with other content is not used and is reported", "[faces][models]")
{
    const QTemporaryDir folder;
    put(folder.filePath(kModel), "not the model");
    const DetectorChoice choice = chooseDetector({folder.path()}, cascadeFolders());
    CHECK(choice.kind == DetectorKind::Cascade);
    REQUIRE(choice.rejected.size() == 1);
    CHECK(choice.rejected[0].startsWith(folder.path()));
    CHECK(choice.description.contains(QLatin1String("not used")));
    const auto model = readYuNetModel(folder.filePath(kModel));
    REQUIRE_FALSE(model);
    CHECK(model.error().code == ErrorCode::Damaged);
}

TEST_CASE("a model that cannot be read is not found", "[faces][models]")
{
    const auto model = readYuNetModel(QStringLiteral("/nowhere/model.onnx"));
    REQUIRE_FALSE(model);
    CHECK(model.error().code == ErrorCode::NotFound);
}

TEST_CASE("the published model is preferred behind a false one too", "[faces][models]")
{
    if (!QFile::exists(kPublished)) {
        std::cout << "skipped: no model at " << kPublished.toStdString() << std::endl;
        return;
    }
    const QTemporaryDir folder;
    put(folder.filePath(kModel), "not the model");
    const DetectorChoice choice =
        chooseDetector({folder.path(), QFileInfo(kPublished).absolutePath()}, cascadeFolders());
    CHECK(choice.kind == DetectorKind::YuNet);
    CHECK(choice.name == QLatin1String("yunet"));
    CHECK(choice.version == QLatin1String("2023mar"));
    CHECK(choice.rejected.size() == 1);
}

TEST_CASE("the folder named in the environment is looked at first", "[faces][models]")
{
    const QByteArray before = qgetenv("CLOAKROOM_MODELS");
    qputenv("CLOAKROOM_MODELS", "/somewhere/models");
    CHECK(modelFolders().value(0) == QLatin1String("/somewhere/models"));
    qunsetenv("CLOAKROOM_MODELS");
    CHECK_FALSE(modelFolders().contains(QStringLiteral("/somewhere/models")));
    CHECK(modelFolders().value(0).endsWith(QLatin1String("/cloakroom/models")));
    if (!before.isEmpty())
        qputenv("CLOAKROOM_MODELS", before);
}
