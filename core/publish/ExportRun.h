#pragma once

#include "core/imaging/RowSource.h"
#include "core/publish/ExportJob.h"
#include "core/publish/ExportPublish.h"
#include "core/publish/ExportTurns.h"
#include "core/publish/TargetFolder.h"

#include <tl/expected.hpp>

#include <mutex>
#include <optional>
#include <vector>

namespace cloakroom {

/// One export while it runs. Photos are made ready side by side, as many as there are workers and memory for, and let
/// out one after another in the order they were asked for. Job thread.
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
        QByteArray look;
        QString recipe;
    };
    /// Covered, scaled, encoded; `source` is what exportSource() made of the photo. Whatever comes of it is proven
    /// before it leaves; tests let it come out wrong.
    [[nodiscard]] virtual Result<Picture> render(const QImage& source, const ExportPlan& plan) const;

    using Outcome = tl::expected<ExportedPhoto, Refusal>;
    /// Lets a checked picture out: into a file of its own in the folder. Called side by side; waits for its turn.
    [[nodiscard]] virtual Outcome letOut(const ExportPlan& plan, const Picture& picture, qsizetype number);

    // For letOut().
    void awaitTurn(qsizetype number) { m_turns.await(number); }
    [[nodiscard]] bool isCancelled();
    /// Nothing more can be written: the rest is refused for this reason.
    [[nodiscard]] Outcome stopWriting(const Error& error);
    [[nodiscard]] std::optional<Error> targetFailure();
    [[nodiscard]] LibraryThread& library() { return m_library; }
    [[nodiscard]] const ExportTerms& terms() const { return m_terms; }
    /// What register and log are to know of it.
    [[nodiscard]] FinishedPicture finishedPicture(const Picture& picture, const QByteArray& file) const;

private:
    void work(const QList<PhotoId>& photos);
    [[nodiscard]] Outcome exportGuarded(PhotoId photo, qsizetype number);
    [[nodiscard]] Outcome exportOne(PhotoId photo, qsizetype number);
    [[nodiscard]] tl::expected<Picture, Refusal> makeReady(const ExportPlan& plan);
    [[nodiscard]] Result<Picture> renderSmaller(const QImage& source, const ExportPlan& plan, int edge) const;
    [[nodiscard]] Result<Picture> encode(const RowSource& picture, const ExportPlan& plan) const;
    [[nodiscard]] tl::expected<Picture, Refusal> makeChecked(const QImage& original, const ExportPlan& plan);
    [[nodiscard]] Refusal refuseUnproven(const ExportPlan& plan, const Error& error);
    [[nodiscard]] Refusal refuseAndReview(const ExportPlan& plan, const QList<DetectedFace>& unknownFaces);

    LibraryThread& m_library;
    WorkerPool& m_workers;
    const ExportRequest& m_request;
    const TargetFolder* m_target;
    ExportTerms m_terms;
    int m_quality;
    int m_nextNumber = 1; ///< of the file whose turn it is
    ExportTurns m_turns;
    MemoryShare m_memory;
    std::mutex m_mutex; ///< for what follows
    Progress& m_progress;
    qsizetype m_taken = 0;
    bool m_wasCancelled = false;
    std::vector<std::optional<Outcome>> m_outcomes;
    std::optional<Error> m_targetFailure; ///< nothing more can be written
};

} // namespace cloakroom
