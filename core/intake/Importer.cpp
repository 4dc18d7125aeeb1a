#include "core/intake/Importer.h"

#include "core/intake/ImportRun.h"
#include "core/intake/SourceShots.h"
#include "core/photos/PhotoNames.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>

namespace cloakroom {

Result<ImportReport> importPhotos(LibraryThread& library, WorkerPool& workers, const ImportRequest& request,
                                  Progress& progress)
{
    if (request.sources.isEmpty()) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("Importer", "Choose a card or folder to import from."));
    }
    if (!request.event.trimmed().isEmpty()) {
        if (const auto name = cleanName(request.event); !name) {
            return propagate(name);
        }
    }
    struct Place {
        QString folder;
        Vault vault;
    };
    const auto place = library.run([](Library& open) -> Result<Place> {
        if (const auto allowed = open.require(Right::Import); !allowed) {
            return propagate(allowed);
        }
        return Place{open.path(), open.vault()};
    });
    if (!place) {
        return propagate(place);
    }
    const auto files = walkSources(request.sources, place->folder, progress);
    if (!files) {
        return propagate(files);
    }
    return ImportRun(library, workers, request, progress, place->vault).run(picturesFirst(pairedShots(*files)));
}

} // namespace cloakroom
