#pragma once

#include "core/base/Result.h"
#include "core/faces/FaceDetector.h"
#include "core/faces/FaceTemplate.h"
#include "core/faces/ModelFiles.h"
#include "core/faces/RecogniserFiles.h"
#include "core/imaging/PhotoFacts.h"
#include "core/tables/Table.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QRect>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace cloakroom {

struct WorkerRequest;

/// Everything import needs of one file.
struct Inspection {
    PhotoFacts facts;
    /// Metadata-free sRGB JPEGs, encoded on this side from pixels; longest edge 320 and 2048. For a video, those of a
    /// frame early in it, where one could be decoded.
    QByteArray thumbJpeg;
    QByteArray previewJpeg;
    QByteArray look; ///< its perceptual hash, see Look.h; empty for a video
    /// Empty and `facesSearched` false unless asked for, the file is a still, and the search came to its end: a photo
    /// that can be read is not refused because its search failed.
    QList<DetectedFace> faces;
    bool facesSearched = false;
};

/// A worker that has told all else of a photo and is still searching it for faces. The worker serves nobody else until
/// it was waited for; a search that is given up ends it. One thread; not longer than its pool.
class FaceSearch {
public:
    FaceSearch();
    ~FaceSearch();
    FaceSearch(FaceSearch&&) noexcept;
    FaceSearch& operator=(FaceSearch&&) noexcept;
    FaceSearch(const FaceSearch&) = delete;
    FaceSearch& operator=(const FaceSearch&) = delete;

    [[nodiscard]] bool isUnderWay() const { return m_underWay != nullptr; }
    /// What was found; nothing when none is under way or it did not come to its end.
    [[nodiscard]] std::optional<QList<DetectedFace>> wait();

private:
    friend class WorkerPool;
    class UnderWay;
    std::unique_ptr<UnderWay> m_underWay;
};

struct InspectOptions {
    bool wantFaces = false;
    Thoroughness thoroughness = Thoroughness::Usual;
    /// The bytes are only the first part of a longer file (see kWholeFileLimit).
    bool headOnly = false;
};

/// What one file may cost before its worker is ended.
struct WorkerLimits {
    std::chrono::milliseconds wallTime{60'000};
    std::chrono::milliseconds cpuTime{30'000};
    std::chrono::milliseconds startTime{30'000};
    /// Data memory beyond what the worker holds when it is ready.
    qint64 memoryBytes = qint64{1} << 30;
};

struct WorkerOptions {
    DetectorChoice detector = chooseDetector();
    WorkerLimits limits = {};
    /// Empty: beside the running program, then in the install libexec folder.
    QString executable = {};
    /// Makes templates, too; none as a rule, see core/faces/WorkerTemplates.h.
    RecogniserChoice recogniser = {};
};

/// Runs `cloakroom-worker` processes, in which every untrusted byte is parsed, and asks them about files.
///
/// Thread-safe: any number of job threads may call and block; each call uses one worker alone. Workers start when first
/// needed. One that crashes, hangs or asks for too much memory is ended and its file gets an error with a plain reason;
/// the next file gets a new one. What a worker answers is data to be checked, never trusted.
///
/// Errors of every request: Unsupported (a kind we do not take, or too large), Unreadable (damaged, or the worker
/// crashed, hung or ran out of memory over it), Internal (the worker cannot be started).
class WorkerPool {
public:
    /// Files longer than this are not sent whole. Pass the first kHeadBytes with `headOnly`: a video is then
    /// recognised by its head, a still of such a size is refused.
    static constexpr qint64 kWholeFileLimit = qint64{300} << 20;
    static constexpr qint64 kHeadBytes = qint64{4} << 20;
    static constexpr int kThumbEdge = 320;
    static constexpr int kPreviewEdge = 2048;

    explicit WorkerPool(int workers, WorkerOptions options = {});
    /// Ends all workers. No call may be under way.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    WorkerPool(WorkerPool&&) = delete;
    WorkerPool& operator=(WorkerPool&&) = delete;

    /// How many files can be worked on at once.
    [[nodiscard]] int size() const;

    /// Decodes the photo once and returns all that is known of it.
    [[nodiscard]] Result<Inspection> inspect(const QByteArray& bytes, const InspectOptions& options = {});
    /// The same without waiting for the faces: `search` has them later.
    [[nodiscard]] Result<Inspection> inspect(const QByteArray& bytes, const InspectOptions& options,
                                             FaceSearch& search);
    /// The upright picture in sRGB RGB888, longer edge at most `maxEdge` (0 = full resolution).
    [[nodiscard]] Result<QImage> decode(const QByteArray& bytes, int maxEdge = 0);
    /// Faces in a photo file, in pixels of its upright full resolution. NotFound without a detector.
    [[nodiscard]] Result<QList<DetectedFace>> detectFaces(const QByteArray& bytes,
                                                          Thoroughness thoroughness = Thoroughness::Usual);
    /// Faces in pixels we hold already.
    [[nodiscard]] Result<QList<DetectedFace>> detectFaces(const QImage& upright,
                                                          Thoroughness thoroughness = Thoroughness::Usual);
    /// Faces in and around these places of pixels we hold, and large ones anywhere: for a picture that was searched
    /// before and changed there.
    [[nodiscard]] Result<QList<DetectedFace>> detectFacesNear(const QImage& upright, const QList<QRect>& places);

    /// Templates of these faces of a photo file and of nobody else, in their order, absent where eyes, nose and mouth
    /// were not found. `faces`: pixels of its upright full resolution. NotFound without a recogniser.
    [[nodiscard]] Result<std::vector<std::optional<FaceTemplate>>> faceTemplates(const QByteArray& bytes,
                                                                                 const QList<QRect>& faces);

    /// A list of people or consents that another system wrote: CSV, Common Transfer File, or a zip of CSVs. What is
    /// wrong with the list itself stands in the answer.
    [[nodiscard]] Result<TableFile> readTables(const QByteArray& bytes);

    /// The detector its workers use.
    [[nodiscard]] DetectorChoice detector() const;
    /// Ends idle workers and uses another detector from now on, for example after a model was installed.
    void setDetector(const DetectorChoice& choice);

private:
    friend class FaceSearch;
    class Private;
    [[nodiscard]] Result<QList<DetectedFace>> detectInPixels(WorkerRequest request, const QImage& upright);
    [[nodiscard]] static Result<Inspection> toInspection(const PhotoFacts& facts, const QImage& picture);
    std::unique_ptr<Private> m_private;
};

} // namespace cloakroom
