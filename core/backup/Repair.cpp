#include "core/backup/Repair.h"

#include "core/audit/AuditLog.h"
#include "core/base/Progress.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/OriginalRepository.h"
#include "core/catalogue/Previews.h"
#include "core/storage/BackupTarget.h"
#include "core/storage/DatabaseCheck.h"
#include "core/storage/FileIo.h"
#include "core/storage/UnlockedFolder.h"
#include "core/storage/Vault.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Repair", text);
}

class RepairRun {
public:
    RepairRun(LibraryThread& library, WorkerPool& workers, const RepairRequest& request, Progress& progress)
        : m_library(library)
        , m_workers(workers)
        , m_request(request)
        , m_progress(progress)
    {
    }

    [[nodiscard]] Result<RepairReport> run();

private:
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> mendOriginal(const OriginalRow& row);
    [[nodiscard]] Result<bool> isWhole(const Vault& vault, const OriginalRow& row) const;
    [[nodiscard]] Result<bool> takeFromBackup(const OriginalRow& row);
    [[nodiscard]] Result<void> makePreview(const OriginalRow& row);
    [[nodiscard]] Result<void> removeOrphans();
    [[nodiscard]] Result<void> finish();

    LibraryThread& m_library;
    WorkerPool& m_workers;
    RepairRequest m_request;
    Progress& m_progress;
    std::optional<Vault> m_vault;
    std::optional<BackupTarget> m_backup;
    QList<OriginalRow> m_originals;
    QSet<PhotoId> m_havePreviews;
    RepairReport m_report;
};

/// Pages that do not authenticate make the previews worthless as a whole: SQLite cannot work around them.
Result<void> discardDamagedPreviews(Library& library)
{
    if (auto done = library.previews().checkpoint(); !done && done.error().code != ErrorCode::Damaged) {
        return done;
    }
    NoProgress silent;
    const auto checked = verifyDatabase(library.folder().folder().previewsPath(), silent);
    if (checked && checked->isWhole()) {
        return {};
    }
    return library.discardPreviews();
}

Result<void> RepairRun::begin()
{
    if (!m_request.backup.isEmpty()) {
        auto backup = BackupTarget::open(m_request.backup);
        if (!backup) {
            return propagate(backup);
        }
        m_backup.emplace(std::move(*backup));
    }
    return m_library.run([this](Library& library) -> Result<void> {
        if (auto allowed = library.require(Right::Administer); !allowed) {
            return allowed;
        }
        if (m_backup && m_backup->libraryId() != library.folder().libraryId()) {
            return fail(ErrorCode::Invalid, tr("This is the backup of another library. Nothing was changed."));
        }
        if (auto done = discardDamagedPreviews(library); !done) {
            return done;
        }
        const auto originals = OriginalRepository(library.db()).list();
        const auto previews = library.previews().photos();
        if (!originals || !previews) {
            return !originals ? propagate(originals) : propagate(previews);
        }
        m_originals = *originals;
        m_havePreviews = QSet<PhotoId>(previews->begin(), previews->end());
        m_vault.emplace(library.vault());
        return {};
    });
}

Result<bool> RepairRun::isWhole(const Vault& vault, const OriginalRow& row) const
{
    const StoredOriginal& original = row.original;
    const auto key = vault.unwrapKey(original.wrappedKey, original.uuid);
    if (!key) {
        return false;
    }
    const auto verified =
        vault.verify(original.vaultName, *key, original.uuid, {original.vaultName, original.bytes, original.digest});
    return verified.has_value();
}

// The backup's file is the same encrypted file: proven with the photo's own key before it takes the place.
Result<bool> RepairRun::takeFromBackup(const OriginalRow& row)
{
    if (!m_backup) {
        return false;
    }
    auto isGood = isWhole(m_vault->in(m_backup->vaultPath()), row);
    if (!isGood || !*isGood) {
        return isGood;
    }
    const QString to = m_vault->pathOf(row.original.vaultName);
    const QString folder = QFileInfo(to).path();
    if (!QFileInfo(folder).isDir()) {
        if (const auto made = makeFolder(folder); !made) {
            return propagate(made);
        }
    }
    if (const auto copied = copyVerified(m_backup->originalPath(row.original.vaultName), to); !copied) {
        return propagate(copied);
    }
    if (const auto synced = syncFolder(folder); !synced) {
        return propagate(synced);
    }
    return isWhole(*m_vault, row);
}

