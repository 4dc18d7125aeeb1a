#pragma once

#include "core/base/Progress.h"
#include "core/intake/FileIntake.h"
#include "core/intake/ImportBatch.h"
#include "core/intake/Importer.h"
#include "core/intake/SourceClearing.h"
#include "core/intake/VaultNames.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>

namespace cloakroom {

/// One import under way. Shots are prepared by several threads and taken here, on the job's thread, in the order in
/// which they lie on the source; every few of them become photos together. A photo does not wait for its faces: those
/// that are found later follow with the next few.
class ImportRun {
public:
    ImportRun(LibraryThread& library, WorkerPool& workers, const ImportRequest& request, Progress& progress,
              Vault vault);

    [[nodiscard]] Result<ImportReport> run(const QList<SourceShot>& shots);

private:
    /// Whether to go on.
    bool take(PreparedShot prepared);
    void stopIfCancelled();
    void takeFaces(qsizetype number, FoundFaces found);
    void countDry(const PreparedShot& prepared);
    [[nodiscard]] bool isBatchDue() const;
    void addLateFaces(PhotoId photo, const QByteArray& searched, FoundFaces found);
    void enterBatch();
    void enterLateFaces();
    void countShot(const PreparedShot& shot, const QList<Entered>& entered);
    void count(const PreparedFile& file, const Entered& entered);
    void stopFor(Error error);
    [[nodiscard]] Result<ImportReport> finish();
    [[nodiscard]] Error withWhatWasKept(Error error) const;

    LibraryThread& m_library;
    WorkerPool& m_workers;
    const ImportRequest& m_request;
    Progress& m_progress;
    VaultNames m_names;
    Vault m_vault;
    FileIntake m_intake;
    ImportContext m_context;
    QList<PreparedShot> m_batch;
    int m_batchReady = 0;
    QElapsedTimer m_batchAge;
    QHash<qsizetype, LateFaces> m_entered; ///< whose faces are still looked for, by the shot's number
    QList<LateFaces> m_lateFaces;
    QSet<QByteArray> m_wouldImport; ///< a dry run's
    QStringList m_owned;
    QList<ClearableFile> m_clearable;
    ImportReport m_report;
    std::optional<Error> m_fatal;
};

} // namespace cloakroom
