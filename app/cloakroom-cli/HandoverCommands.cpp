#include "Arguments.h"
#include "Commands.h"
#include "ExportAnswer.h"
#include "ImportAnswer.h"
#include "Passwords.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/handover/HandoverIntake.h"
#include "core/handover/HandoverJob.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct CreateOptions {
    PhotoSelection selection;
    QString purpose;
    QString passwordFile;
    HandoverRequest request;
};

/// Names of the purpose and the filter become ids.
Result<HandoverRequest> requestOf(Library& library, const CreateOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = options.selection.resolve(library, PhotoSelection::Unsaid::Refused);
    if (!photos) {
        return propagate(photos);
    }
    HandoverRequest request = options.request;
    request.what.purpose = purpose->id;
    request.what.photos = *photos;
    return request;
}

Answer createAnswer(const HandoverReport& report, bool isDryRun)
{
    Answer answer = exportAnswer(report.photos, isDryRun);
    QJsonObject json = answer.json.toObject();
    json.insert(QStringLiteral("names"), report.names);
    json.insert(QStringLiteral("path"), report.path.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(report.path));
    json.insert(QStringLiteral("bytes"), report.bytes);
    answer.json = json;
    if (!report.path.isEmpty()) {
        answer.text += Cli::tr("Handed over in %1; faces that carry a name: %2. Tell the other school its password by "
                               "another way than the file.\n")
                           .arg(report.path)
                           .arg(report.names);
    } else if (!isDryRun) {
        answer.text += Cli::tr("No file was made and nothing was handed over.\n");
    }
    return answer;
}

Result<Answer> create(CommandContext& context, const CreateOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto request = (*library)->run([&](Library& open) { return requestOf(open, options); });
    if (!request) {
        return propagate(request);
    }
    const auto password = request->what.isDryRun
        ? Result<Password>(Password::fromText({}))
        : newPassword(options.passwordFile, Cli::tr("A password for the hand-over file: "), {});
    if (!password) {
        return propagate(password);
    }
    ProgressBar progress = context.progress();
    const auto report = createHandover(**library, context.workers(), *request, *password, progress);
    return report ? Result<Answer>(createAnswer(*report, request->what.isDryRun)) : propagate(report);
}

struct TakeOptions {
    HandoverImport import;
    HandoverUnpacking unpacking;
    QString passwordFile;
};

Result<Password> passwordFor(const TakeOptions& options)
{
    return filePassword(options.passwordFile, Cli::tr("The password of the hand-over file: "));
}

Result<Answer> takeIn(CommandContext& context, const TakeOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto password = passwordFor(options);
    if (!password) {
        return propagate(password);
    }
    ProgressBar progress = context.progress();
    const auto report = importHandover(**library, context.workers(), options.import, *password, progress);
    return report ? Result<Answer>(importAnswer(*report, false)) : propagate(report);
}

Result<Answer> unpack(CommandContext& context, const TakeOptions& options)
{
    const auto password = passwordFor(options);
    if (!password) {
        return propagate(password);
    }
    HandoverUnpacking wanted = options.unpacking;
    wanted.path = options.import.path;
    wanted.libraryFolder = context.options().library;
    ProgressBar progress = context.progress();
    const auto report = unpackHandover(wanted, *password, progress);
    if (!report) {
        return propagate(report);
    }
    return Answer{QJsonObject{{QStringLiteral("folder"), report->folder},
                              {QStringLiteral("files"), QJsonArray::fromStringList(report->files)},
                              {QStringLiteral("cancelled"), report->wasCancelled}},
                  statusWith(report->wasCancelled),
                  Cli::tr("Unpacked into %1: %2. Anybody can open these files, and they say who is in them: delete "
                          "them once the other program has them.\n")
                      .arg(report->folder)
                      .arg(report->files.size())};
}

void addPassword(CLI::App& command, QString& target)
{
    addText(command, "--handover-password-file", target, "File with the hand-over's password, - = standard input")
        ->type_name("FILE|-");
}

void addCreate(CommandGroup& group)
{
    auto options = std::make_shared<CreateOptions>();
    ExportRequest& what = options->request.what;
    what.preset = ExportPreset::Original;
    CLI::App& command =
        group.add("create", "Make an encrypted file of photos that may go, with the names of those who agreed",
                  Handler([options](CommandContext& context) { return create(context, *options); }));
    addText(command, "--purpose", options->purpose, "Key of a purpose that the school made for it")->required();
    addText(command, "--to", options->request.path, "The file to make")->required()->type_name("FILE");
    addPassword(command, options->passwordFile);
    addText(command, "--place", what.place, "The other school, for the register");
    addKey(command, "--preset", what.preset, exportPresetFromKey, "web, print, original, square, story");
    addKey(command, "--style", what.style, coverStyleFromKey, "solid, mosaic, soft, icon");
    command.add_flag("--dry-run", what.isDryRun, "Only say what would be done");
    options->selection.addTo(command, FilterOptions::LastDay::TakenTo);
}

} // namespace

void addHandoverCommands(CommandGroup& root)
{
    CommandGroup group = root.group("handover", "Photos and names from one school to another, encrypted");
    addCreate(group);
    auto taking = std::make_shared<TakeOptions>();
    CLI::App& import = group.add("import", "Take another school's hand-over into the library",
                                 Handler([taking](CommandContext& context) { return takeIn(context, *taking); }));
    addText(import, "FILE", taking->import.path, "What the other school made")->required();
    addPassword(import, taking->passwordFile);
    addText(import, "--event", taking->import.event, "The event they belong to; made when there is none of that name");
    auto unpacking = std::make_shared<TakeOptions>();
    CLI::App& plain = group.add("unpack",
                                "Write its photos as plain files for another program: anybody can open these, and they "
                                "name people",
                                Handler([unpacking](CommandContext& context) { return unpack(context, *unpacking); }));
    addText(plain, "FILE", unpacking->import.path, "What the other school made")->required();
    addText(plain, "--to", unpacking->unpacking.folder, "Folder to write to, made when absent")
        ->required()
        ->type_name("DIR");
    addPassword(plain, unpacking->passwordFile);
}

} // namespace cloakroom::cli
