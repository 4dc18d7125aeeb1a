#pragma once

#include "core/publish/ExportJob.h"
#include "core/publish/ExportPublish.h"
#include "core/publish/TargetFolder.h"

#include <tl/expected.hpp>

namespace cloakroom {

/// One export while it runs. Job thread.
class ExportRun {
public:
    /// `target` is null for a dry run.
    ExportRun(LibraryThread& library, WorkerPool& workers, const ExportRequest& request, const TargetFolder* target,
              Progress& progress);

    virtual ~ExportRun() = default;
    ExportRun(const ExportRun&) = delete;
    ExportRun& operator=(const ExportRun&) = delete;
    ExportRun(ExportRun&&) = delete;
    ExportRun& operator=(ExportRun&&) = delete;

    [[nodiscard]] ExportReport run();

protected:
    struct Picture {
        QByteArray jpeg;
        QSize size;
    };
    /// Covered, scaled, encoded. Whatever comes of it is proven before it leaves; tests let it come out wrong.
    [[nodiscard]] virtual Result<Picture> render(const QImage& original, const ExportPlan& plan) const;

private:
    [[nodiscard]] tl::expected<ExportedPhoto, Refusal> exportOne(PhotoId photo);
    [[nodiscard]] tl::expected<ExportedPhoto, Refusal> letOut(const ExportPlan& plan, const Picture& picture);
    [[nodiscard]] Result<QImage> readOriginal(const ExportPlan& plan);
    [[nodiscard]] tl::expected<Picture, Refusal> makeChecked(const QImage& original, const ExportPlan& plan);
    [[nodiscard]] Refusal refuseUnproven(const ExportPlan& plan, const Error& error);
    [[nodiscard]] Refusal refuseAndReview(const ExportPlan& plan, const QList<DetectedFace>& unknownFaces);

    LibraryThread& m_library;
    WorkerPool& m_workers;
    const ExportRequest& m_request;
    const TargetFolder* m_target;
    Progress& m_progress;
    ExportTerms m_terms;
    int m_quality;
    int m_nextNumber = 1;
    std::optional<Error> m_targetFailure; ///< nothing more can be written
};

} // namespace cloakroom
