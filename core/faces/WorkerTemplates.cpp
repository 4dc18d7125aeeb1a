#include "core/faces/WorkerTemplates.h"

#include <QCoreApplication>

namespace cloakroom {

Result<std::unique_ptr<WorkerTemplates>> WorkerTemplates::create(const RecogniserChoice& recogniser,
                                                                 WorkerOptions options)
{
    if (!recogniser.isThere()) {
        return fail(ErrorCode::NotFound, recogniser.description);
    }
    if (options.detector.kind != DetectorKind::YuNet) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("RecogniserFiles",
                                                "Recognising faces needs the YuNet model as well, which finds eyes, "
                                                "nose and mouth. Install it with fetch-models."));
    }
    options.recogniser = recogniser;
    return std::unique_ptr<WorkerTemplates>(new WorkerTemplates(std::move(options)));
}

Result<std::unique_ptr<TemplateSource>> WorkerTemplates::installed()
{
    return create(chooseRecogniser());
}

Result<std::vector<std::optional<FaceTemplate>>> WorkerTemplates::templatesOf(const QByteArray& photo,
                                                                              const QList<QRect>& faces)
{
    if (!m_pool) {
        m_pool = std::make_unique<WorkerPool>(1, m_options);
    }
    return m_pool->faceTemplates(photo, faces);
}

} // namespace cloakroom
