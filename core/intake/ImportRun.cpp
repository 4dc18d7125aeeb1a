#include "core/intake/ImportRun.h"

#include "core/base/OrderedWork.h"
#include "core/intake/SourceKinds.h"
#include "core/intake/SourceNames.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace cloakroom {

namespace {

// A transaction costs a few flushes of the disk whatever it holds; a batch bounds what an interruption makes us repeat.
constexpr int kBatchShots = 16;
constexpr int kMostBatch = 200;
constexpr qint64 kBatchMilliseconds = 2000;

/// The photo that a shot became, and the file of it that is searched for faces.
LateFaces mainOf(const PreparedShot& shot, const QList<Entered>& answers)
{
    for (qsizetype i = 0; i < shot.files.size(); ++i) {
        if (!shot.files[i].role && answers[i].photo.isValid()) {
            return {answers[i].photo, shot.files[i].digest, {}};
        }
    }
    return {};
}

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
    m_context.fields = request.fields;
}

Result<ImportReport> ImportRun::run(const QList<SourceShot>& shots)
{
    QThreadPool pool;
    pool.setMaxThreadCount(m_workers.size());
    m_progress.report(0, shots.size(), {});
    if (m_progress.isCancelled()) {
        m_report.wasCancelled = true;
        return m_report;
    }
    inOrderTwice<PreparedShot>(
        pool, shots.size(), 2 * qsizetype{m_workers.size()},
        [this, &shots](qsizetype index, const FileIntake::Ready& ready) {
            return m_intake.prepare(shots[index], ready);
        },
        [this](qsizetype index, PreparedShot prepared) {
            prepared.number = index;
            return take(std::move(prepared));
        },
        [this, &shots](qsizetype index, FoundFaces found) {
            takeFaces(index, std::move(found));
            const qsizetype next = index + 1;
            m_progress.report(next, shots.size(),
                              next < shots.size() ? source_names::readableFileName(shots[next].file.path) : QString());
            stopIfCancelled();
        });
    enterBatch();
    return finish();
}

bool ImportRun::take(PreparedShot prepared)
{
    if (prepared.wasSkipped) {
        return false;
    }
    if (const PreparedFile* fatal = prepared.fatal()) {
        stopFor(fatal->error);
        return false;
    }
    if (m_request.isDryRun) {
        countDry(prepared);
    } else {
        if (m_batch.isEmpty()) {
            m_batchAge.start();
        }
        m_batchReady += prepared.isReady() ? 1 : 0;
        m_batch.append(std::move(prepared));
        if (isBatchDue()) {
            enterBatch();
        }
    }
    stopIfCancelled();
    return !m_report.wasCancelled && !m_fatal;
}

void ImportRun::stopIfCancelled()
{
    if (m_progress.isCancelled()) {
        m_report.wasCancelled = true;
        m_intake.stop();
    }
}

void ImportRun::takeFaces(qsizetype number, FoundFaces found)
{
    const LateFaces entered = m_entered.take(number);
    if (entered.photo.isValid()) {
        addLateFaces(entered.photo, entered.searched, std::move(found));
        return;
    }
    const auto shot = std::find_if(m_batch.begin(), m_batch.end(),
                                   [number](const PreparedShot& one) { return one.number == number; });
    if (shot == m_batch.end()) {
        return;
    }
    shot->awaitsFaces = false;
    for (PreparedFile& file : shot->files) {
        if (!file.role && file.outcome == PreparedFile::Outcome::Duplicate) {
            addLateFaces(file.known, file.digest, std::exchange(found, {}));
        } else if (!file.role && file.outcome == PreparedFile::Outcome::Ready && found) {
            file.faces = *std::exchange(found, {});
            file.facesSearched = true;
        }
    }
}

void ImportRun::addLateFaces(PhotoId photo, const QByteArray& searched, FoundFaces found)
{
    if (found) {
        m_lateFaces.append({photo, searched, *std::move(found)});
    }
}

void ImportRun::countDry(const PreparedShot& prepared)
{
    for (const PreparedFile& file : prepared.files) {
        Entered entered{{}, FileOutcome::Failed, file.known};
        if (file.outcome == PreparedFile::Outcome::PassedOver) {
            entered.outcome = FileOutcome::Skipped;
        } else if (file.outcome == PreparedFile::Outcome::Duplicate
                   || (file.outcome == PreparedFile::Outcome::Ready && m_wouldImport.contains(file.digest))) {
            entered.outcome = FileOutcome::Duplicate;
        } else if (file.outcome == PreparedFile::Outcome::Ready) {
            entered.outcome = file.role ? FileOutcome::Part : FileOutcome::Imported;
            m_wouldImport.insert(file.digest);
        }
        count(file, entered);
    }
}

