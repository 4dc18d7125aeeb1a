#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/retention/SubjectPack.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct SubjectOptions {
    QString person;
    bool isExternal = false;
    QString folder;
};

Answer packAnswer(const SubjectPackReport& report)
{
    QJsonArray photos;
    for (const PackedPhoto& photo : report.photos) {
        photos << QJsonObject{{QStringLiteral("photo"), photo.photo.value},
                              {QStringLiteral("file"), photo.file},
                              {QStringLiteral("sha256"), QString::fromLatin1(photo.sha256.toHex())},
                              {QStringLiteral("covered"), idsToJson(photo.covered)}};
    }
    QJsonArray leftOut;
    QString text = Cli::tr("Photos: %1. Left out: %2.").arg(report.photos.size()).arg(report.leftOut.size());
    for (const LeftOutPhoto& photo : report.leftOut) {
        leftOut << QJsonObject{{QStringLiteral("photo"), photo.photo.value},
                               {QStringLiteral("reasons"), toJsonArray(photo.reasons)}};
        for (const Reason& reason : photo.reasons) {
            text += Cli::tr("\n  photo %1 is left out: %2").arg(photo.photo.value).arg(reason.text);
        }
    }
    return {QJsonObject{{QStringLiteral("photos"), photos},
                        {QStringLiteral("left_out"), leftOut},
                        {QStringLiteral("files"), QJsonArray::fromStringList(report.files)},
                        {QStringLiteral("cancelled"), report.wasCancelled}},
            statusWith(!report.leftOut.isEmpty() || report.wasCancelled), text};
}

Result<Answer> makePack(CommandContext& context, const SubjectOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto person =
        (*library)->run([&](Library& open) { return findPerson(open, options.person, options.isExternal); });
    if (!person) {
        return propagate(person);
    }
    ProgressBar progress = context.progress();
    const auto report = makeSubjectPack(**library, context.workers(), person->id, options.folder, progress);
    return report ? Result<Answer>(packAnswer(*report)) : propagate(report);
}

} // namespace

void addSubjectCommands(CommandGroup& root)
{
    auto options = std::make_shared<SubjectOptions>();
    CLI::App& command =
        root.add("subject-access", "Every photo and record of one person, everybody else covered (admin, safeguarding)",
                 Handler([options](CommandContext& context) { return makePack(context, *options); }));
    addText(command, "PERSON", options->person, "Id, external id or full name")->required();
    command.add_flag("--external", options->isExternal, "PERSON is an external id");
    addText(command, "--to", options->folder, "Empty folder to write to, made when absent")
        ->required()
        ->type_name("DIR");
}

} // namespace cloakroom::cli
