#include "core/intake/Importer.h"

#include "core/intake/ImportRun.h"
#include "core/intake/SourceShots.h"
#include "core/photos/PhotoNames.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

struct Place {
    QString folder;
    Vault vault;
};

/// Where it all goes, when the request makes sense and the user may import.
Result<Place> placeFor(LibraryThread& library, const ImportRequest& request)
{
    if (!request.event.trimmed().isEmpty()) {
        if (const auto name = cleanName(request.event); !name) {
            return propagate(name);
        }
    }
    return library.run([](Library& open) -> Result<Place> {
        if (const auto allowed = open.require(Right::Import); !allowed) {
            return propagate(allowed);
        }
        return Place{open.path(), open.vault()};
    });
}

} // namespace

Result<ImportReport> importPhotos(LibraryThread& library, WorkerPool& workers, const ImportRequest& request,
                                  Progress& progress)
{
    if (request.sources.isEmpty()) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("Importer", "Choose a card or folder to import from."));
    }
    const auto place = placeFor(library, request);
    if (!place) {
        return propagate(place);
    }
    const auto files = walkSources(request.sources, place->folder, progress);
    if (!files) {
        return propagate(files);
    }
    return ImportRun(library, workers, request, progress, place->vault).run(picturesFirst(pairedShots(*files)));
}

Result<ImportReport> importFiles(LibraryThread& library, WorkerPool& workers, const ImportRequest& request,
                                 const QList<WalkedFile>& files, Progress& progress)
{
    const auto place = placeFor(library, request);
    if (!place) {
        return propagate(place);
    }
    ImportRequest plain = request;
    plain.clearSource = false;
    QList<SourceShot> shots;
    for (const WalkedFile& file : files) {
        shots.append({file});
    }
    return ImportRun(library, workers, plain, progress, place->vault).run(shots);
}

} // namespace cloakroom