bool ImportRun::isBatchDue() const
{
    // The first photo is shown as soon as it is in.
    const bool isFirst = m_report.imported == 0 && m_batchReady > 0;
    return isFirst || m_batchReady >= kBatchShots || m_batch.size() >= kMostBatch
        || m_batchAge.elapsed() >= kBatchMilliseconds;
}

void ImportRun::enterLateFaces()
{
    if (m_lateFaces.isEmpty() || m_fatal) {
        return;
    }
    const QList<LateFaces> found = std::exchange(m_lateFaces, {});
    const auto faces = m_library.run([&](Library& library) { return enterFaces(library, m_context, found); });
    if (faces) {
        m_report.faces += *faces;
    } else {
        stopFor(faces.error());
    }
}

void ImportRun::enterBatch()
{
    enterLateFaces();
    if (m_batch.isEmpty() || m_fatal) {
        return;
    }
    const QList<PreparedShot> batch = std::exchange(m_batch, {});
    m_batchReady = 0;
    const auto entered = m_library.run([&](Library& library) { return enterInCatalogue(library, m_context, batch); });
    if (!entered) {
        // The files stay under their reserved names: were the rows in truth committed, they would need them. The next
        // opening of the library knows and removes what no photo owns.
        stopFor(entered.error());
        return;
    }
    const qsizetype before = m_report.photos.size();
    qsizetype next = 0;
    for (const PreparedShot& shot : batch) {
        const QList<Entered> answers = entered->mid(next, shot.files.size());
        countShot(shot, answers);
        if (shot.awaitsFaces) {
            m_entered.insert(shot.number, mainOf(shot, answers));
        }
        next += shot.files.size();
    }
    m_names.markOwned(std::exchange(m_owned, {}));
    if (m_request.onEntered && m_report.photos.size() > before) {
        m_request.onEntered(m_report.photos.mid(before));
    }
}

void ImportRun::countShot(const PreparedShot& shot, const QList<Entered>& entered)
{
    const bool isWhole = std::none_of(entered.cbegin(), entered.cend(),
                                      [](const Entered& one) { return one.outcome == FileOutcome::Failed; });
    QList<ClearableFile> clearable;
    for (qsizetype i = 0; i < shot.files.size(); ++i) {
        const PreparedFile& file = shot.files[i];
        const Entered& one = entered[i];
        count(file, one);
        if (one.photo.isValid()) {
            clearable.append({one.row, file.path, file.digest, one.photo, one.isNew, !isWhole});
        }
        if (one.isNew) {
            m_owned.append(file.photo.original.vaultName);
        } else if (!file.photo.original.vaultName.isEmpty()) {
            (void)m_vault.remove(file.photo.original.vaultName); // the same bytes came in the meantime
        }
    }
    // The main file goes last: what belongs to it would be nobody's if the clearing were cut off in between.
    std::reverse(clearable.begin(), clearable.end());
    m_clearable.append(clearable);
}

void ImportRun::count(const PreparedFile& file, const Entered& entered)
{
    const QString path = source_names::readable(file.path);
    m_report.found += entered.outcome == FileOutcome::Skipped ? 0 : 1;
    m_report.faces += entered.faces;
    switch (entered.outcome) {
    case FileOutcome::Imported:
        ++m_report.imported;
        if (entered.photo.isValid()) {
            m_report.photos.append(entered.photo);
        }
        break;
    case FileOutcome::Part:
        ++m_report.parts;
        break;
    case FileOutcome::Duplicate:
        ++m_report.duplicates;
        break;
    case FileOutcome::Failed:
        m_report.failed.append({path, file.error.text});
        break;
    case FileOutcome::Skipped:
        m_report.skipped.append({path, file.error.text});
        break;
    }
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
    const QJsonObject counts{
        {QStringLiteral("found"), m_report.found},          {QStringLiteral("imported"), m_report.imported},
        {QStringLiteral("parts"), m_report.parts},          {QStringLiteral("duplicates"), m_report.duplicates},
        {QStringLiteral("failed"), m_report.failed.size()}, {QStringLiteral("cleared"), m_report.cleared}};
    const auto logged = m_library.run([&](Library& library) { return finishImport(library, m_context, counts); });
    if (!logged) {
        return tl::unexpected<Error>(withWhatWasKept(logged.error()));
    }
    m_report.import = m_context.import.value_or(ImportId());
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
