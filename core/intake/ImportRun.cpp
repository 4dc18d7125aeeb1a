#include "core/intake/ImportRun.h"

#include "core/base/OrderedWork.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QThreadPool>

namespace cloakroom {

namespace {

// A transaction costs a few flushes of the disk whatever it holds; a batch bounds what an interruption makes us repeat.
constexpr int kBatchFiles = 16;
constexpr qint64 kBatchMilliseconds = 2000;

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("Importer", text, nullptr, count);
}

} // namespace

ImportRun::ImportRun(LibraryThread& library, WorkerPool& workers, const ImportRequest& request, Progress& progress,
                     Vault vault)
    : m_library(library)
    , m_workers(workers)
    , m_request(request)
    , m_progress(progress)
    , m_names(library)
    , m_vault(vault)
    , m_intake(library, workers, m_names, std::move(vault), {request.isDryRun, request.findFaces})
{
    m_context.event = request.event.simplified();
    m_context.source = request.sources.join(QStringLiteral(", "));
    m_context.detector = workers.detector().name;
}

Result<ImportReport> ImportRun::run(const QList<WalkedFile>& files)
{
    QThreadPool pool;
    pool.setMaxThreadCount(m_workers.size());
    m_progress.report(0, files.size(), {});
    if (m_progress.isCancelled()) {
        m_report.wasCancelled = true;
        return m_report;
    }
    inOrder(
        pool, files.size(), 2 * qsizetype{m_workers.size()},
        [this, &files](qsizetype index) { return m_intake.prepare(files[index]); },
        [this, &files](qsizetype index, PreparedFile prepared) {
            const bool goesOn = take(files[index], std::move(prepared));
            const qsizetype next = index + 1;
            m_progress.report(next, files.size(),
                              goesOn && next < files.size() ? QFileInfo(files[next].path).fileName() : QString());
            return goesOn;
        });
    enterBatch();
    return finish();
}

bool ImportRun::take(const WalkedFile& file, PreparedFile prepared)
{
    if (prepared.outcome == PreparedFile::Outcome::Skipped) {
        return false;
    }
    if (prepared.outcome == PreparedFile::Outcome::Fatal) {
        stopFor(prepared.error);
        return false;
    }
    ++m_report.found;
    switch (prepared.outcome) {
    case PreparedFile::Outcome::Duplicate:
        ++m_report.duplicates;
        m_clearable.append({file.path, prepared.digest, prepared.known.photo, false});
        break;
    case PreparedFile::Outcome::Ready:
        takeReady(file, std::move(prepared));
        break;
    default:
        refuse(file.path, prepared.error.text);
        break;
    }
    if (m_progress.isCancelled()) {
        m_report.wasCancelled = true;
        m_intake.stop();
    }
    return !m_report.wasCancelled && !m_fatal;
}

void ImportRun::takeReady(const WalkedFile& file, PreparedFile prepared)
{
    if (m_request.isDryRun) {
        if (m_wouldImport.contains(prepared.digest)) {
            ++m_report.duplicates;
        } else {
            m_wouldImport.insert(prepared.digest);
            ++m_report.imported;
        }
        return;
    }
    if (m_batch.isEmpty()) {
        m_batchAge.start();
    }
    m_batch.append({std::move(prepared), file.path});
    if (isBatchDue()) {
        enterBatch();
    }
}

void ImportRun::refuse(const QString& path, const QString& reason)
{
    m_report.failed.append({path, reason});
}

bool ImportRun::isBatchDue() const
{
    return m_batch.size() >= kBatchFiles || m_batchAge.elapsed() >= kBatchMilliseconds;
}

void ImportRun::enterBatch()
{
    if (m_batch.isEmpty()) {
        return;
    }
    QList<PreparedFile> ready;
    for (const Pending& pending : m_batch) {
        ready.append(pending.prepared);
    }
    const auto entered = m_library.run([&](Library& library) { return enterInCatalogue(library, m_context, ready); });
    if (!entered) {
        // The files stay under their reserved names: were the rows in truth committed, they would need them. The next
        // opening of the library knows and removes what no photo owns.
        m_report.found -= static_cast<int>(m_batch.size());
        m_batch.clear();
        stopFor(entered.error());
        return;
    }
    countEntered(*entered);
    m_batch.clear();
}

void ImportRun::countEntered(const QList<Entered>& entered)
{
    QStringList owned;
    for (qsizetype i = 0; i < entered.size(); ++i) {
        const Pending& pending = m_batch[i];
        const QString& name = pending.prepared.photo.original.vaultName;
        m_clearable.append({pending.path, pending.prepared.digest, entered[i].photo, entered[i].isNew});
        if (entered[i].isNew) {
            ++m_report.imported;
            m_report.faces += entered[i].faces;
            m_report.photos.append(entered[i].photo);
            owned.append(name);
        } else {
            ++m_report.duplicates;
            (void)m_vault.remove(name);
        }
    }
    m_names.markOwned(owned);
}

void ImportRun::stopFor(Error error)
{
    if (!m_fatal) {
        m_fatal = std::move(error);
    }
    m_intake.stop();
}

Result<ImportReport> ImportRun::finish()
{
    if (m_fatal) {
        return tl::unexpected<Error>(withWhatWasKept(*m_fatal));
    }
    if (m_request.isDryRun) {
        return m_report;
    }
    if (const auto done = m_names.releaseRest(); !done) {
        return tl::unexpected<Error>(withWhatWasKept(done.error()));
    }
    if (m_request.clearSource && !m_report.wasCancelled) {
        clearSource(m_library, m_clearable, m_progress, m_report);
    }
    const QJsonObject counts{{QStringLiteral("found"), m_report.found},
                             {QStringLiteral("imported"), m_report.imported},
                             {QStringLiteral("duplicates"), m_report.duplicates},
                             {QStringLiteral("failed"), m_report.failed.size()},
                             {QStringLiteral("cleared"), m_report.cleared}};
    const auto logged = m_library.run([&](Library& library) { return finishImport(library, m_context, counts); });
    if (!logged) {
        return tl::unexpected<Error>(withWhatWasKept(logged.error()));
    }
    return m_report;
}

Error ImportRun::withWhatWasKept(Error error) const
{
    const QString kept = m_report.imported > 0
        ? tr("%n photo(s) were imported before that and are safe in the library. ", m_report.imported)
        : tr("No photo was imported. ");
    error.text = tr("The import stopped. ") + kept + tr("Nothing was removed from the card. ") + error.text;
    return error;
}

} // namespace cloakroom
