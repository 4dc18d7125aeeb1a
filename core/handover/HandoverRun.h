#pragma once

#include "core/crypto/Sha256.h"
#include "core/handover/HandoverJob.h"
#include "core/handover/HandoverNames.h"
#include "core/publish/ExportRun.h"
#include "core/storage/HandoverFile.h"

namespace cloakroom {

/// An export whose pictures go into one encrypted file rather than into a folder, and into the register together. Job
/// thread.
class HandoverRun final : public ExportRun {
public:
    /// `target` is the folder that the file is to lie in.
    HandoverRun(LibraryThread& library, WorkerPool& workers, const HandoverRequest& request, const TargetFolder& target,
                Progress& progress);

    [[nodiscard]] Result<HandoverReport> handOver(const Password& password);

protected:
    [[nodiscard]] Outcome letOut(const ExportPlan& plan, const Picture& picture, qsizetype number) override;

private:
    /// A picture that lies in the file, and what is to be registered of it.
    struct Handed {
        ExportPlan plan;
        QList<NamedRegion> names;
        FinishedPicture picture;
        QString name;
        RegisterId entry;
    };

    [[nodiscard]] Result<std::unique_ptr<PendingFile>> closeFile();
    [[nodiscard]] Result<void> publish(Library& library, PendingFile& file);
    [[nodiscard]] Result<void> requireUnchanged(Library& library) const;
    [[nodiscard]] Result<void> enter(Library& library);
    [[nodiscard]] Result<void> takeBack(Library& library) const;

    const HandoverRequest& m_wanted;
    const TargetFolder& m_folder;
    std::optional<GrowingFile> m_file;
    std::optional<HandoverWriter> m_writer;
    Sha256 m_hash; ///< of the file
    qint64 m_bytes = 0;
    QList<Handed> m_handed; ///< each in its turn
};

} // namespace cloakroom
