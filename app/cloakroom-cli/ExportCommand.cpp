#include "Arguments.h"
#include "Commands.h"
#include "ExportAnswer.h"
#include "PhotoSelection.h"
#include "core/catalogue/Library.h"
#include "core/consent/Purposes.h"
#include "core/publish/ExportJob.h"
#include "core/worker/WorkerPool.h"

namespace cloakroom::cli {

namespace {

struct ExportOptions {
    PhotoSelection selection;
    QString purpose;
    ExportRequest request;
};

/// Names of the purpose and the filter become ids.
Result<ExportRequest> requestOf(Library& library, const ExportOptions& options)
{
    const auto purpose = Purposes(library).byKey(options.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    const auto photos = options.selection.resolve(library);
    if (!photos) {
        return propagate(photos);
    }
    ExportRequest request = options.request;
    request.purpose = purpose->id;
    request.photos = *photos;
    return request;
}

Result<Answer> runExport(CommandContext& context, const ExportOptions& options)
{
    const auto library = context.library();
    if (!library) {
        return propagate(library);
    }
    const auto request = (*library)->run([&](Library& open) { return requestOf(open, options); });
    if (!request) {
        return propagate(request);
    }
    ProgressBar progress = context.progress();
    const auto report = exportPhotos(**library, context.workers(), *request, progress);
    return report ? Result<Answer>(exportAnswer(*report, request->isDryRun)) : propagate(report);
}

} // namespace

void addExportCommand(CommandGroup& root)
{
    auto options = std::make_shared<ExportOptions>();
    ExportRequest& request = options->request;
    CLI::App& command =
        root.add("export", "Let photos out: what is clear as it is, what is clear if covered covered, the rest not",
                 Handler([options](CommandContext& context) { return runExport(context, *options); }));
    addText(command, "--purpose", options->purpose, "Key of the purpose")->required();
    addText(command, "--to", request.folder, "Folder to write to, made when absent")->required()->type_name("DIR");
    addKey(command, "--preset", request.preset, exportPresetFromKey, "web, print, original, square, story");
    constexpr int kLargestEdge = 100'000;
    command.add_option("--max-edge", request.maxEdge, "Longest edge in pixels")->check(CLI::Range(1, kLargestEdge));
    command.add_option("--quality", request.quality, "JPEG quality, 1-100")->check(CLI::Range(1, 100));
    command.add_option("--max-kilobytes", request.maxKilobytes, "Largest size of each file in kilobytes")
        ->check(CLI::PositiveNumber);
    command.add_flag("--watermark", request.watermark, "The school's name in a corner");
    addText(command, "--caption", request.caption,
            "The words that will stand beside it: checked, and kept in the register");
    addKey(command, "--style", request.style, coverStyleFromKey, "solid, mosaic, soft, icon");
    addText(command, "--place", request.place, "Where it will be used, for the register");
    command.add_flag("--dry-run", request.isDryRun, "Only say what would be done");
    options->selection.addTo(command, FilterOptions::LastDay::TakenTo);
}

} // namespace cloakroom::cli
