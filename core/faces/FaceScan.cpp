#include "core/faces/FaceScan.h"

#include "core/base/OrderedWork.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/faces/Faces.h"
#include "core/photos/VisiblePhoto.h"
#include "core/storage/Vault.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <atomic>

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
    const auto stored = library.run([&](Library& open) {
        return Faces(open).reconcileLate(photo, original.digest, *found, workers.detector().name);
    });
    if (!stored) {
        return propagate(stored);
    }
    return static_cast<int>(found->size());
}

/// What became of one photo.
struct Searched {
    QString name; ///< for the progress display
    bool isSkipped = false;
    Result<int> faces = 0;
};

// Without room or rights every further photo would fail, too.
bool endsTheJob(const Error& error)
{
    return error.code == ErrorCode::NoSpace || error.code == ErrorCode::NotAllowed;
}

/// Searches photos on several threads and counts on the job's.
class Scan {
public:
    Scan(LibraryThread& library, WorkerPool& workers, ScanScope scope, Vault vault, Progress& progress)
        : m_library(library)
        , m_workers(workers)
        , m_scope(scope)
        , m_vault(std::move(vault))
        , m_progress(progress)
    {
    }

    Result<ScanReport> run(const QList<PhotoId>& photos)
    {
        QThreadPool pool;
        pool.setMaxThreadCount(m_workers.size());
        inOrder(
            pool, photos.size(), 2 * qsizetype{m_workers.size()},
            [this, &photos](qsizetype index) { return search(photos[index]); },
            [this, &photos](qsizetype index, const Searched& searched) {
                m_progress.report(index + 1, photos.size(), searched.name);
                return take(photos[index], searched);
            });
        if (m_fatal) {
            return tl::unexpected<Error>(*m_fatal);
        }
        return m_report;
    }

private:
    Searched search(PhotoId photo)
    {
        if (m_isStopped) {
            return {{}, true};
        }
        const auto target =
            m_library.run([&](Library& open) { return targetFor(open, photo, m_scope, m_workers.detector().name); });
        if (!target) {
            return {{}, false, propagate(target)};
        }
        if (!target->isDue) {
            return {target->name, true};
        }
        return {target->name, false, searchOne(m_library, m_workers, m_vault, photo, target->original, thoroughness())};
    }

    [[nodiscard]] Thoroughness thoroughness() const
    {
        return m_scope == ScanScope::Thorough ? Thoroughness::Thorough : Thoroughness::Usual;
    }

    bool take(PhotoId photo, const Searched& searched)
    {
        if (!searched.isSkipped && searched.faces) {
            ++m_report.searched;
            m_report.faces += *searched.faces;
        } else if (!searched.isSkipped) {
            m_report.failed.append({photo, searched.faces.error().text});
            if (endsTheJob(searched.faces.error())) {
                m_fatal = searched.faces.error();
            }
        }
        m_report.wasCancelled = m_report.wasCancelled || m_progress.isCancelled();
        m_isStopped = m_report.wasCancelled || m_fatal;
        return !m_isStopped;
    }

    LibraryThread& m_library;
    WorkerPool& m_workers;
    ScanScope m_scope;
    Vault m_vault;
    Progress& m_progress;
    std::atomic<bool> m_isStopped = false;
    ScanReport m_report;
    std::optional<Error> m_fatal;
};

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
    if (workers.detector().kind == DetectorKind::None) {
        return fail(ErrorCode::NotFound,
                    tr("No face detector is installed, so no photo was searched. Faces can be marked by hand."));
    }
    return Scan(library, workers, scope, *vault, progress).run(photos);
}

} // namespace cloakroom
