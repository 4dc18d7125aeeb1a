#include "Arguments.h"
#include "Commands.h"
#include "ImportAnswer.h"
#include "core/consent/People.h"
#include "core/intake/Importer.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct ImportOptions {
    ImportRequest request;
    QString group;
};

Result<GroupId> groupNamed(LibraryThread& library, const QString& name)
{
    if (name.isEmpty()) {
        return GroupId();
    }
    return library.run([&name](Library& open) -> Result<GroupId> {
        const auto group = People(open).findGroup(name);
        return group ? Result<GroupId>(group->id) : Result<GroupId>(propagate(group));
    });
}

Result<Answer> runImport(CommandContext& context, const ImportOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto group = groupNamed(**library, options.group);
    if (!group) {
        return propagate(group);
    }
    ImportRequest request = options.request;
    request.fields.group = *group;
    ProgressBar progress = context.progress();
    const auto report = importPhotos(**library, context.workers(), request, progress);
    if (!report) {
        return propagate(report);
    }
    return importAnswer(*report, request.isDryRun);
}

} // namespace

void addImportCommand(CommandGroup& root)
{
    auto options = std::make_shared<ImportOptions>();
    ImportRequest* request = &options->request;
    CLI::App& command = root.add("import", "Copy photos from cards and folders (recursively) into the library",
                                 Handler([options](CommandContext& context) { return runImport(context, *options); }));
    addTexts(command, "SOURCE", request->sources, "Files and folders")->required();
    addText(command, "--event", request->event, "The event they belong to; made when there is none of that name");
    addText(command, "--group", options->group, "The class, team or other group that they show");
    addText(command, "--photographer", request->fields.photographer, "Who took them");
    addText(command, "--note", request->fields.note, "A note on each of them");
    command.add_flag("--clear-source", request->clearSource,
                     "Remove from the source what is proven safe in the library");
    command.add_flag("--dry-run", request->isDryRun, "Only say what would be done");
}

} // namespace cloakroom::cli