Result<void> RepairRun::mendOriginal(const OriginalRow& row)
{
    ++m_report.checked;
    const auto whole = isWhole(*m_vault, row);
    if (!whole) {
        return propagate(whole);
    }
    if (!*whole) {
        const auto taken = takeFromBackup(row);
        if (!taken) {
            return propagate(taken);
        }
        if (!*taken) {
            m_report.lost.append(tr("photo %1").arg(row.photo.value));
            return {};
        }
        ++m_report.restored;
    }
    return row.part == 0 && !m_havePreviews.contains(row.photo) ? makePreview(row) : Result<void>();
}

Result<void> RepairRun::makePreview(const OriginalRow& row)
{
    const StoredOriginal& original = row.original;
    const bool isShort = original.bytes <= WorkerPool::kWholeFileLimit;
    const auto key = m_vault->unwrapKey(original.wrappedKey, original.uuid);
    if (!key) {
        return propagate(key);
    }
    const auto bytes = isShort ? m_vault->read(original.vaultName, *key, original.uuid)
                               : m_vault->readRange(original.vaultName, *key, original.uuid, 0, WorkerPool::kHeadBytes);
    if (!bytes) {
        return propagate(bytes);
    }
    InspectOptions options;
    options.wantFaces = false;
    options.headOnly = !isShort;
    const auto inspection = m_workers.inspect(*bytes, options);
    if (!inspection || inspection->thumbJpeg.isEmpty() || inspection->previewJpeg.isEmpty()) {
        m_report.withoutPreview.append(tr("photo %1").arg(row.photo.value));
        return {};
    }
    ++m_report.previewsMade;
    return m_library.run([&](Library& library) {
        return library.previews().store(row.photo, inspection->thumbJpeg, inspection->previewJpeg);
    });
}

Result<void> RepairRun::removeOrphans()
{
    QSet<QString> owned;
    for (const OriginalRow& row : std::as_const(m_originals)) {
        owned.insert(row.original.vaultName);
    }
    // On the library's thread, so that no import is between its file and its row.
    return m_library.run([&](Library& library) -> Result<void> {
        const auto now = OriginalRepository(library.db()).list();
        const auto reserved = OriginalRepository(library.db()).reservedNames();
        const auto files = m_vault->list();
        if (!now || !reserved || !files) {
            return !now ? propagate(now) : !reserved ? propagate(reserved) : propagate(files);
        }
        for (const OriginalRow& row : *now) {
            owned.insert(row.original.vaultName);
        }
        for (const QString& name : *files) {
            if (owned.contains(name) || reserved->contains(name)) {
                continue;
            }
            if (auto removed = m_vault->remove(name); !removed) {
                return removed;
            }
            ++m_report.orphansRemoved;
        }
        return {};
    });
}

Result<void> RepairRun::finish()
{
    return m_library.run([this](Library& library) -> Result<void> {
        auto transaction = library.db().begin();
        if (!transaction) {
            return propagate(transaction);
        }
        const QJsonObject subject{{QStringLiteral("restored"), m_report.restored},
                                  {QStringLiteral("previews"), m_report.previewsMade},
                                  {QStringLiteral("lost"), m_report.lost.size()},
                                  {QStringLiteral("orphans"), m_report.orphansRemoved}};
        if (auto done = audit::append(library, QStringLiteral("library.repair"), subject); !done) {
            return done;
        }
        return transaction->commit();
    });
}

Result<RepairReport> RepairRun::run()
{
    if (const auto begun = begin(); !begun) {
        return propagate(begun);
    }
    const qint64 total = m_originals.size();
    for (qint64 index = 0; index < total; ++index) {
        if (m_progress.isCancelled()) {
            return fail(ErrorCode::Cancelled, tr("The repair was stopped. What was mended stays mended."));
        }
        m_progress.report(index, total, {});
        if (const auto mended = mendOriginal(m_originals[index]); !mended) {
            return propagate(mended);
        }
    }
    m_progress.report(total, total, {});
    if (m_request.removeOrphans) {
        if (const auto removed = removeOrphans(); !removed) {
            return propagate(removed);
        }
    }
    if (const auto finished = finish(); !finished) {
        return propagate(finished);
    }
    return m_report;
}

} // namespace

Result<RepairReport> repairLibrary(LibraryThread& library, WorkerPool& workers, const RepairRequest& request,
                                   Progress& progress)
{
    return RepairRun(library, workers, request, progress).run();
}

} // namespace cloakroom
