#include "core/faces/FaceScan.h"

#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/faces/Faces.h"
#include "core/photos/VisiblePhoto.h"
#include "core/storage/Vault.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FaceScan", text);
}

/// What the job has to know of a photo before it reads it.
struct Target {
    QString name; ///< for the progress display
    StoredOriginal original;
    bool isDue = false;
};

Result<Target> targetFor(Library& library, PhotoId photo, ScanScope scope, const QString& detector)
{
    const auto state = visiblePhoto(library, photo);
    if (!state) {
        return propagate(state);
    }
    Target target;
    PhotoRepository photos(library.db());
    const auto details = photos.details(photo, Viewpoint::of(library.role()));
    if (!details) {
        return propagate(details);
    }
    target.name = details->summary.name;
    target.isDue = state->kind == PhotoKind::Still && (scope != ScanScope::Unsearched || state->searchedBy != detector);
    const auto original = photos.original(photo);
    if (!original) {
        return propagate(original);
    }
    target.original = *original;
    return target;
}

Result<int> searchOne(LibraryThread& library, WorkerPool& workers, const Vault& vault, PhotoId photo,
                      const StoredOriginal& original, Thoroughness thoroughness)
{
    const auto key = vault.unwrapKey(original.wrappedKey, original.uuid);
    if (!key) {
        return propagate(key);
    }
    const auto bytes = vault.read(original.vaultName, *key, original.uuid);
    if (!bytes) {
        return propagate(bytes);
    }
    const auto found = workers.detectFaces(*bytes, thoroughness);
    if (!found) {
        return propagate(found);
    }
    const auto stored =
        library.run([&](Library& open) { return Faces(open).reconcile(photo, *found, workers.detector().name); });
    if (!stored) {
        return propagate(stored);
    }
    return static_cast<int>(found->size());
}

// These would fail for every further photo, too.
bool endsTheJob(const Error& error)
{
    return error.code == ErrorCode::NoSpace || error.code == ErrorCode::Internal || error.code == ErrorCode::NotAllowed;
}

} // namespace

Result<ScanReport> findFaces(LibraryThread& library, WorkerPool& workers, const QList<PhotoId>& photos, ScanScope scope,
                             Progress& progress)
{
    const auto vault = library.run([](Library& open) -> Result<Vault> {
        if (const auto allowed = open.require(Right::NameFaces); !allowed) {
            return propagate(allowed);
        }
        return open.vault();
    });
    if (!vault) {
        return propagate(vault);
    }
    const DetectorChoice detector = workers.detector();
    if (detector.kind == DetectorKind::None) {
        return fail(ErrorCode::NotFound,
                    tr("No face detector is installed, so no photo was searched. Faces can be marked by hand."));
    }
    const Thoroughness thoroughness = scope == ScanScope::Thorough ? Thoroughness::Thorough : Thoroughness::Usual;
    ScanReport report;
    qint64 done = 0;
    for (const PhotoId photo : photos) {
        if (progress.isCancelled()) {
            report.wasCancelled = true;
            break;
        }
        const auto target = library.run([&](Library& open) { return targetFor(open, photo, scope, detector.name); });
        progress.report(done++, photos.size(), target ? target->name : QString());
        if (target && !target->isDue) {
            continue;
        }
        const auto faces = target ? searchOne(library, workers, *vault, photo, target->original, thoroughness)
                                  : Result<int>(propagate(target));
        if (!faces && endsTheJob(faces.error())) {
            return propagate(faces);
        }
        if (!faces) {
            report.failed.append({photo, faces.error().text});
            continue;
        }
        ++report.searched;
        report.faces += *faces;
    }
    if (!report.wasCancelled) {
        progress.report(photos.size(), photos.size(), {});
    }
    return report;
}

} // namespace cloakroom
