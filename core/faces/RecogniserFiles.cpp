#include "core/faces/RecogniserFiles.h"

#include "core/crypto/Sha256.h"
#include "core/faces/KnownRecognisers.h"
#include "core/faces/ModelFiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cloakroom {

namespace {

constexpr qint64 kMostBytes = qint64{128} << 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("RecogniserFiles", text);
}

/// Empty when it cannot be read or is too large to be one.
QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMostBytes) {
        return {};
    }
    return file.readAll();
}

RecogniserChoice found(const FaceModel& model, const QString& path, const QStringList& rejected)
{
    RecogniserChoice choice{QFileInfo(path).absoluteFilePath(), model, {}, rejected};
    choice.description = tr("Faces would be recognised by %1 (%2).").arg(model.name, model.version);
    return choice;
}

RecogniserChoice none(const QStringList& rejected)
{
    RecogniserChoice choice;
    choice.rejected = rejected;
    choice.description =
        tr("No face recognition model is installed. The published one is SFace (%1): put the file into one of the "
           "folders for models.")
            .arg(knownRecognisers().constFirst().file);
    if (!rejected.isEmpty()) {
        choice.description += QLatin1Char(' ')
            + tr("A file was found but is not used, since it is not the published one: %1.")
                  .arg(rejected.join(QLatin1String(", ")));
    }
    return choice;
}

} // namespace

QList<FaceModel> knownRecognisers()
{
    QList<FaceModel> models;
    for (const char* json : kKnownRecognisers) {
        if (const auto model = parseFaceModel(QByteArray(json))) {
            models += *model;
        }
    }
    return models;
}

RecogniserChoice chooseRecogniser(const QStringList& modelFolders)
{
    QStringList rejected;
    for (const FaceModel& model : knownRecognisers()) {
        for (const QString& folder : modelFolders) {
            const QString path = QDir(folder).filePath(model.file);
            if (!QFileInfo::exists(path)) {
                continue;
            }
            if (sha256Of(bytesOf(path)).toHex() == model.sha256) {
                return found(model, path, rejected);
            }
            rejected += path;
        }
    }
    return none(rejected);
}

RecogniserChoice chooseRecogniser()
{
    return chooseRecogniser(modelFolders());
}

Result<FaceTemplates> loadRecogniser(const QString& path)
{
    const QByteArray bytes = bytesOf(path);
    if (bytes.isEmpty()) {
        return fail(ErrorCode::NotFound, tr("The face recognition model cannot be read. Install it again."));
    }
    const QByteArray sha256 = sha256Of(bytes).toHex();
    for (const FaceModel& model : knownRecognisers()) {
        if (model.sha256 == sha256) {
            return FaceTemplates::load(model, bytes);
        }
    }
    return fail(ErrorCode::Damaged,
                tr("The face recognition model is not a published one, so it is not used. Install it again."));
}

} // namespace cloakroom
