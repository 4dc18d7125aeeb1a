#include "Commands.h"
#include "core/faces/ModelFiles.h"
#include "core/storage/CryptoCheck.h"
#include "core/worker/WorkerPool.h"

#include <QColor>
#include <QImage>

namespace cloakroom::cli {

namespace {

QString nameOf(const DetectorChoice& choice)
{
    return choice.name.isEmpty() ? QStringLiteral("none") : choice.name;
}

QJsonObject modelToJson(const QString& name, const QString& path, bool isUsed, bool isGenuine)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("kind"), QStringLiteral("detector")},
            {QStringLiteral("path"), path},
            {QStringLiteral("in_use"), isUsed},
            {QStringLiteral("ok"), isGenuine}};
}

/// The detector in use, then files that were found but are not what they should be.
QJsonArray modelsOf(const DetectorChoice& choice)
{
    QJsonArray models;
    if (choice.kind != DetectorKind::None) {
        QJsonObject used = modelToJson(choice.name, choice.path, true, true);
        used.insert(QStringLiteral("version"), choice.version);
        models << used;
    }
    for (const QString& path : choice.rejected) {
        models << modelToJson(QStringLiteral("unknown"), path, false, false);
    }
    return models;
}

Result<Answer> listModels(CommandContext&)
{
    const DetectorChoice choice = chooseDetector();
    Answer answer = listAnswer(modelsOf(choice),
                               {QStringLiteral("name"), QStringLiteral("kind"), QStringLiteral("version"),
                                QStringLiteral("in_use"), QStringLiteral("ok"), QStringLiteral("path")});
    answer.text = choice.description;
    return answer;
}

Result<Answer> verifyModels(CommandContext&)
{
    const DetectorChoice choice = chooseDetector();
    const bool ok = choice.rejected.isEmpty() && choice.kind != DetectorKind::None;
    Answer answer;
    answer.json = QJsonObject{{QStringLiteral("ok"), ok},
                              {QStringLiteral("detector"), nameOf(choice)},
                              {QStringLiteral("models"), modelsOf(choice)}};
    answer.status = ok ? ExitStatus::Done : ExitStatus::Damaged;
    answer.text = choice.description;
    for (const QString& path : choice.rejected) {
        answer.text += Cli::tr("\nNot the file that it should be, and not used: %1").arg(path);
    }
    return answer;
}

/// A worker that starts has read its detector; one that answers about a drawn picture can be relied on.
Result<void> tryWorker(CommandContext& context)
{
    constexpr int kEdge = 320;
    QImage picture(kEdge, kEdge, QImage::Format_RGB888);
    picture.fill(QColor(Qt::lightGray));
    const auto found = context.workers().detectFaces(picture);
    return found ? Result<void>() : propagate(found);
}

QJsonObject checkToJson(const QString& name, const Result<void>& result)
{
    return {{QStringLiteral("check"), name},
            {QStringLiteral("ok"), result.has_value()},
            {QStringLiteral("text"), result ? Cli::tr("in order") : result.error().text}};
}

Result<void> detectorPresent()
{
    const DetectorChoice choice = chooseDetector();
    return choice.kind == DetectorKind::None ? fail(ErrorCode::NotFound, choice.description) : Result<void>();
}

Result<Answer> selfTest(CommandContext& context)
{
    const Result<void> cryptography = cryptoSelfTest();
    const Result<void> detector = detectorPresent();
    const Result<void> worker = tryWorker(context);
    const bool ok = cryptography && detector && worker;
    QJsonArray checks{checkToJson(QStringLiteral("cryptography"), cryptography),
                      checkToJson(QStringLiteral("detector"), detector), checkToJson(QStringLiteral("worker"), worker)};
    return Answer{QJsonObject{{QStringLiteral("ok"), ok},
                              {QStringLiteral("detector"), nameOf(chooseDetector())},
                              {QStringLiteral("checks"), checks}},
                  statusWith(!ok),
                  {},
                  {QStringLiteral("ok"), QStringLiteral("detector"), QStringLiteral("checks")}};
}

} // namespace

void addSystemCommands(CommandGroup& root)
{
    CommandGroup models = root.group("model", "Files that find faces");
    models.add("list", "List model files and which is in use", Handler(listModels));
    models.add("verify", "Check that each holds what it should", Handler(verifyModels));
    root.add("self-test", "Check cryptography, face detector and worker processes of this computer", Handler(selfTest));
}

} // namespace cloakroom::cli
