#include "core/faces/ModelFiles.h"

#include "core/crypto/Sha256.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace cloakroom {

namespace {

constexpr auto kYuNetFile = "face_detection_yunet_2023mar.onnx";
constexpr auto kYuNetVersion = "2023mar";
constexpr auto kYuNetSha256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4";
constexpr auto kCascadeVersion = "haar-hog-2";
constexpr const char* kCascadeFiles[] = {"haarcascade_frontalface_default.xml", "haarcascade_frontalface_alt2.xml",
                                         "haarcascade_profileface.xml"};

QString text(const char* latin1)
{
    return QString::fromLatin1(latin1);
}

bool hasAllCascades(const QString& folder)
{
    return std::all_of(std::begin(kCascadeFiles), std::end(kCascadeFiles),
                       [&folder](const char* file) { return QFile::exists(QDir(folder).filePath(text(file))); });
}

/// The folder of the running program, or nothing before there is one.
QString programFolder()
{
    return QCoreApplication::instance() ? QCoreApplication::applicationDirPath() : QString();
}

DetectorChoice yuNetChoice(const QString& path)
{
    DetectorChoice choice{DetectorKind::YuNet, path, QStringLiteral("yunet"), text(kYuNetVersion), {}, {}};
    choice.description =
        QCoreApplication::translate("ModelFiles", "Faces are found by YuNet (%1).").arg(choice.version);
    return choice;
}

DetectorChoice cascadeChoice(const QString& folder)
{
    DetectorChoice choice{DetectorKind::Cascade, folder, QStringLiteral("cascade"), text(kCascadeVersion), {}, {}};
    choice.description =
        QCoreApplication::translate("ModelFiles",
                                    "Faces are found by the basic detector, which misses many. Install the YuNet "
                                    "model with fetch-models, and look at every photo with care.");
    return choice;
}

DetectorChoice noChoice()
{
    DetectorChoice choice;
    choice.description =
        QCoreApplication::translate("ModelFiles",
                                    "No face detector is installed, so every face has to be marked by hand. Install "
                                    "the YuNet model with fetch-models.");
    return choice;
}

DetectorChoice firstCascade(const QStringList& folders)
{
    for (const QString& folder : folders) {
        if (hasAllCascades(folder))
            return cascadeChoice(folder);
    }
    return noChoice();
}

void tellRejected(DetectorChoice& choice)
{
    if (!choice.rejected.isEmpty())
        choice.description += QLatin1Char(' ')
            + QCoreApplication::translate("ModelFiles",
                                          "A model file was found but not used, since it is not the "
                                          "published one: %1.")
                  .arg(choice.rejected.join(QLatin1String(", ")));
}

} // namespace

QStringList modelFolders()
{
    QStringList folders;
    if (const QString chosen = qEnvironmentVariable("CLOAKROOM_MODELS"); !chosen.isEmpty())
        folders += chosen;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    if (!data.isEmpty())
        folders += data + QLatin1String("/cloakroom/models");
    if (const QString program = programFolder(); !program.isEmpty())
        folders += QDir::cleanPath(program + QLatin1String("/../share/cloakroom/models"));
    folders += text(CLOAKROOM_SHARE_DIR) + QLatin1String("/models");
    folders.removeDuplicates();
    return folders;
}

QStringList cascadeFolders()
{
    QStringList folders;
    if (const QString program = programFolder(); !program.isEmpty()) {
        for (const char* beside :
             {"/haarcascades", "/../share/cloakroom/haarcascades", "/../share/opencv4/haarcascades"})
            folders += QDir::cleanPath(program + text(beside));
    }
    for (const char* installed : {CLOAKROOM_SHARE_DIR "/haarcascades", "/usr/share/opencv4/haarcascades",
                                  "/usr/local/share/opencv4/haarcascades", "/usr/share/opencv/haarcascades"})
        folders += text(installed);
    folders.removeDuplicates();
    return folders;
}

Result<QByteArray> readYuNetModel(const QString& path)
{
    constexpr qint64 kMostBytes = 1 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("ModelFiles",
                                                "The face detector's model file cannot be read. Install "
                                                "it again with fetch-models."));
    const QByteArray model = file.read(kMostBytes + 1);
    const QByteArray hash = sha256Of(model).toHex();
    if (hash != kYuNetSha256)
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("ModelFiles",
                                                "The face detector's model file is not the published one, so it is "
                                                "not used. Install it again with fetch-models."));
    return model;
}

DetectorChoice chooseDetector(const QStringList& modelFolders, const QStringList& cascadeFolders)
{
    QStringList rejected;
    for (const QString& folder : modelFolders) {
        const QString path = QDir(folder).filePath(text(kYuNetFile));
        if (!QFile::exists(path))
            continue;
        if (readYuNetModel(path)) {
            DetectorChoice choice = yuNetChoice(QFileInfo(path).absoluteFilePath());
            choice.rejected = rejected;
            return choice;
        }
        rejected += path;
    }
    DetectorChoice choice = firstCascade(cascadeFolders);
    choice.rejected = rejected;
    tellRejected(choice);
    return choice;
}

DetectorChoice chooseDetector()
{
    return chooseDetector(modelFolders(), cascadeFolders());
}

} // namespace cloakroom
