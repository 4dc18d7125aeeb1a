#pragma once

#include "core/faces/RecogniserFiles.h"
#include "core/faces/TemplateSource.h"
#include "core/worker/WorkerPool.h"

#include <memory>

namespace cloakroom {

/// Computes templates in a worker process of its own, which starts with the first question and ends with this object:
/// what the network held ends with it.
class WorkerTemplates final : public TemplateSource {
public:
    /// `recogniser` has to be there; a detector that finds eyes, nose and mouth, too: NotFound otherwise.
    [[nodiscard]] static Result<std::unique_ptr<WorkerTemplates>> create(const RecogniserChoice& recogniser,
                                                                         WorkerOptions options = {});

    [[nodiscard]] const FaceModel& model() const override { return m_options.recogniser.model; }
    [[nodiscard]] Result<std::vector<std::optional<FaceTemplate>>> templatesOf(const QByteArray& photo,
                                                                               const QList<QRect>& faces) override;

    /// With what this computer has: create(chooseRecogniser()).
    [[nodiscard]] static Result<std::unique_ptr<TemplateSource>> installed();

private:
    explicit WorkerTemplates(WorkerOptions options)
        : m_options(std::move(options))
    {
    }

    WorkerOptions m_options;
    std::unique_ptr<WorkerPool> m_pool;
};

} // namespace cloakroom
