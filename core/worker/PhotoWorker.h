#pragma once

#include "core/faces/FaceTemplates.h"
#include "core/worker/WorkerServer.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace cloakroom {

/// Answers requests about photos with the readers of core/imaging and one face detector, and reads other systems' lists
/// with those of core/tables. Lives in the worker process.
class PhotoWorker {
public:
    /// `detector` may be null: searching for faces is then refused.
    explicit PhotoWorker(std::unique_ptr<FaceDetector> detector);
    /// It can make templates from now on, in this process alone.
    void setRecogniser(FaceTemplates recogniser) { m_recogniser = std::move(recogniser); }

    /// Runs every library once on drawn pixels, so that it has loaded what it needs before rights are dropped.
    void warmUp();
    [[nodiscard]] WorkerAnswer answer(const WorkerRequest& request, const QByteArray& body);

private:
    [[nodiscard]] WorkerAnswer inspect(const WorkerRequest& request, const QByteArray& body);
    [[nodiscard]] WorkerAnswer decode(const WorkerRequest& request, const QByteArray& body);
    [[nodiscard]] WorkerAnswer detectInFile(const WorkerRequest& request, const QByteArray& body);
    [[nodiscard]] WorkerAnswer detectInPixels(const WorkerRequest& request, const QByteArray& body);
    [[nodiscard]] WorkerAnswer detectNear(const WorkerRequest& request, const QByteArray& body);
    [[nodiscard]] static WorkerAnswer readTables(const QByteArray& body);
    [[nodiscard]] WorkerAnswer templatesIn(const WorkerRequest& request, const QByteArray& body);
    void searchFaces(const ReducedPhoto& photo, Thoroughness thoroughness, WorkerReply& reply);
    using Search = std::function<Result<QList<DetectedFace>>(FaceDetector&)>;
    void search(const Search& searching, WorkerReply& reply);

    std::unique_ptr<FaceDetector> m_detector;
    std::optional<FaceTemplates> m_recogniser;
};

/// The whole of `cloakroom-worker`: arguments are `--yunet FILE` or `--cascades FOLDER` or neither,
/// `--recogniser FILE` where templates are to be made, and `--memory BYTES`. Loads, warms up, drops its rights, serves.
/// Returns the exit status.
[[nodiscard]] int runPhotoWorker(int argc, char** argv);

} // namespace cloakroom
