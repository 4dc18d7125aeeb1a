#pragma once

#include "core/catalogue/LibraryThread.h"
#include "core/catalogue/PhotoRepository.h"
#include "core/faces/FaceDetector.h"
#include "core/intake/SourceWalk.h"
#include "core/storage/Vault.h"

#include <atomic>
#include <optional>

namespace cloakroom {

class SourceFile;
class VaultNames;
class WorkerPool;

/// A file made ready for its catalogue row, or why there will be none.
struct PreparedFile {
    enum class Outcome {
        Skipped, ///< the import was stopped before it was looked at
        Refused, ///< `error` says why; the import goes on
        Fatal, ///< `error` says why nothing more can be imported
        Duplicate, ///< the library has these bytes as `known`
        Ready, ///< its original is in the vault, proven; import id, event and time are still to be filled in
    };
    Outcome outcome = Outcome::Skipped;
    Error error = {};
    DigestMatch known = {};
    QByteArray digest = {};
    NewPhoto photo = {};
    QByteArray thumbnail = {};
    QByteArray preview = {};
    QList<DetectedFace> faces = {};
    bool facesSearched = false;
};

/// Takes single files in: reads each once, looks for its bytes in the library, has it inspected in a worker process,
/// and writes it to the vault. Thread-safe: several threads may prepare files at once.
class FileIntake {
public:
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

    [[nodiscard]] PreparedFile prepare(const WalkedFile& file);
    /// Files that nobody has begun to prepare are skipped from now on.
    void stop() { m_isStopped = true; }

private:
    [[nodiscard]] PreparedFile read(SourceFile& source, const WalkedFile& file);
    /// Sets `known` and says true when the library has these bytes.
    [[nodiscard]] Result<bool> isKnown(PreparedFile& prepared);
    [[nodiscard]] Result<void> inspect(PreparedFile& prepared, const QByteArray& bytes, bool headOnly);
    [[nodiscard]] Result<void> store(PreparedFile& prepared, SourceFile& source, const QByteArray& bytes);

    LibraryThread& m_library;
    WorkerPool& m_workers;
    VaultNames& m_names;
    Vault m_vault;
    Options m_options;
    std::atomic<bool> m_isStopped = false;
};

} // namespace cloakroom
