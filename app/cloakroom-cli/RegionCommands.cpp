#include "Arguments.h"
#include "Commands.h"
#include "Json.h"
#include "core/faces/Faces.h"

#include <algorithm>

namespace cloakroom::cli {

namespace {

struct RegionOptions {
    PhotoId photo;
    RegionId region;
    QRect rect;
    RegionShape shape = RegionShape::Rectangle;
};

Result<Answer> addOne(Library& library, const RegionOptions& options)
{
    const auto added = Faces(library).addRegion(options.photo, options.rect, options.shape);
    if (!added) {
        return propagate(added);
    }
    return Answer{toJson(CoverRegion{*added, options.photo, options.rect, options.shape}), ExitStatus::Done,
                  Cli::tr("Added region %1. It is covered on every export.").arg(added->value)};
}

Result<Answer> listAll(Library& library, const RegionOptions& options)
{
    const auto regions = Faces(library).regions(options.photo);
    if (!regions) {
        return propagate(regions);
    }
    return listAnswer(toJsonArray(*regions), {QStringLiteral("id"), QStringLiteral("rect"), QStringLiteral("shape")});
}

/// The photo is asked for as well, so that a mistyped id does not uncover something in another one.
Result<Answer> removeOne(Library& library, const RegionOptions& options)
{
    const auto regions = Faces(library).regions(options.photo);
    if (!regions) {
        return propagate(regions);
    }
    const bool isThere = std::any_of(regions->begin(), regions->end(),
                                     [&options](const CoverRegion& region) { return region.id == options.region; });
    if (!isThere) {
        return fail(ErrorCode::NotFound,
                    Cli::tr("Photo %1 has no region %2.").arg(options.photo.value).arg(options.region.value));
    }
    const auto done = Faces(library).removeRegion(options.region);
    return done ? Result<Answer>(Answer{QJsonObject{{QStringLiteral("id"), options.region.value}}, ExitStatus::Done,
                                        Cli::tr("Region %1 is taken away.").arg(options.region.value)})
                : propagate(done);
}

using RegionWork = Result<Answer> (*)(Library&, const RegionOptions&);

std::pair<CLI::App*, std::shared_ptr<RegionOptions>> addRegionCommand(CommandGroup& regions, const char* name,
                                                                      const char* description, RegionWork work)
{
    auto options = std::make_shared<RegionOptions>();
    CLI::App& command = regions.add(name, description,
                                    LibraryWork([options, work](Library& library) { return work(library, *options); }));
    addId(command, "PHOTO", options->photo, "Id of the photo");
    return {&command, options};
}

} // namespace

void addRegionCommands(CommandGroup& root)
{
    CommandGroup regions = root.group("regions", "Anything else that must not be seen: badges, screens, car plates");
    const auto [add, adding] = addRegionCommand(regions, "add", "Cover a part of a photo on every export", addOne);
    addRect(*add, "--rect", adding->rect, "x,y,w,h in pixels of the upright original")->required()->type_name("R");
    addKey(*add, "--shape", adding->shape, regionShapeFromKey, "rectangle, ellipse");
    addRegionCommand(regions, "list", "List the regions of a photo", listAll);
    const auto [remove, removing] = addRegionCommand(regions, "remove", "Take a region away", removeOne);
    addId(*remove, "REGION", removing->region, "Id of the region");
}

} // namespace cloakroom::cli
