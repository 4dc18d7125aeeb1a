#pragma once

#include "core/catalogue/LibraryThread.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/faces/FaceDetector.h"
#include "core/intake/SourceShots.h"
#include "core/storage/Vault.h"
#include "core/worker/WorkerPool.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace cloakroom {

class SourceFile;
class VaultNames;

/// A file made ready for its catalogue row, or why there will be none.
struct PreparedFile {
    enum class Outcome {
        Refused, ///< `error` says why; the import goes on
        PassedOver, ///< nobody would miss it; `error` says why
        Fatal, ///< `error` says why nothing more can be imported
        Duplicate, ///< the library has these bytes with `known`
        Ready, ///< its original is in the vault, proven; import id, event and so on are still to be filled in
    };
    Outcome outcome = Outcome::Refused;
    Error error = {};
    QString path = {}; ///< as in source_names
    qint64 bytes = 0;
    QByteArray digest = {};
    PhotoId known = {};
    std::optional<PartRole> role = {}; ///< absent for the shot's main file
    NewPhoto photo = {}; ///< of a part only `name` and `original`
    QByteArray thumbnail = {};
    QByteArray preview = {};
    QList<DetectedFace> faces = {};
    QList<MarkedRegion> regions = {}; ///< where other programs wrote that a face is
    bool facesSearched = false;
};

/// All files of a shot, in the order in which they were looked at: first those that could not be its main file.
struct PreparedShot {
    bool wasSkipped = true; ///< the import was stopped before it was looked at
    qsizetype number = 0; ///< among the import's shots
    bool awaitsFaces = true; ///< nobody has said yet what the search found
    QList<PreparedFile> files = {};

    /// The file that is or becomes the photo; null when there is none.
    [[nodiscard]] const PreparedFile* main() const;
    [[nodiscard]] const PreparedFile* fatal() const;
    [[nodiscard]] bool isReady() const; ///< brings anything new
};

/// What a search for faces found in a shot's main file; nothing when there was none or it did not come to its end.
using FoundFaces = std::optional<QList<DetectedFace>>;

/// Takes shots in: reads each file once, looks for its bytes in the library, has the main one inspected in a worker
/// process, and writes them to the vault. Thread-safe: several threads may prepare shots at once.
class FileIntake {
public:
    /// Gets a shot that is ready but for its faces: nobody has to wait for those to see it.
    using Ready = std::function<void(PreparedShot)>;

    struct Options {
        bool isDryRun = false;
        bool findFaces = true;
    };

    FileIntake(LibraryThread& library, WorkerPool& workers, VaultNames& names, Vault vault, Options options)
        : m_library(library)
        , m_workers(workers)
        , m_names(names)
        , m_vault(std::move(vault))
        , m_options(options)
    {
    }

    /// Calls `ready` once, then waits for the faces.
    [[nodiscard]] FoundFaces prepare(const SourceShot& shot, const Ready& ready);
    /// Shots that nobody has begun to prepare are skipped from now on.
    void stop() { m_isStopped = true; }

private:
    /// A file while it is read.
    struct Reading {
        std::unique_ptr<SourceFile> source;
        QByteArray bytes; ///< all, or the head of a long file
        bool isWhole = false;
    };
    /// What is still to be said of a shot when all else is ready.
    struct Search {
        FaceSearch search; ///< of a new photo
        QByteArray unsearched; ///< of one that an interrupted import left without a search
    };

    [[nodiscard]] PreparedShot prepareFiles(const SourceShot& shot, Search& search);
    [[nodiscard]] PreparedFile prepareMain(const WalkedFile& file, Search& search);
    [[nodiscard]] bool isUnsearched(PhotoId photo);
    [[nodiscard]] PreparedFile preparePart(const WalkedPart& part, PreparedFile& main);
    /// Opens and reads it, and hashes what fits into memory; false = `prepared` says why not.
    [[nodiscard]] bool read(const WalkedFile& file, PreparedFile& prepared, Reading& reading);
    /// Hashes a long file, and sets `known` when the library has these bytes; false = `prepared` says what is wrong.
    [[nodiscard]] bool compare(PreparedFile& prepared, Reading& reading);
    [[nodiscard]] bool inspect(PreparedFile& prepared, const Reading& reading, FaceSearch& search);
    [[nodiscard]] bool keep(PreparedFile& prepared, Reading& reading);
    [[nodiscard]] Result<void> store(PreparedFile& prepared, Reading& reading);
    void usePoster(const QByteArray& jpeg, PreparedFile& video);

    LibraryThread& m_library;
    WorkerPool& m_workers;
    VaultNames& m_names;
    Vault m_vault;
    Options m_options;
    std::atomic<bool> m_isStopped = false;
};

} // namespace cloakroom
