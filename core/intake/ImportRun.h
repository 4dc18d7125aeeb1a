#pragma once

#include "core/base/Progress.h"
#include "core/intake/FileIntake.h"
#include "core/intake/ImportBatch.h"
#include "core/intake/Importer.h"
#include "core/intake/SourceClearing.h"
#include "core/intake/VaultNames.h"

#include <QElapsedTimer>
#include <QSet>

namespace cloakroom {

/// One import under way. Files are prepared by several threads and taken here, on the job's thread, in the order in
/// which they lie on the source; every few of them become photos together.
class ImportRun {
public:
    ImportRun(LibraryThread& library, WorkerPool& workers, const ImportRequest& request, Progress& progress,
              Vault vault);

    [[nodiscard]] Result<ImportReport> run(const QList<WalkedFile>& files);

private:
    struct Pending {
        PreparedFile prepared;
        QString path;
    };

    /// Whether to go on.
    bool take(const WalkedFile& file, PreparedFile prepared);
    void takeReady(const WalkedFile& file, PreparedFile prepared);
    void refuse(const QString& path, const QString& reason);
    [[nodiscard]] bool isBatchDue() const;
    void enterBatch();
    void countEntered(const QList<Entered>& entered);
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
    QList<Pending> m_batch;
    QElapsedTimer m_batchAge;
    QSet<QByteArray> m_wouldImport; ///< a dry run's
    QList<ClearableFile> m_clearable;
    ImportReport m_report;
    std::optional<Error> m_fatal;
};

} // namespace cloakroom
